"""What stands in the cells of a table of papers: short forms of terms where space is scarce, ids where it isn't, and links."""

from collections.abc import Container, Iterable, Iterator

from rich.text import Text

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.fields import display_title
from medsynth_catalog.formats.columns import cell
from medsynth_catalog.records import FACETS, Facet, Paper
from medsynth_catalog.searching import Hit
from medsynth_catalog.views.screen import DIM, KEY, MARK, linked

NOT_ASSESSED = "?"


def cell_text(hit: Hit, name: str, catalogue: Catalogue, short: bool) -> Text:
    """Return the text of a column; terms and venues in their short forms if `short`."""
    paper = hit.paper
    if name == "key":
        return linked(paper.key, KEY, paper.link)
    if name == "title":
        return linked(display_title(paper), "" if paper.title else DIM, paper.link)
    if name == "venue" and short:
        return Text(catalogue.venues.short(paper.venue or ""))
    if name == "code":
        return linked("yes", MARK, paper.code) if paper.code else Text("")
    for facet in FACETS:
        if facet == name:
            return Text(_terms(paper, facet, catalogue, short))
    return Text(cell(paper, name))


def found_text(hit: Hit, shown: Container[str]) -> str:
    """Return which words of the text were found in which field that isn't shown: "authors: strodthoff"."""
    places: dict[str, list[str]] = {}
    for field, word in hit.found:
        if field not in shown:
            places.setdefault(field, []).append(word)
    return ", ".join(f"{field}: {' '.join(words)}" for field, words in places.items())


def abbreviations(hits: Iterable[Hit], columns: Iterable[str], catalogue: Catalogue) -> dict[Facet, dict[str, str]]:
    """Return the short forms that stand in the columns of some papers, by facet, each with what it is short for."""
    papers = [hit.paper for hit in hits]
    facets = [facet for name in columns for facet in FACETS if facet == name]
    return {facet: found for facet in facets if (found := dict(_shortened(papers, facet, catalogue)))}


def _shortened(papers: Iterable[Paper], facet: Facet, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    given = {term for paper in papers for term in paper.terms(facet)}
    for term in catalogue.vocabulary.terms(facet):
        short = catalogue.vocabulary.short(facet, term)
        if term in given and short.casefold() != term:
            yield short, term
    if facet == "evaluation" and any(paper.evaluation is None for paper in papers):
        yield NOT_ASSESSED, "not assessed"


def _terms(paper: Paper, facet: Facet, catalogue: Catalogue, short: bool) -> str:
    """The terms of a facet; the short forms of evaluation, which are letters, are joined."""
    if facet == "evaluation" and paper.evaluation is None:
        return NOT_ASSESSED if short else "not assessed"
    if not short:
        return ", ".join(paper.terms(facet))
    shorts = [catalogue.vocabulary.short(facet, term) for term in paper.terms(facet)]
    return ("" if facet == "evaluation" else " ").join(shorts)
