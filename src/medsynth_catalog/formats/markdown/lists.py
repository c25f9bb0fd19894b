"""Reading items of lists and lines of prose: a linked or bold title, then names, a year, a link to code, in any order."""

import re
from collections.abc import Iterator
from typing import Any

from medsynth_catalog.formats.foreign import ForeignEntry, Refused, first_words
from medsynth_catalog.formats.markdown.parsing import Item, Link, Prose, Span
from medsynth_catalog.formats.markup import without_markup
from medsynth_catalog.identity.mentions import (
    find_addresses,
    find_identifiers,
    find_preferred_identifiers,
    is_public_address,
)
from medsynth_catalog.text import printable, squash

# What lists call the link to a paper, and links to what stands beside it.
_PAPER = frozenset({
    "paper", "papers", "paperlink", "link", "pdf", "arxiv", "doi", "here", "html", "abstract", "openreview", "preprint",
    "publication", "article", "url", "fulltext", "source",
})  # fmt: skip
_BESIDE = frozenset({
    "code", "github", "dataset", "datasets", "data", "project", "projectpage", "website", "homepage", "demo", "video",
    "slides", "poster", "blog", "model", "weights", "supplementary",
})  # fmt: skip
# Where a title that is neither link nor bold ends: a mark, a line, a sentence.
_END = re.compile(r"[<\[\n|]|\.(?=\s|$)")


def is_title(label: str, words: int = 3) -> bool:
    """Whether a text reads like a title: of so many words, and neither what lists call a link nor a citation."""
    return "et al" not in label and squash(label) not in _PAPER | _BESIDE and len(label.split()) >= words


def as_title(text: str) -> str:
    """A title without what lists put around it."""
    text = " ".join(without_markup(text).split())
    return text.strip(' *[]"“”').removesuffix(".").removesuffix(":").strip(' "“”')


def read_item(item: Item) -> ForeignEntry | Refused:
    """Return what an item of a list says; a title alone, without anything that leads to the work, is refused."""
    where = f"line {item.line}"
    found, remarks = _found(item.span)
    if found["title"] and not any(found[name] for name in ("doi", "arxiv", "url", "year")):
        return Refused(first_words(item.span.raw), "has no DOI, arXiv id, year or address of a work", where)
    if not (found["title"] or found["doi"] or found["arxiv"]):
        return Refused(first_words(item.span.raw), without_title(item.span.raw), where)
    return ForeignEntry(found, item.span.raw, where, tuple(remarks), outline=item.outline)


def read_prose(prose: Prose) -> Iterator[ForeignEntry | Refused]:
    """Yield an entry or a refusal for each stretch of lines that names a work; pass over the rest.

    It names one if it has a DOI or an arXiv id, or begins with a link that is a title.

    A title that begins a line has the lines up to the next such title, or to the end of the paragraph.
    """
    groups: list[tuple[int, list[Span]]] = []
    for line, span in enumerate(prose.spans, prose.line):
        if _begins_with_title(span) or not (groups and _begins_with_title(groups[-1][1][0])):
            groups.append((line, [span]))
        else:
            groups[-1][1].append(span)
    for line, spans in groups:
        item = Item(line, prose.outline, Span.join(spans))
        found, _ = _found(item.span)
        if found["doi"] or found["arxiv"] or (found["url"] and _begins_with_title(spans[0])):
            yield read_item(item)


def without_title(raw: str) -> str:
    """Why an entry without a title makes no draft: where it leads instead."""
    leads = printable(", ".join(find_addresses(raw)))
    return f"has no title, and no link to a work: {leads}" if leads else "has no title and no link to a work"


def web_links(span: Span) -> Iterator[Link]:
    """The links that lead out of the document."""
    return (link for link in span.links if re.match(r"(?:https?://|doi:)", link.address, re.IGNORECASE))


def _found(span: Span) -> tuple[dict[str, Any], list[str]]:
    links = list(web_links(span))
    titled = [link for link in links if _is_titled(link)]
    title, remarks = title_of(span)
    paper = [link.address for link in links if squash(link.label) not in _BESIDE]
    ids, others = find_preferred_identifiers(" ".join(paper), span.rest)
    year = re.search(r"\b(19|20)\d\d\b", span.rest.replace(title, " "))
    found: dict[str, Any] = {"title": title, "year": int(year[0]) if year else None} | ids
    found["code"] = found["code"] or find_identifiers(" ".join(link.address for link in links))["code"]
    remarks += [*others, *(f"also links {first_words(as_title(link.label))!r}" for link in titled[1:])]
    if not title:
        found["notes"] = f"The list says: {span.raw}"
    return found, remarks


def title_of(span: Span) -> tuple[str, list[str]]:
    """The first link that reads like a title, else the first bold text, else, told as a guess, what stands before a link
    to a paper; empty where nothing does."""
    titled = [as_title(link.label) for link in web_links(span) if _is_titled(link)]
    bold = [text for text in map(as_title, span.bold) if is_title(text)]
    if titled or bold:
        return [*titled, *bold][0], []
    plain = as_title(_END.split(span.rest.lstrip(), maxsplit=1)[0].rstrip(" ,("))
    if is_title(plain, words=4) and any(squash(link.label) in _PAPER for link in web_links(span)):
        return plain, [f"title guessed from the text before the link: {first_words(plain)!r}"]
    return "", []


def _is_titled(link: Link) -> bool:
    return is_title(as_title(link.label)) and is_public_address(link.address)


def _begins_with_title(span: Span) -> bool:
    """Whether a line begins with a link that reads like a title, or is one in bold from end to end."""
    first = next((as_title(link.label) for link in web_links(span)), "")
    line = as_title(span.text.rstrip("\\"))
    return (is_title(first) and line.startswith(first)) or (is_title(line) and line in map(as_title, span.bold))
