"""What an entry of a reader's bibliography says, in the words of the catalogue. Compares and judges nothing."""

import re

from msgspec import Struct

from medsynth_catalog.formats.bibtex.entries import paper_fields
from medsynth_catalog.formats.bibtex.reading import Entry
from medsynth_catalog.records import Author
from medsynth_catalog.text import fold, printable

# The names of archives for preprints, as entries write them where a journal would stand.
_ARCHIVE = re.compile(
    r"arxiv|\bcorr\b|(bio|med|eng|tech|psy|chem)rxiv|pre-?print|research ?square|\bssrn\b|openreview|e-print"
)
# Where an entry may name an archive beside the fields for a journal, a book or a school.
_ASIDE = ("howpublished", "note", "publisher", "organization", "archiveprefix", "eprinttype", "volume", "series")


class Reference(Struct, frozen=True):
    """A citation as the reader has it; `None` and empty where it says nothing. `archived` is true where it names an
    archive for preprints, and neither a journal nor a book."""

    entry: Entry
    title: str | None
    authors: tuple[Author, ...]
    more_authors: bool
    year: int | None
    doi: str | None
    arxiv: str | None
    url: str | None
    venue: str | None
    archived: bool


def reference(entry: Entry) -> Reference:
    """Read an entry as a citation."""
    found = paper_fields(entry)
    named = found["venue"] or ""
    venue = named if named and not is_archive(named) else None
    aside = " ".join(entry.facts.get(name, "") for name in _ASIDE)
    archived = venue is None and bool(found["arxiv"] or is_archive(f"{named} {aside}"))
    return Reference(
        entry,
        printable(found["title"] or "") or None,
        entry.authors,
        entry.more_authors,
        found["year"],
        found["doi"],
        found["arxiv"],
        entry.facts.get("url"),
        venue,
        archived,
    )


def is_archive(text: str) -> bool:
    """Whether a text names an archive for preprints."""
    return _ARCHIVE.search(fold(text)) is not None
