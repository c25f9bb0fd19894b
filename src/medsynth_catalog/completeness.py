"""How much the records of a catalogue say: the shares of papers of which a fact is known."""

from collections.abc import Callable, Iterator
from operator import attrgetter

from msgspec import Struct

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.records import Paper

# The facets of what is made, which a survey, a metric or a data set doesn't have.
_OF_METHODS = ("type", "application", "evaluation")


class Share(Struct, frozen=True):
    """How many papers have something.

    Attributes:
        fact: What they have ("evaluation").
        among: The papers that could have it, in the plural ("methods and comparisons").
        known: How many of them have it.
        papers: How many there are.
    """

    fact: str
    among: str
    known: int
    papers: int


def shares(catalogue: Catalogue) -> Iterator[Share]:
    """Yield the shares by which the completeness of a catalogue is judged."""
    papers = list(catalogue)
    without_dois = {venue.name for venue in catalogue.venues if not venue.dois}
    images = (
        catalogue.vocabulary.narrower("modality", "image") if "image" in catalogue.vocabulary.terms("modality") else ()
    )
    works = [paper for paper in papers if paper.role in ("method", "comparison")]
    published = [paper for paper in papers if paper.kind != "preprint"]

    def share(fact: str, among: str, of: list[Paper], has: Callable[[Paper], object]) -> Share:
        return Share(fact, among, sum(1 for paper in of if has(paper)), len(of))

    yield share("verified", "papers", papers, lambda paper: paper.status == "verified")
    yield share("summary", "papers", papers, lambda paper: paper.summary)
    yield share("DOI", "published papers", published, lambda paper: paper.doi)
    with_dois = [paper for paper in published if paper.venue not in without_dois]
    yield share("DOI", "published papers, without venues that give none", with_dois, lambda paper: paper.doi)
    for facet in _OF_METHODS:
        yield share(facet, "methods and comparisons", works, attrgetter(facet))
    of_images = [paper for paper in works if any(term in images for term in paper.modality)]
    yield share("anatomy", "methods and comparisons of images", of_images, lambda paper: paper.anatomy)
    yield share("data", "methods and comparisons", works, lambda paper: paper.data)
    read = [paper for paper in papers if paper.facets_from]
    yield share("facets from abstract or work", "papers with facets", read, lambda paper: paper.facets_from != "title")
