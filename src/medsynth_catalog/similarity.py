"""Which papers are most similar to a paper, by their facets. Computes; the card shows."""

from functools import reduce
from operator import or_

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.index.bitsets import members
from medsynth_catalog.records import Facet, Paper

# How much each facet counts: what is synthesised most, then how.
_WEIGHTS: dict[Facet, float] = {
    "modality": 3.0,
    "anatomy": 1.0,
    "type": 2.0,
    "application": 2.0,
    "scenario": 1.0,
    "role": 1.0,
    "evaluation": 0.5,
}


def relatives(catalogue: Catalogue, paper: Paper, most: int = 5) -> list[Paper]:
    """Return the papers most similar to a paper; of equally similar ones the newest first.

    Similarity is the weighted sum, over the facets, of the Jaccard index of their terms (shared terms over all terms).
    Papers without a common modality are not similar, unless neither has one.

    Args:
        catalogue: Where to look.
        paper: A paper of the catalogue.
        most: The maximum number of papers.
    """
    groups = catalogue.group("modality")
    sharing = reduce(or_, (groups[term] for term in paper.modality if term in groups), 0)
    others = map(catalogue.paper, members(sharing if paper.modality else catalogue.everything))
    near = [(_similarity(paper, other), other) for other in others if other.key != paper.key]
    near.sort(key=lambda pair: (-pair[0], -(pair[1].year or 0), pair[1].key))
    return [other for similarity, other in near[:most] if similarity > 0]


def _similarity(one: Paper, other: Paper) -> float:
    total = 0.0
    for facet, weight in _WEIGHTS.items():
        ours, theirs = set(one.terms(facet)), set(other.terms(facet))
        shared = ours & theirs
        if shared:
            total += weight * len(shared) / len(ours | theirs)
        elif facet == "modality" and (ours or theirs):
            return 0.0
    return total
