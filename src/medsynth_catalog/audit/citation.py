"""What an entry of a reader's bibliography says, in the words of the catalogue. Compares and judges nothing."""

import re

from msgspec import Struct

from medsynth_catalog.formats.bibtex.entries import paper_fields
from medsynth_catalog.formats.bibtex.reading import BibEntry
from medsynth_catalog.records import Author
from medsynth_catalog.text import fold, printable

# The names of archives for preprints, as entries write them where a journal would stand.
_ARCHIVE = re.compile(
    r"arxiv|\bcorr\b|(bio|med|eng|tech|psy|chem)rxiv|pre-?print|research ?square|\bssrn\b|openreview|e-print"
)
# Where an entry may name an archive beside the fields for a journal, a book or a school.
_ASIDE = ("howpublished", "note", "publisher", "organization", "archiveprefix", "eprinttype", "volume", "series")


class Citation(Struct, frozen=True):
    """A work as a reader's entry cites it; `None` and empty where the entry says nothing.

    Attributes:
        entry: The entry itself.
        title: The title in one line of plain text.
        authors: The authors in order.
        more_authors: Whether "and others" says that there are more.
        year: The year.
        doi: The DOI in lower case, from whichever field has it; never one that stands for an arXiv id.
        arxiv: The arXiv id without its version, from whichever field has it.
        url: The web address.
        venue: The journal, conference or school; `None` where an archive for preprints stands in its place.
        archived: Whether the entry names an archive for preprints, and neither a journal nor a book.
    """

    entry: BibEntry
    title: str | None
    authors: tuple[Author, ...]
    more_authors: bool
    year: int | None
    doi: str | None
    arxiv: str | None
    url: str | None
    venue: str | None
    archived: bool


def read_citation(entry: BibEntry) -> Citation:
    """Return what an entry cites."""
    fields = paper_fields(entry)
    place = fields["venue"] or ""
    venue = place if place and not is_archive(place) else None
    aside = " ".join(entry.facts.get(name, "") for name in _ASIDE)
    return Citation(
        entry=entry,
        title=printable(fields["title"] or "") or None,
        authors=entry.authors,
        more_authors=entry.more_authors,
        year=fields["year"],
        doi=fields["doi"],
        arxiv=fields["arxiv"],
        url=entry.facts.get("url"),
        venue=venue,
        archived=venue is None and bool(fields["arxiv"] or is_archive(f"{place} {aside}")),
    )


def is_archive(text: str) -> bool:
    """Whether a text names an archive for preprints."""
    return _ARCHIVE.search(fold(text)) is not None
