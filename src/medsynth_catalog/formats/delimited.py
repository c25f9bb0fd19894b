"""Rows for spreadsheets: CSV and TSV, under a heading line."""

import csv
import io
from collections.abc import Sequence

from medsynth_catalog.formats.columns import COLUMNS, cell
from medsynth_catalog.formats.rows import write_rows
from medsynth_catalog.records import Paper


def write_csv(papers: Sequence[Paper], columns: Sequence[str] = ()) -> str:
    """Write RFC 4180 values under a heading line; lines end in a newline alone, as other tools of a shell expect."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns or COLUMNS)
    writer.writerows([cell(paper, column) for column in columns or COLUMNS] for paper in papers)
    return text.getvalue()


def write_tsv(papers: Sequence[Paper], columns: Sequence[str] = ()) -> str:
    """Write tab-separated values under a heading line; no value holds a tab, so nothing is quoted."""
    return "\t".join(columns or COLUMNS) + "\n" + write_rows(papers, columns or COLUMNS)
