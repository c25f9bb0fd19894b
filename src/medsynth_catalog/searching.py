"""Answering a query: which papers, in which order. Why there are none is found in `explaining`."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self, overload

from msgspec import Struct
from msgspec.structs import replace

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.choices import choose
from medsynth_catalog.conditions import conditions, meeting_most, selected
from medsynth_catalog.index.bitsets import bitset
from medsynth_catalog.query import Query
from medsynth_catalog.records import Paper
from medsynth_catalog.text import fold

if TYPE_CHECKING:
    from medsynth_catalog.interpreting import Interpretation
    from medsynth_catalog.wordsearch import Found

# Papers whose fact is unknown come last.
_ORDERS: dict[str, Callable[[Paper], Any]] = {
    "title": lambda paper: (paper.title is None, fold(paper.title or "")),
    "author": lambda paper: (not paper.names, [fold(author.family) for author in paper.authors]),
    "venue": lambda paper: (paper.venue is None, fold(paper.venue or "")),
    "key": lambda paper: paper.key,
}
RELEVANCE, YEAR = "relevance", "year"
ORDERS = (RELEVANCE, YEAR, *_ORDERS)

# Score and places of a paper when the query has no text.
_NOT_ASKED: tuple[float, tuple[tuple[str, str], ...]] = (0.0, ())


class Hit(Struct, frozen=True):
    """A paper of an answer.

    Attributes:
        paper: The paper.
        score: How well it matches the text of the query, from 0 to 1; 0 without a text.
        found: The field and the word of each place where the text was found.
    """

    paper: Paper
    score: float = 0.0
    found: tuple[tuple[str, str], ...] = ()


class Answer(Sequence[Paper]):
    """The papers that answer a query, in order; each is decoded when it is reached.

    Attributes:
        total: The number of papers before the limit was applied.
        asked: how the text of the query was understood; `None` without a text.
        matched: how many of the things that the text asks for the papers have.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        numbers: Sequence[int],
        total: int,
        found: "Found",
        keys: Mapping[str, str] | None = None,
        asked: "Interpretation | None" = None,
        matched: int = 0,
    ) -> None:
        self.total, self.asked, self.matched = total, asked, matched
        self._catalogue, self._numbers, self._found, self._keys = catalogue, numbers, found, keys

    @property
    def numbers(self) -> Sequence[int]:
        """The numbers of the papers in the catalogue, for sets of them (`index.bitsets`)."""
        return self._numbers

    @property
    def is_partial(self) -> bool:
        """Whether no paper has everything that the text asks for, so that these are the papers with the most of it."""
        return self.asked is not None and self.matched < len(self.asked.wanted)

    def __len__(self) -> int:
        return len(self._numbers)

    def __iter__(self) -> Iterator[Paper]:
        return map(self._paper, self._numbers)

    @overload
    def __getitem__(self, place: int) -> Paper: ...
    @overload
    def __getitem__(self, place: slice) -> list[Paper]: ...
    def __getitem__(self, place: int | slice) -> Paper | list[Paper]:
        """Return the paper at a position, or the papers of a slice."""
        if isinstance(place, slice):
            return list(map(self._paper, self._numbers[place]))
        return self._paper(self._numbers[place])

    def __repr__(self) -> str:
        return f"<Answer of {len(self)} papers, {self.total} found>"

    def _repr_html_(self) -> str:
        """Return the answer as a notebook shows it: its first papers."""
        from medsynth_catalog.notebook import papers_html  # only notebooks ask

        return papers_html(self, self.total)

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
        return type(self)(self._catalogue, self._numbers, self.total, self._found, keys, self.asked, self.matched)

    def _paper(self, number: int) -> Paper:
        paper = self._catalogue.paper(number)
        return paper if self._keys is None else replace(paper, key=self._keys[paper.key])


def search(catalogue: Catalogue, query: Query, sort: str | None = None, limit: int = 0) -> Answer:
    """Answer a query.

    When no paper has every word of its text, those with the most of them answer, which `Answer.matched` says.

    Args:
        catalogue: Where to look.
        query: What is asked for.
        sort: One of ORDERS, with a leading "-" to reverse it; by default relevance if there is a text, else year, newest
            first.
        limit: The maximum number of papers; 0 for all.

    Raises:
        QueryError: An unknown term, source or order, or an invalid year range or exclusion.
    """
    there = selected(catalogue, conditions(query, catalogue))
    if not query.text.split():
        numbers = _sorted(catalogue, there, {}, sort or YEAR, limit)
        return Answer(catalogue, numbers, there.bit_count(), {})
    # A selection without a text, the commonest question, is answered without these.
    from medsynth_catalog.interpreting import interpret
    from medsynth_catalog.ranking import combined, papers_of, ranked

    asked = interpret(catalogue, query.text)
    for one in asked.unwanted:
        there &= ~(one.papers if one.options else papers_of(catalogue, [one]))
    fitting = ranked(catalogue, asked)
    sets = [bitset(found) for found in fitting]
    best, most = meeting_most(there, sets)
    there = best if most or not sets else 0
    found = combined(catalogue, asked, fitting, there)
    numbers = _sorted(catalogue, there, found, sort or (RELEVANCE if sets else YEAR), limit)
    return Answer(catalogue, numbers, there.bit_count(), found, asked=asked, matched=most)


def _sorted(catalogue: Catalogue, there: int, found: "Found", sort: str, limit: int) -> list[int]:
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
