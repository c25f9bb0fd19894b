"""Bare lines for shells: the form that a table takes in a pipe, and keys."""

from collections.abc import Sequence

from medsynth_catalog.formats.columns import cell
from medsynth_catalog.records import Paper


def write_rows(papers: Sequence[Paper], columns: Sequence[str]) -> str:
    """Write tab-separated values alone, the form that a table takes in a pipe."""
    return "".join("\t".join(cell(paper, column) for column in columns) + "\n" for paper in papers)


def write_keys(papers: Sequence[Paper], _columns: Sequence[str] = ()) -> str:
    """Write a key a line."""
    return write_rows(papers, ("key",))
