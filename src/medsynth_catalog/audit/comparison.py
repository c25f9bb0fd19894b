"""An entry beside the paper that it cites: which version of the work it means, and whether anything may be mended unseen."""

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from medsynth_catalog.audit.citation import Citation
from medsynth_catalog.audit.findings import Match, Mend
from medsynth_catalog.audit.matching import LIKE, NEAR, SAME, Matcher, contradicted, is_part
from medsynth_catalog.audit.places import other_venue, same_venue
from medsynth_catalog.formats.bibtex.writing import BIBLATEX, CLASSIC, Dialect
from medsynth_catalog.identity.works import dois
from medsynth_catalog.records import Paper

Version = Literal["preprint", "published", "unclear"]
"""Which version of a work an entry cites; "unclear" where it names neither a place nor a DOI."""

APPEARED = ("article", "inproceedings", "incollection")
"""The kinds of works that have appeared."""

# What marks an entry as one for biblatex. Such a one is mended in its words, and in ASCII, which every file can hold.
_MODERN = ("date", "journaltitle")
_BIBLATEX = replace(BIBLATEX, encode=CLASSIC.encode)


class Comparison(Struct, frozen=True):
    """An entry and the paper that it cites.

    Attributes:
        cited: What the entry says.
        match: The paper, and what it was found by.
        matcher: All papers, to see whose an identifier is.
    """

    cited: Citation
    match: Match
    matcher: Matcher

    @property
    def paper(self) -> Paper:
        """The paper that the entry cites."""
        return self.match.paper

    @property
    def version(self) -> Version:
        """Which version of the work the entry cites."""
        cited, paper = self.cited, self.paper
        if cited.doi and cited.doi == paper.doi:
            return "preprint" if paper.kind == "preprint" else "published"
        if cited.archived or (cited.venue is None and cited.doi in dois(paper)):
            return "preprint"
        return "published" if cited.venue or cited.doi else "unclear"

    @property
    def strange_doi(self) -> bool:
        """Whether the entry has a DOI that the catalogue doesn't know."""
        return self.cited.doi is not None and self.matcher.with_doi(self.cited.doi) is None

    @property
    def elsewhere(self) -> bool:
        """Whether the entry names a journal or conference that is surely another than the paper's."""
        cited, paper = self.cited.venue, self.paper.venue
        series = self.cited.facts.get("series", "")
        if series and paper and same_venue(series, paper, self.matcher.venues):
            return False
        return bool(cited and paper and other_venue(cited, paper, self.matcher.venues))

    @property
    def known_kind(self) -> str | None:
        """The kind of works that the journal or conference of the paper has, `None` if the table of venues lacks it."""
        venue = self.matcher.venues.resolve(self.paper.venue or "")
        return venue.kind if venue else None

    @property
    def known_by_preprint(self) -> bool:
        """Whether title and authors in the catalogue are those of a preprint, and the entry cites the publication.

        Such are preprints whose publication the catalogue doesn't know, and papers of which it knows no more than where
        they appeared.
        """
        paper = self.paper
        inferred = paper.arxiv and not any((paper.doi, paper.url, paper.pages, paper.volume))
        return self.version != "preprint" and (paper.kind == "preprint" or bool(paper.kind in APPEARED and inferred))

    @property
    def may_be_revised(self) -> bool:
        """Whether entry and paper are of one preprint, of which another version may have another title and other authors."""
        return self.version == "preprint" and self.paper.kind == "preprint"

    @property
    def is_other_version(self) -> bool:
        """Whether the entry cites another version of the work, such as an extended article after a conference paper."""
        retitled = (self.match.title or 0) < SAME and not is_part(self.cited, self.paper)
        if self.may_be_revised:
            return self.match.by == "arxiv" and self.match.authors == 1 and (self.match.title or 0) < LIKE and retitled
        if self.version != "published" or (self.cited.doi and self.cited.doi in dois(self.paper)):
            return False
        if self.paper.kind == "preprint" or (self.known_by_preprint and retitled):
            return retitled
        return self.elsewhere and (retitled or self.strange_doi or self.extended)

    @property
    def extended(self) -> bool:
        """Whether the entry is of a journal in a later year, and the paper of a conference."""
        entry, year = self.cited.entry, self.paper.year
        article = entry is not None and entry.type.casefold() == "article"
        return article and self.paper.kind == "inproceedings" and (self.cited.year or 0) > (year or 0) > 0

    @property
    def is_sure(self) -> bool:
        """Whether the entry may be mended without a person's eye: it is BibTeX, and surely of this version of this paper."""
        cited, paper, title = self.cited, self.paper, self.match.title
        if cited.entry is None or paper.status != "verified" or self.known_by_preprint or self.strange_doi:
            return False
        if self.elsewhere and (cited.doi is None or cited.doi != paper.doi) and self.version == "published":
            return False
        if self.match.by in ("doi", "arxiv") or self.match.by == "key":
            return title is None or title >= NEAR or (self.match.authors == 1 and is_part(cited, paper))
        agrees = same_venue(cited.venue, paper.venue, self.matcher.venues)
        foreign = (
            cited.arxiv is not None and cited.arxiv != paper.arxiv and self.matcher.with_arxiv(cited.arxiv) is None
        )
        if not self.match.authors and paper.names:
            return False
        # A title that is only near wants the venue beside it. An identifier of another paper is a slip where all else
        # agrees; one that nobody knows may be of another version.
        named = (title or 0) >= SAME or bool(cited.venue and not contradicted(cited, paper))
        return agrees and not foreign and named

    @property
    def dialect(self) -> Dialect:
        """The dialect of BibTeX that the entry is written in."""
        entry = self.cited.entry
        return _BIBLATEX if entry and any(entry.field(name) for name in _MODERN) else CLASSIC

    def mend(self, fields: dict[str, str | None], type: str | None = None) -> Mend | None:
        """Return what mends the entry, or `None` where a person has to decide."""
        return Mend(fields, type) if self.is_sure else None


def describe(paper: Paper) -> str:
    """Return a paper as findings name it: its key and its title."""
    return f"{paper.key} ({paper.title or 'title unknown'})"


def instead(said: object, known: object) -> str:
    """Return what is known and what an entry says, if anything."""
    return f"{known}, not {said}" if said else f"{known} is missing"
