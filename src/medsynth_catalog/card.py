"""Everything the catalogue knows about one paper, as labelled lines. Computes; the views lay out."""

from collections.abc import Iterator

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.datasets import called, users
from medsynth_catalog.fields import display_authors, display_title
from medsynth_catalog.records import FACETS, Listing, Paper
from medsynth_catalog.similarity import reasons_said, related


def card_rows(catalogue: Catalogue, paper: Paper) -> Iterator[tuple[str, str]]:
    """Yield the label and the text of each line of a card: what is known about a paper, and the most similar papers."""
    yield from fact_rows(catalogue, paper)
    for other in related(catalogue, paper):
        shared = reasons_said(catalogue, other.reasons)
        yield "relative", f"{other.paper.key}  {display_title(other.paper)}" + (f"  ({shared})" if shared else "")


def fact_rows(catalogue: Catalogue, paper: Paper) -> Iterator[tuple[str, str]]:
    """Yield the label and the text of each line that tells what is known about a paper.

    A label with several texts is repeated. Unknown facts have no line, except for title, authors and evaluation: that nobody
    assessed a paper must not be taken for an evaluation on nothing.
    """
    yield "key", paper.key
    yield "title", paper.title or "unknown"
    yield "authors", display_authors(paper) or "unknown"
    yield "published", _published(paper)
    if paper.publisher:
        yield "publisher", paper.publisher
    yield from _links(paper)
    if paper.preprint:
        facts = (paper.preprint.server, paper.preprint.year, paper.preprint.title, paper.preprint.doi)
        yield "preprint", ", ".join(str(fact) for fact in facts if fact)
    if paper.publication_sought:
        yield "preprint", f"no publication found on {paper.publication_sought}"
    if paper.architecture:
        yield "method", paper.architecture
    if paper.summary:
        yield "summary", paper.summary
    for facet in FACETS:
        if given := paper.terms(facet):
            yield facet, "; ".join(f"{term} ({catalogue.vocabulary.label(facet, term)})" for term in given)
        elif facet == "evaluation":
            yield facet, "unknown: no source assessed it"
    for key in paper.data:
        yield "data", f"{key}  {called(catalogue, key)}"
    if paper.facets_from:
        yield (
            "facets from",
            {"reviewed": "a review or person who read the work"}.get(paper.facets_from, f"its {paper.facets_from}"),
        )
    for listing in paper.listings:
        yield "named by", _listing(catalogue, listing)
    if paper.tags:
        yield "your tags", "; ".join(paper.tags)
    if paper.note:
        yield "your note", paper.note
    if paper.own:
        yield "record", "one of your own papers"
    yield "status", paper.status
    for seen in paper.evidence:
        yield "evidence", seen
    if paper.notes:
        yield "notes", paper.notes
    for user in users(catalogue, paper):
        yield "used by", f"{user.key}  {display_title(user)}"


def _published(paper: Paper) -> str:
    numbers = f"{paper.volume or ''}({paper.number})" if paper.number else paper.volume
    when = f"{paper.year or 'year unknown'}" + (f"-{paper.month:02}" if paper.month else "")
    facts = (paper.venue or "venue unknown", numbers, paper.pages, when)
    return ", ".join(fact for fact in facts if fact) + f" ({paper.kind})"


def _links(paper: Paper) -> Iterator[tuple[str, str]]:
    if paper.doi:
        yield "doi", f"https://doi.org/{paper.doi}"
    if paper.arxiv:
        yield "arxiv", f"https://arxiv.org/abs/{paper.arxiv}" + (f" [{paper.arxiv_class}]" if paper.arxiv_class else "")
    if paper.url:
        yield "url", paper.url
    if paper.code:
        yield "code", paper.code


def _listing(catalogue: Catalogue, listing: Listing) -> str:
    """Where a source names the paper, then the words of the source, a line each."""
    source = catalogue.sources[listing.source].title
    head = [f"{source}, {listing.edition} edition" if listing.edition else source, listing.section]
    if listing.names:
        head.append(f"linking to the {'published paper' if listing.names == 'published' else 'preprint'}")
    if listing.link:
        head.append(f"<{listing.link}>")
    return "\n".join(
        [", ".join(filter(None, head)), *(f"{name}: {word}" for name, word in listing.says.items() if word)]
    )
