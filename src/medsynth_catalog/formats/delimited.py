"""Rows for spreadsheets: CSV and TSV, under a heading line."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from medsynth_catalog.formats.columns import COLUMNS, cell
from medsynth_catalog.formats.rows import write_rows
from medsynth_catalog.records import Paper


def write_csv(papers: Iterable[Paper], columns: Sequence[str] = ()) -> Iterator[str]:
    """Yield RFC 4180 values under a heading line; lines end in a newline alone, as other tools of a shell expect."""
    names = columns or COLUMNS
    yield _csv_line(names)
    for paper in papers:
        yield _csv_line([cell(paper, name) for name in names])


def write_tsv(papers: Iterable[Paper], columns: Sequence[str] = ()) -> Iterator[str]:
    """Yield tab-separated values under a heading line; no value holds a tab, so nothing is quoted."""
    names = columns or COLUMNS
    yield "\t".join(names) + "\n"
    yield from write_rows(papers, names)


def _csv_line(values: Sequence[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(values)
    return line.getvalue()
