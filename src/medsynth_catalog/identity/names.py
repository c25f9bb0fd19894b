"""Names of people: read as sources write them, and compared. Guesses no more than word order and particles show."""

import re
from collections.abc import Sequence
from functools import lru_cache

from medsynth_catalog.records import Author
from medsynth_catalog.text import fold, squash

_INITIALS = re.compile(r"(?:[A-ZÀ-ÖØ-ÞĀ-Ž]\.?[-\s]?){1,4}")
_WORD = re.compile(r"[^\W\d_]+")
# The e of German spellings without an umlaut: Mueller is Müller, and so is Muller.
_UMLAUT_E = re.compile("(?<=[aou])e")
# Words of names that many families share.
_PARTICLES = frozenset(
    [
        "al",
        "ben",
        "bin",
        "da",
        "de",
        "del",
        "della",
        "den",
        "der",
        "di",
        "do",
        "dos",
        "du",
        "el",
        "la",
        "le",
        "van",
        "von",
        "zu",
    ]
)
_GROUP = re.compile(
    r"\b(?:consortium|collaboration|collaborators|initiative|investigators|group|network|team|committee|society|"
    r"foundation|institute|university|laboratory|study)\b",
    re.IGNORECASE,
)


_CUT_SHORT = re.compile(r"\b(?:et al\b\.?|and others\b)\W*$")
_BETWEEN = re.compile(r";| and | ?& ?")


def family_first(name: str) -> str:
    """Turn "Given van Family" into "van Family, Given"; a name with a comma, or in braces, is as it should be.

    >>> family_first("Mihaela van der Schaar")
    'van der Schaar, Mihaela'
    """
    plain = name.strip("{} ")
    words = plain.split()
    if "," in plain or name.startswith("{") or len(words) < 2:
        return plain
    start = next((index for index, word in enumerate(words[:-1]) if index and word[0].islower()), len(words) - 1)
    return f"{' '.join(words[start:])}, {' '.join(words[:start])}"


def split_names(text: str) -> tuple[list[str], bool]:
    """Split a list of names between commas, semicolons and "and", and tell whether it is complete.

    >>> split_names("Shin, H.-C., Tenenholtz, N. A., et al.")
    (['Shin, H.-C.', 'Tenenholtz, N. A.'], False)
    >>> split_names("Yongyi Shi and Ge Wang")
    (['Shi, Yongyi', 'Wang, Ge'], True)
    """
    text = " ".join(text.split())
    cut_short = _CUT_SHORT.search(text)
    whole = text[: cut_short.start()].rstrip(" ,;") if cut_short else text
    parts = [part.strip() for part in _BETWEEN.split(whole)]
    if ";" not in whole:
        parts = [piece for part in parts for piece in _pieces(part)]
    return [family_first(part) for part in parts if part], cut_short is None


def _pieces(text: str) -> list[str]:
    """The names between commas; initials belong to the family name before them."""
    pieces: list[str] = []
    for piece in filter(None, (one.strip() for one in text.split(","))):
        if pieces and "," not in pieces[-1] and _INITIALS.fullmatch(piece):
            pieces[-1] += f", {piece}"
        else:
            pieces.append(piece)
    return pieces


def differing_authors(ours: Sequence[Author], theirs: Sequence[Author]) -> tuple[list[Author], list[Author]]:
    """Return who of the second list is missing from the first, and who of the first isn't in the second."""
    missing, extra = list(theirs), []
    for author in ours:
        for place, other in enumerate(missing):
            if same_person(author, other):
                del missing[place]
                break
        else:
            extra.append(author)
    return missing, extra


def share_author(ours: Sequence[Author], theirs: Sequence[Author]) -> bool:
    """Whether two lists of authors have a person in common."""
    return any(same_person(one, other) for one in ours for other in theirs)


def is_group(name: str) -> bool:
    """Whether a name is that of a group of people.

    >>> is_group("The ADNI Consortium"), is_group("Jonathan Ho")
    (True, False)
    """
    return _GROUP.search(name) is not None


def same_person(one: Author, other: Author) -> bool:
    """Whether two names can be of one person: family names in common, first letters that don't contradict.

    Which of two names is the family name isn't known for sure: "Li Heming" may be Heming Li.

    >>> same_person(Author("Lopez Alcaraz", "Juan Miguel"), Author("Alcaraz", "J. M. L."))
    True
    >>> same_person(Author("Heming", "Li"), Author("Li", "Heming"))
    True
    """
    if one == other or _of_one_family(one, other):
        return True
    # The family name first and without a comma, its parts joined or not.
    return bool(one.given and other.given) and (
        _words(one.name) == _words(other.name) or squash(f"{one.family}{one.given}") == squash(other.name)
    )


def _of_one_family(one: Author, other: Author) -> bool:
    if one.family != other.family and not _shared(one.family, other.family):
        return False
    if not one.given or not other.given:
        return True
    common = _initials(one) & _initials(other)
    return fold(one.given)[:1] in common or fold(other.given)[:1] in common


def _shared(family: str, other: str) -> bool:
    """Whether two family names have a word in common that isn't a mere particle, or are the same but for spaces."""
    common = _words(family) & _words(other)
    return bool(common - _PARTICLES) or _UMLAUT_E.sub("", squash(family)) == _UMLAUT_E.sub("", squash(other))


def _initials(author: Author) -> set[str]:
    return {word[0] for word in _words(author.given) | _words(author.family)}


@lru_cache(maxsize=4096)
def _words(name: str) -> frozenset[str]:
    """The folded words of a name; accents and their spellings (Müller, Mueller, Muller) fall together."""
    return frozenset(_UMLAUT_E.sub("", word) for word in _WORD.findall(fold(name)))
