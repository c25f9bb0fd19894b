"""What goes into a page: papers with their citations, the vocabulary, and the rules of the search, as plain values."""

from collections.abc import Iterable
from typing import Any

import msgspec
from msgspec.structs import replace

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.formats.bibtex.writing import write_bibtex
from medsynth_catalog.formats.delimited import write_csv
from medsynth_catalog.page.rules import search_rules
from medsynth_catalog.records import FACETS, Paper, Term
from medsynth_catalog.version import VERSION

# What a page shows of a paper. What is for curators, or for the owner of a catalogue alone, is not shared unasked.
_SHOWN = frozenset([
    "key", "title", "authors", "authors_complete", "year", "kind", "venue", "volume", "number", "pages", "doi", "arxiv", "url", "code", "preprint",
    "role", "modality", "type", "application", "evaluation", "scenario", "anatomy", "data", "architecture", "summary", "status",
])  # fmt: skip


def page_data(catalogue: Catalogue, papers: Iterable[Paper], title: str, selection: str = "") -> dict[str, Any]:
    """Return all that a page holds.

    Args:
        catalogue: Where the vocabulary, the venues and the sources come from.
        papers: The papers of the page, in the order in which it shows them unless its reader chooses another.
        title: The heading of the page.
        selection: How the papers were selected, as options of the command line.
    """
    # Citations and rows would carry what a reader noted for nobody else.
    shown = [replace(paper, tags=(), note=None) for paper in papers]
    bibtex = (entry.lstrip("\n") for entry in write_bibtex(shown))
    heading, *rows = write_csv(shown)
    return {
        "about": {"title": title, "version": VERSION, "selection": selection, "date": _date(shown), "csv": heading},
        "rules": search_rules(),
        "facets": [{"id": facet, "terms": [_term(term) for term in catalogue.vocabulary.terms(facet).values()]} for facet in FACETS],
        "venues": [{"name": venue.name, "short": venue.short, "aliases": list(venue.aliases)} for venue in catalogue.venues],
        "sources": [{"id": source.id, "title": source.title} for source in catalogue.sources.values()],
        "papers": [_paper(*each) for each in zip(shown, bibtex, rows, strict=True)],
    }  # fmt: skip


def _paper(paper: Paper, bibtex: str, row: str) -> dict[str, Any]:
    """A paper as its file has it, with its citation and its row ready to be copied."""
    record: dict[str, Any] = msgspec.to_builtins(paper)
    shown = {name: value for name, value in record.items() if name in _SHOWN}
    return shown | {"sources": paper.sources, "bibtex": bibtex, "csv": row}


def _term(term: Term) -> dict[str, Any]:
    record: dict[str, Any] = msgspec.to_builtins(term)
    del record["facet"]
    return record


def _date(papers: Iterable[Paper]) -> str | None:
    """The last day on which a curator looked for something new about these papers, as records tell it; no clock is asked."""
    return max((paper.publication_sought for paper in papers if paper.publication_sought), default=None)
