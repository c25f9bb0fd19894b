"""How much an entry and a paper have in common. Decides nothing."""

import re
from collections.abc import Iterator

from msgspec import Struct

from medsynth_catalog import fuzzy
from medsynth_catalog.audit.citation import Citation
from medsynth_catalog.audit.people import compare_people
from medsynth_catalog.identity.titles import comparable_title, ordered_words
from medsynth_catalog.identity.works import titles, years
from medsynth_catalog.records import Paper

# How much title, authors and year count for the certainty of a match.
_WEIGHTS = (0.6, 0.3, 0.1)
# A year that is so far off has nothing in common with the right one.
_YEARS_OFF = 4
_AND = re.compile(r"\s&\s|\band\b", re.IGNORECASE)
_COLON = re.compile(r"\s*(?::|\s[-–—]|[–—])\s+")
# A part of a title that names the work alone: an acronym, or so many letters.
_ACRONYM = re.compile(r"(?=\S*[A-Z]\S*[A-Z])\S{3,}")
_TELLING = 20


class Likeness(Struct, frozen=True):
    """How much an entry and a paper have in common.

    Attributes:
        title: From 0 to 1; `None` where one of them says nothing.
        authors: From 0 to 1; `None` where one of them says nothing.
        year: From 0 to 1; `None` where one of them says nothing.
        shared: How many authors they have in common.
        named: How many authors the paper has.
        complete: Whether both name all of them.
    """

    title: float | None
    authors: float | None
    year: float | None
    shared: int
    named: int
    complete: bool

    @property
    def certainty(self) -> float:
        """The weighted mean of what is known, 0 where nothing is."""
        values = zip((self.title, self.authors, self.year), _WEIGHTS, strict=True)
        known = [(value, weight) for value, weight in values if value is not None]
        return sum(value * weight for value, weight in known) / sum(weight for _, weight in known) if known else 0.0


def compare(cited: Citation, paper: Paper) -> Likeness:
    """Say how much an entry and a paper have in common; a preprint's title and year count as the paper's."""
    title = authors = year = None
    shared, complete = 0, not cited.more_authors and paper.authors_complete
    if cited.title and (own := titles(paper)):
        same = any(same_title(cited.title, one) for one in own)
        title = 1.0 if same else max(fuzzy.likeness(ordered_words(cited.title), ordered_words(one)) for one in own)
    if cited.authors and paper.names:
        people = compare_people(cited.authors, paper.authors)
        shared = len(people.pairs) - len(people.renamed)
        strange = len(people.missing) + len(people.extra) + len(people.renamed) if complete else len(people.extra)
        authors = shared / (shared + strange + (0 if complete else len(people.renamed)) or 1)
    if cited.year and (known := years(paper)):
        year = max(0.0, 1 - min(abs(cited.year - one) for one in known) / _YEARS_OFF)
    return Likeness(title, authors, year, shared, len(paper.names), complete)


def same_title(one: str, other: str) -> bool:
    """Whether two titles are the same but for signs, case, accents, and "&" for "and"."""
    ours, theirs = comparable_title(one), comparable_title(other)
    return ours == theirs or comparable_title(_AND.sub(" ", one)) == comparable_title(_AND.sub(" ", other))


def title_parts(title: str) -> Iterator[str]:
    """Yield the parts of a title before and after a colon that name the work alone, made comparable.

    >>> list(title_parts("DiffECG: A Versatile Diffusion Model for ECG Signals Synthesis"))
    ['diffecg', 'aversatilediffusionmodelforecgsignalssynthesis']
    """
    before, *after = _COLON.split(title, maxsplit=1)
    if after:
        for part in (before, *after):
            comparable = comparable_title(part)
            if _ACRONYM.fullmatch(part.strip()) or len(comparable) >= _TELLING:
                yield comparable
