"""Reading the services' responses: bytes to CSL-JSON items. The one home of defusedxml; sends nothing."""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError

import msgspec
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from msgspec import Struct

from medsynth_catalog.identity.identifiers import parse_identifier
from medsynth_catalog.identity.names import family_first
from medsynth_catalog.records import FORMS
from medsynth_catalog.text import printable

# What is kept of an item; agencies send references, funders and more besides.
_FIELDS = (
    "type", "title", "author", "issued", "container-title", "volume", "issue", "page", "publisher", "DOI",
)  # fmt: skip
_ATOM = "{http://www.w3.org/2005/Atom}"
_ARXIV = "{http://arxiv.org/schemas/atom}"


# https://github.com/CrossRef/rest-api-doc/blob/master/api_format.md
_IS_PREPRINT, _HAS_PREPRINT = "is-preprint-of", "has-preprint"


class InvalidResponseError(Exception):
    """A response that isn't in the form that was asked for."""


class FeedEntry(Struct, frozen=True):
    """One entry of arXiv's feed.

    Attributes:
        id: The arXiv id, without version.
        item: The work as a CSL-JSON item.
        category: The primary category.
        journal: The journal reference that the authors gave.
        doi: The DOI of the publication that the authors gave, as they wrote it.
    """

    id: str
    item: dict[str, Any]
    category: str | None
    journal: str | None
    doi: str | None


class Feed(Struct, frozen=True):
    """A feed of the arXiv API.

    Attributes:
        entries: The works that arXiv has.
        complaint: The error messages about ids that it doesn't accept, or `None`.
    """

    entries: list[FeedEntry]
    complaint: str | None


class CrossrefWork(Struct, frozen=True):
    """One work of a response of the Crossref REST API.

    Attributes:
        doi: Its DOI, in lower case.
        item: The work as a CSL-JSON item; `container-title` is a list, a series before the book.
        published: The DOIs of the publications that a preprint names.
        preprints: The DOIs and arXiv ids of the preprints that a publication names.
    """

    doi: str
    item: dict[str, Any]
    published: tuple[str, ...]
    preprints: tuple[str, ...]


def read_csl(body: bytes) -> dict[str, Any]:
    """Return the CSL-JSON item of a response to DOI content negotiation.

    Crossref gives the subtitle and the server of a preprint in fields of their own, and DataCite the repository of a data
    set as its publisher; here they are part of `title` and `container-title`.

    Raises InvalidResponseError for anything but a CSL-JSON item with a title.
    """
    return _csl_item(_decoded(body, "CSL-JSON"))


def read_crossref(body: bytes) -> list[CrossrefWork]:
    """Return the works of a response of the Crossref REST API: the one of a DOI, or those that a search found.

    Works without a DOI or title are left out. Raises InvalidResponseError.
    """
    sent = _decoded(body, "message of Crossref")
    message = sent.get("message")
    if not isinstance(message, dict):
        raise InvalidResponseError("no message of Crossref")
    items = message.get("items") if sent.get("message-type") == "work-list" else [message]
    if not isinstance(items, list):
        raise InvalidResponseError("no list of works")
    return [work for item in items if isinstance(item, dict) and (work := _crossref_work(item))]


def _crossref_work(sent: dict[str, Any]) -> CrossrefWork | None:
    mark = parse_identifier(str(sent.get("DOI")))
    if mark is None or mark[0] != "doi":
        return None
    try:
        item = _csl_item(sent | {"page": sent.get("page") or sent.get("article-number")})
    except InvalidResponseError:
        return None
    return CrossrefWork(mark[1], item, tuple(_related(sent, _IS_PREPRINT, "doi")), tuple(_related(sent, _HAS_PREPRINT)))


def _related(sent: dict[str, Any], relation: str, kind: str | None = None) -> Iterator[str]:
    """The identifiers that a work has this relation to, which the documentation shows as one and the service sends as a list."""
    relations = sent.get("relation")
    said = relations.get(relation) if isinstance(relations, dict) else None
    for one in said if isinstance(said, list) else [said]:
        mark = parse_identifier(str(one.get("id"))) if isinstance(one, dict) else None
        if mark and kind in (None, mark[0]):
            yield mark[1]


def _decoded(body: bytes, form: str) -> dict[str, Any]:
    try:
        sent = msgspec.json.decode(body)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise InvalidResponseError(f"no {form}") from error
    if not isinstance(sent, dict):
        raise InvalidResponseError(f"no {form}")
    return sent


def _csl_item(sent: dict[str, Any]) -> dict[str, Any]:
    item = {name: sent[name] for name in _FIELDS if sent.get(name)}
    title, subtitle, server = (_first(sent.get(name)) for name in ("title", "subtitle", "institution"))
    if not title:
        raise InvalidResponseError("CSL-JSON without a title")
    if isinstance(subtitle, str) and isinstance(title, str) and subtitle not in title:
        item["title"] = f"{title}: {subtitle}"
    if isinstance(server, dict):
        item.setdefault("container-title", server.get("name"))
    elif sent.get("type") == "dataset" and "publisher" in item:
        item.setdefault("container-title", item["publisher"])
    return item


def _first(value: object) -> object:
    return value[0] if isinstance(value, list) and value else value


def read_feed(body: bytes) -> Feed:
    """Return the entries of a feed of the arXiv API (https://info.arxiv.org/help/api/user-manual.html).

    arXiv reports an invalid id in an entry that looks like a work. Raises InvalidResponseError.
    """
    try:
        feed = fromstring(body, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:  # the last is of unknown encodings
        raise InvalidResponseError("no Atom feed") from error
    if feed.tag != f"{_ATOM}feed":
        raise InvalidResponseError("no Atom feed")
    entries, complaints = [], []
    for element in feed.iter(f"{_ATOM}entry"):
        address = _inner(element, f"{_ATOM}id")
        if "api/errors" in address:
            complaints.append(_inner(element, f"{_ATOM}summary") or address)
        elif (mark := parse_identifier(address)) and mark[0] == "arxiv":
            entries.append(_entry(mark[1], element))
    return Feed(entries, "; ".join(complaints) or None)


def _entry(id: str, element: Element) -> FeedEntry:
    category = element.find(f"{_ARXIV}primary_category")
    term = category.get("term", "") if category is not None else ""
    item = {
        "type": "posted-content",
        "title": _inner(element, f"{_ATOM}title"),
        "author": list(_authors(element)),
        "issued": {"raw": _inner(element, f"{_ATOM}published")[:7]},
        "container-title": "arXiv",
        "number": f"arXiv:{id}",
    }
    return FeedEntry(
        id,
        item,
        term if re.fullmatch(FORMS["arxiv_class"], term) else None,
        _inner(element, f"{_ARXIV}journal_ref") or None,
        _inner(element, f"{_ARXIV}doi") or None,
    )


def _authors(element: Element) -> Iterator[dict[str, str]]:
    """The authors, whose names stand in reading order."""
    for author in element.iter(f"{_ATOM}author"):
        family, comma, given = family_first(_inner(author, f"{_ATOM}name")).partition(", ")
        if family:
            yield {"family": family, "given": given} if comma else {"literal": family}


def _inner(element: Element, tag: str) -> str:
    return printable(element.findtext(tag) or "")
