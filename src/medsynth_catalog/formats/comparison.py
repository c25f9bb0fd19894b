"""Papers side by side, and papers with why they are listed, as JSON and rows. docs/field.md documents both."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.comparing import Comparison, Fact, said
from medsynth_catalog.fields import display_title
from medsynth_catalog.formats.field import Row
from medsynth_catalog.formats.structured import paper_object
from medsynth_catalog.news import UNRELEASED, Change
from medsynth_catalog.records import Paper
from medsynth_catalog.similarity import Relative, reasons_said


def comparison_object(found: Comparison, facts: Sequence[Fact]) -> dict[str, Any]:
    """Return the documented object of a comparison: the keys of the papers, and the values of each fact in their order."""
    return {
        "papers": [paper.key for paper in found.papers],
        "facts": [{"field": fact.field, "differs": fact.differs, "values": fact.values} for fact in facts],
    }


def comparison_rows(found: Comparison, facts: Sequence[Fact], bare: bool) -> Iterator[Row]:
    """Yield the names of the columns, and a row for each fact: its name, whether it differs, and its value for each paper.

    The keys are the names of columns; where rows are printed bare, without these, they are a row, too.
    """
    keys = [paper.key for paper in found.papers]
    yield ("field", "differs", *keys)
    if bare:
        yield ("key", "yes", *keys)
    for fact in facts:
        yield (fact.field, "yes" if fact.differs else "no", *map(said, fact.values))


def changed_objects(found: Iterable[tuple[Change, Paper]]) -> list[dict[str, Any]]:
    """Return the objects of papers that changed, each with what happened to it and in which release."""
    return [paper_object(paper) | {"what": change.what, "version": change.version or None} for change, paper in found]


def changed_rows(found: Iterable[tuple[Change, Paper]]) -> Iterator[Row]:
    """Yield the names of the columns, and a row for each paper that changed."""
    yield ("key", "year", "title", "what", "version")
    for change, paper in found:
        yield (paper.key, str(paper.year or ""), display_title(paper), change.what, change.version or UNRELEASED)


def related_objects(found: Sequence[Relative]) -> list[dict[str, Any]]:
    """Return the objects of related papers, each with its similarity and the reasons."""
    return [paper_object(one.paper) | {"similarity": one.similarity, "reasons": one.reasons} for one in found]


def related_rows(catalogue: Catalogue, found: Sequence[Relative]) -> Iterator[Row]:
    """Yield the names of the columns, and a row for each related paper."""
    yield ("key", "year", "title", "similarity", "reasons")
    for one in found:
        paper, why = one.paper, reasons_said(catalogue, one.reasons)
        yield (paper.key, str(paper.year or ""), display_title(paper), f"{one.similarity:.2f}", why)
