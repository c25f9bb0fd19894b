"""Facts that are possible and still look wrong: what a curator should read again. All are warnings; rules are in `checking`."""

from collections.abc import Iterable, Iterator

from medsynth_catalog import fuzzy
from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.loading.problems import Problem
from medsynth_catalog.records import Paper
from medsynth_catalog.text import fold, squash

# Registrants of DOIs whose publisher goes by few names (https://www.crossref.org/members/prefix).
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


def suspect(papers: Iterable[Paper], catalogue: Catalogue) -> Iterator[Problem]:
    """Yield a warning for every suspicious fact of some papers of a catalogue."""
    for paper in papers:
        for field, message in (*_venue(paper, catalogue), *_facts(paper)):
            yield Problem(f"papers/{paper.key}.yaml", field, message, warning=True)
    yield from _twins(papers, catalogue)


def _venue(paper: Paper, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    if paper.venue is not None:
        venue = catalogue.venues.resolve(paper.venue)
        if venue is None:
            yield "venue", f"{paper.venue!r} is not in the table of venues"
        elif venue.name != paper.venue:
            yield "venue", f"write {venue.name!r}"


def _facts(paper: Paper) -> Iterator[tuple[str, str]]:
    if paper.arxiv and paper.year and paper.arxiv[:4].isdigit():
        posted = 2000 + int(paper.arxiv[:2])
        if paper.year < posted and paper.preprint is None:
            yield "year", f"{paper.year} is before the arXiv id {paper.arxiv} was given"
        elif paper.kind == "preprint" and paper.year > posted + 1:
            yield "year", f"{paper.year} is long after the arXiv id {paper.arxiv} was given"
    if paper.title and paper.title.upper() == paper.title and len(squash(paper.title)) > 12:
        yield "title", "is all in capitals"
    for prefix, names in _PUBLISHERS.items():
        if paper.doi and paper.publisher and paper.doi.startswith(prefix):
            publisher = fold(paper.publisher)
            if not any(name in publisher for name in names):
                yield "publisher", f"a DOI that begins with {prefix} is not of {paper.publisher!r}"


def _twins(papers: Iterable[Paper], catalogue: Catalogue) -> Iterator[Problem]:
    """Papers of one first author, a year or less apart, whose titles are nearly the same."""
    by_author: dict[str, list[Paper]] = {}
    for paper in catalogue.papers:
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
                    yield Problem(f"papers/{paper.key}.yaml", "title", f"looks like the work {other.key}", warning=True)


def _alike(paper: Paper, other: Paper) -> bool:
    return any(
        fuzzy.likeness(fold(one), fold(two)) >= 0.9
        for one in (paper.title, paper.preprint.title if paper.preprint else None)
        for two in (other.title, other.preprint.title if other.preprint else None)
        if one and two
    )
