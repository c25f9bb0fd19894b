"""The table of venues: the full and short name of each, and which spellings mean it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from medsynth_catalog.records import Venue
from medsynth_catalog.text import fold, squash

# What editions add to a name: years, numbers, "Proceedings of the", an acronym in brackets at the end.
EDITION = r"\b(?:19|20)\d\d\b|\b\d+(?:st|nd|rd|th)\b|\bproceedings of the\b|\bproceedings of\b|\bproc\."
BRACKETS = r"\s*\([^()]*\)\W*$"


class Venues:
    """Venues, found by any spelling of their names.

    Args:
        venues: The venues; of two with one id the later one stands.
        spellings: The id of a venue by each form of its names, if they were found before (an index keeps them).
    """

    def __init__(self, venues: Iterable[Venue], spellings: Mapping[str, str] | None = None) -> None:
        self._venues = {venue.id: venue for venue in venues}
        self._spellings = spellings or spellings_of(self)

    def __iter__(self) -> Iterator[Venue]:
        return iter(self._venues.values())

    def resolve(self, text: str) -> Venue | None:
        """Return the venue that `text` names, in any spelling and with the year or number of an edition, or `None`."""
        return next((self._venues[self._spellings[form]] for form in spellings(text) if form in self._spellings), None)

    def short(self, name: str) -> str:
        """Return the short form of a venue, or the name as it is if the table doesn't have it."""
        venue = self.resolve(name)
        return venue.short if venue else name


def spellings_of(venues: Iterable[Venue]) -> dict[str, str]:
    """Return the ids of the venues that names mean; of two venues with one name the later one has it."""
    return {form: venue.id for venue in venues for name in venue.names for form in spellings(name)}


@lru_cache(maxsize=1 << 12)  # the same names come again and again
def spellings(text: str) -> tuple[str, ...]:
    """Return the forms in which the name of a venue is compared: with and without an acronym in brackets at its end.

    >>> spellings("Proceedings of the 8th Conference on Things (CoT 2025)")
    ('conferenceonthingscot', 'conferenceonthings')
    """
    whole = re.sub(EDITION, " ", fold(text))
    return tuple(dict.fromkeys(filter(None, (squash(whole), squash(re.sub(BRACKETS, "", whole))))))
