"""Where a work appeared: whether two names of a journal or conference, two volumes or two ranges of pages are the same."""

import re

from medsynth_catalog import fuzzy
from medsynth_catalog.text import fold, squash
from medsynth_catalog.venues import Venues

# Names of venues that are so much alike are of one: editions, articles and abbreviations differ.
_ALIKE = 0.8
_WORD = re.compile(r"[^\W\d_]+")
# What names of venues have in common without being of one venue, and what editions add.
_COMMON = frozenset([
    "a", "an", "and", "annual", "at", "conf", "conference", "european", "for", "from", "in", "int", "international",
    "ieee", "acm", "cvf", "journal", "j", "letters", "of", "on", "proc", "proceedings", "symposium", "the", "th",
    "trans", "transactions", "workshop", "workshops", "st", "nd", "rd", "part", "vol", "volume", "advances",
    "applications", "science", "sciences", "research", "systems", "computer", "computing", "medical", "medicine",
    "health", "using", "with", "applied", "springer", "elsevier", "lecture", "notes", "lncs", "springerlink", "held",
    "conjunction", "revised", "selected", "papers",
])  # fmt: skip
# A volume of a series may stand for the conference that it has the papers of, and the other way round.
_SERIES = frozenset(
    ["lecturenotesincomputerscience", "lncs", "proceedingsofmachinelearningresearch", "pmlr", "ceurworkshopproceedings"]
)
# Scopus and Mendeley name it with what belongs to it: "Lecture Notes in Computer Science (including subseries ...)".
_SUBSERIES = re.compile(r"\s*\(including subseries .*", re.IGNORECASE)
# A track of a conference has its papers in the same proceedings.
_TRACK = re.compile(r"\s+(?:datasets and benchmarks|industry) track$", re.IGNORECASE)
# So many digits has the number of a volume in a series.
_SERIES_DIGITS = 4
# By so many pages the printed proceedings of a conference may differ from those online (CVPR 2020, NeurIPS 2017: by 3).
_SHIFT = 10
_DASH = re.compile(r"\s*[-–—‐‑]+\s*")


def same_venue(one: str | None, other: str | None, venues: Venues) -> bool:
    """Whether two names may be of one journal or conference; what isn't named contradicts nothing.

    >>> same_venue("IEEE Trans. Med. Imaging", "IEEE Transactions on Medical Imaging", Venues([]))
    True
    >>> same_venue("MICCAI 2018: 21st International Conference, Granada", "MICCAI", Venues([]))
    True
    """
    if not one or not other:
        return True
    ours, theirs = venues.resolve(one), venues.resolve(other)
    if ours is not None and ours is theirs:
        return True
    if any(squash(_SUBSERIES.sub("", name)) in _SERIES for name in (one, other)):
        return True
    if _TRACK.search(one) or _TRACK.search(other):
        return same_venue(_TRACK.sub("", one), _TRACK.sub("", other), venues)
    names = [other, *(theirs.names if theirs else ())]
    return any(_same_name(one, name) for name in names) or bool(
        ours and any(_same_name(other, name) for name in ours.names)
    )


def other_venue(one: str, other: str, venues: Venues) -> bool:
    """Whether two names are surely of different venues: both are known, or they have no telling word in common."""
    if same_venue(one, other, venues):
        return False
    ours, theirs = venues.resolve(one), venues.resolve(other)
    known = " ".join((other, *(theirs.names if theirs else ())))
    common = _telling(one) & _telling(known)
    if ours is not None and theirs is not None:
        # A conference and the workshops beside it are often confused, and rightly so in some volumes.
        workshops = any("workshop" in fold(name) for name in (one, *ours.names, known))
        return not (workshops and common)
    return not common and bool(_telling(one))


def same_pages(one: str, other: str) -> bool:
    """Whether two ranges of pages, or numbers of articles, are the same or of two kinds that can't be compared.

    >>> same_pages("pp. 915--918", "915-918"), same_pages("915", "915-918"), same_pages("e107115", "107115")
    (True, True, True)
    >>> same_pages("12-34", "56-78")
    False
    """
    ours, theirs = _page_numbers(one), _page_numbers(other)
    if not ours or not theirs or ours[0] == theirs[0] or squash(one) == squash(other):
        return True
    # Publishers count the pages of an article that has a number: 1 to 12.
    return len(ours) != len(theirs) or (len(ours) == 2 and "1" in (ours[0], theirs[0]))


def other_edition(one: str, other: str, venue: str = "") -> bool:
    """Whether two ranges of pages may be of two editions of one volume, which a preface of another length shifts.

    The Computer Vision Foundation counts the pages of its own edition, far from those of the IEEE.

    >>> other_edition("13856--13866", "13853-13863"), other_edition("98-104", "3498-3504")
    (True, False)
    >>> other_edition("2097--2106", "3462-3471", "IEEE/CVF Conference on Computer Vision and Pattern Recognition")
    True
    """
    ours, theirs = _page_numbers(one), _page_numbers(other)
    if len(ours) != 2 or len(theirs) != 2:
        return False
    shifts = {int(mine) - int(yours) for mine, yours in zip(ours, theirs, strict=True)}
    return len(shifts) == 1 and ("CVF" in venue or abs(shifts.pop()) <= _SHIFT)


def same_number(one: str, other: str) -> bool:
    """Whether two volumes or numbers are the same; what isn't a mere number contradicts nothing.

    >>> same_number("Vol. 33", "33"), same_number("LNCS 11045", "part II"), same_number("33", "34")
    (True, True, False)
    """
    ours, theirs = re.findall(r"\d+", one), re.findall(r"\d+", other)
    if len(ours) != 1 or len(theirs) != 1 or re.search("lncs|lecture|part|suppl", fold(one + other)):
        return True
    # The number of a series, or a year, beside the volume of a conference.
    if (len(ours[0]) < _SERIES_DIGITS) != (len(theirs[0]) < _SERIES_DIGITS):
        return True
    return int(ours[0]) == int(theirs[0])


def _page_numbers(pages: str) -> list[str]:
    """The first and last page of a range, without prefixes, zeros and the number of the article before a colon."""
    return [
        digits[-1].lstrip("0") or "0"
        for part in _DASH.split(pages.strip())[:2]
        if (digits := re.findall(r"\d+", part.rpartition(":")[2]))
    ]


def _same_name(one: str, other: str) -> bool:
    if squash(one) == squash(other) or fuzzy.likeness(fold(one), fold(other)) >= _ALIKE:
        return True
    return (
        _is_short_for(one, other)
        or _is_short_for(other, one)
        or _names_acronym(one, other)
        or _names_acronym(other, one)
    )


def _is_short_for(short: str, long: str) -> bool:
    """Whether every word of a name begins a word of another, in order: "Med. Image Anal." is Medical Image Analysis."""
    words = [word for word in _WORD.findall(fold(long)) if word not in ("of", "on", "in", "and", "the", "for", "at")]
    rest = iter(words)
    parts = [part for part in _WORD.findall(fold(short)) if part not in ("of", "on", "in", "and", "the", "for", "at")]
    return (
        len(parts) > 1
        and len(parts) >= len(words) - 1
        and all(any(_begins(part, word) for word in rest) for part in parts)
    )


def _begins(part: str, word: str) -> bool:
    return word.startswith(part) or (
        len(part) > 2 and part[0] == word[0] and part[-1] == word[-1] and len(part) < len(word) and word[:2] == part[:2]
    )


def _names_acronym(long: str, short: str) -> bool:
    """Whether a name has the acronym of another in it: "MICCAI 2018: 21st International Conference", "TMI"."""
    acronym = short.strip()
    if not re.fullmatch(r"(?:(?:IEEE|ACM)\s+)?[A-Za-z-]*[A-Z][A-Za-z-]*[A-Z][A-Za-z-]*", acronym):
        return False
    acronym = acronym.split()[-1]
    if re.search(rf"(?<![A-Za-z]){re.escape(acronym)}(?![A-Za-z])", long):
        return True
    letters = "".join(
        word[0] for word in _WORD.findall(fold(long)) if word not in ("of", "on", "in", "and", "the", "for")
    )
    return len(acronym) > 1 and fold(acronym) in (letters, letters.removeprefix("i"), letters.removeprefix("p"))


def _telling(name: str) -> set[str]:
    return {word for word in _WORD.findall(fold(name)) if len(word) > 1} - _COMMON
