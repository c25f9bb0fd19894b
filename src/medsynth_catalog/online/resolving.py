"""Words that name works to what the services say of each. Both ids of a work are asked for, whichever was given."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.errors import NotFoundError, QueryError
from medsynth_catalog.identity.identifiers import parse_identifier
from medsynth_catalog.intake import Refused
from medsynth_catalog.online.facts import Shown, shown
from medsynth_catalog.online.services import Reply, Service
from medsynth_catalog.records import Paper
from medsynth_catalog.text import printable


class Work(Struct, frozen=True):
    """A work asked for: the ids that it is known by, and its paper where the catalogue has it."""

    name: str
    doi: str | None = None
    arxiv: str | None = None
    paper: Paper | None = None


class Resolved(Struct, frozen=True):
    """What the services say of a work, the publication first, and remarks to tell; `whole` when all of them answered."""

    work: Work
    found: tuple[Shown, ...]
    remarks: tuple[str, ...]
    whole: bool


def named(catalogue: Catalogue, word: str) -> Work:
    """Return the work that a word names. Raises QueryError when it is no DOI, no arXiv id and no key."""
    mark = parse_identifier(word)
    try:
        paper = catalogue.find(word)
    except NotFoundError as error:
        if mark is None:
            raise QueryError(f"neither a DOI nor an arXiv id nor a key: {printable(word)!r}", error.hint) from error
        return Work(mark[1], doi=mark[1]) if mark[0] == "doi" else Work(mark[1], arxiv=mark[1])
    return Work(paper.key, paper.doi, paper.arxiv, paper)


def resolve(works: Sequence[Work], doi: Service, arxiv: Service) -> list[Resolved]:
    """Ask arXiv for all works at once, then for the DOI of each, also where only arXiv knows it."""
    preprints = arxiv.ask(work.arxiv for work in works if work.arxiv)
    dois = [work.doi or _published(preprints.get(work.arxiv or "")) for work in works]
    publications = doi.ask(filter(None, dois))
    return [
        _resolved(work, [(id, said[id]) for id, said in ((name, publications), (work.arxiv, preprints)) if id])
        for work, name in zip(works, dois, strict=True)
    ]


def _published(reply: Reply | None) -> str | None:
    return reply.facts.published if reply and reply.facts else None


def _resolved(work: Work, replies: Sequence[tuple[str, Reply]]) -> Resolved:
    found: list[Shown] = []
    remarks = [] if replies else [f"{work.name}: has neither a DOI nor an arXiv id"]
    for id, reply in replies:
        if reply.remark:
            remarks.append(f"{printable(id)}: {reply.remark}")
        if reply.facts:
            draft = shown(reply.facts)
            if isinstance(draft, Refused):
                remarks.append(f"{printable(id)}: what {reply.facts.host} says {draft.reason}")
            else:
                remarks += [f"{printable(id)}: {remark}" for remark in draft.draft.remarks]
                found.append(replace(draft, draft=replace(draft.draft, remarks=())))
    return Resolved(work, tuple(found), tuple(remarks), 0 < len(replies) == len(found))
