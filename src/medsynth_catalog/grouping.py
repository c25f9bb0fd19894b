"""Papers by year, term, venue or source, with counts. Computes; the views show."""

from collections.abc import Iterable

from msgspec import Struct

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.choices import choose
from medsynth_catalog.index.form import GROUPS
from medsynth_catalog.records import FACETS, Facet, Paper
from medsynth_catalog.text import fold

AXES = ("year", *FACETS, "venue", "source")
UNKNOWN = "unknown"


class Group(Struct, frozen=True):
    """Papers that share a value: its id, the name a reader sees, and the papers in the order given."""

    id: str
    label: str
    papers: tuple[Paper, ...]


def group(catalogue: Catalogue, papers: Iterable[Paper], axis: str) -> list[Group]:
    """Group papers along one of AXES; a paper with two values stands in both groups, one without any under `unknown`.

    Years come newest first, terms and sources in the order of their files, venues by number of papers; unknown is
    last. Terms are those that the papers name, not the broader ones that include them. Raises QueryError for an axis
    that isn't there.
    """
    axis = choose("axis", axis, AXES)
    members: dict[str, list[Paper]] = {}
    for paper in papers:
        for value in GROUPS[axis](paper) or (UNKNOWN,):
            members.setdefault(value, []).append(paper)
    order = _order(catalogue, axis, members)
    return [Group(id_, _label(catalogue, axis, id_), tuple(members[id_])) for id_ in order]


def _order(catalogue: Catalogue, axis: str, members: dict[str, list[Paper]]) -> list[str]:
    known = [id_ for id_ in members if id_ != UNKNOWN]
    if axis == "year":
        known.sort(reverse=True)
    elif axis == "venue":
        known.sort(key=lambda id_: (-len(members[id_]), fold(id_)))
    else:
        files = list(catalogue.sources if axis == "source" else catalogue.vocabulary.terms(_facet(axis)))
        known.sort(key=files.index)
    return known + [UNKNOWN] * (UNKNOWN in members)


def _label(catalogue: Catalogue, axis: str, id_: str) -> str:
    if id_ == UNKNOWN or axis in ("year", "venue"):
        return id_
    return catalogue.sources[id_].title if axis == "source" else catalogue.vocabulary.label(_facet(axis), id_)


def _facet(axis: str) -> Facet:
    return next(facet for facet in FACETS if facet == axis)
