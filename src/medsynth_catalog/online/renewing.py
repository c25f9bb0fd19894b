"""From stale records to what the services say of each: what is to be told, and what changes in the paper files."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from medsynth_catalog.audit.places import same_venue
from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.identity.works import WorkIndex, match_keys, paper_keys
from medsynth_catalog.intake import Refused
from medsynth_catalog.online.appearing import (
    is_publication,
    is_same_work,
    names_preprint,
    published_changes,
    venue_of,
)
from medsynth_catalog.online.crossref import CrossrefSearch, CrossrefService, searched_words
from medsynth_catalog.online.facts import DraftedFacts, Facts, draft_facts
from medsynth_catalog.online.renewals import MISSING, Renewed, StaleFinding, StaleKind
from medsynth_catalog.online.services import ArxivService, DoiService, Reply
from medsynth_catalog.online.staleness import lacking
from medsynth_catalog.records import Paper

_Found = tuple[list[StaleFinding], dict[str, Any]]


class Services(Struct, frozen=True):
    """The services that are asked.

    Attributes:
        arxiv: Journal references and DOIs of preprints.
        crossref: Works by DOI, with their relations.
        search: Works by title and author.
        doi: Works whose DOIs aren't Crossref's.
    """

    arxiv: ArxivService
    crossref: CrossrefService
    search: CrossrefSearch
    doi: DoiService


def renew(papers: Sequence[Paper], catalogue: Catalogue, services: Services) -> list[Renewed]:
    """Return what the services say of stale papers. Each service is asked for all of them before the next.

    A title is searched for only where no identifier leads to a publication.

    Args:
        papers: The stale papers.
        catalogue: All papers, since a publication may be another one of them.
        services: The services.
    """
    said = _Said()
    said.arxiv = services.arxiv.ask(paper.arxiv for paper in papers if paper.arxiv and _is_unplaced(paper))
    for dois in (said.dois, said.related):  # what a record names is known when it has been read
        said.works |= services.crossref.ask(doi for paper in papers for doi in dois(paper))
    elsewhere = [doi for doi, reply in said.works.items() if reply.asked and not reply.facts]
    said.works |= services.doi.ask(elsewhere)
    searched = [paper for paper in papers if _is_unplaced(paper) and not said.named(paper)]
    said.searches = services.search.ask(filter(None, map(searched_words, searched)))
    judge = _Judge(catalogue, said, services.doi)
    return [judge.renewed(paper) for paper in papers]


def _is_unplaced(paper: Paper) -> bool:
    """Whether it isn't known which record of a service is that of its publication."""
    return paper.kind == "preprint" or not paper.doi


class _Said:
    """The replies of the services, and where a paper is found in them."""

    def __init__(self) -> None:
        self.arxiv: Mapping[str, Reply] = {}
        self.works: dict[str, Reply] = {}
        self.searches: Mapping[str, Reply] = {}

    def replies(self, paper: Paper) -> list[Reply]:
        """The replies to all that was to be asked for a paper."""
        found = [self.of_arxiv(paper), *(self.works.get(doi) for doi in (*self.dois(paper), *self.related(paper)))]
        return [reply for reply in (*found, self._search(paper)) if reply]

    def of_arxiv(self, paper: Paper) -> Reply | None:
        return self.arxiv.get(paper.arxiv) if paper.arxiv else None

    def dois(self, paper: Paper) -> Iterator[str]:
        """The DOI of the record, and the one that arXiv gives for its publication."""
        if paper.doi:
            yield paper.doi
        reply = self.of_arxiv(paper)
        if reply and reply.facts and reply.facts.published_doi:
            yield reply.facts.published_doi

    def related(self, paper: Paper) -> Iterator[str]:
        """The DOI of the publication that Crossref's record of a preprint names."""
        reply = self.works.get(paper.doi) if paper.doi and paper.kind == "preprint" else None
        if reply and reply.facts and reply.facts.published_doi:
            yield reply.facts.published_doi

    def named(self, paper: Paper) -> list[DraftedFacts]:
        """What identifiers lead to that is the paper: its publication, or the record of its own DOI."""
        found = [one for doi in dict.fromkeys((*self.dois(paper), *self.related(paper))) if (one := self.work(doi))]
        return [one for one in found if is_publication(one) and is_same_work(paper, one, named=True)]

    def searched(self, paper: Paper) -> list[DraftedFacts]:
        """The publications that a search by title finds: those that name the preprint, else those that may be of it."""
        reply = self._search(paper)
        drafts = [one for facts in (reply.found if reply else ()) if (one := _drafted(facts)) and is_publication(one)]
        sure = [one for one in drafts if names_preprint(paper, one) and is_same_work(paper, one, named=True)]
        found = sure or [one for one in drafts if is_same_work(paper, one, named=False)]
        return list({_doi(one): one for one in found}.values())

    def work(self, doi: str) -> DraftedFacts | None:
        reply = self.works.get(doi)
        return _drafted(reply.facts) if reply and reply.facts else None

    def _search(self, paper: Paper) -> Reply | None:
        return self.searches.get(searched_words(paper) or "")


class _Judge:
    """Says what follows for a record from the replies of the services."""

    def __init__(self, catalogue: Catalogue, said: _Said, resolver: DoiService) -> None:
        self._venues = catalogue.venues
        self._said = said
        self._resolver = resolver
        self._known: WorkIndex[Paper] = WorkIndex()
        for paper in catalogue.papers:
            self._known.add(paper, paper_keys(paper))

    def renewed(self, paper: Paper) -> Renewed:
        replies = self._said.replies(paper)
        unanswered = tuple(dict.fromkeys(reply.remark or "" for reply in replies if reply.asked is None))
        found = self._said.named(paper) or self._said.searched(paper)
        wrong = [finding for doi in self._said.dois(paper) for finding in self._wrong(doi, paper)]
        if wrong and paper.doi and not _is_unplaced(paper):
            return Renewed(paper, tuple(wrong))
        findings, changes = self._preprint(paper, found) if paper.kind == "preprint" else self._published(paper, found)
        findings = [*findings, *wrong]
        days = [reply.asked for reply in replies if reply.asked]
        if paper.kind == "preprint" and days and not findings and not unanswered:
            changes = {"publication_sought": max(min(days).isoformat(), paper.publication_sought or "")}
        return Renewed(paper, tuple(findings), changes, unanswered)

    def _preprint(self, paper: Paper, found: Sequence[DraftedFacts]) -> _Found:
        if len(found) == 1:
            (one,) = found
            if other := self._other(paper, one):
                return [self._finding("duplicate", one, other.key)], {}
            self._known.add(paper, match_keys(_doi(one), None, None))
            return [self._finding("published", one)], published_changes(paper, one, self._venues)
        if found:
            return [self._finding("several-publications", one) for one in found], {}
        reply = self._said.of_arxiv(paper)
        if reply and reply.facts and reply.facts.journal:
            facts = reply.facts
            return [StaleFinding("journal-reference", facts.journal or "", facts.host, facts.address)], {}
        return [], {}

    def _published(self, paper: Paper, found: Sequence[DraftedFacts]) -> _Found:
        here = [one for one in found if paper.doi or self._is_version(paper, one)]
        if len(here) != 1:
            kind: StaleKind = "several-publications" if here else "other-version"
            return [self._finding(kind, one) for one in here or found], {}
        (one,) = here
        if other := self._other(paper, one):
            return [self._finding("duplicate", one, other.key)], {}
        theirs = one.draft.fields
        changes = {name: theirs[name] for name in lacking(paper, self._venues) if theirs.get(name)}
        facts = one.facts
        findings = [StaleFinding(MISSING[name], str(text), facts.host, facts.address) for name, text in changes.items()]
        return findings, changes | ({"evidence": [*paper.evidence, facts.evidence(changes)]} if changes else {})

    def _wrong(self, doi: str, paper: Paper) -> Iterator[StaleFinding]:
        """What is wrong with a DOI: nobody knows it, or it leads to another work."""
        reply = self._said.works.get(doi)
        one = self._said.work(doi)
        if reply and reply.asked and not reply.facts:
            yield StaleFinding("unknown-doi", doi, self._resolver.host, self._resolver.address([doi]))
        elif one and not is_same_work(paper, one, named=True):
            yield StaleFinding("other-work", f"{doi} is {_title(one)!r}", one.facts.host, one.facts.address)

    def _other(self, paper: Paper, one: DraftedFacts) -> Paper | None:
        """Another paper of the catalogue that a publication is, or `None`."""
        other = self._known.find(match_keys(_doi(one), None, None))
        return other if other and other.key != paper.key else None

    def _is_version(self, paper: Paper, one: DraftedFacts) -> bool:
        """Whether a publication is the one that a record has the venue and year of."""
        year = one.draft.fields.get("year")
        near = paper.year is None or year is None or abs(paper.year - year) <= 1
        return near and same_venue(venue_of(one, self._venues)[0], paper.venue, self._venues)

    def _finding(self, kind: StaleKind, one: DraftedFacts, key: str = "") -> StaleFinding:
        """A finding that says where a publication appeared, and its key in the catalogue if it has one."""
        where = (venue_of(one, self._venues)[0], one.draft.fields.get("year"), _doi(one), key)
        return StaleFinding(kind, ", ".join(str(part) for part in where if part), one.facts.host, one.facts.address)


def _drafted(facts: Facts) -> DraftedFacts | None:
    drafted = draft_facts(facts)
    return None if isinstance(drafted, Refused) else drafted


def _doi(one: DraftedFacts) -> str:
    return str(one.draft.fields["doi"])


def _title(one: DraftedFacts) -> str:
    return str(one.draft.fields.get("title", ""))
