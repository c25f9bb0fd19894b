"""A few papers side by side, fact by fact, and where they differ. Computes; views and formats show."""

from collections.abc import Callable, Sequence

from msgspec import Struct

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.datasets import called
from medsynth_catalog.field.axes import read_axis
from medsynth_catalog.fields import display_authors, display_title
from medsynth_catalog.index.bitsets import bitset
from medsynth_catalog.records import FACETS, Facet, Paper

Values = tuple[str, ...]

MOST = 8
"""So many papers are compared at most: more don't fit side by side."""


class Fact(Struct, frozen=True):
    """A fact of each of some papers.

    Attributes:
        field: The name of the fact.
        values: Its values for each paper, in the order of the papers; `None` where it is unknown, none where the paper can have no such thing.
    """

    field: str
    values: tuple[Values | None, ...]

    @property
    def differs(self) -> bool:
        """Whether not all papers have the same values, in whatever order; unknown is unlike any value."""
        return len({None if one is None else frozenset(one) for one in self.values}) > 1

    @property
    def shared(self) -> frozenset[str]:
        """The values that all papers have of which any is known."""
        known = [frozenset(one) for one in self.values if one]
        return known[0].intersection(*known[1:]) if known else frozenset()


class Comparison(Struct, frozen=True):
    """Papers side by side.

    Attributes:
        papers: The papers.
        facts: Their facts; what is unknown of all of them has none.
    """

    papers: tuple[Paper, ...]
    facts: tuple[Fact, ...]

    def _repr_html_(self) -> str:
        """Return the comparison as a notebook shows it."""
        from medsynth_catalog.hypertext import link, table, text  # only notebooks ask

        heads = [text("key"), *(link(paper.key, paper.link) for paper in self.papers)]
        rows = (
            [text(("≠ " if fact.differs else "") + fact.field), *(text(said(values)) for values in fact.values)]
            for fact in self.facts
        )
        return table((), [heads, *rows])

    @property
    def differences(self) -> tuple[Fact, ...]:
        """The facts in which they differ."""
        return tuple(fact for fact in self.facts if fact.differs)


def compare(catalogue: Catalogue, papers: Sequence[Paper]) -> Comparison:
    """Return papers side by side.

    Terms are those of the papers, without the broader ones. A facet of which no term is known is unknown, not none.

    Args:
        catalogue: Where data sets have their names.
        papers: At least one paper.
    """
    facts = (Fact(name, _values(catalogue, name, papers, of)) for name, of in _facts(catalogue).items())
    return Comparison(tuple(papers), tuple(fact for fact in facts if any(fact.values)))


def said(values: Values | None) -> str:
    """Say the values of a fact in a line; "unknown" is not none.

    >>> said(("utility", "privacy")), said(None), said(())
    ('utility; privacy', 'unknown', 'not applicable')
    """
    if values is None:
        return "unknown"
    return "; ".join(values) or "not applicable"


def _values(
    catalogue: Catalogue, name: str, papers: Sequence[Paper], of: Callable[[Paper], Values | None]
) -> tuple[Values | None, ...]:
    values = [of(paper) for paper in papers]
    if name in (*FACETS, "data") and None in values:
        numbers = [catalogue.number("key", paper.key) for paper in papers]
        inapplicable = read_axis(catalogue, name, bitset(one for one in numbers if one is not None)).not_applicable
        for place, number in enumerate(numbers):
            if number is not None and inapplicable >> number & 1:
                values[place] = ()
    return tuple(values)


def _facts(catalogue: Catalogue) -> dict[str, Callable[[Paper], Values | None]]:
    return {
        "title": lambda paper: (display_title(paper),) if paper.title else None,
        "authors": lambda paper: _one(display_authors(paper)),
        "year": lambda paper: _one(paper.year),
        "kind": lambda paper: _one(paper.kind),
        "venue": lambda paper: _one(catalogue.venues.short(paper.venue) if paper.venue else None),
        "method": lambda paper: _one(paper.architecture),
        "summary": lambda paper: _one(paper.summary),
        **{facet: _terms(facet) for facet in FACETS},
        "data": lambda paper: tuple(called(catalogue, key) for key in paper.data) or None,
        "code": lambda paper: _one(paper.code),
        "link": lambda paper: _one(paper.link),
        "sources": lambda paper: paper.sources or None,
        "facets_from": lambda paper: _one(paper.facets_from),
        "tags": lambda paper: paper.tags or None,
        "note": lambda paper: _one(paper.note),
    }


def _terms(facet: Facet) -> Callable[[Paper], Values | None]:
    return lambda paper: paper.terms(facet) or None


def _one(value: object) -> Values | None:
    return (str(value),) if value else None
