"""Bare lines for shells: the form that a table takes in a pipe, a line to read for each paper, and keys."""

from collections.abc import Iterable, Iterator, Sequence

from medsynth_catalog.fields import display_title
from medsynth_catalog.formats.columns import cell
from medsynth_catalog.records import Paper

_KEY_WIDTH = 24  # most keys are shorter; the years below each other make a list that is skimmed easily


def write_rows(papers: Iterable[Paper], columns: Sequence[str]) -> Iterator[str]:
    """Yield a line of tab-separated values for each paper, without a heading."""
    return ("\t".join(cell(paper, column) for column in columns) + "\n" for paper in papers)


def line(paper: Paper, key_width: int = _KEY_WIDTH) -> tuple[str, str, str]:
    """Return the key, year and title of a paper as a line has them, with the spaces that set them apart."""
    return f"{paper.key:<{key_width}}", f"  {paper.year or '    '}  ", display_title(paper)


def write_lines(papers: Iterable[Paper]) -> Iterator[str]:
    """Yield a line with key, year and title for each paper, at least two spaces between them."""
    return ("".join(line(paper)) + "\n" for paper in papers)


def write_keys(papers: Iterable[Paper]) -> Iterator[str]:
    """Yield a line with its key for each paper."""
    return (f"{paper.key}\n" for paper in papers)
