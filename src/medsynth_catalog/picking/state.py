"""What a reader has typed, marked and reached while choosing papers. Knows no terminal."""

from collections.abc import Sequence
from functools import cached_property

from msgspec.structs import replace

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.conditions import conditions, selected
from medsynth_catalog.index.bitsets import bitset
from medsynth_catalog.interpreting import interpret
from medsynth_catalog.query import Query
from medsynth_catalog.records import Paper
from medsynth_catalog.searching import Answer, search
from medsynth_catalog.text import counted, squash

# From so many letters on the beginning of a word is searched for, so that fewer say nothing yet.
_SEARCHED = 4


class Picking:
    """Papers among which a reader chooses.

    Attributes:
        catalogue: Where the papers are.
        given: The options that limit the papers, whatever is typed.
        text: What is typed.
        cursor: The position of the current paper in the answer.
        in_list: Whether the reader was last in the list, not typing: a space then marks the current paper.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        query: Query,
        among: Sequence[str] | None = None,
        sort: str | None = None,
        limit: int = 0,
    ) -> None:
        """Begin with the text of a query.

        Args:
            catalogue: Where the papers are.
            query: What limits the papers, and the text, which the reader may change.
            among: The keys of the papers to choose among; `None` for all that the query selects.
            sort: The order of `searching.search`.
            limit: The maximum number of papers that are listed; 0 for all.

        Raises:
            QueryError: The query has an unknown term, or an invalid range or exclusion.
        """
        limits = conditions(replace(query, text=""), catalogue)
        papers = selected(catalogue, limits)
        if among is not None:
            papers &= bitset(number for key in among if (number := catalogue.number("key", key)) is not None)
        self.catalogue = catalogue
        self.given = " ".join(limit.option for limit in limits)
        self.text, self.cursor, self.in_list = query.text, 0, False
        self._among = Catalogue(catalogue.indexes, papers)
        self._sort, self._limit = sort, limit
        self._marked: dict[str, Paper] = {}

    @cached_property
    def unfinished(self) -> str:
        """The last word of the text, if it is so short that it says nothing yet; the answer is that of the words before it."""
        start = self.text.rstrip().rfind(" ") + 1
        last = self.text[start:]
        if not last or last[-1] in ' "' or len(squash(last)) >= _SEARCHED:
            return ""
        asked, before = interpret(self._among, self.text), interpret(self._among, self.text[:start])
        if (asked.wanted, asked.unwanted) == (
            before.wanted,
            before.unwanted,
        ):  # a word that asks for nothing, such as "of"
            return ""
        ends = [place[-1] for place in asked.wanted[-1:]] + list(asked.unwanted[-1:])
        means = any(one.options and one.text.split()[-1:] == [last.removeprefix("-")] for one in ends)
        return "" if means else last

    @cached_property
    def answer(self) -> Answer:
        """The papers that answer the text."""
        return search(self._among, Query(text=self.text.removesuffix(self.unfinished)), self._sort, self._limit)

    @property
    def current(self) -> Paper | None:
        """The paper at the cursor; `None` if there are no papers."""
        return self.answer[self.cursor] if self.answer else None

    @property
    def chosen(self) -> list[Paper]:
        """The marked papers in the order in which they were marked, or else the current one."""
        return list(self._marked.values()) or [paper for paper in [self.current] if paper]

    def is_marked(self, paper: Paper) -> bool:
        """Whether a paper is marked."""
        return paper.key in self._marked

    def ask(self, text: str) -> None:
        """Type another text. Marks stay, also those of papers that don't answer it."""
        self.in_list = False
        if text != self.text:
            self.text, self.cursor = text, 0
            for found in ("answer", "unfinished"):
                self.__dict__.pop(found, None)

    def move(self, by: int) -> None:
        """Move the cursor by so many papers, as far as there are any."""
        self.in_list = True
        self.cursor = max(0, min(self.cursor + by, len(self.answer) - 1))

    def mark(self) -> None:
        """Mark the current paper, or unmark it."""
        paper = self.current
        if paper and self._marked.pop(paper.key, None) is None:
            self._marked[paper.key] = paper

    @property
    def status(self) -> str:
        """How many papers there are, and how many are marked."""
        found, all_ = len(self.answer), counted(len(self._among), "paper")
        marked = f"{len(self._marked)} marked" if self._marked else ""
        return "  ".join(
            filter(None, (all_ if found == len(self._among) else f"{found} of {all_}", marked, self.given))
        )

    @property
    def reading(self) -> str:
        """What no paper has, and how the text was read, where that isn't what was typed; what matters more comes first."""
        asked, said = self.answer.asked, []
        if self.unfinished:
            said.append(f"{self.unfinished!r} needs more letters, or a space")
        if asked and not self.answer:
            said.append("no paper matches")
        elif asked and self.answer.is_partial:
            said.append(
                f"no paper has all of it: these have {self.answer.matched} of {len(asked.wanted)} things asked for"
            )
        if asked and asked.is_rewritten:
            said.append(f"read as: {asked.read_as}")
        return "; ".join(said)
