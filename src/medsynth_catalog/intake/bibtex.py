"""BibTeX entries to drafts. What BibTeX is, `formats.bibtex` knows; text outside entries is a comment in BibTeX."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from medsynth_catalog.formats.bibtex import parse_bibtex
from medsynth_catalog.intake.drafting import Draft, Refused, draft, first_words
from medsynth_catalog.intake.identifiers import identifiers, pages
from medsynth_catalog.intake.names import family_first
from medsynth_catalog.text import fold

ENTRY = re.compile(r"^[ \t]*@\w+\s*[{(]", re.MULTILINE)
_KINDS = {
    "article": "article", "inproceedings": "inproceedings", "conference": "inproceedings", "incollection": "incollection",
    "inbook": "incollection", "misc": "preprint", "unpublished": "preprint", "phdthesis": "thesis", "mastersthesis": "thesis",
    "thesis": "thesis", "online": "webpage", "dataset": "dataset",
}  # fmt: skip
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def read(text: str, above: int = 0) -> Iterator[Draft | Refused]:
    """Yield a draft or a refusal for each entry of a text that has so many lines `above` it."""
    entries, failed = parse_bibtex(text)
    for number, (kind, fields) in enumerate(entries, 1):
        words = ", ".join(f"{name} = {value}" for name, value in fields.items())
        yield draft(_found(kind, fields), f"@{kind}{{{words}", f"entry {number}")
    lines = text.splitlines()
    for begun in failed:
        line = next((number for number, line in enumerate(lines, above + 1) if line.strip() == begun.strip()), None)
        yield Refused(first_words(begun), "is no complete BibTeX entry", f"line {line}" if line else "")


def _found(kind: str, fields: Mapping[str, str]) -> dict[str, Any]:
    eprint = f"arXiv:{fields['eprint']}" if "eprint" in fields else ""
    addresses = " ".join(fields.get(name, "") for name in ("url", "journal", "note", "howpublished"))
    authors = [name.strip() for name in re.split(r"\s+and\s+", fields.get("author", "")) if name.strip()]
    others = bool(authors) and authors[-1] == "others"
    year = re.search(r"\d{4}", fields.get("year") or fields.get("date", ""))
    month = fold(fields.get("month", ""))[:3]
    return identifiers(f"{fields.get('doi', '')} {eprint} {addresses}") | {
        "title": fields.get("title"),
        "authors": [family_first(name) for name in (authors[:-1] if others else authors)],
        **({"authors_complete": False} if others else {}),
        "year": int(year[0]) if year else None,
        "month": _MONTHS.index(month) + 1 if month in _MONTHS else None,
        "kind": _KINDS.get(kind.casefold(), "article"),
        "venue": fields.get("journal") or fields.get("journaltitle") or fields.get("booktitle") or fields.get("school"),
        "volume": fields.get("volume"),
        "number": fields.get("number"),
        "pages": pages(fields.get("pages", "")),
        "publisher": fields.get("publisher"),
    }
