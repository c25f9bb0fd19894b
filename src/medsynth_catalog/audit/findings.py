"""The words of an audit: kinds of findings, what mends one, and what was found at an entry. Finds nothing itself."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from medsynth_catalog.audit.citation import Citation
from medsynth_catalog.formats.bibtex.reading import BibEntry
from medsynth_catalog.records import Paper

FindingKind = Literal[
    "broken", "duplicate", "both-versions", "invented", "published", "version", "title", "authors", "year", "venue",
    "volume", "number", "pages", "doi", "arxiv", "url", "identifier", "missing-doi", "missing-field", "entry-type",
]  # fmt: skip
FINDING_KINDS: dict[FindingKind, str] = {
    "broken": "can't be read, or has no comma between two fields",
    "duplicate": "duplicate of an earlier entry",
    "both-versions": "preprint and publication of one work are both cited",
    "invented": "resembles a catalogue paper but contradicts it",
    "published": "preprint since published",
    "version": "perhaps another version of a catalogue paper",
    "title": "title differs or is missing",
    "authors": "authors differ or are missing",
    "year": "year differs or is missing",
    "venue": "journal or conference differs",
    "volume": "volume differs",
    "number": "number differs",
    "pages": "pages differ",
    "doi": "DOI differs",
    "arxiv": "arXiv id differs",
    "url": "address leads to another paper",
    "identifier": "DOI, arXiv id or address that can't exist",
    "missing-doi": "DOI is missing",
    "missing-field": "a field that the entry type needs is missing",
    "entry-type": "entry type is not that of the work",
}
"""Every kind of finding with what it means, in the order of reports."""

REMARKS: frozenset[FindingKind] = frozenset([
    "both-versions", "published", "version", "missing-doi", "missing-field", "entry-type",
])  # fmt: skip
"""The kinds that are remarks: nothing said is wrong, but something is lacking or could be better."""

MatchedBy = Literal["doi", "arxiv", "url", "title", "key"]
"""What an entry and a paper have in common."""

EntryStatus = Literal["broken", "found", "in order", "outside"]
"""What became of an entry: it can't be read, has findings, has none, or is of no paper of the catalogue and has none."""


class Match(Struct, frozen=True):
    """The paper that an entry cites.

    Attributes:
        paper: The paper of the catalogue.
        certainty: How sure that is, from 0 to 1.
        by: What the paper was found by.
        basis: What the certainty rests on, in a few words: "DOI and title agree", "title and 2 of 5 authors".
        title: How much the titles have in common, from 0 to 1, and `None` where one is unknown.
        authors: How much the lists of authors have in common, from 0 to 1, and `None` where one is unknown.
    """

    paper: Paper
    certainty: float
    by: MatchedBy
    basis: str
    title: float | None
    authors: float | None


class Mend(Struct, frozen=True):
    """What would mend an entry.

    Attributes:
        fields: Values by name of the field, written as BibTeX with their delimiters; `None` for a field to remove.
        type: Another entry type, or `None` to keep that of the entry.
        commas: Where in the file a comma is missing.
    """

    fields: Mapping[str, str | None]
    type: str | None = None
    commas: tuple[int, ...] = ()


class Finding(Struct, frozen=True):
    """One thing that is wrong with an entry.

    Attributes:
        kind: One of FINDING_KINDS.
        message: What is wrong, for a person; one line.
        paper: The key of the catalogue paper that the message speaks of, if it speaks of one.
        mend: What would mend it, or `None` where a person has to decide.
        remark: Whether it is a remark although its kind is not one of REMARKS.
    """

    kind: FindingKind
    message: str
    paper: str | None = None
    mend: Mend | None = None
    remark: bool = False

    @property
    def severity(self) -> Literal["error", "remark"]:
        """Whether something said is wrong, or only lacking or better otherwise."""
        return "remark" if self.remark or self.kind in REMARKS else "error"


class AuditedEntry(Struct, frozen=True):
    """An entry of a bibliography, or a block of it that can't be read, with what was found.

    Attributes:
        line: The line of the file in which it begins, counted from 1; in a CSL-JSON file the number of the item.
        key: Its citation key; `None` for a block that can't be read.
        cited: What it says; `None` for a block that can't be read.
        match: The paper that it cites, or `None` where the catalogue has none.
        findings: What is wrong with it.
    """

    line: int
    key: str | None
    cited: Citation | None
    match: Match | None
    findings: tuple[Finding, ...]

    @property
    def entry(self) -> BibEntry | None:
        """The entry as read from a BibTeX file."""
        return self.cited.entry if self.cited else None

    @property
    def status(self) -> EntryStatus:
        """What became of the entry."""
        if self.cited is None:
            return "broken"
        if self.findings:
            return "found"
        return "in order" if self.match else "outside"
