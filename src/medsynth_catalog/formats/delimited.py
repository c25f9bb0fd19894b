"""Rows for spreadsheets and data frames: CSV and TSV, under a heading line, with cells that stay text there."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from medsynth_catalog.formats.columns import COLUMNS, cell
from medsynth_catalog.records import Paper

# What starts a formula in a spreadsheet: https://owasp.org/www-community/attacks/CSV_Injection, but for tabs and line ends,
# which no paper's text holds once it is read. Apostrophes before it count too, so that whoever takes one away has the very text.
_FORMULA = re.compile("'*[=+@-]")


def write_csv(papers: Iterable[Paper], columns: Sequence[str] = ()) -> Iterator[str]:
    """Yield RFC 4180 values under a heading line; lines end in a newline alone, as other tools of a shell expect."""
    return _rows(papers, columns or COLUMNS, csv_line)


def write_tsv(papers: Iterable[Paper], columns: Sequence[str] = ()) -> Iterator[str]:
    """Yield tab-separated values under a heading line; no value holds a tab, so nothing is quoted."""
    return _rows(papers, columns or COLUMNS, tsv_line)


def csv_line(values: Sequence[str]) -> str:
    """Return a line of values between commas, in cells that stay text."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(map(_safe, values))
    return line.getvalue()


def tsv_line(values: Sequence[str]) -> str:
    """Return a line of values between tabs, in cells that stay text."""
    return "\t".join(map(_safe, values)) + "\n"


def _rows(papers: Iterable[Paper], columns: Sequence[str], line: Callable[[Sequence[str]], str]) -> Iterator[str]:
    yield line(columns)
    for paper in papers:
        yield line([_cell(paper, name) for name in columns])


def _cell(paper: Paper, column: str) -> str:
    """The text of a column; an arXiv id with its prefix, since a program that takes a bare one for a number loses its last zeros."""
    text = cell(paper, column)
    return f"arXiv:{text}" if column == "arxiv" and text else text


def _safe(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text
