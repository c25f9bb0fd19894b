"""Warnings about facts that are possible but look wrong. Rules are in `checking`."""

from collections.abc import Iterator, Sequence

from medsynth_catalog import fuzzy
from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.fields import unknown_facts
from medsynth_catalog.identity.works import match_keys, paper_keys
from medsynth_catalog.loading.codebook import contradictions
from medsynth_catalog.loading.problems import Problem
from medsynth_catalog.records import Paper, Part
from medsynth_catalog.text import fold, squash
from medsynth_catalog.venues import Venues

# DOI prefixes of publishers that use few names (https://www.crossref.org/members/prefix).
_PUBLISHERS = {
    "10.1007/": ("springer",),
    "10.1016/": ("elsevier", "cell press"),
    "10.1038/": ("nature", "springer"),
    "10.1093/": ("oxford",),
    "10.1109/": ("ieee",),
    "10.1117/": ("spie",),
    "10.1145/": ("acm", "association for computing machinery"),
    "10.1371/": ("public library of science", "plos"),
    "10.3389/": ("frontiers",),
    "10.3390/": ("mdpi",),
}


def suspect(part: Part, base: Catalogue) -> Iterator[Problem]:
    """Yield a warning for every suspicious fact and every incomplete record of a folder that is added to `base`."""
    venues = Venues((*base.venues, *part.venues))
    vocabulary = base.vocabulary.extended(part.terms)
    for paper in part.papers:
        for field, message in (
            *_incomplete(paper),
            *_venue(paper, venues),
            *_facts(paper),
            *_left_out(paper, base),
            *contradictions(paper, vocabulary, venues),
        ):
            yield Problem(f"papers/{paper.key}.yaml", field, message, warning=True)
    yield from _twins(part.papers, base)
    ours = {paper.key for paper in part.papers}
    for one in part.annotations:
        if one.id not in ours and one.id not in base:
            yield Problem("notes.yaml", one.id, "no paper has this key", warning=True)


def _incomplete(paper: Paper) -> Iterator[tuple[str, str]]:
    if paper.status == "partial":
        unknown = [*unknown_facts(paper).values(), *(() if paper.evidence else ("evidence",))]
        if unknown:
            yield "status", f"partial: {', '.join(unknown)} missing"
        elif paper.notes:
            yield "status", "partial: see its notes"
        else:
            yield "status", "partial, but nothing is missing; set status: verified if its evidence shows all facts"


def _left_out(paper: Paper, base: Catalogue) -> Iterator[tuple[str, str]]:
    """Warn of a work that the other catalogue rejected; a user may well want it."""
    keys = list(paper_keys(paper, preprint_title=False)) if base.rejected else []
    for one in base.rejected:
        for kind, value in match_keys(one.doi, one.arxiv, one.title):
            if (kind, value) in keys:
                yield kind, f"was rejected as {one.id}: {one.reason}"


def _venue(paper: Paper, venues: Venues) -> Iterator[tuple[str, str]]:
    if paper.venue is not None:
        venue = venues.resolve(paper.venue)
        if venue is None:
            yield "venue", f"{paper.venue!r} is not in the table of venues"
        elif venue.name != paper.venue:
            yield "venue", f"write {venue.name!r}"


def _facts(paper: Paper) -> Iterator[tuple[str, str]]:
    if paper.arxiv and paper.year and paper.arxiv[:4].isdigit():
        posted = 2000 + int(paper.arxiv[:2])
        if paper.year < posted and paper.preprint is None:
            yield "year", f"{paper.year} is before arXiv id {paper.arxiv} was assigned"
        elif paper.kind == "preprint" and paper.year > posted + 1:
            yield "year", f"{paper.year} is long after arXiv id {paper.arxiv} was assigned"
    if paper.title and paper.title.upper() == paper.title and len(squash(paper.title)) > 12:
        yield "title", "is all in capitals"
    for prefix, names in _PUBLISHERS.items():
        if paper.doi and paper.publisher and paper.doi.startswith(prefix):
            publisher = fold(paper.publisher)
            if not any(name in publisher for name in names):
                yield "publisher", f"DOIs that begin with {prefix} do not belong to {paper.publisher!r}"


def _twins(papers: Sequence[Paper], base: Catalogue) -> Iterator[Problem]:
    """Warn of papers by the same first author, at most a year apart, whose titles are nearly the same."""
    by_author: dict[str, list[Paper]] = {}
    for paper in (*base, *papers):
        if paper.title and paper.names and paper.year:
            by_author.setdefault(squash(paper.authors[0].family), []).append(paper)
    ours = {paper.key for paper in papers}
    for group in by_author.values():
        for index, paper in enumerate(group):
            for other in group[:index]:
                if (
                    abs((paper.year or 0) - (other.year or 0)) <= 1
                    and {paper.key, other.key} & ours
                    and _alike(paper, other)
                ):
                    yield Problem(
                        f"papers/{paper.key}.yaml", "title", f"looks like the same work as {other.key}", warning=True
                    )


def _alike(paper: Paper, other: Paper) -> bool:
    return any(
        fuzzy.likeness(fold(one), fold(two)) >= 0.9
        for one in (paper.title, paper.preprint.title if paper.preprint else None)
        for two in (other.title, other.preprint.title if other.preprint else None)
        if one and two
    )
