"""Reading CSL-JSON as reference managers and registration agencies write it. Trusts no value to have its type."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from medsynth_catalog.formats.foreign import ForeignEntry, Refused, first_words, ignored, page_range
from medsynth_catalog.formats.markup import without_markup
from medsynth_catalog.identity.mentions import find_identifiers
from medsynth_catalog.text import printable

# Types of CSL 1.0.2, and those of Crossref that some services hand on.
_KINDS = {
    "article": "preprint", "article-journal": "article", "journal-article": "article", "paper-conference": "inproceedings",
    "proceedings-article": "inproceedings", "chapter": "incollection", "book-chapter": "incollection", "dataset": "dataset",
    "posted-content": "preprint", "manuscript": "preprint", "thesis": "thesis", "dissertation": "thesis",
    "webpage": "webpage", "post-weblog": "webpage",
}  # fmt: skip


def read_item(item: object, where: str = "") -> ForeignEntry | Refused:
    """Return what a CSL-JSON item says, or a refusal of a value that is no object; `where` says where it stands.

    A value of the wrong type is left out, with a remark.
    """
    if not isinstance(item, Mapping):
        return Refused(first_words(str(item)), "is not an object", where)
    remarks: list[str] = []
    words = " ".join(_text(item, name, []) for name in ("title", "DOI", "URL", "id")).strip() or str(dict(item))
    fields = _fields(item, remarks)
    return ForeignEntry(fields, words, where, tuple(remarks), key=_text(item, "id", []))


def _fields(item: Mapping[str, Any], remarks: list[str]) -> dict[str, Any]:
    kind = _KINDS.get(_text(item, "type", remarks), "article")
    doi, url, number = (_text(item, name, remarks) for name in ("DOI", "URL", "number"))
    venue, publisher = (_text(item, name, remarks) for name in ("container-title", "publisher"))
    on_arxiv = "arxiv" in number.casefold()
    if not venue and kind in ("preprint", "thesis") and not (on_arxiv and "arxiv" not in publisher.casefold()):
        venue, publisher = publisher, ""  # CSL has no other place for the server or the school
    year, month = _date(item.get("issued"), remarks)
    authors = list(_authors(item.get("author"), remarks))
    custom = item.get("custom")
    own = f"arXiv:{_text(custom, 'arxiv', remarks)}" if isinstance(custom, Mapping) and "arxiv" in custom else ""
    return find_identifiers(f"{doi} {url} {number if on_arxiv else ''} {own}") | {
        "title": _text(item, "title", remarks),
        "authors": list(filter(None, authors)),
        **({} if all(authors) else {"authors_complete": False}),
        "year": year,
        "month": month,
        "kind": kind,
        "venue": venue,
        "volume": _text(item, "volume", remarks),
        "number": _text(item, "issue", remarks),
        "pages": page_range(_text(item, "page", remarks)),
        "publisher": publisher,
    }


def _text(item: Mapping[str, Any], name: str, remarks: list[str]) -> str:
    """The text of a field without marks; of a list its first, as Crossref has titles."""
    value = item.get(name)
    if isinstance(value, list) and value:
        remarks += [ignored(name, other, "only the first is kept") for other in value[1:]]
        value = value[0]
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = str(value)
    if isinstance(value, str):
        return printable(without_markup(value))
    if value not in (None, [], {}):
        remarks.append(ignored(name, value, "not text"))
    return ""


def _date(value: object, remarks: list[str]) -> tuple[int | None, int | None]:
    """Year and month of a CSL date: its parts, numbers or not, or whatever it writes out."""
    if value is None:
        return None, None
    parts: object = value
    if isinstance(value, Mapping):
        parts = value.get("date-parts") or value.get("raw") or value.get("literal")
    while isinstance(parts, list) and parts and isinstance(parts[0], list):
        parts = parts[0]
    words = parts if isinstance(parts, list) else str(parts or "").split("-")
    numbers = [int(str(word)) if re.fullmatch(r"\d{1,4}", str(word)) else None for word in words]
    year = numbers[0] if numbers else None
    month = numbers[1] if len(numbers) > 1 else None
    if year is None and (dated := re.search(r"\b(?:19|20)\d\d\b", str(parts))):
        year, month = int(dated[0]), None
    if year is None and words not in ([], [""], [None]):
        remarks.append(ignored("issued", value, "not a date"))
    return year, month


def _authors(value: object, remarks: list[str]) -> Iterator[str]:
    """Names as paper files have them; an empty one stands for an author who can't be named."""
    if value is not None and not isinstance(value, list):
        remarks.append(ignored("author", value, "not a list"))
    for name in value if isinstance(value, list) else ():
        if not isinstance(name, Mapping):
            remarks.append(ignored("author", name, "not an object"))
            yield ""
            continue
        particles, family, given, suffix = (
            _text(name, part, remarks) for part in ("non-dropping-particle", "family", "given", "suffix")
        )
        group = _text(name, "literal", remarks) or _text(name, "name", remarks)
        # Commas separate the parts of a name in a paper file.
        whole = f"{particles} {family}".replace(",", " ").strip()
        parts = (
            (whole, suffix.replace(",", " "), given.replace(",", " ")) if suffix else (whole, given.replace(",", " "))
        )
        written = group or ", ".join(filter(None, map(printable, parts)))
        if not written:
            remarks.append(ignored("author", dict(name), "no name"))
        elif group and "," in group:
            remarks.append(f"author {group[:60]!r} contains a comma, which separates family and given name")
        yield written
