"""The words of an audit: kinds of findings, what mends one, and what was found at an entry. Finds nothing itself."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from medsynth_catalog.formats.bibtex.reading import BibEntry
from medsynth_catalog.records import Paper

FindingKind = Literal[
    "broken", "duplicate", "invented", "published", "title", "authors", "year", "doi", "arxiv", "missing-doi"
]
FINDING_KINDS: dict[FindingKind, str] = {
    "broken": "can't be read",
    "duplicate": "duplicate of an earlier entry",
    "invented": "resembles a catalogue paper but contradicts it",
    "published": "preprint since published",
    "title": "title differs or is missing",
    "authors": "authors differ or are missing",
    "year": "year differs or is missing",
    "doi": "DOI differs",
    "arxiv": "arXiv id differs",
    "missing-doi": "DOI is missing",
}
"""Every kind of finding with what it means, in the order of reports."""

MatchedBy = Literal["doi", "arxiv", "url", "title", "key"]
"""What an entry and a paper have in common."""


class Match(Struct, frozen=True):
    """The paper that an entry cites.

    Attributes:
        paper: The paper of the catalogue.
        certainty: How sure that is, from 0 to 1.
        by: What the paper was found by.
    """

    paper: Paper
    certainty: float
    by: MatchedBy


class Mend(Struct, frozen=True):
    """What would mend an entry.

    Attributes:
        fields: Values by name of the field, written as BibTeX with their delimiters; `None` for a field to remove.
        type: Another entry type, or `None` to keep that of the entry.
    """

    fields: Mapping[str, str | None]
    type: str | None = None


class Finding(Struct, frozen=True):
    """One thing that is wrong with an entry.

    Attributes:
        kind: One of FINDING_KINDS.
        message: What is wrong, for a person; one line.
        paper: The key of the catalogue paper that the message speaks of, if it speaks of one.
        mend: What would mend it, or `None` where a person has to decide.
    """

    kind: FindingKind
    message: str
    paper: str | None = None
    mend: Mend | None = None


class AuditedEntry(Struct, frozen=True):
    """An entry of a bibliography, or a block of it that can't be read, with what was found.

    Attributes:
        line: The line of the file in which it begins, counted from 1.
        key: Its citation key; `None` for a block that can't be read.
        entry: The entry as read; `None` for a block that can't be read.
        match: The paper that it cites, or `None` where the catalogue has none.
        findings: What is wrong with it.
    """

    line: int
    key: str | None
    entry: BibEntry | None
    match: Match | None
    findings: tuple[Finding, ...]
