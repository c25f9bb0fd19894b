"""From the names of works to what the services say about each. Both DOI and arXiv id are asked for, whichever was given."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.errors import NotFoundError, QueryError
from medsynth_catalog.identity.identifiers import parse_identifier
from medsynth_catalog.intake import Refused
from medsynth_catalog.online.facts import DraftedFacts, draft_facts
from medsynth_catalog.online.services import Reply, Service
from medsynth_catalog.records import Paper
from medsynth_catalog.text import printable


class Work(Struct, frozen=True):
    """A work that facts are wanted about.

    Attributes:
        name: What to call it in messages: its key, DOI or arXiv id.
        doi: Its DOI, if known.
        arxiv: Its arXiv id, if known.
        paper: Its record, if the catalogue has one.
    """

    name: str
    doi: str | None = None
    arxiv: str | None = None
    paper: Paper | None = None


class Resolved(Struct, frozen=True):
    """What the services say about a work.

    Attributes:
        work: The work.
        found: The facts of each service that has some, the publication first.
        remarks: What the user should know, one line each.
        complete: Whether every service that was asked had facts.
    """

    work: Work
    found: tuple[DraftedFacts, ...]
    remarks: tuple[str, ...]
    complete: bool


def find_work(catalogue: Catalogue, name: str) -> Work:
    """Return the work with this key, DOI or arXiv id. Raises QueryError when the name is none of these."""
    identifier = parse_identifier(name)
    try:
        paper = catalogue.find(name)
    except NotFoundError as error:
        if identifier is None:
            raise QueryError(f"not a DOI, arXiv id or key: {printable(name)!r}", error.hint) from error
        kind, id = identifier
        return Work(id, doi=id) if kind == "doi" else Work(id, arxiv=id)
    return Work(paper.key, paper.doi, paper.arxiv, paper)


def resolve(works: Sequence[Work], doi: Service, arxiv: Service) -> list[Resolved]:
    """Ask arXiv for all works at once, then for the DOI of each, also where only arXiv knows it."""
    preprints = arxiv.ask(work.arxiv for work in works if work.arxiv)
    dois = [work.doi or _published_doi(preprints.get(work.arxiv or "")) for work in works]
    publications = doi.ask(filter(None, dois))
    return [
        _resolved(work, [(id, said[id]) for id, said in ((name, publications), (work.arxiv, preprints)) if id])
        for work, name in zip(works, dois, strict=True)
    ]


def _published_doi(reply: Reply | None) -> str | None:
    return reply.facts.published_doi if reply and reply.facts else None


def _resolved(work: Work, replies: Sequence[tuple[str, Reply]]) -> Resolved:
    found: list[DraftedFacts] = []
    remarks = [] if replies else [f"{work.name}: has neither a DOI nor an arXiv id"]
    for id, reply in replies:
        if reply.remark:
            remarks.append(f"{printable(id)}: {reply.remark}")
        if reply.facts:
            draft = draft_facts(reply.facts)
            if isinstance(draft, Refused):
                remarks.append(f"{printable(id)}: the record of {reply.facts.host} {draft.reason}")
            else:
                remarks += [f"{printable(id)}: {remark}" for remark in draft.draft.remarks]
                found.append(replace(draft, draft=replace(draft.draft, remarks=())))
    return Resolved(work, tuple(found), tuple(remarks), 0 < len(replies) == len(found))
