"""The fields of a paper: their order, which of them a citation needs, and how an unknown one is shown."""

from collections.abc import Mapping
from typing import Any

from medsynth_catalog.records import READERS_FIELDS, Paper

FIELDS: tuple[str, ...] = tuple(name for name in Paper.__struct_encode_fields__ if name not in READERS_FIELDS)
"""The names of all fields in the order of a paper file."""

CITED = ("title", "authors", "year", "venue")
"""The fields that every reference shows, whatever its style."""


def in_order(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a paper file in its order; what is no field of a paper is left out."""
    return {name: fields[name] for name in FIELDS if name in fields}


def display_title(paper: Paper) -> str:
    """Return the title of a paper, or "title unknown"."""
    return paper.title or "title unknown"


def display_authors(paper: Paper) -> str:
    """Return the names of the authors between semicolons, with "et al." if further ones are unknown; empty if all are."""
    return "; ".join(author.name for author in paper.authors) + ("" if paper.authors_complete else "; et al.")


def unknown_facts(paper: Paper) -> dict[str, str]:
    """Return the facts that a complete citation of this paper needs and that no source has shown, in words, by field.

    >>> unknown_facts(Paper(key="k", kind="article", title="T", names=("Ho, J.",), authors_complete=False, year=2020))
    {'authors': 'further authors', 'venue': 'venue', 'doi': 'DOI, arXiv id or address'}
    """
    unknown = {
        "title": None if paper.title else "title",
        "authors": "authors" if not paper.names else None if paper.authors_complete else "further authors",
        "year": None if paper.year else "year",
        "venue": None if paper.venue else "venue",
        "doi": None if paper.link else "DOI, arXiv id or address",
        "publisher": "publisher" if paper.kind == "incollection" and not paper.publisher else None,
    }
    return {field: words for field, words in unknown.items() if words}
