"""Answering a query: which papers, in which order. Shows nothing; why there is no answer is found in `explaining`."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Self, overload

from msgspec import Struct
from msgspec.structs import replace

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.choices import choose
from medsynth_catalog.conditions import conditions, selected
from medsynth_catalog.index.bitsets import bitset, membership
from medsynth_catalog.query import Query
from medsynth_catalog.records import Paper
from medsynth_catalog.text import fold, squash, words
from medsynth_catalog.wordsearch import Found, all_of, find_phrase, find_word

# Papers without the fact come last.
_ORDERS: dict[str, Callable[[Paper], Any]] = {
    "title": lambda paper: (paper.title is None, fold(paper.title or "")),
    "author": lambda paper: (not paper.names, [fold(author.family) for author in paper.authors]),
    "venue": lambda paper: (paper.venue is None, fold(paper.venue or "")),
    "key": lambda paper: paper.key,
}
RELEVANCE, YEAR = "relevance", "year"
ORDERS = (RELEVANCE, YEAR, *_ORDERS)

# How much the score of a text counts: all of a title or method, words that follow one another in one, words anywhere.
_WHOLE, _WITHIN, _APART = 1.0, 0.97, 0.9
# Score and places of a paper where no text is asked for.
_NOT_ASKED: tuple[float, tuple[tuple[str, str], ...]] = (0.0, ())


class Hit(Struct, frozen=True):
    """A paper of an answer.

    Attributes:
        paper: the paper.
        score: how well the text of the query fits it, from 0 to 1; 0 without a text.
        found: field and word of each place where the text was found.
    """

    paper: Paper
    score: float = 0.0
    found: tuple[tuple[str, str], ...] = ()


class Answer(Sequence[Paper]):
    """The papers that answer a query, in order; each is decoded when it is reached.

    Attributes:
        total: how many there were before a limit cut them.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        numbers: Sequence[int],
        total: int,
        found: Found,
        keys: Mapping[str, str] | None = None,
    ) -> None:
        self.total = total
        self._catalogue, self._numbers, self._found, self._keys = catalogue, numbers, found, keys

    def __len__(self) -> int:
        return len(self._numbers)

    def __iter__(self) -> Iterator[Paper]:
        return map(self._paper, self._numbers)

    @overload
    def __getitem__(self, place: int) -> Paper: ...
    @overload
    def __getitem__(self, place: slice) -> list[Paper]: ...
    def __getitem__(self, place: int | slice) -> Paper | list[Paper]:
        """Return the paper at a place, or those of a slice."""
        if isinstance(place, slice):
            return list(map(self._paper, self._numbers[place]))
        return self._paper(self._numbers[place])

    def __repr__(self) -> str:
        return f"<Answer of {len(self)} papers, {self.total} found>"

    @cached_property
    def papers(self) -> list[Paper]:
        """All papers, decoded at once and kept."""
        return list(self)

    @cached_property
    def hits(self) -> list[Hit]:
        """All papers with how well and where the text was found."""
        return self.first(len(self))

    def first(self, most: int) -> list[Hit]:
        """Return at most so many papers, with how well and where the text was found."""
        return [Hit(self._paper(number), *self._found.get(number, _NOT_ASKED)) for number in self._numbers[:most]]

    def renamed(self, keys: Mapping[str, str]) -> Self:
        """Return the answer with other keys for its papers, by their own keys."""
        return type(self)(self._catalogue, self._numbers, self.total, self._found, keys)

    def _paper(self, number: int) -> Paper:
        paper = self._catalogue.paper(number)
        return paper if self._keys is None else replace(paper, key=self._keys[paper.key])


def search(catalogue: Catalogue, query: Query, sort: str | None = None, limit: int = 0) -> Answer:
    """Answer a query.

    Args:
        catalogue: where to look.
        query: what is asked for.
        sort: one of ORDERS, with a leading "-" to turn it round; by default relevance where there is a text, else year,
            newest first.
        limit: how many papers at most; 0 for all.

    Raises:
        QueryError: for a query that can't be asked.
    """
    there = selected(catalogue, conditions(query, catalogue))
    found: Found = {}
    if query.text.split():
        is_there = membership(there)
        found = {paper: hit for paper, hit in _ranked(catalogue, query.text).items() if is_there(paper)}
        there = bitset(found)
    numbers = _sorted(catalogue, there, found, sort or (RELEVANCE if query.text.split() else YEAR), limit)
    return Answer(catalogue, numbers, there.bit_count(), found)


def asked_words(text: str) -> list[str]:
    """Return the words of a text; a lone dash asks for nothing, unless it is all there is."""
    return [word for word in text.split() if squash(word)] or text.split()


def _ranked(catalogue: Catalogue, text: str) -> Found:
    """Papers in which every word of the text is found; the very title or method counts most, then its words together."""
    asked = asked_words(text)
    within, whole = find_phrase(catalogue, words(text))
    found = all_of([find_word(catalogue, word) for word in asked])
    ranked: Found = {}
    for paper, (score, places) in found.items():
        weight = _WHOLE if paper in whole else _WITHIN if paper in within else _APART
        ranked[paper] = (round(score / len(asked) * weight, 4), places)
    return ranked


def _sorted(catalogue: Catalogue, there: int, found: Found, sort: str, limit: int) -> list[int]:
    name = choose("order", sort.removeprefix("-"), ORDERS)
    numbers = list(catalogue.newest(there))
    if name == RELEVANCE:
        numbers.sort(key=lambda number: -found[number][0] if number in found else 0)
    elif name != YEAR:
        rank = {number: _ORDERS[name](catalogue.paper(number)) for number in numbers}
        numbers.sort(key=rank.__getitem__)
    if sort.startswith("-"):
        numbers.reverse()
    return numbers[:limit] if limit > 0 else numbers
