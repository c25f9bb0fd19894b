"""From a BibTeX entry, a CSL-JSON item or a line of a list to the draft of a paper file. Adds no fact and judges none."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from medsynth_catalog.catalogue import Catalogue, Mark, marks
from medsynth_catalog.errors import QueryError
from medsynth_catalog.formats.bibtex import parse_bibtex
from medsynth_catalog.records import Paper, Rejection
from medsynth_catalog.text import fold, printable, squash

_KINDS = {
    "article": "article", "inproceedings": "inproceedings", "conference": "inproceedings", "incollection": "incollection",
    "inbook": "incollection", "misc": "preprint", "unpublished": "preprint", "phdthesis": "thesis", "mastersthesis": "thesis",
    "online": "webpage", "dataset": "dataset", "article-journal": "article", "paper-conference": "inproceedings",
    "chapter": "incollection", "thesis": "thesis", "webpage": "webpage", "posted-content": "preprint",
}  # fmt: skip
_MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>{}|]+", re.IGNORECASE)
_ARXIV = re.compile(r"(?:arxiv(?:\.org/(?:abs|pdf)/|[:.\s]\s*)|^)(\d{4}\.\d{4,5})", re.IGNORECASE)
_LINK = re.compile(r"\[([^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*)\]\(\s*([^\s)]+)\s*\)")
_CODE = re.compile(r"https?://(?:www\.)?(?:github|gitlab)\.com/\S+")
_STOPS = frozenset(
    ["a", "an", "the", "on", "of", "in", "for", "with", "to", "from", "using", "and", "towards", "toward"]
)


class Draft(Struct, frozen=True):
    """The fields of a paper file as far as the entry shows them, and what a curator has still to find."""

    key: str
    fields: dict[str, Any]
    missing: tuple[str, ...]


class Refused(Struct, frozen=True):
    """An entry that makes no draft, in its own first words, and why."""

    entry: str
    reason: str


def drafts(text: str) -> Iterator[Draft | Refused]:
    """Yield a draft, or the reason why there is none, for each entry of a text, whichever of the three forms it has."""
    opening = text.lstrip()[:1]
    if opening in ("[", "{") and (items := _json(text)) is not None:
        yield from (
            _draft(_from_csl(item)) if isinstance(item, dict) else Refused(str(item)[:60], "is no object")
            for item in items
        )
    elif "@" in text and re.search(r"^\s*@\w+\s*[{(]", text, re.MULTILINE):
        entries, failed = parse_bibtex(text)
        yield from (_draft(_from_bibtex(kind, fields)) for kind, fields in entries)
        yield from (Refused(begun, "is no complete BibTeX entry") for begun in failed)
    else:
        yield from (_draft(_from_line(line)) for line in text.splitlines() if line.strip())


class Known:
    """The works that a catalogue has or has left out, found by DOI, arXiv id or title."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._papers: dict[Mark, Paper] = {}
        for paper in catalogue.papers:
            own = [*marks(paper.doi, paper.arxiv, paper.title)]
            if paper.preprint:
                own += marks(paper.preprint.doi, None, paper.preprint.title)
            for mark in own:
                self._papers.setdefault(mark, paper)
        self._rejected = {mark: one for one in catalogue.rejected for mark in marks(one.doi, one.arxiv, one.title)}

    def paper(self, draft: Draft) -> Paper | None:
        """Return the paper that a draft is of."""
        return next((self._papers[mark] for mark in _marks(draft) if mark in self._papers), None)

    def rejection(self, draft: Draft) -> Rejection | None:
        """Return the note of a draft's work that was read before and left out."""
        return next((self._rejected[mark] for mark in _marks(draft) if mark in self._rejected), None)


def _marks(draft: Draft) -> Iterator[Mark]:
    return marks(draft.fields.get("doi"), draft.fields.get("arxiv"), draft.fields.get("title"))


def _json(text: str) -> list[Any] | None:
    try:
        value = json.loads(text)
    except ValueError as error:
        if text.lstrip().startswith("[") and _LINK.match(text.lstrip().lstrip("*- ")):
            return None  # a line that begins with a link
        raise QueryError("cannot read the entry", f"it begins like JSON but is none: {error}") from error
    return value if isinstance(value, list) else [value]


def _draft(found: Mapping[str, Any]) -> Draft | Refused:
    fields: dict[str, Any] = {name: value for name, value in found.items() if value or value is False}
    if "title" not in fields:
        return Refused(str(next(iter(fields.values()), "an empty entry"))[:60], "has no title")
    if fields.get("arxiv") and "venue" not in fields:
        fields |= {"kind": "preprint", "venue": "arXiv"}
    elif fields.get("arxiv") and fields.get("kind") != "preprint":
        fields["preprint"] = {"year": 2000 + int(fields["arxiv"][:2])}
    fields.setdefault("kind", "article")
    if fields.get("doi") or fields.get("arxiv"):
        fields.pop("url", None)
    wanted = ("authors", "year", "venue", "modality", "type", "application", "evidence")
    missing = [name for name in wanted if name not in fields]
    if not any(name in fields for name in ("doi", "arxiv", "url")):
        missing.append("doi, arxiv or url")
    if fields.get("authors_complete") is False:
        missing.append("authors: the list is cut short")
    elif len(fields.get("authors", ())) == 1:
        missing.append("authors: there is only one, is the list complete?")
    ordered = {name: fields[name] for name in Paper.__struct_encode_fields__ if name in fields}
    return Draft(_key(fields), ordered | {"status": "partial"}, tuple(missing))


def _key(fields: Mapping[str, Any]) -> str:
    """Family name, year and first word of the title, as CONTRIBUTING describes keys."""
    families = (
        re.findall(r"[a-z0-9]+", fold(fields["authors"][0].split(",")[0]).replace("-", ""))
        if fields.get("authors")
        else []
    )
    words = [word for word in re.findall(r"[^\W_]+", fold(fields["title"])) if word not in _STOPS] or ["untitled"]
    return f"{families[-1] if families else 'unknown'}{fields.get('year', '')}{squash(words[0])}"


def _from_bibtex(kind: str, fields: Mapping[str, str]) -> dict[str, Any]:
    eprint = f"arXiv:{fields['eprint']}" if "eprint" in fields else ""
    addresses = " ".join(fields.get(name, "") for name in ("url", "journal", "note", "howpublished"))
    journal = fields.get("journal") or fields.get("journaltitle") or fields.get("booktitle") or fields.get("school")
    found = _from_text(f"{fields.get('doi', '')} {eprint} {addresses}")
    authors = [name.strip() for name in re.split(r"\s+and\s+", fields.get("author", "")) if name.strip()]
    others = bool(authors) and authors[-1] == "others"
    year = re.search(r"\d{4}", fields.get("year") or fields.get("date", ""))
    return found | {
        "title": printable(fields.get("title", "")),
        "authors": [family_first(name) for name in (authors[:-1] if others else authors)],
        **({"authors_complete": False} if others else {}),
        "year": int(year[0]) if year else None,
        "month": _MONTHS.get(fold(fields.get("month", ""))[:3]),
        "kind": _KINDS.get(kind.casefold(), "article"),
        "venue": None if journal and "arxiv" in fold(journal) else journal,
        "volume": fields.get("volume"),
        "number": fields.get("number"),
        "pages": re.sub(r"\s*[-–—]+\s*", "-", fields.get("pages", "")),
        "publisher": fields.get("publisher"),
    }


def _from_csl(item: Mapping[str, Any]) -> dict[str, Any]:
    dates = item.get("issued", {}).get("date-parts", [[]])[0] if isinstance(item.get("issued"), dict) else []
    title = item.get("title")
    container = item.get("container-title")
    found = _from_text(f"{item.get('DOI', '')} {item.get('URL', '')} {item.get('number', '')}")
    return found | {
        "title": printable(title[0] if isinstance(title, list) and title else str(title or "")),
        "authors": [_csl_name(name) for name in item.get("author", [])],
        "year": int(dates[0]) if dates else None,
        "month": int(dates[1]) if len(dates) > 1 else None,
        "kind": _KINDS.get(str(item.get("type", "")), "article"),
        "venue": container[0] if isinstance(container, list) and container else container,
        "volume": str(item.get("volume", "")),
        "number": str(item.get("issue", "")),
        "pages": re.sub(r"\s*[-–—]+\s*", "-", str(item.get("page", ""))),
        "publisher": item.get("publisher"),
    }


def _from_line(line: str) -> dict[str, Any]:
    """A line of an awesome list: a linked or bold title, then names, a year, a link to code, in any order."""
    links = [(label.strip("*[] "), address) for label, address in _LINK.findall(line)]
    titled = [(label, address) for label, address in links if len(label.split()) > 2]
    bold = re.search(r"\*\*\[?([^*\]]{8,})\]?\*\*", line)
    title = titled[0][0] if titled else bold[1] if bold else ""
    year = re.search(r"\b(19|20)\d\d\b", _LINK.sub(" ", line.replace(title, " ")))
    return _from_text(" ".join(address for _, address in links) or line) | {
        "title": printable(title.strip().rstrip(".")),
        "year": int(year[0]) if year else None,
    }


def _from_text(text: str) -> dict[str, Any]:
    """Identifiers and addresses in a text: DOI, arXiv id, code, and the first other address."""
    doi, arxiv, code = _DOI.search(text), _ARXIV.search(text), _CODE.search(text)
    addresses = [
        word
        for word in re.findall(r"https?://[^\s)\]]+", text)
        if not re.search(r"doi\.org|arxiv\.org|git(hub|lab)\.com", word)
    ]
    name = doi[0].casefold().rstrip(".,;)") if doi else None
    if name and name.startswith("10.48550/arxiv."):
        arxiv = re.search(r"(\d{4}\.\d{4,5})", name)
        name = None
    return {
        "doi": name,
        "arxiv": arxiv[1] if arxiv else None,
        "url": addresses[0] if addresses else None,
        "code": code[0].rstrip(".,;)") if code else None,
    }


def _csl_name(name: Mapping[str, str]) -> str:
    family = " ".join(filter(None, (name.get("non-dropping-particle"), name.get("family"))))
    parts = (family, name.get("suffix"), name.get("given")) if name.get("suffix") else (family, name.get("given"))
    return name.get("literal") or ", ".join(filter(None, parts))


def family_first(name: str) -> str:
    """Turn "Given van Family" into "van Family, Given"; a name with a comma, or in braces, is as it should be."""
    plain = name.strip("{} ")
    words = plain.split()
    if "," in plain or name.startswith("{") or len(words) == 1:
        return plain
    start = next((index for index, word in enumerate(words[:-1]) if index and word[0].islower()), len(words) - 1)
    return f"{' '.join(words[start:])}, {' '.join(words[:start])}"
