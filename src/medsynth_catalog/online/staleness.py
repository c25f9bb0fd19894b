"""Which records may have been outrun by events: preprints that nobody has looked for lately, and incomplete citations."""

from collections.abc import Collection
from datetime import date

from medsynth_catalog.records import Paper
from medsynth_catalog.venues import Venues

# What a citation of each kind may have beside title, authors, year and venue. Few proceedings have volumes, and none numbers.
_EXPECTED = {
    "article": ("doi", "volume", "number", "pages", "publisher"),
    "inproceedings": ("doi", "pages", "publisher"),
    "incollection": ("doi", "pages", "publisher"),
}
APPEARED: Collection[str] = ("article", "inproceedings", "incollection")
"""The kinds of works that have appeared, as opposed to preprints, data sets and pages."""


def lacking(paper: Paper, venues: Venues) -> tuple[str, ...]:
    """Return the fields of its citation that a paper may have and doesn't; none where its venue gives no DOIs.

    Of proceedings without DOIs no service that is asked knows anything.
    """
    venue = venues.resolve(paper.venue) if paper.venue else None
    if not paper.doi and venue is not None and not venue.dois:
        return ()
    return tuple(name for name in _EXPECTED.get(paper.kind, ()) if not getattr(paper, name))


def is_stale(paper: Paper, venues: Venues, since: date) -> bool:
    """Whether the services should be asked for a paper.

    Args:
        paper: A paper of the catalogue.
        venues: The table of venues.
        since: A preprint that was looked for on this day or later is not stale.
    """
    if paper.kind == "preprint":
        return paper.publication_sought is None or paper.publication_sought < since.isoformat()
    return bool(lacking(paper, venues))
