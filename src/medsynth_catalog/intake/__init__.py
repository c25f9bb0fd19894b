"""From BibTeX, RIS, CSL-JSON or Markdown to drafts of paper files. Adds no fact and judges none; reads no file, asks no network."""

import json
import re
from collections.abc import Iterator
from typing import Any

from medsynth_catalog.errors import QueryError
from medsynth_catalog.intake import bibtex, lists, markdown, ris, tables
from medsynth_catalog.intake.csl import draft_of_csl
from medsynth_catalog.intake.drafting import Draft, Refused, first_words
from medsynth_catalog.intake.known import Known
from medsynth_catalog.vocabulary import Vocabulary

__all__ = ["Draft", "Known", "Refused", "draft_of_csl", "drafts"]

# Markdown that may stand before a BibTeX entry: then the entry is only a part of a document.
_MARKDOWN = re.compile(r"^\s*(?:```|~~~|#{1,6} |[-*+] |\d+[.)] |\|)|\]\(", re.MULTILINE)


def drafts(text: str, vocabulary: Vocabulary | None = None) -> Iterator[Draft | Refused]:
    """Yield a draft, or the reason why there is none, for each entry of a text, whichever form it has.

    Of Markdown every row of a table and every item of a list is an entry. A heading or a line of prose is one if it
    names a DOI or an arXiv id, or begins with a link that is a title; otherwise it is skipped. BibTeX in a block of
    code counts as BibTeX. `vocabulary` has the terms that words of tables and headings are looked up in; without it
    every such word is told as unknown.

    Raises QueryError when a text begins like JSON and is none.
    """
    text = text.removeprefix("\ufeff")
    found = False
    for one in _entries(text, vocabulary or Vocabulary(())):
        found = True
        yield one
    if text.strip() and not found:
        yield Refused(first_words(text), "holds no entry of BibTeX, RIS or CSL-JSON, and no table or list of papers")


def _entries(text: str, vocabulary: Vocabulary) -> Iterator[Draft | Refused]:
    if (items := _json(text)) is not None:
        yield from (draft_of_csl(item, f"item {number}") for number, item in enumerate(items, 1))
    elif ris.begins(text):
        yield from ris.read(text)
    elif (begun := bibtex.ENTRY.search(text)) and not _MARKDOWN.search(text, 0, begun.start()):
        yield from bibtex.read(text)
    else:
        yield from _document(text, vocabulary)


def _document(text: str, vocabulary: Vocabulary) -> Iterator[Draft | Refused]:
    for entry in markdown.entries(text):
        if isinstance(entry, markdown.Row):
            one = tables.read_row(entry, vocabulary)
            yield from () if one is None else (one,)
        elif isinstance(entry, markdown.Item):
            yield lists.read_item(entry, vocabulary)
        elif bibtex.ENTRY.match(entry.raw):
            yield from bibtex.read(entry.raw, entry.line - 1)
        else:
            yield from lists.read_prose(entry, vocabulary)


def _json(text: str) -> list[Any] | None:
    """The items of a text that is JSON, or `None` when it isn't and doesn't begin as if it were."""
    if not text.lstrip().startswith(("[", "{")):
        return None
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        if isinstance(error, ValueError) and not re.match(r"\s*(?:\{|\[\s*[{\]])", text):
            return None  # a line that begins with a link
        raise QueryError("cannot read the entry", f"it begins like JSON but is none: {error}") from error
    return value if isinstance(value, list) else [value]
