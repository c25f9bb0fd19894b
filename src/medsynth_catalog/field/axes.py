"""What papers are counted by: the values of each axis, and who has none of them because none is known or none applies."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from operator import or_

from msgspec import Struct

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.choices import choose
from medsynth_catalog.conditions import papers_with_term
from medsynth_catalog.datasets import called
from medsynth_catalog.grouping import UNTAGGED
from medsynth_catalog.index.bitsets import bitset, members
from medsynth_catalog.records import FACETS, Facet
from medsynth_catalog.text import fold

OPEN_AXES = ("venue", "author", "data")
"""Axes whose values are no list that somebody keeps, so that there may be thousands."""
AXES = ("year", *FACETS, "venue", "author", "source", "data", "tag")

_MADE_DATA = frozenset({"method", "comparison"})
_HOLDS_DATA = _MADE_DATA | {"dataset"}
# The roles of the papers that docs/curation.md asks for a facet. A survey, metric or real data set made nothing that could have been
# steered or judged; where one has a value all the same, it counts.
_ASKED_OF: dict[str, frozenset[str]] = {
    "modality": _HOLDS_DATA,
    "anatomy": _HOLDS_DATA,
    **dict.fromkeys(("type", "application", "evaluation", "scenario", "data"), _MADE_DATA),
}
# Data that show no part of the body: codebook, "Anatomy".
_WITHOUT_ANATOMY = ("tabular", "text")


class Value(Struct, frozen=True):
    """A value of an axis.

    Attributes:
        id: Its id, as in a search: a term, year, name of a venue or author, source, or key of a data set.
        label: Its name for a reader.
        broader: The id of the term that includes it, or `None`.
        depth: How many broader terms stand above it.
        papers: The set of papers that have it or a narrower term.
        direct: The set of papers that have it itself.
    """

    id: str
    label: str
    broader: str | None
    depth: int
    papers: int
    direct: int


class Axis(Struct, frozen=True):
    """An axis, for some papers.

    Attributes:
        name: One of AXES.
        values: Its values: terms in the order of the vocabulary, each before its narrower ones; all years from the first to the last; others by number of papers.
        known: The set of papers with a value.
        unknown: The set of papers whose value nobody knows.
        not_applicable: The set of papers that can have none.
        left_off: How many values are left off, because others have more papers.
    """

    name: str
    values: tuple[Value, ...]
    known: int
    unknown: int
    not_applicable: int
    left_off: int


def chosen_facet(word: str) -> Facet:
    """Return the facet that `word` spells. Raises QueryError for another word."""
    name = choose("facet", word, FACETS)
    return next(facet for facet in FACETS if facet == name)


def read_axis(catalogue: Catalogue, name: str, papers: int, top: int = 0) -> Axis:
    """Return an axis with its values for a set of papers.

    Args:
        catalogue: The catalogue.
        name: One of AXES, in any spelling.
        papers: The set of papers.
        top: At most so many values of OPEN_AXES, those with the most papers; 0 for all.

    Raises:
        QueryError: There is no such axis.
    """
    name = choose("axis", name, AXES)
    facet = next((facet for facet in FACETS if facet == name), None)
    if facet is not None:
        values, known, left_off = list(_terms(catalogue, facet, papers)), _together(catalogue, name) & papers, 0
    else:
        sets = _authors(catalogue, papers) if name == "author" else _sets(catalogue, name, papers)
        known = reduce(or_, sets.values(), 0)
        ordered = _years(sets) if name == "year" else _by_number(sets)
        kept = ordered[:top] if top and name in OPEN_AXES else ordered
        values = [_value(catalogue, name, id_, sets.get(id_, 0)) for id_ in kept]
        left_off = len(ordered) - len(kept)
    inapplicable = papers & ~known & _inapplicable(catalogue, name)
    return Axis(name, tuple(values), known, papers & ~known & ~inapplicable, inapplicable, left_off)


def _terms(catalogue: Catalogue, facet: Facet, papers: int) -> Iterator[Value]:
    direct = catalogue.group(facet)
    for term, depth in catalogue.vocabulary.tree(facet):
        having = papers_with_term(facet, term.id, catalogue) & papers
        yield Value(term.id, term.label, term.broader, depth, having, direct.get(term.id, 0) & papers)


def _years(sets: Iterable[str]) -> list[str]:
    """The years from the first with a paper to the last, without a break."""
    known = sorted(map(int, sets))
    return [str(year) for year in range(known[0], known[-1] + 1)] if known else []


def _by_number(sets: Mapping[str, int]) -> list[str]:
    return sorted(sets, key=lambda id_: (id_ == UNTAGGED, -sets[id_].bit_count(), fold(id_)))


def _value(catalogue: Catalogue, name: str, id_: str, papers: int) -> Value:
    return Value(id_, _label(catalogue, name, id_), None, 0, papers, papers)


def _sets(catalogue: Catalogue, name: str, papers: int) -> dict[str, int]:
    sets = catalogue.tags if name == "tag" else catalogue.group(name)
    found = {id_: there for id_, bits in sets.items() if (there := bits & papers)}
    if name == "tag":  # a paper without tags lacks nothing that could be known
        found[UNTAGGED] = papers & ~reduce(or_, found.values(), 0)
    return found


def _authors(catalogue: Catalogue, papers: int) -> dict[str, int]:
    """The papers by the names of their authors as published: the index has no such sets, which would be many and small."""
    numbers: dict[str, list[int]] = {}
    for number in members(papers):
        for author in dict.fromkeys(author.name for author in catalogue.paper(number).authors):
            numbers.setdefault(author, []).append(number)
    return {name: bitset(found) for name, found in numbers.items()}


def _label(catalogue: Catalogue, name: str, id_: str) -> str:
    if name == "source":
        return catalogue.sources[id_].title
    if name == "venue":
        return catalogue.venues.short(id_)
    if name == "data":
        return called(catalogue, id_)
    return id_


def _together(catalogue: Catalogue, name: str) -> int:
    return reduce(or_, catalogue.group(name).values(), 0)


def _inapplicable(catalogue: Catalogue, name: str) -> int:
    """The papers that can have no value, as far as their role or modality tells."""
    if name not in _ASKED_OF:
        return 0
    roles = catalogue.group("role")
    found = reduce(or_, (bits for role, bits in roles.items() if role not in _ASKED_OF[name]), 0)
    return found | _without_anatomy(catalogue) if name == "anatomy" else found


def _without_anatomy(catalogue: Catalogue) -> int:
    terms = catalogue.vocabulary.terms("modality")
    groups: Sequence[str] = [term for term in _WITHOUT_ANATOMY if term in terms]
    without = {below for term in groups for below in catalogue.vocabulary.narrower("modality", term)}
    modalities = catalogue.group("modality")
    others = reduce(or_, (bits for term, bits in modalities.items() if term not in without), 0)
    return reduce(or_, (bits for term, bits in modalities.items() if term in without), 0) & ~others
