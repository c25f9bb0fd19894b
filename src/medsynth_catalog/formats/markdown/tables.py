"""Reading rows of tables. Headings vary from list to list, so they are read forgivingly, and whole rows are kept as notes."""

import re
from collections.abc import Iterable
from itertools import zip_longest
from typing import Any

from medsynth_catalog.formats.foreign import ForeignEntry, Refused, first_words, ignored
from medsynth_catalog.formats.markdown.lists import as_title, is_title, title_of, web_links, without_title
from medsynth_catalog.formats.markdown.parsing import Row, Span
from medsynth_catalog.identity.mentions import find_identifiers, find_preferred_identifiers, is_public_address
from medsynth_catalog.identity.names import split_names
from medsynth_catalog.records import Facet
from medsynth_catalog.text import squash, words

_HEADINGS = {
    "title": ("title", "paper title", "article title"),
    "paper": ("paper", "paper link", "paper url", "article", "publication", "reference", "pdf", "arxiv", "arxiv id", "doi"),
    "authors": ("author",),
    "venue": ("venue", "journal", "conference", "published in", "journal/conference", "conference/journal"),
    "date": ("date", "year", "published", "publication date", "publication year", "release date"),
    "code": ("code", "code link", "github", "repo", "repository", "code repository", "implementation", "source code"),
    "architecture": ("architecture", "method", "model", "model name", "technology", "name", "network", "approach", "algorithm"),
    "modality": ("modality", "data type", "data modality", "imaging modality", "image modality"),
    "type": ("type", "model type", "type of model", "family", "model family", "generative model", "model class"),
    "application": ("application", "synthesis application", "task", "purpose", "synthesis type", "conditioning"),
    "evaluation": ("evaluation", "evaluation metric", "evaluation axis", "evaluation method"),
}  # fmt: skip
_FIELDS = {squash(heading): field for field, headings in _HEADINGS.items() for heading in headings}
_FACETS: tuple[Facet, ...] = ("modality", "type", "application", "evaluation")
_MONTH = re.compile(r"((?:19|20)\d\d)[-/.](0[1-9]|1[0-2])(?:[-/.]\d\d)?")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_YEAR_LAST = re.compile(r"\b(?:19|20)\d\d(?=\W*$)")


class _Cells(dict[str, list[Span]]):
    """The cells of a row by the field that their heading means; "" has those of which no heading says what they are."""

    def text(self, field: str) -> str:
        """What the cells of a field say, dates left out."""
        said = (cell.text.strip() for cell in self.get(field, ()))
        return ", ".join(text for text in said if text and (field == "date" or not _MONTH.fullmatch(text)))


def read_row(row: Row) -> ForeignEntry | Refused | None:
    """Return what a row says; `None` for a row of headings.

    A table of papers shows a title, a DOI or arXiv id, or an address under a heading for papers.
    """
    cells = _Cells()
    for heading, cell in zip_longest(row.columns, row.cells, fillvalue=Span("", "", "")):
        cells.setdefault(_field(heading.text), []).append(cell)
    written = " | ".join(cell.raw for cell in row.cells if cell.raw)
    found, remarks = _found(cells)
    if not row.columns and not (found["doi"] or found["arxiv"]):
        return None
    if reason := _no_paper(found, row):
        return Refused(first_words(written), reason, f"line {row.line}")
    under = f" under {row.outline[0]!r}" if row.outline else ""
    said = "; ".join(
        f"{heading.text.strip()}: {cell.raw}".removeprefix(": ")
        for heading, cell in zip_longest(row.columns, row.cells, fillvalue=Span("", "", ""))
        if cell.raw
    )
    found["notes"] = f"A table{under} says: {said}"
    facet_words = {facet: cells.text(facet) for facet in _FACETS}
    return ForeignEntry(found, written, f"line {row.line}", tuple(remarks), facet_words, row.outline)


def _field(heading: str) -> str:
    """The field that a heading means: as a whole, or by the first of its words that says so ("Venue & Year")."""
    name = squash(heading)
    whole = _FIELDS.get(name) or _FIELDS.get(name.removesuffix("s"))
    return whole or next((_FIELDS[word] for word in words(heading) if word in _FIELDS), "")


def _no_paper(found: dict[str, Any], row: Row) -> str | None:
    """Why a row is of no paper."""
    if not any(cell.raw for cell in row.cells):
        return "is an empty row"
    if any(found[name] for name in ("doi", "arxiv", "url")):
        return None
    if found["title"]:
        leads = any(found[name] for name in ("year", "venue", "authors"))
        return None if leads else "has no DOI, arXiv id, address, year, venue or author"
    return without_title(" ".join(cell.raw for cell in row.cells))


def _found(cells: _Cells) -> tuple[dict[str, Any], list[str]]:
    remarks: list[str] = []
    papers = [*cells.get("paper", ()), *cells.get("title", ())]
    rest = [cell for field, group in cells.items() if field not in ("paper", "title", "code") for cell in group]
    known = " ".join(_leads(papers))
    ids, others = find_preferred_identifiers(known, " ".join(_leads(rest)))
    remarks += others
    title = _title(cells, remarks)
    if not title:  # beside a title any address may be that of the work; alone, only one that stands where papers do
        ids["url"] = find_identifiers(known)["url"]
    year, month = _date(cells)
    authors, complete = split_names(cells.text("authors"))
    found: dict[str, Any] = ids | {
        "title": title,
        "authors": authors,
        **({} if complete else {"authors_complete": False}),
        "year": year,
        "month": month,
        "venue": _YEAR.sub("", cells.text("venue")).strip(" ,'’"),
        "architecture": cells.text("architecture"),
    }
    if "code" in cells:
        found["code"] = _code(cells["code"], remarks)
    return found, remarks


def _leads(cells: Iterable[Span]) -> Iterable[str]:
    """Addresses of links, and the text beside them; a bare number in the form of an arXiv id is one."""
    for cell in cells:
        yield from (link.address for link in web_links(cell))
        yield re.sub(r"^\s*(?=\d{4}\.\d{4,5}(?:v\d+)?\s*$)", "arXiv:", cell.rest)


def _title(cells: _Cells, remarks: list[str]) -> str:
    """The text under a heading for titles; elsewhere only what reads like a title in a list."""
    for cell in cells.get("title", ()):
        if is_title(title := as_title(cell.text), words=1):
            return title
    for field in ("paper", "architecture", ""):
        for cell in cells.get(field, ()):
            title, guessed = title_of(cell)
            if title:
                remarks += guessed
                return title
            if field == "paper" and not cell.links and is_title(title := as_title(cell.text)):
                return title
    return ""


def _date(cells: _Cells) -> tuple[int | None, int | None]:
    """Year and month; a cell that is all a date counts under any heading, a year where dates or venues stand, or where a
    cell that no heading explains ends with it."""
    for field, group in cells.items():
        for cell in group:
            if field != "code" and (dated := _MONTH.fullmatch(cell.text.strip())):
                return int(dated[1]), int(dated[2])
    year = _YEAR.search(cells.text("date")) or _YEAR.search(cells.text("venue"))
    year = year or next(filter(None, (_YEAR_LAST.search(cell.rest) for cell in cells.get("", ()))), None)
    return (int(year[0]) if year else None), None


def _code(group: Iterable[Span], remarks: list[str]) -> str | None:
    """The address of the code; what a list calls original is code of the model in general, not of the paper."""
    for cell in group:
        for link in cell.links:
            if "original" in link.label.casefold():
                remarks.append(
                    f"ignored code {link.address}: its link says {link.label.strip()!r}, so it may belong to another work"
                )
            elif is_public_address(link.address):
                return link.address.rstrip(".")
            else:
                remarks.append(ignored("code", link.address, "not an address"))
        if bare := find_identifiers(cell.rest)["code"]:
            return bare
    return None
