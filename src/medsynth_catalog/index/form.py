"""What an index holds of a paper beside its record: the groups it is in, its rank by date, and the state of its file."""

from collections.abc import Callable, Iterable
from zlib import adler32, crc32

from msgspec import Struct

from medsynth_catalog.records import (
    FACETS,
    FORMS,
    Annotation,
    Facet,
    Listing,
    Paper,
    Part,
    Preprint,
    Rejection,
    Source,
    Term,
    Venue,
)
from medsynth_catalog.version import VERSION


def _facet(facet: Facet) -> Callable[[Paper], Iterable[str]]:
    return lambda paper: paper.terms(facet)


# What papers are selected and counted by: the values of a paper in each group, none where the fact is unknown.
GROUPS: dict[str, Callable[[Paper], Iterable[str]]] = {
    **{facet: _facet(facet) for facet in FACETS},
    "year": lambda paper: (str(paper.year),) if paper.year else (),
    "venue": lambda paper: (paper.venue,) if paper.venue else (),
    "source": lambda paper: paper.sources,
    "data": lambda paper: paper.data,
    "status": lambda paper: (paper.status,),
    "code": lambda paper: ("yes",) if paper.code else (),
    "sought": lambda paper: (paper.publication_sought,) if paper.publication_sought else (),
}
# The tables beside the papers.
TABLES = (
    "terms", "term spellings", "sources", "venues", "venue spellings", "rejected", "annotations", "problems", "stamps", "names", "words",
)  # fmt: skip


class Stamp(Struct, frozen=True, array_like=True):
    """The state of a file when it was read: size in bytes, times of change in nanoseconds, and number in its file system.

    `settled` is false for a file that was changed a moment before; it may have been changed again at the same size and time.
    """

    size: int
    modified: int
    changed: int
    inode: int
    settled: bool


def fingerprint(text: str) -> int:
    """Return a 64-bit check sum of a text. It guards against accidents, not against forgery."""
    data = text.encode("utf-8", "surrogateescape")
    return crc32(data) << 32 | adler32(data)


# An index of another version, or from before a change to the records, tables, groups or forms of fields, is foreign.
SHAPE = fingerprint(
    f"{VERSION},"
    + ",".join(
        name
        for record in (Paper, Preprint, Listing, Term, Source, Venue, Rejection, Annotation, Part, Stamp)
        for name in record.__struct_fields__
    )
    + ",".join((*TABLES, *GROUPS))
    + ",".join(FORMS.values())
)


def newest_first(paper: Paper) -> tuple[int, int, str]:
    """The order of the papers of an index: newest first, those without a year last, then by key."""
    return -(paper.year or 0), -(paper.month or 0), paper.key
