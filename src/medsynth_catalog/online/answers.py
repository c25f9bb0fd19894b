"""The shapes of the services' answers: bytes to CSL-JSON items. The one home of defusedxml; asks nobody."""

import html
import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError

import msgspec
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from msgspec import Struct

from medsynth_catalog.catalogue import identifier
from medsynth_catalog.intake import family_first
from medsynth_catalog.text import printable

# Crossref answers with its own names of types (https://api.crossref.org/types); in CSL an "article" is a preprint.
_TYPES = {
    "article": "posted-content",
    "book-chapter": "chapter",
    "dissertation": "thesis",
    "journal-article": "article-journal",
    "proceedings-article": "paper-conference",
}
_MARKUP = re.compile(
    r"</?(?:(?:jats|mml):[\w-]+|i|b|u|em|strong|sub|sup|scp|sc|tt|italic|bold)\b[^<>]*>", re.IGNORECASE
)
_ATOM = "{http://www.w3.org/2005/Atom}"
_ARXIV = "{http://arxiv.org/schemas/atom}"

_Text = str | list[str] | None
_Number = str | int | None


class UnreadableError(Exception):
    """Bytes that are no answer of the kind asked for."""


class _Name(Struct, rename={"particle": "non-dropping-particle"}):
    family: str | None = None
    given: str | None = None
    suffix: str | None = None
    particle: str | None = None
    literal: str | None = None
    name: str | None = None  # of a group, and of an institution, in Crossref's answers


class _Date(Struct, rename="kebab"):
    date_parts: list[list[_Number]] = []


class _Item(Struct, rename="kebab"):
    """What is read of an item, as Crossref and DataCite send it; anything else in it is passed over."""

    type: str | None = None
    title: _Text = None
    subtitle: _Text = None
    author: list[_Name] | None = None
    issued: _Date | None = None
    container_title: _Text = None
    institution: list[_Name] | None = None
    volume: _Number = None
    issue: _Number = None
    page: _Number = None
    publisher: str | None = None
    DOI: str | None = None


class Entry(Struct, frozen=True):
    """One entry of arXiv's feed: the work as a CSL-JSON item, and what CSL has no word for."""

    id: str
    item: dict[str, Any]
    category: str | None
    journal: str | None
    doi: str | None


class Feed(Struct, frozen=True):
    """What arXiv has of the ids asked for, and the ids or words it complains of."""

    entries: list[Entry]
    complaint: str | None


def read_csl(body: bytes) -> dict[str, Any]:
    """Return the one item of an answer as clean CSL-JSON: plain text, one title, CSL's own types.

    Raises UnreadableError for bytes that are no such item.
    """
    try:
        item = msgspec.json.decode(body, type=_Item)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise UnreadableError("no CSL-JSON") from error
    type = item.type or ""
    kind = _TYPES.get(type, type)
    title, subtitle = _plain(item.title), _plain(item.subtitle)
    if not title:
        raise UnreadableError("CSL-JSON without a title")
    container = _plain(item.container_title)
    if not container and kind in ("posted-content", "dataset"):
        container = _plain(item.institution[0].name if item.institution else item.publisher)
    return _filled(
        {
            "type": kind,
            "title": f"{title}: {subtitle}" if subtitle and subtitle not in title else title,
            "author": [name for name in map(_csl_name, item.author or ()) if name],
            "issued": _issued(item.issued.date_parts[0]) if item.issued and item.issued.date_parts else None,
            "container-title": container,
            "volume": _plain(item.volume),
            "issue": _plain(item.issue),
            "page": _plain(item.page),
            "publisher": _plain(item.publisher),
            "DOI": item.DOI,
        }
    )


def read_feed(body: bytes) -> Feed:
    """Return the entries of a feed of the arXiv API (https://info.arxiv.org/help/api/user-manual.html).

    arXiv tells of an id that it doesn't like in an entry that looks like a work. Raises UnreadableError.
    """
    try:
        feed = fromstring(body, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise UnreadableError("no Atom feed") from error
    if feed.tag != f"{_ATOM}feed":
        raise UnreadableError("no Atom feed")
    entries, complaints = [], []
    for element in feed.iter(f"{_ATOM}entry"):
        address = _inner(element, f"{_ATOM}id")
        if "api/errors" in address:
            complaints.append(_inner(element, f"{_ATOM}summary") or address)
        elif (mark := identifier(address)) and mark[0] == "arxiv":
            entries.append(_entry(mark[1], element))
    return Feed(entries, "; ".join(complaints) or None)


def _entry(id: str, element: Element) -> Entry:
    category = element.find(f"{_ARXIV}primary_category")
    item = {
        "type": "posted-content",
        "title": _inner(element, f"{_ATOM}title"),
        "author": list(_written(element)),
        "issued": _issued(_inner(element, f"{_ATOM}published")[:7].split("-")),
        "container-title": "arXiv",
        "number": f"arXiv:{id}",
    }
    return Entry(
        id,
        _filled(item),
        (category.get("term") if category is not None else None) or None,
        _inner(element, f"{_ARXIV}journal_ref") or None,
        _inner(element, f"{_ARXIV}doi") or None,
    )


def _written(element: Element) -> Iterator[dict[str, str]]:
    """The authors, whose names stand in reading order."""
    for author in element.iter(f"{_ATOM}author"):
        family, comma, given = family_first(_inner(author, f"{_ATOM}name")).partition(", ")
        if family:
            yield {"family": family, "given": given} if comma else {"literal": family}


def _csl_name(name: _Name) -> dict[str, str]:
    group = _plain(name.literal or name.name)
    parts = {"family": name.family, "given": name.given, "suffix": name.suffix, "non-dropping-particle": name.particle}
    person = {part: _plain(text) for part, text in parts.items()}
    if not person["family"]:
        return _filled({"literal": group or person["given"]})
    return _filled(person)


def _issued(parts: list[_Number] | list[str]) -> dict[str, list[list[int]]] | None:
    """Year and month, as far as they are numbers that can be these."""
    year, month = (int(part) if str(part).isdecimal() else 0 for part in [*parts, 0, 0][:2])
    if not year:
        return None
    return {"date-parts": [[year, month] if 1 <= month <= 12 else [year]]}


def _inner(element: Element, tag: str) -> str:
    return _plain(element.findtext(tag))


def _plain(text: _Text | _Number) -> str:
    """One line without markup; of several texts the first."""
    if isinstance(text, list):
        text = text[0] if text else None
    return printable(_MARKUP.sub("", html.unescape(str(text)))) if text is not None else ""


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}
