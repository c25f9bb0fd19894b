"""How much an entry and a paper, or two names of a person, have in common. Decides nothing."""

import re
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from medsynth_catalog import fuzzy
from medsynth_catalog.audit.reference import Reference
from medsynth_catalog.records import Author, Paper
from medsynth_catalog.text import bare_title, fold
from medsynth_catalog.venues import Venues

# How much title, authors and year count for the certainty of a match.
_WEIGHTS = (0.6, 0.3, 0.1)
# A year that is so far off has nothing in common with the right one.
_YEARS_OFF = 4
# Names of venues that are so much alike are of one: editions, articles and abbreviations differ.
_SAME_VENUE = 0.8


class Likeness(Struct, frozen=True):
    """How much an entry and a paper have in common, each from 0 to 1, `None` where one of them says nothing."""

    title: float | None
    authors: float | None
    year: float | None

    @property
    def certainty(self) -> float:
        """The weighted mean of what is known, 0 where nothing is."""
        values = zip((self.title, self.authors, self.year), _WEIGHTS, strict=True)
        known = [(value, weight) for value, weight in values if value is not None]
        return sum(value * weight for value, weight in known) / sum(weight for _, weight in known) if known else 0.0


def compare(cited: Reference, paper: Paper) -> Likeness:
    """Say how much an entry and a paper have in common; a preprint's title and year count as the paper's."""
    title = authors = year = None
    if cited.title and (own := titles(paper)):
        same = bare_title(cited.title) in map(bare_title, own)
        title = 1.0 if same else max(fuzzy.likeness(ordered_words(cited.title), ordered_words(one)) for one in own)
    if cited.authors and paper.names:
        missing, extra = differing_authors(cited.authors, paper.authors)
        cut_short = cited.more_authors or not paper.authors_complete
        shared = len(cited.authors) - len(extra)
        authors = shared / (len(cited.authors) if cut_short else shared + len(missing) + len(extra))
    if cited.year and (known := years(paper)):
        year = max(0.0, 1 - min(abs(cited.year - one) for one in known) / _YEARS_OFF)
    return Likeness(title, authors, year)


def elsewhere(cited: Reference, paper: Paper, venues: Venues) -> bool:
    """Whether an entry names another journal or conference than that of the paper: perhaps another version of the work."""
    if cited.venue is None or paper.venue is None:
        return False
    ours, theirs = venues.resolve(cited.venue), venues.resolve(paper.venue)
    alike = fuzzy.likeness(fold(cited.venue), fold(paper.venue)) >= _SAME_VENUE
    return not alike and (ours is None or ours is not theirs)


def titles(paper: Paper) -> list[str]:
    """The titles of a work: that of the paper, and that of its preprint where it differs."""
    return [title for title in (paper.title, paper.preprint and paper.preprint.title) if title]


def years(paper: Paper) -> set[int]:
    """The years of a work: that of the paper and that of its preprint."""
    return {year for year in (paper.year, paper.preprint and paper.preprint.year) if year}


def dois(paper: Paper) -> set[str]:
    """The DOIs of a work: that of the paper and that of its preprint."""
    return {doi for doi in (paper.doi, paper.preprint and paper.preprint.doi) if doi}


def ordered_words(title: str) -> str:
    """The folded words of a title in the order of the alphabet, the form in which titles are compared for slips."""
    return " ".join(sorted(re.findall(r"[^\W_]+", fold(title))))


def differing_authors(ours: Sequence[Author], theirs: Sequence[Author]) -> tuple[list[Author], list[Author]]:
    """Return who of the second list is missing from the first, and who of the first isn't in the second."""
    left, extra = list(theirs), []
    for author in ours:
        same = next((other for other in left if same_person(author, other)), None)
        if same is None:
            extra.append(author)
        else:
            left.remove(same)
    return left, extra


def share_author(cited: Reference, authors: Sequence[Author]) -> bool:
    """Whether an entry names one of these authors."""
    return len(differing_authors(cited.authors, authors)[1]) < len(cited.authors)


def same_person(one: Author, other: Author) -> bool:
    """Whether two names can be of one person: family names in common, first letters that don't contradict.

    >>> same_person(Author("Lopez Alcaraz", "Juan Miguel"), Author("Alcaraz", "J. M. L."))
    True
    """
    ours, theirs = _words(one.family), _words(other.family)
    if not ours & theirs and one.family != other.family:
        return False
    if not one.given or not other.given:
        return True
    initials = [{word[0] for word in _words(author.given) | _words(author.family)} for author in (one, other)]
    return bool({fold(one.given)[:1], fold(other.given)[:1]} & initials[0] & initials[1])


@lru_cache(maxsize=4096)
def _words(name: str) -> frozenset[str]:
    """The words of a name; accents and their spellings (Müller, Mueller, Muller) fall together."""
    return frozenset(re.sub("(?<=[aou])e", "", word) for word in re.findall(r"[^\W\d_]+", fold(name)))
