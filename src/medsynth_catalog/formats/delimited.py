"""Rows for spreadsheets and data frames: CSV and TSV, under a heading line, with cells that stay text there."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from medsynth_catalog.formats.columns import COLUMNS, cell
from medsynth_catalog.records import Paper

# What starts a formula in a spreadsheet: https://owasp.org/www-community/attacks/CSV_Injection, but for tabs and line ends,
# which no paper's text holds once it is read. Apostrophes before it count too, so that whoever takes one away has the very text.
_FORMULA = re.compile("'*[=+@-]")


def write_csv(papers: Iterable[Paper], columns: Sequence[str] = ()) -> Iterator[str]:
    """Yield RFC 4180 values under a heading line; lines end in a newline alone, as other tools of a shell expect."""
    names = columns or COLUMNS
    yield csv_line(names)
    for paper in papers:
        yield csv_line([_safe_cell(paper, name) for name in names])


def write_tsv(papers: Iterable[Paper], columns: Sequence[str] = ()) -> Iterator[str]:
    """Yield tab-separated values under a heading line; no value holds a tab, so nothing is quoted."""
    names = columns or COLUMNS
    yield "\t".join(names) + "\n"
    for paper in papers:
        yield "\t".join(_safe_cell(paper, name) for name in names) + "\n"


def _safe_cell(paper: Paper, column: str) -> str:
    """The text of a column in a form that no program takes for a formula or a number: a bare arXiv id would lose its last zeros."""
    text = cell(paper, column)
    if column == "arxiv" and text:
        return f"arXiv:{text}"
    return safe_text(text)


def safe_text(text: str) -> str:
    """Return the text of a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def csv_line(values: Sequence[str]) -> str:
    """Return a line of RFC 4180 values."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(values)
    return line.getvalue()
