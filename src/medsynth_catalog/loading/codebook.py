"""Warnings where a record contradicts itself or the rules by which records are described (docs/curation.md)."""

import re
from collections.abc import Iterator

from medsynth_catalog.identity.identifiers import PREPRINT_DOIS
from medsynth_catalog.records import FACETS, Paper
from medsynth_catalog.text import fold
from medsynth_catalog.venues import Venues
from medsynth_catalog.vocabulary import Vocabulary

# A preprint may also stand at Authorea, Zenodo or Hugging Face, where other things do, too.
_SERVERS = (*PREPRINT_DOIS, "10.22541/", "10.5281/", "10.57967/")
_ADDRESS = re.compile(r"https?://|github:[\w.-]+/[\w.-]+|\b10\.\d{4,9}/")
_UNPUBLISHED = re.compile(r"\b(?:not (?:yet )?published|never published|no publication (?:is )?(?:known|found))\b")
# Words of evidence in which a publication was seen.
_SHOWN = re.compile(r"\b(?:venue|journal|proceedings|accepted|comment|published|booktitle)\b")
_PUBLISHED = re.compile(r"\b(?:has appeared in|was published in|published as)\b")
# Applications that stand instead of a translation within one modality.
_NARROWER = frozenset({"virtual-staining", "super-resolution", "enhancement", "harmonization"})
_STEERED = frozenset({"mask-conditional", "text-conditional", "attribute-conditional", "knowledge-conditional"})


def contradictions(paper: Paper, vocabulary: Vocabulary, venues: Venues) -> Iterator[tuple[str, str]]:
    """Yield the field and what is wrong with it, for each contradiction in a record."""
    yield from _publication(paper, venues)
    yield from _facets(paper, vocabulary)
    for seen in paper.evidence if paper.status == "verified" else ():
        if not _ADDRESS.search(seen):
            yield "evidence", f"{seen!r} names nothing that can be opened"


def _publication(paper: Paper, venues: Venues) -> Iterator[tuple[str, str]]:
    notes = fold(paper.notes or "")
    if paper.kind == "preprint":
        if paper.doi and not paper.doi.startswith(_SERVERS):
            yield "doi", f"{paper.doi} is that of a publication, but kind is preprint"
        if _PUBLISHED.search(notes):
            yield "notes", "speaks of a publication, but kind is preprint"
        return
    if _UNPUBLISHED.search(notes):
        yield "notes", f"says that it isn't published, but kind is {paper.kind}"
    venue = venues.resolve(paper.venue or "")
    seen = fold(" ".join(paper.evidence))
    named = _SHOWN.search(seen) or (venue is not None and fold(venue.short) in seen)
    shown = paper.doi or paper.url or paper.volume or paper.pages or named
    if paper.arxiv and not shown and (venue is None or venue.dois):
        yield (
            "kind",
            f"is {paper.kind}, but no DOI, address, volume, pages or evidence shows the publication",
        )


def _facets(paper: Paper, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    for facet in FACETS:
        given = set(paper.terms(facet))
        for term in paper.terms(facet):
            for narrower in sorted(given & vocabulary.narrower(facet, term) - {term}):
                yield facet, f"{term} includes {narrower}; leave it out"
    applications = set(paper.application)
    if paper.role == "method" and "intra-modal-translation" in applications and applications & _NARROWER:
        instead = " and ".join(sorted(applications & _NARROWER))
        yield "application", f"{instead} stands instead of intra-modal-translation"
    if paper.role in ("method", "comparison") and applications & _STEERED and "guided" not in paper.scenario:
        yield "scenario", f"{' and '.join(sorted(applications & _STEERED))} is guided synthesis; add guided"
