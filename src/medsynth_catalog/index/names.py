"""What a paper is known by: its key, match keys and addresses, each as one text of the form "kind:name"."""

from collections import defaultdict
from collections.abc import Container, Iterable

from medsynth_catalog.identity.works import address_keys, paper_keys
from medsynth_catalog.index.reading import Index
from medsynth_catalog.records import Paper

PaperNames = dict[str, list[str]]
"""The names of each paper, by its key."""


def names_of(papers: Iterable[Paper], previous: Index | None = None, kept: Container[str] = ()) -> PaperNames:
    """Return the names of some papers; those of the papers whose key is in `kept` are taken from a `previous` index."""
    known: dict[int, list[str]] = defaultdict(list)
    if previous is not None:
        for name, number in previous.numbers.items():
            known[number].append(name)
    return {
        paper.key: known[previous.numbers[f"key:{paper.key}"]] if previous and paper.key in kept else _names(paper)
        for paper in papers
    }


def _names(paper: Paper) -> list[str]:
    keys = (*paper_keys(paper, preprint_title=False), *address_keys(paper.url, paper.code))
    return [f"key:{paper.key}", *(f"{kind}:{value}" for kind, value in keys)]
