"""The catalogue in memory: papers, vocabulary and sources, and finding one paper by its name. Asks no questions itself."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import Self

from msgspec import Struct
from msgspec.structs import replace

from medsynth_catalog import fuzzy
from medsynth_catalog.errors import NotFoundError
from medsynth_catalog.identity.identifiers import parse_identifier
from medsynth_catalog.records import Paper, Rejection, Source, Term, Venue
from medsynth_catalog.text import printable, squash
from medsynth_catalog.venues import Venues
from medsynth_catalog.vocabulary import Vocabulary


class Part(Struct, frozen=True, gc=False):
    """What one catalogue folder brings: its place as shown to the reader, its papers, and the tables beside them."""

    place: str
    papers: tuple[Paper, ...] = ()
    terms: tuple[Term, ...] = ()
    sources: tuple[Source, ...] = ()
    venues: tuple[Venue, ...] = ()
    rejected: tuple[Rejection, ...] = ()


class Catalogue:
    """Papers with the vocabulary and the sources that they speak of.

    `parts` are the catalogue folders, each valid together with those before it.
    """

    def __init__(self, parts: Iterable[Part] = ()) -> None:
        self.parts = tuple(parts)
        self.papers: tuple[Paper, ...] = tuple(paper for part in self.parts for paper in part.papers)
        self.vocabulary = Vocabulary(term for part in self.parts for term in part.terms)
        self.sources: dict[str, Source] = {source.id: source for part in self.parts for source in part.sources}
        self.rejected: tuple[Rejection, ...] = tuple(one for part in self.parts for one in part.rejected)
        self.venues = Venues(venue for part in self.parts for venue in part.venues)

    def without(self, keys: AbstractSet[str]) -> Self:
        """Return the catalogue without the papers that have these keys."""
        parts = (
            replace(part, papers=tuple(paper for paper in part.papers if paper.key not in keys)) for part in self.parts
        )
        return type(self)(parts)

    def find(self, name: str) -> Paper:
        """Return the paper with this key, DOI or arXiv id; addresses of doi.org and arxiv.org count as ids.

        Raises NotFoundError, with the nearest key, when there is none.
        """
        name = name.strip()
        key, mark = name.casefold(), parse_identifier(name)
        for paper in self.papers:
            if paper.key == key or (mark and mark in _identifiers(paper)):
                return paper
        kind = {"doi": "DOI", "arxiv": "arXiv id"}[mark[0]] if mark else "key"
        raise NotFoundError(f"no paper has the {kind} {printable(name)!r}", None if mark else self._nearest(key))

    def find_all(self, names: Sequence[str]) -> list[Paper]:
        """Return the papers of several names in their order, each once. Raises NotFoundError like `find`."""
        return list({paper.key: paper for paper in map(self.find, names)}.values())

    def _nearest(self, key: str) -> str | None:
        near = fuzzy.closest(squash(key), {squash(paper.key): paper.key for paper in self.papers})
        found = next((paper.key for paper in self.papers if squash(paper.key) == near), None)
        return f"did you mean {found}?" if found else "see medsynth search"


def _identifiers(paper: Paper) -> tuple[tuple[str, str | None], ...]:
    return ("doi", paper.doi), ("arxiv", paper.arxiv), ("doi", paper.preprint.doi if paper.preprint else None)
