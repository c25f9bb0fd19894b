"""The catalogue: papers, vocabulary, venues and sources of one or more folders, each read through its index."""

from bisect import insort
from collections import ChainMap
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from heapq import merge
from itertools import accumulate, chain
from typing import Self

from msgspec.structs import replace

from medsynth_catalog import fuzzy
from medsynth_catalog.errors import NotFoundError
from medsynth_catalog.identity.identifiers import parse_identifier
from medsynth_catalog.index.bitsets import bitset, members
from medsynth_catalog.index.form import fingerprint, newest_first
from medsynth_catalog.index.reading import Index
from medsynth_catalog.records import FACETS, Annotation, Paper, Part, Rejection, Source
from medsynth_catalog.text import canonical, printable, squash, words
from medsynth_catalog.venues import Venues
from medsynth_catalog.vocabulary import Vocabulary

# From how many papers on to one of another folder each of these is put in its place alone.
_MANY = 20


class Catalogue:
    """Papers with their vocabulary, venues and sources. Iterates its papers; a paper is found by its key.

    >>> from medsynth_catalog import load_catalogue
    >>> catalogue = load_catalogue()
    >>> catalogue["alcaraz2023diffusion"].year
    2023

    Papers are numbered from 0 through all indexes, and sets of papers are integers with a bit for each number
    (`index.bitsets`). Both are for answering queries; they are different in another catalogue.

    Attributes:
        indexes: The indexes of the catalogue folders, each checked as an addition to those before it.
        vocabulary: The terms of all facets.
        everything: The set of all papers.
    """

    def __init__(self, indexes: Iterable[Index] = (), everything: int | None = None) -> None:
        self.indexes = tuple(indexes)
        self._starts = list(accumulate((len(index) for index in self.indexes), initial=0))
        self.everything = (1 << self._starts[-1]) - 1 if everything is None else everything
        self.vocabulary = Vocabulary(
            (term for index in self.indexes for term in index.terms),
            {facet: ChainMap(*(index.term_spellings[facet] for index in reversed(self.indexes))) for facet in FACETS},
        )

    @classmethod
    def of(cls, *parts: Part) -> Self:
        """Return a catalogue of records in memory, which are not checked as `load_catalogue` does."""
        from medsynth_catalog.index.building import build_index

        return cls(Index(build_index(part, 0), part.place) for part in parts)

    def __len__(self) -> int:
        return self.everything.bit_count()

    def __iter__(self) -> Iterator[Paper]:
        """Yield the papers, newest first, each decoded when it is reached."""
        return map(self.paper, self.newest(self.everything))

    def __getitem__(self, key: str) -> Paper:
        """Return the paper with exactly this key. Raises KeyError; `find` accepts other names and suggests similar keys."""
        number = self.number("key", key)
        if number is None:
            raise KeyError(key)
        return self.paper(number)

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self.number("key", key) is not None

    def __repr__(self) -> str:
        places = ", ".join(index.place for index in self.indexes)
        return f"<Catalogue of {len(self)} papers: {places}>"

    def _repr_html_(self) -> str:
        """Return the catalogue as a notebook shows it: its newest papers."""
        from medsynth_catalog.notebook import papers_html  # only notebooks ask

        return papers_html(self, len(self))

    @property
    def state(self) -> int:
        """A number that differs for another catalogue, and for this one with other papers left out."""
        return fingerprint(f"{[index.state for index in self.indexes]} {len(self)}")

    @property
    def is_partial(self) -> bool:
        """Whether some papers of the indexes are left out."""
        return len(self) < self._starts[-1]

    @cached_property
    def sources(self) -> dict[str, Source]:
        """The reviews and lists that name papers, by id."""
        return {source.id: source for index in self.indexes for source in index.sources}

    @cached_property
    def rejected(self) -> tuple[Rejection, ...]:
        """The works that were read and rejected."""
        return tuple(one for index in self.indexes for one in index.rejected)

    @cached_property
    def venues(self) -> Venues:
        """The table of venues."""
        return Venues(
            (venue for index in self.indexes for venue in index.venues),
            ChainMap(*(index.venue_spellings for index in reversed(self.indexes))),
        )

    @cached_property
    def papers(self) -> tuple[Paper, ...]:
        """All papers, newest first, decoded at once and kept. To go through them once, iterate the catalogue."""
        return tuple(self)

    def paper(self, number: int) -> Paper:
        """Return the paper with this number."""
        index, first = self._home(number)
        paper = index.paper(number - first)
        added = self.annotations.get(number)
        return replace(paper, tags=added.tags, note=added.note) if added else paper

    @cached_property
    def annotations(self) -> dict[int, Annotation]:
        """What readers added to papers, by the number of the paper."""
        found: dict[int, Annotation] = {}
        for one in (one for index in self.indexes for one in index.annotations):
            if (number := self.number("key", one.id)) is not None:
                found[number] = _together(found[number], one) if number in found else one
        return found

    @cached_property
    def tags(self) -> dict[str, int]:
        """The sets of papers to which readers gave a tag, by the tag, in alphabetical order."""
        found: dict[str, int] = {}
        for number, one in self.annotations.items():
            for tag in one.tags:
                found[tag] = found.get(tag, 0) | 1 << number
        return dict(sorted(found.items()))

    @cached_property
    def noted_words(self) -> dict[str, dict[int, str]]:
        """Where the words of readers' tags and notes stand: by the word, the number of each paper and "tag" or "note"."""
        found: dict[str, dict[int, str]] = {}
        for number, one in self.annotations.items():
            for field, text in (("note", one.note or ""), ("tag", " ".join(one.tags))):
                for word in words(text):
                    found.setdefault(canonical(word), {})[number] = field
        return found

    def extended(self, index: Index) -> Self:
        """Return the catalogue with a further index after its own."""
        return type(self)((*self.indexes, index), self.everything | ((1 << len(index)) - 1) << self._starts[-1])

    def only_last(self) -> Self:
        """Return the catalogue with the papers of its last index alone."""
        return type(self)(self.indexes, self.everything & -1 << self._starts[-2])

    def emptied(self) -> Self:
        """Return the catalogue with its vocabulary, sources and venues, and without papers."""
        return type(self)(self.indexes, 0)

    def without(self, keys: Iterable[str]) -> Self:
        """Return the catalogue without the papers that have these keys."""
        numbers = (number for key in keys if (number := self.number("key", key)) is not None)
        return type(self)(self.indexes, self.everything & ~bitset(numbers))

    def number(self, kind: str, name: str) -> int | None:
        """Return the number of the paper with this "key", "doi", "arxiv" id or comparable "title", or `None`."""
        for index, first in self.placed():
            found = index.number(kind, name)
            if found is not None and self.everything >> (first + found) & 1:
                return first + found
        return None

    def group(self, name: str) -> dict[str, int]:
        """Return the sets of papers that share a value of a group (`index.form.GROUPS`), by the value."""
        found: dict[str, int] = {}
        for index, first in self.placed():
            for value, bits in index.group(name).items():
                found[value] = found.get(value, 0) | bits << first
        return {value: there for value, bits in found.items() if (there := bits & self.everything)}

    def newest(self, wanted: int) -> Iterator[int]:
        """Yield the numbers of a set of papers, the newest paper first."""
        if len(self.indexes) == 1:
            return members(wanted)
        # Each index is in order; where they meet, records tell which comes first.
        runs = [
            [first + number for number in members(wanted >> first & ((1 << len(index)) - 1))]
            for index, first in self.placed()
        ]
        most, *rest = sorted(filter(None, runs), key=len, reverse=True) or [[]]
        if sum(map(len, rest)) * _MANY > len(most):
            return merge(most, *rest, key=self._date)
        for number in chain(*rest):  # a few of one's own among many: only those near them are looked at
            insort(most, number, key=self._date)
        return iter(most)

    def find(self, name: str) -> Paper:
        """Return the paper with this key, DOI or arXiv id; addresses of doi.org and arxiv.org count as ids.

        Raises NotFoundError, with the nearest key, when there is none.
        """
        name = name.strip()
        key, identifier = name.casefold(), parse_identifier(name)
        number = self.number("key", key)
        if number is None and identifier:
            number = self.number(*identifier)
        if number is not None:
            return self.paper(number)
        kind = {"doi": "DOI", "arxiv": "arXiv id"}[identifier[0]] if identifier else "key"
        hint = None if identifier else self._nearest(key)
        raise NotFoundError(f"no paper has the {kind} {printable(name)!r}", hint)

    def find_all(self, names: Sequence[str]) -> list[Paper]:
        """Return the papers of several names in their order, each once. Raises NotFoundError like `find`."""
        return list({paper.key: paper for paper in map(self.find, names)}.values())

    def keys(self, beginning: str = "") -> list[str]:
        """Return the keys that begin so, in no order."""
        found = (
            (key, first + number) for index, first in self.placed() for key, number in index.keys(beginning).items()
        )
        return [key for key, number in found if self.everything >> number & 1]

    def placed(self) -> Iterator[tuple[Index, int]]:
        """Yield the indexes, each with the number of its first paper."""
        return zip(self.indexes, self._starts, strict=False)

    def folders(self) -> Iterator[tuple[Index, int]]:
        """Yield the indexes, each with the set of its papers that belong to the catalogue, by its own numbers."""
        for index, first in self.placed():
            yield index, self.everything >> first & ((1 << len(index)) - 1)

    def _date(self, number: int) -> tuple[int, int, str]:
        return newest_first(self.paper(number))

    def _home(self, number: int) -> tuple[Index, int]:
        for index, first in self.placed():
            if number < first + len(index):
                return index, first
        raise IndexError(number)

    def _nearest(self, key: str) -> str | None:
        keys = {squash(known): known for known in self.keys()}
        near = fuzzy.closest(squash(key), keys)
        return f"did you mean {keys[near]}?" if near else "see medsynth search"


def _together(one: Annotation, other: Annotation) -> Annotation:
    tags = tuple(dict.fromkeys((*one.tags, *other.tags)))
    return replace(one, tags=tags, note=" ".join(filter(None, (one.note, other.note))) or None)
