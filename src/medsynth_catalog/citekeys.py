"""Citation keys in other styles than that of the catalogue, whose own keys are data."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, count, islice, product
from string import ascii_lowercase

from medsynth_catalog.records import Paper
from medsynth_catalog.text import fold


def author_year(paper: Paper) -> str:
    """Return the last word of the first author's family name and the year: "alcaraz2023".

    >>> author_year(Paper(key="k", kind="article", names=("Lopez Alcaraz, Juan Miguel",), year=2023))
    'alcaraz2023'
    """
    family = _words(paper.authors[0].family)[-1:] if paper.names else _words(paper.title or "")[:1]
    return f"{''.join(family) or 'unknown'}{paper.year or ''}"


def acronym(paper: Paper) -> str:
    """Return the method's own name, or the single word before a colon in the title; without either, author and year.

    >>> acronym(Paper(key="k", kind="preprint", title="DiffECG: A Versatile Model", year=2023))
    'diffecg'
    """
    lead, colon, _ = (paper.title or "").partition(":")
    named = paper.architecture or (lead if colon and len(lead.split()) == 1 else "")
    name = "".join(_words(named))
    return name if name[:1].isalpha() and len(named.split()) <= 2 else author_year(paper)


def _catalogue(paper: Paper) -> str:
    return paper.key


# A style and what makes two of its keys differ, before letters do.
_STYLES: dict[str, tuple[Callable[[Paper], str], Callable[[Paper], str]]] = {
    "catalogue": (_catalogue, _catalogue),
    "authoryear": (author_year, author_year),
    "acronym": (acronym, lambda paper: f"{acronym(paper).removesuffix(str(paper.year))}{paper.year or ''}"),
}
KEY_STYLES = tuple(_STYLES)
OWN_KEYS = KEY_STYLES[0]


def styled_keys(papers: Sequence[Paper], style: str) -> Mapping[str, str]:
    """Return unique keys in a style, by the keys of the catalogue.

    If several papers have the same key, each gets the year and, if that isn't enough, a letter, in the order of the
    catalogue's keys.

    Args:
        papers: All papers of a catalogue, so that a paper has the same key in every selection.
        style: One of KEY_STYLES.
    """
    plain, longer = _STYLES[style]
    ordered = sorted(papers, key=lambda paper: paper.key)
    claims = Counter(map(plain, ordered))
    wanted = {paper.key: plain(paper) if claims[plain(paper)] == 1 else longer(paper) for paper in ordered}
    claims = Counter(wanted.values())
    keys = KeyClaims({key for key, times in claims.items() if times == 1})
    return {key: name if claims[name] == 1 else keys.claim(name, lettered=True) for key, name in wanted.items()}


class KeyClaims:
    """Keys given away one by one. What was found taken is not looked at again, so that a thousand equal names cost a thousand steps.

    Attributes:
        taken: The keys that are taken; it may only grow.
    """

    def __init__(self, taken: set[str]) -> None:
        self.taken = taken
        self._candidates: dict[tuple[str, bool], Iterator[str]] = {}

    def claim(self, name: str, lettered: bool = False) -> str:
        """Return the first of `name`, `nameb`, `namec`, ..., `nameaa`, ... that is not taken, and take it.

        With `lettered` the first is `namea`.
        """
        if (name, lettered) not in self._candidates:
            letters = (name + letter for letter in _letters())
            self._candidates[name, lettered] = letters if lettered else chain([name], islice(letters, 1, None))
        found = next(key for key in self._candidates[name, lettered] if key not in self.taken)
        self.taken.add(found)
        return found


def claim_key(name: str, taken: set[str], lettered: bool = False) -> str:
    """Return a single key as `KeyClaims` gives it, and add it to `taken`."""
    return KeyClaims(taken).claim(name, lettered)


def _letters() -> Iterator[str]:
    """One letter, then two, and so on."""
    return ("".join(letters) for length in count(1) for letters in product(ascii_lowercase, repeat=length))


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", fold(text).replace("-", "").replace("'", ""))
