"""Why a query has no answer, and which query near it has."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.conditions import Condition, conditions, selected
from medsynth_catalog.index.bitsets import bitset
from medsynth_catalog.query import Query
from medsynth_catalog.searching import asked_words
from medsynth_catalog.wordsearch import find_word


class WhyNot(Struct, frozen=True):
    """Why nothing answers a query.

    Attributes:
        removed_by: the option or word that removed the last papers.
        removed: how many those were.
        nearest: the options and words of the nearest query that has an answer.
        found: how many papers that one finds.
    """

    removed_by: str
    removed: int
    nearest: tuple[str, ...]
    found: int


def explain(catalogue: Catalogue, query: Query) -> WhyNot | None:
    """Say why a query has no answer, or return `None` when only an empty catalogue is to blame, or when it has one."""
    asked = [*conditions(query, catalogue), *_text_conditions(catalogue, query.text)]
    left = catalogue.everything
    for condition in asked if left else ():
        if not left & condition.papers:
            nearest = _nearest(catalogue, asked)
            found = selected(catalogue, nearest).bit_count()
            return WhyNot(condition.option, left.bit_count(), tuple(one.option for one in nearest), found)
        left &= condition.papers
    return None


def _text_conditions(catalogue: Catalogue, text: str) -> Iterator[Condition]:
    for word in asked_words(text):
        yield Condition(repr(word), bitset(find_word(catalogue, word)))


def _nearest(catalogue: Catalogue, asked: Sequence[Condition]) -> list[Condition]:
    """The largest set of conditions that some paper meets; of equal ones that which keeps the earlier: the subject."""
    best = _meeting_most(catalogue, asked)
    kept: list[Condition] = []
    for condition in asked:
        if best & condition.papers:
            best &= condition.papers
            kept.append(condition)
    return kept


def _meeting_most(catalogue: Catalogue, asked: Sequence[Condition]) -> int:
    """The set of papers that meet the most conditions."""
    # Adds up all papers at once: the papers in digits[n] have bit n set in the number of conditions they meet.
    digits: list[int] = []
    for condition in asked:
        carried = condition.papers & catalogue.everything
        for place, digit in enumerate(digits):
            digits[place], carried = digit ^ carried, digit & carried
        if carried:
            digits.append(carried)
    most = catalogue.everything
    for digit in reversed(digits):
        most = most & digit or most
    return most
