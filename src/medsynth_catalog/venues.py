"""The table of venues: the full and short name of each, and which spellings mean it."""

import re
from collections.abc import Iterable, Iterator

from medsynth_catalog.records import Venue
from medsynth_catalog.text import fold, squash

# What editions add to a name: years, numbers, "Proceedings of the", an acronym in brackets at the end.
_EDITION = r"\b(?:19|20)\d\d\b|\b\d+(?:st|nd|rd|th)\b|\bproceedings of the\b|\bproceedings of\b|\bproc\."
_BRACKETS = r"\s*\([^()]*\)\W*$"


class Venues:
    """Venues, found by any spelling of their names."""

    def __init__(self, venues: Iterable[Venue]) -> None:
        self._venues = {venue.id: venue for venue in venues}
        self._spellings: dict[str, Venue] | None = None

    def __iter__(self) -> Iterator[Venue]:
        return iter(self._venues.values())

    def resolve(self, text: str) -> Venue | None:
        """Return the venue that `text` names, in any spelling and with the year or number of an edition, or `None`."""
        if self._spellings is None:
            self._spellings = {form: venue for venue in self for name in venue.names for form in spellings(name)}
        return next((self._spellings[form] for form in spellings(text) if form in self._spellings), None)

    def short(self, name: str) -> str:
        """Return the short form of a venue, or the name as it is if the table doesn't have it."""
        venue = self.resolve(name)
        return venue.short if venue else name


def spellings(text: str) -> list[str]:
    """Return the forms in which the name of a venue is compared: with and without an acronym in brackets at its end.

    >>> spellings("Proceedings of the 8th Conference on Things (CoT 2025)")
    ['conferenceonthingscot', 'conferenceonthings']
    """
    whole = re.sub(_EDITION, " ", fold(text))
    return list(dict.fromkeys(filter(None, (squash(whole), squash(re.sub(_BRACKETS, "", whole))))))
