"""What the readers of somebody's file return, whatever its form: an entry as far as it says something, or a refusal."""

import re
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from medsynth_catalog.records import Facet
from medsynth_catalog.text import printable


class ForeignEntry(Struct, frozen=True):
    """What one entry of somebody's file says of a work. Nothing of it has been held to the rules of a paper file yet.

    Attributes:
        fields: Facts by the name of the field in a paper file; empty or `None` where the entry says nothing.
        words: The entry in its own words, by which its writer knows it again.
        where: Where in the file it stands ("line 3"), empty if that is unknown.
        remarks: What the reader of the form left out or guessed, a line each.
        facet_words: Words for terms by facet, as the file has them ("DMs & GAN"); no term of the vocabulary yet.
        outline: The headings above the entry, the nearest first; one may name a modality.
        key: The key under which its writer cites the work; empty where the form has none.
    """

    fields: Mapping[str, Any]
    words: str
    where: str = ""
    remarks: tuple[str, ...] = ()
    facet_words: Mapping[Facet, str] = {}
    outline: tuple[str, ...] = ()
    key: str = ""


class Refused(Struct, frozen=True):
    """An entry of which no paper file can be made.

    Attributes:
        entry: Its own first words.
        reason: Why, as the rest of a sentence that begins with the entry.
        where: Where in the file it stands ("line 3"), empty if that is unknown.
    """

    entry: str
    reason: str
    where: str = ""


def first_words(text: str) -> str:
    """Return the beginning of an entry, by which its writer knows it again: one line of at most 60 letters."""
    return printable(text[:240])[:60].rstrip()


def ignored(name: str, value: object, reason: str) -> str:
    """Return the remark that a value is left out of a draft, and why.

    >>> ignored("year", "MMXX", "not a year")
    "ignored year 'MMXX': not a year"
    """
    return f"ignored {name} {first_words(str(value))!r}: {reason}"


def page_range(text: str) -> str:
    """Return a range of pages with a single hyphen, as paper files have it.

    >>> page_range("12 -- 34")
    '12-34'
    """
    return re.sub(r" ?[-–—‐‑]+ ?", "-", " ".join(text.split()))
