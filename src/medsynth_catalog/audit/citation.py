"""What an entry of a reader's bibliography says, in the words of the catalogue. Compares and judges nothing."""

import re
from collections.abc import Mapping

from msgspec import Struct

from medsynth_catalog.formats.bibtex.entries import paper_fields
from medsynth_catalog.formats.bibtex.reading import BibEntry
from medsynth_catalog.formats.foreign import ForeignEntry
from medsynth_catalog.records import Author
from medsynth_catalog.text import fold, printable

# The names of archives for preprints, as entries write them where a journal would stand.
_ARCHIVE = re.compile(
    r"arxiv|\bcorr\b|(bio|med|eng|tech|psy|chem)rxiv|pre-?print|research ?square|\bssrn\b|openreview|e-print"
)
# Where an entry may name an archive beside the fields for a journal, a book or a school.
_ASIDE = ("howpublished", "note", "publisher", "organization", "archiveprefix", "eprinttype", "volume", "series")

_MACRO = re.compile(r"[^\W\d][\w:.+/-]*")
_CODE_PLACES = ("publisher", "journal", "organization")
_CODE_HOST = re.compile(r"git(?:hub|lab)\b")


class Citation(Struct, frozen=True):
    """A work as a reader's entry cites it; `None` and empty where the entry says nothing.

    Attributes:
        entry: The entry itself, `None` if it isn't BibTeX.
        key: The citation key.
        line: The line in which it begins, counted from 1; in a CSL-JSON file the number of the item.
        facts: What its fields say in plain text, by the name that BibTeX has for them.
        title: The title in one line of plain text.
        authors: The authors in order; none where they are a macro of another file.
        more_authors: Whether "and others" says that there are more.
        year: The year.
        doi: The DOI in lower case, from whichever field has it; never one that stands for an arXiv id.
        arxiv: The arXiv id without its version, from whichever field has it.
        url: The web address.
        venue: The journal, conference or school; `None` where an archive for preprints stands in its place.
        pages: The pages, a range with a single hyphen.
        archived: Whether the entry names an archive for preprints, and neither a journal nor a book.
    """

    entry: BibEntry | None
    key: str
    line: int
    facts: Mapping[str, str]
    title: str | None
    authors: tuple[Author, ...]
    more_authors: bool
    year: int | None
    doi: str | None
    arxiv: str | None
    url: str | None
    venue: str | None
    pages: str | None
    archived: bool

    @property
    def of_code(self) -> bool:
        """Whether the entry cites a program, which has a title and authors of its own, as GitHub advises to."""
        places = (self.facts.get(name, "") for name in _CODE_PLACES)
        return self.doi is None and self.arxiv is None and any(_CODE_HOST.match(fold(place)) for place in places)

    @property
    def authors_elsewhere(self) -> bool:
        """Whether the authors are a macro that another file defines."""
        return self.entry is not None and _is_undefined(self.entry, "author")


def read_citation(entry: BibEntry) -> Citation:
    """Return what an entry of a BibTeX file cites."""
    authors = () if _is_undefined(entry, "author") else entry.authors
    return _citation(entry, entry.key, entry.line, entry.facts, paper_fields(entry), authors, entry.more_authors)


def read_foreign(entry: ForeignEntry, key: str = "") -> Citation:
    """Return what an entry of a RIS or CSL-JSON file cites, under its citation key."""
    fields = entry.fields
    names = {"journal": "venue", "volume": "volume", "number": "number", "pages": "pages", "publisher": "publisher"}
    facts = {name: str(fields[own]) for name, own in names.items() if fields.get(own)}
    facts |= {"url": str(fields["url"])} if fields.get("url") else {}
    authors = tuple(Author.read(name) for name in fields.get("authors", ()))
    line = re.search(r"\d+", entry.where)
    complete = fields.get("authors_complete", True)
    return _citation(None, key, int(line[0]) if line else 0, facts, fields, authors, not complete)


def _citation(
    entry: BibEntry | None,
    key: str,
    line: int,
    facts: Mapping[str, str],
    fields: Mapping[str, object],
    authors: tuple[Author, ...],
    more_authors: bool,
) -> Citation:
    place = str(fields.get("venue") or "")
    venue = place if place and not is_archive(place) else None
    aside = " ".join(facts.get(name, "") for name in _ASIDE)
    year = fields.get("year")
    return Citation(
        entry=entry,
        key=key,
        line=line,
        facts=facts,
        title=printable(str(fields.get("title") or "")) or None,
        authors=authors,
        more_authors=more_authors,
        year=year if isinstance(year, int) else None,
        doi=_text(fields.get("doi")),
        arxiv=_text(fields.get("arxiv")),
        url=facts.get("url"),
        venue=venue,
        pages=_text(fields.get("pages")),
        archived=venue is None and bool(fields.get("arxiv") or is_archive(f"{place} {aside}")),
    )


def _is_undefined(entry: BibEntry, name: str) -> bool:
    """Whether a field is a macro that the file doesn't define, as where a bibliography is several files."""
    field = entry.field(name)
    return bool(field and _MACRO.fullmatch(field.value) and field.value == entry.facts.get(name))


def _text(value: object) -> str | None:
    return str(value) if value else None


def is_archive(text: str) -> bool:
    """Whether a text names an archive for preprints."""
    return _ARCHIVE.search(fold(text)) is not None
