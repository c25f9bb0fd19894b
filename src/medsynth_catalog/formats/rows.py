"""Bare lines for shells: the form that a table takes in a pipe, and keys."""

from collections.abc import Iterable, Iterator, Sequence

from medsynth_catalog.formats.columns import cell
from medsynth_catalog.records import Paper


def write_rows(papers: Iterable[Paper], columns: Sequence[str]) -> Iterator[str]:
    """Yield a line of tab-separated values for each paper, without a heading."""
    return ("\t".join(cell(paper, column) for column in columns) + "\n" for paper in papers)


def write_keys(papers: Iterable[Paper]) -> Iterator[str]:
    """Yield a line with its key for each paper."""
    return (f"{paper.key}\n" for paper in papers)
