"""What an entry of a reader's bibliography says, in the words of the catalogue. Compares and judges nothing."""

import html
import re
import unicodedata

from msgspec import Struct

from medsynth_catalog.formats.bibtex.reading import Entry
from medsynth_catalog.intake import from_bibtex
from medsynth_catalog.records import Author
from medsynth_catalog.text import fold, squash

# The names of archives for preprints, as entries write them where a journal would stand.
_ARCHIVE = re.compile(
    r"arxiv|\bcorr\b|(bio|med|eng|tech|psy|chem)rxiv|pre-?print|research ?square|\bssrn\b|openreview|e-print"
)
# Where an entry names a journal, a book or a school; elsewhere an archive is named, or nothing.
_VENUES = ("journal", "journaltitle", "booktitle", "school", "institution")
_ASIDE = ("howpublished", "note", "publisher", "organization", "archiveprefix", "eprinttype", "volume", "series")
_TAG = re.compile(r"</?\w{1,9}>")
_GREEK = re.compile(r"[\u0370-\u03ff]")


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
    found = from_bibtex(entry)
    named = next((entry.facts[name] for name in _VENUES if entry.facts.get(name)), "")
    venue = named if named and not is_archive(named) else None
    aside = " ".join(entry.facts.get(name, "") for name in _ASIDE)
    archived = venue is None and bool(found["arxiv"] or is_archive(f"{named} {aside}"))
    return Reference(
        entry,
        found["title"] or None,
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


def bare_title(title: str) -> str:
    """Reduce a title to what makes it the same: no tags, entities, signs, case, accents; Greek letters by name.

    >>> bare_title("An <i>&alpha;</i>-GAN") == bare_title("An $\\\\alpha$-{GAN}.")
    True
    """
    plain = _TAG.sub("", html.unescape(title))
    return squash(_GREEK.sub(lambda letter: unicodedata.name(letter[0]).split()[-1], plain))
