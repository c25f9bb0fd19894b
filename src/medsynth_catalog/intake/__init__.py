"""From BibTeX, RIS, CSL-JSON or Markdown to drafts of paper files. Adds no fact and judges none; reads no file, asks no network."""

import json
import re
from collections.abc import Iterator
from typing import Any

from medsynth_catalog.errors import InputError
from medsynth_catalog.formats.bibtex.entries import ENTRY, read_entries
from medsynth_catalog.formats.csl.reading import read_item
from medsynth_catalog.formats.foreign import ForeignEntry, Refused, first_words
from medsynth_catalog.formats.markdown import lists
from medsynth_catalog.formats.markdown.parsing import LONGEST, MOST, Item, Prose, Row, blocks, is_too_long
from medsynth_catalog.formats.markdown.tables import read_row
from medsynth_catalog.formats.ris.reading import is_ris, read_ris
from medsynth_catalog.intake.drafting import Draft, draft
from medsynth_catalog.intake.known import Known
from medsynth_catalog.intake.lines import read_lines
from medsynth_catalog.intake.proposing import own_draft
from medsynth_catalog.limits import limited
from medsynth_catalog.vocabulary import Vocabulary

__all__ = ["Draft", "Known", "Refused", "draft_of_csl", "drafts", "listed_works", "own_draft"]

# Markdown that may stand before a BibTeX entry: then the entry is only a part of a document.
_MARKDOWN = re.compile(r"^[^\S\n]*(?:```|~~~|#{1,6} |[-*+] |\d+[.)] |\|)|\]\(", re.MULTILINE)


def drafts(text: str, vocabulary: Vocabulary | None = None) -> Iterator[Draft | Refused]:
    """Yield a draft, or the reason why there is none, for each entry of a text, whichever form it has.

    Of Markdown every row of a table and every item of a list is an entry. A heading or a line of prose is one if it
    names a DOI or an arXiv id, or begins with a link that is a title; otherwise it is skipped. BibTeX in a block of
    code counts as BibTeX. `vocabulary` has the terms that words of tables and headings are looked up in; without it
    every such word is told as unknown.

    Raises InputError when a text begins like JSON and is none, or is larger than what is read (`limits`).
    """
    text = text.removeprefix("\ufeff")
    known = vocabulary or Vocabulary(())
    found = False
    for entry in _entries(text):
        found = True
        yield entry if isinstance(entry, Refused) else draft(entry, known)
    if text.strip() and not found:
        yield Refused(first_words(text), "contains no BibTeX, RIS or CSL-JSON entry, and no table or list of papers")


def listed_works(text: str) -> Iterator[ForeignEntry | Refused]:
    """Yield what each entry of a list says, whichever form the list has, as `drafts` reads them.

    A text of none of these forms is a plain list (`intake.lines`). Raises InputError like `drafts`.
    """
    text = text.removeprefix("\ufeff")
    is_plain = not (_json(text) is not None or is_ris(text) or ENTRY.search(text) or _MARKDOWN.search(text))
    return limited(read_lines(text)) if is_plain else _entries(text)


def draft_of_csl(item: object, where: str = "") -> Draft | Refused:
    """Return the draft of one CSL-JSON item, or a refusal that says why it makes none.

    `where` says where the item stands, for the reader. A value of the wrong type is left out, with a remark.
    """
    entry = read_item(item, where)
    return entry if isinstance(entry, Refused) else draft(entry, Vocabulary(()))


def _entries(text: str) -> Iterator[ForeignEntry | Refused]:
    if (items := _json(text)) is not None:
        yield from (read_item(item, f"item {number}") for number, item in enumerate(limited(items), 1))
    elif is_ris(text):
        yield from limited(read_ris(text))
    elif (begun := ENTRY.search(text)) and not _MARKDOWN.search(text, 0, begun.start()):
        yield from read_entries(text)
    else:
        yield from _document(text)


def _document(text: str) -> Iterator[ForeignEntry | Refused]:
    if len(text) > MOST:
        raise InputError(
            "cannot read the document", f"it has {len(text):,} letters; at most {MOST:,} of Markdown are read"
        )
    for block in blocks(text):
        if is_too_long(block):
            yield Refused(_beginning(block), f"is longer than {LONGEST:,} letters", f"line {block.line}")
        elif isinstance(block, Row):
            if row := read_row(block):
                yield row
        elif isinstance(block, Item):
            yield lists.read_item(block)
        elif ENTRY.match(block.raw):
            yield from read_entries(block.raw, block.line - 1)
        else:
            yield from lists.read_prose(block)


def _beginning(block: Row | Item | Prose) -> str:
    if isinstance(block, Prose):
        return first_words(block.raw)
    return first_words(block.span.raw if isinstance(block, Item) else " | ".join(cell.raw for cell in block.cells))


def _json(text: str) -> list[Any] | None:
    """The items of a text that is JSON, or `None` when it isn't and doesn't begin as if it were."""
    if not text.lstrip().startswith(("[", "{")):
        return None
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        if isinstance(error, ValueError) and not re.match(r"\s*(?:\{|\[\s*[{\]])", text):
            return None  # a line that begins with a link
        raise InputError("cannot read the entry", f"it begins like JSON but isn't valid: {error}") from error
    return value if isinstance(value, list) else [value]
