"""When two records are of the same work. The one definition: what `check`, `add`, `audit` and `export --append` compare."""

from collections.abc import Iterable, Iterator
from typing import Generic, Literal, TypeVar

from medsynth_catalog.identity.mentions import comparable_address
from medsynth_catalog.identity.titles import comparable_title
from medsynth_catalog.records import Paper, Rejection

MatchKey = tuple[Literal["doi", "arxiv", "title", "url"], str]
"""What two records of one work have in common: the kind, and a DOI, an arXiv id, a comparable title or address."""

Work = TypeVar("Work")


def match_keys(doi: str | None, arxiv: str | None, title: str | None) -> Iterator[MatchKey]:
    """Yield the match keys of these facts, the surest first."""
    if doi:
        yield "doi", doi
    if arxiv:
        yield "arxiv", arxiv
    if title:
        yield "title", comparable_title(title)


def paper_keys(paper: Paper, preprint_title: bool = True) -> Iterator[MatchKey]:
    """Yield the match keys of a paper, those of its preprint included; its title on request only."""
    yield from match_keys(paper.doi, paper.arxiv, paper.title)
    if paper.preprint:
        yield from match_keys(paper.preprint.doi, None, paper.preprint.title if preprint_title else None)


def address_keys(*addresses: str | None) -> Iterator[MatchKey]:
    """Yield the match keys of web addresses. A page may be shared, so that these are less sure than identifiers."""
    return (("url", comparable_address(address)) for address in addresses if address)


def listed_keys(paper: Paper) -> Iterator[MatchKey]:
    """Yield all match keys of a paper: its own, those of its preprint, and the addresses that it and its listings give."""
    yield from paper_keys(paper)
    yield from address_keys(paper.url, *(listing.link for listing in paper.listings))


def titles(paper: Paper) -> list[str]:
    """The titles of a work: that of the paper, and that of its preprint where it differs."""
    return [title for title in (paper.title, paper.preprint and paper.preprint.title) if title]


def years(paper: Paper) -> set[int]:
    """The years of a work: that of the paper and that of its preprint."""
    return {year for year in (paper.year, paper.preprint and paper.preprint.year) if year}


def dois(paper: Paper) -> set[str]:
    """The DOIs of a work: that of the paper and that of its preprint."""
    return {doi for doi in (paper.doi, paper.preprint and paper.preprint.doi) if doi}


def rejected_works(rejected: Iterable[Rejection]) -> "WorkIndex[Rejection]":
    """Return an index of works that were read and left out, by all that is noted of them."""
    index: WorkIndex[Rejection] = WorkIndex()
    for one in rejected:
        index.add(one, (*match_keys(one.doi, one.arxiv, one.title), *address_keys(one.url)))
    return index


class WorkIndex(Generic[Work]):
    """Works found by their match keys."""

    def __init__(self) -> None:
        self._works: dict[MatchKey, Work] = {}

    def add(self, work: Work, keys: Iterable[MatchKey]) -> None:
        """Find `work` by these keys from now on; a key that another work has already stays with that one."""
        for key in keys:
            self._works.setdefault(key, work)

    def find(self, keys: Iterable[MatchKey]) -> Work | None:
        """Return the work that has one of these keys, the first of them that any work has, or `None`."""
        return next((self._works[key] for key in keys if key in self._works), None)
