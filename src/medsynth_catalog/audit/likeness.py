"""How much an entry and a paper, or two names of a person, have in common. Decides nothing."""

from msgspec import Struct

from medsynth_catalog import fuzzy
from medsynth_catalog.audit.citation import Citation
from medsynth_catalog.identity.names import differing_authors
from medsynth_catalog.identity.titles import comparable_title, ordered_words
from medsynth_catalog.identity.works import titles, years
from medsynth_catalog.records import Paper
from medsynth_catalog.text import fold
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


def compare(cited: Citation, paper: Paper) -> Likeness:
    """Say how much an entry and a paper have in common; a preprint's title and year count as the paper's."""
    title = authors = year = None
    if cited.title and (own := titles(paper)):
        same = comparable_title(cited.title) in map(comparable_title, own)
        title = 1.0 if same else max(fuzzy.likeness(ordered_words(cited.title), ordered_words(one)) for one in own)
    if cited.authors and paper.names:
        missing, extra = differing_authors(cited.authors, paper.authors)
        cut_short = cited.more_authors or not paper.authors_complete
        shared = len(cited.authors) - len(extra)
        authors = shared / (len(cited.authors) if cut_short else shared + len(missing) + len(extra))
    if cited.year and (known := years(paper)):
        year = max(0.0, 1 - min(abs(cited.year - one) for one in known) / _YEARS_OFF)
    return Likeness(title, authors, year)


def elsewhere(cited: Citation, paper: Paper, venues: Venues) -> bool:
    """Whether an entry names another journal or conference than that of the paper: perhaps another version of the work."""
    if cited.venue is None or paper.venue is None:
        return False
    ours, theirs = venues.resolve(cited.venue), venues.resolve(paper.venue)
    alike = fuzzy.likeness(fold(cited.venue), fold(paper.venue)) >= _SAME_VENUE
    return not alike and (ours is None or ours is not theirs)
