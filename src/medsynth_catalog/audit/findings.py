"""The words of an audit: kinds of findings, what mends one, and what was found at an entry. Finds nothing itself."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from medsynth_catalog.formats.bibtex.reading import Entry
from medsynth_catalog.records import Paper

Kind = Literal[
    "broken", "duplicate", "invented", "published", "title", "authors", "year", "doi", "arxiv", "missing-doi"
]
KINDS: dict[Kind, str] = {
    "broken": "can't be read",
    "duplicate": "cited before",
    "invented": "like a paper, yet none",
    "published": "preprint of what has appeared",
    "title": "another title, or none",
    "authors": "other authors, or none",
    "year": "another year, or none",
    "doi": "another DOI",
    "arxiv": "another arXiv id",
    "missing-doi": "no DOI",
}


MatchedBy = Literal["doi", "arxiv", "url", "title", "key"]


class Match(Struct, frozen=True):
    """The paper that an entry is of, how sure that is (0 to 1), and by what: "doi", "arxiv", "url", "title" or "key"."""

    paper: Paper
    certainty: float
    by: MatchedBy


class Mend(Struct, frozen=True):
    """What would mend an entry: fields with their values as BibTeX, `None` for one that shall go, and another type."""

    fields: Mapping[str, str | None]
    type: str | None = None


class Finding(Struct, frozen=True):
    """One thing wrong: its kind, what is said of it, the key of the paper it speaks of, and what would mend it."""

    kind: Kind
    message: str
    paper: str | None = None
    mend: Mend | None = None


class Audited(Struct, frozen=True):
    """An entry, or a block that is none, with the paper it is of and what is wrong with it."""

    line: int
    key: str | None
    entry: Entry | None
    match: Match | None
    findings: tuple[Finding, ...]
