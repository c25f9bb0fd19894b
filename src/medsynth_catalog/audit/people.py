"""Comparing two lists of authors: who is missing, who is too many, whose given name is another. Judges nothing."""

import re
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from medsynth_catalog import fuzzy
from medsynth_catalog.identity.names import is_group, same_person
from medsynth_catalog.records import Author
from medsynth_catalog.text import fold, squash

_WORD = re.compile(r"[^\W\d_]+")
_CAPITALS = re.compile(r"[A-Z]{2,4}")
# So many letters at the beginning make a short form: Alex is Alexander.
_SHORT_FORM = 3


class Compared(Struct, frozen=True):
    """What two lists of authors, an entry's and a paper's, don't have in common.

    Attributes:
        pairs: Who is who, as the entry and as the paper names them, in the order of the entry.
        missing: Authors of the paper whom the entry doesn't name.
        extra: Authors of the entry who aren't the paper's.
        renamed: Pairs of one family name whose given names can't be of one person.
        reordered: Whether all are there, but not in the order of the paper.
    """

    pairs: tuple[tuple[Author, Author], ...]
    missing: tuple[Author, ...]
    extra: tuple[Author, ...]
    renamed: tuple[tuple[Author, Author], ...]
    reordered: bool


def compare_people(ours: Sequence[Author], theirs: Sequence[Author]) -> Compared:
    """Compare the authors of an entry with those of a paper, groups aside.

    Of several authors of one family name those are taken for one whose given names agree best.
    """
    ours, theirs = _persons(ours), _persons(theirs)
    if ours == theirs:  # as in most entries
        return Compared(tuple(zip(ours, theirs, strict=True)), (), (), (), reordered=False)
    left = dict(enumerate(theirs))
    found: dict[int, int] = {}
    for agree in (_in_full, same_person, _of_one_family):
        for place, author in enumerate(ours):
            if place in found:
                continue
            near = [other for _, other in sorted((abs(other - place), other) for other in left)]
            if (match := next((other for other in near if agree(author, left[other])), None)) is not None:
                found[place] = match
                del left[match]
    pairs = [(ours[place], theirs[match]) for place, match in sorted(found.items())]
    order = [match for _, match in sorted(found.items())]
    return Compared(
        tuple(pairs),
        tuple(left.values()),
        tuple(author for place, author in enumerate(ours) if place not in found),
        tuple(pair for pair in pairs if not same_given(*pair)),
        order != sorted(order),
    )


def same_given(one: Author, other: Author) -> bool:
    """Whether the given names of two people of one family can be of one person.

    >>> same_given(Author("Zhu", "Jun-Yan"), Author("Zhu", "Junyan"))
    True
    >>> same_given(Author("Zhu", "Jun"), Author("Zhu", "Jian"))
    False
    """
    if not one.given or not other.given or squash(one.name) == squash(other.name):
        return True
    if sorted(_words(one.name)) == sorted(_words(other.name)):
        return True
    ours, theirs = _words(one.given), _words(other.given)
    if not ours or not theirs:
        return True
    joined, their_joined = "".join(ours), "".join(theirs)
    if joined == their_joined:
        return True
    if any(_CAPITALS.fullmatch(name.given) and _may_be_initials(name, of) for name, of in ((one, other), (other, one))):
        return True
    if len(ours[0]) == 1 or len(theirs[0]) == 1:
        # Some write the second name in full and the first as a letter, or leave the first out.
        return bool({word[0] for word in ours} & {word[0] for word in theirs})
    if _alike(joined, their_joined) or any(_alike(word, theirs_) for word in ours for theirs_ in theirs):
        return True
    # A given name that stands beside the family name: "Dar, Salman Ul Hassan" and "Hassan Dar, Salman".
    return bool(set(ours) & set(_words(other.family)) or set(theirs) & set(_words(one.family)))


def _may_be_initials(name: Author, of: Author) -> bool:
    """Whether some capitals are the initials of a person: AHH of Anne Hee Hiong Ngu."""
    return fold(name.given[0]) == fold(of.given)[:1] and set(fold(name.given)) <= {word[0] for word in _words(of.name)}


def _alike(word: str, other: str) -> bool:
    if len(word) == 1 or len(other) == 1:
        return False
    short, long = sorted((word, other), key=len)
    if short == long or (len(short) >= _SHORT_FORM and long.startswith(short)):
        return True
    return len(short) > _SHORT_FORM + 1 and bool(fuzzy.slips(short, [long]))


@lru_cache(maxsize=8192)
def _words(name: str) -> tuple[str, ...]:
    """The folded words of a name; a few capitals together are initials."""
    words: list[str] = []
    for word in _WORD.findall(name):
        if (_CAPITALS.fullmatch(word) and not name.isupper()) or (
            _CAPITALS.fullmatch(word) and len(word) < _SHORT_FORM
        ):
            words.extend(word.lower())
        else:
            words.append(fold(word))
    return tuple(words)


def _in_full(one: Author, other: Author) -> bool:
    return same_person(one, other) and same_given(one, other)


def _of_one_family(one: Author, other: Author) -> bool:
    return squash(one.family) == squash(other.family)


def _persons(authors: Sequence[Author]) -> Sequence[Author]:
    """The authors before a group, which some name with its members and some leave out."""
    groups = [place for place, author in enumerate(authors) if not author.given and _is_group(author.family)]
    return authors[: groups[0]] if groups and groups[0] else authors


def _is_group(name: str) -> bool:
    return is_group(name) or (name.isupper() and len(name) >= _SHORT_FORM)
