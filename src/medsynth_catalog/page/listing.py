"""Papers as a list in Markdown that a repository can show: methods by modality, then the works of each other role."""

import re
from collections.abc import Iterable, Iterator

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.formats.markdown.writing import escaped, write_list
from medsynth_catalog.records import Paper
from medsynth_catalog.text import counted

# A section of the list: the depth of its heading, the heading, and its papers.
Section = tuple[int, str, list[Paper]]


def write_page(catalogue: Catalogue, papers: Iterable[Paper], title: str) -> Iterator[str]:
    """Yield the list piece by piece: heading, contents, sections.

    A method stands under each of its modalities, any other work once, under its role.

    Args:
        catalogue: Where labels and the order of terms come from.
        papers: The papers, in the order that they keep in each section.
        title: The heading of the list.
    """
    shown = list(papers)
    sections = [*_by_modality(catalogue, shown), *_by_role(catalogue, shown)]
    yield f"# {escaped(title)}\n\n"
    yield (
        f"{counted(len(shown), 'paper')}, newest first. Methods stand under each modality that they synthesise, so that some stand in "
        "several places; other works follow by their role.\n"
    )
    if sections:
        yield "\n## Contents\n\n"
        for depth, heading, under in sections:
            yield f"{'  ' * depth}- [{escaped(heading)}](#{anchor(heading)}) ({_total(sections, depth, heading, under)})\n"
    for depth, heading, under in sections:
        yield f"\n{'#' * (depth + 2)} {escaped(heading)}\n"
        if under:
            yield "\n"
            yield from write_list(under)


def anchor(heading: str) -> str:
    """Return the name under which GitHub makes a heading reachable.

    >>> anchor("Bones, joints & muscles")
    'bones-joints--muscles'
    """
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _by_modality(catalogue: Catalogue, papers: list[Paper]) -> Iterator[Section]:
    methods = [paper for paper in papers if paper.role == "method"]
    vocabulary = catalogue.vocabulary
    for term, depth in vocabulary.tree("modality"):
        included = vocabulary.narrower("modality", term.id)
        if any(not included.isdisjoint(paper.modality) for paper in methods):
            yield depth, term.label, [paper for paper in methods if term.id in paper.modality]
    if unknown := [paper for paper in methods if not paper.modality]:
        yield 0, "Modality unknown", unknown


def _by_role(catalogue: Catalogue, papers: list[Paper]) -> Iterator[Section]:
    for role, term in catalogue.vocabulary.terms("role").items():
        if role != "method" and (of_role := [paper for paper in papers if paper.role == role]):
            yield 0, f"{term.label} papers", of_role


def _total(sections: list[Section], depth: int, heading: str, under: list[Paper]) -> int:
    """The number of papers of a section and those within it, each counted once."""
    keys = {paper.key for paper in under}
    start = next(place for place, section in enumerate(sections) if section[1] == heading)
    for inner, _, papers in sections[start + 1 :]:
        if inner <= depth:
            break
        keys.update(paper.key for paper in papers)
    return len(keys)
