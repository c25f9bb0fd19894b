"""Papers by year, term, data set, venue, source or tag, with counts. Computes; the views show."""

from collections.abc import Iterable

from msgspec import Struct

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.choices import choose
from medsynth_catalog.datasets import called
from medsynth_catalog.index.form import GROUPS
from medsynth_catalog.records import FACETS, Facet, Paper
from medsynth_catalog.text import fold

AXES = ("year", *FACETS, "data", "venue", "source", "tag")
UNKNOWN, UNTAGGED = "unknown", "untagged"


class Group(Struct, frozen=True):
    """Papers that share a value.

    Attributes:
        id: The value: a year, term id, key of a data set, venue, source id or tag, or "unknown" ("untagged").
        label: Its name for a reader.
        papers: The papers, in the order in which they were given.
    """

    id: str
    label: str
    papers: tuple[Paper, ...]


def group(catalogue: Catalogue, papers: Iterable[Paper], axis: str) -> list[Group]:
    """Group papers by year, facet, data set, venue, source or tag.

    A paper with several values is in several groups, one without any in the group "unknown". Terms are those of the papers,
    not the broader ones that include them. Years are sorted newest first, terms and sources as in their files, data
    sets, venues and tags by number of papers; "unknown" is last.

    Args:
        catalogue: Where labels and the order of terms and sources come from.
        papers: What is grouped.
        axis: One of AXES.

    Raises:
        QueryError: The axis is not one of AXES.
    """
    axis = choose("axis", axis, AXES)
    members: dict[str, list[Paper]] = {}
    for paper in papers:
        for value in _values(axis, paper):
            members.setdefault(value, []).append(paper)
    order = _order(catalogue, axis, members)
    return [Group(id_, _label(catalogue, axis, id_), tuple(members[id_])) for id_ in order]


def _values(axis: str, paper: Paper) -> Iterable[str]:
    return (paper.tags or (UNTAGGED,)) if axis == "tag" else (GROUPS[axis](paper) or (UNKNOWN,))


def _order(catalogue: Catalogue, axis: str, members: dict[str, list[Paper]]) -> list[str]:
    last = UNTAGGED if axis == "tag" else UNKNOWN
    known = [id_ for id_ in members if id_ != last]
    if axis == "year":
        known.sort(reverse=True)
    elif axis in ("data", "venue", "tag"):
        known.sort(key=lambda id_: (-len(members[id_]), fold(id_)))
    else:
        files = list(catalogue.sources if axis == "source" else catalogue.vocabulary.terms(_facet(axis)))
        known.sort(key=files.index)
    return known + [last] * (last in members)


def _label(catalogue: Catalogue, axis: str, id_: str) -> str:
    if id_ == UNKNOWN or axis in ("year", "venue", "tag"):
        return id_
    if axis == "data":
        return called(catalogue, id_)
    return catalogue.sources[id_].title if axis == "source" else catalogue.vocabulary.label(_facet(axis), id_)


def _facet(axis: str) -> Facet:
    return next(facet for facet in FACETS if facet == axis)
