"""What can be known of an entry without the catalogue: fields that its type needs, identifiers that can't exist."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from medsynth_catalog.audit.citation import Citation
from medsynth_catalog.audit.comparison import Comparison
from medsynth_catalog.audit.findings import Finding, Mend
from medsynth_catalog.formats.bibtex.reading import BibEntry
from medsynth_catalog.formats.bibtex.writing import entry_fields
from medsynth_catalog.identity.identifiers import is_short_doi, parse_identifier

# "BibTeXing" (O. Patashnik, 1988), section 3.1: each with the names that biblatex has for it, one of which will do.
_JOURNAL, _BOOK, _YEAR = (
    ("journal", "journaltitle", "eprint", "howpublished"),
    ("booktitle", "crossref", "series"),
    ("year", "date"),
)
_AUTHOR, _TITLE, _EDITOR = ("author", "editor", "key", "label"), ("title", "booktitle"), ("author", "editor", "key")
_NEEDED = {
    "article": (_AUTHOR, _TITLE, _JOURNAL, _YEAR),
    "inproceedings": (_AUTHOR, _TITLE, _BOOK, _YEAR),
    "conference": (_AUTHOR, _TITLE, _BOOK, _YEAR),
    "incollection": (_AUTHOR, _TITLE, _BOOK, _YEAR),
    "book": (_EDITOR, _TITLE, ("publisher",), _YEAR),
    "inbook": (_EDITOR, _TITLE, ("publisher", "booktitle"), _YEAR),
    "phdthesis": (_AUTHOR, _TITLE, ("school", "institution"), _YEAR),
    "mastersthesis": (_AUTHOR, _TITLE, ("school", "institution"), _YEAR),
    "techreport": (_AUTHOR, _TITLE, ("institution",), _YEAR),
    "unpublished": (_AUTHOR, _TITLE),
}
# What the comparison with a paper tells under kinds of its own.
_COMPARED = frozenset(["title", "author", "year"])
_DOI = re.compile(r"(?:(?:https?://)?(?:dx\.|www\.)?doi\.org/|doi:\s*)?10\.\d{4,9}(?:\.\d+)*/\S+", re.IGNORECASE)
# Zotero writes the class behind the id.
_ARXIV = re.compile(
    r"(?:arxiv:)?(?:(\d\d)(\d\d)\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?(?:\s*\[[\w\s.,-]+\])?", re.IGNORECASE
)
# Until 2007 the number of an id stood behind its class, which may have a field of its own.
_OLD_NUMBER = re.compile(r"\d{7}(?:v\d+)?")
_ADDRESS = re.compile(r"(?:\\url)?\{?(?:https?|ftp)://[^\s/]+\S*\}?", re.IGNORECASE)
# No year before printing, and none after the next.
_FIRST_YEAR = 1450


def shape(cited: Citation, case: Comparison | None) -> Iterator[Finding]:
    """Yield what is wrong with the shape of an entry.

    Args:
        cited: The entry.
        case: The entry beside the paper that it cites, if it cites one; then title, authors and year are told there.
    """
    if cited.entry and cited.entry.missing_commas:
        mend = Mend({}, commas=cited.entry.missing_commas)
        yield Finding("broken", "a comma is missing between two fields", mend=mend)
    if cited.entry:
        yield from _missing(cited, cited.entry, case)
    yield from _impossible(cited)


def _missing(cited: Citation, entry: BibEntry, case: Comparison | None) -> Iterator[Finding]:
    for names in _NEEDED.get(entry.type.casefold(), ()):
        if any(cited.facts.get(name) for name in names) or (case and names[0] in _COMPARED):
            continue
        mend, paper = None, None
        if case and case.version != "preprint" and case.dialect.types[case.paper.kind][0] == entry.type.casefold():
            name = names[1] if names[0] == "journal" and case.dialect.single_date else names[0]
            written = entry_fields(case.paper, case.dialect).get(name)
            mend, paper = case.mend({name: written}) if written else None, case.paper.key
        yield Finding("missing-field", f"@{entry.type} needs {names[0]}", paper, mend)


def _impossible(cited: Citation) -> Iterator[Finding]:
    said = cited.facts
    doi, eprint, url = (said.get(name, "").strip() for name in ("doi", "eprint", "url"))
    # Publishers' own entries have addresses of their pages that end in the DOI.
    named = parse_identifier(doi) or is_short_doi(doi) or (_ADDRESS.match(doi) and cited.doi)
    if doi and not _DOI.fullmatch(doi) and not named:
        yield Finding("identifier", f"{doi} is no DOI")
    archive = f"{said.get('archiveprefix', '')} {said.get('eprinttype', '')}".casefold()
    found = _ARXIV.fullmatch(eprint)
    classed = bool(said.get("primaryclass")) and _OLD_NUMBER.fullmatch(eprint)
    if eprint and not classed and "arxiv" in archive and (not found or (found[2] and not 1 <= int(found[2]) <= 12)):
        yield Finding("identifier", f"{eprint} is no arXiv id")
    if url and not _ADDRESS.match(url) and not _DOI.fullmatch(url) and "." not in url:
        yield Finding("identifier", f"{url} is no web address")
    written = said.get("year", "").strip() or str(cited.year or "")
    if written.isdecimal() and not _FIRST_YEAR <= int(written) <= datetime.now(UTC).year + 1:
        yield Finding("year", f"{written} is no year of a publication")
