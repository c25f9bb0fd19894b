"""An offline, verified, faceted catalogue of papers on medical data synthesis.

    >>> from medsynth_catalog import Query, load_catalogue, search
    >>> catalogue = load_catalogue()
    >>> answer = search(catalogue, Query(modality="ecg", type="DM"))
    >>> answer.papers[0].terms("modality")
    ('ecg',)

This is the library: records, catalogue and questions; `medsynth_catalog.audit` compares and extends a reader's own
bibliography, `medsynth_catalog.citing` makes references, `FORMATS` writes. The command line is in `medsynth_catalog.cli`, which nothing here imports.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from medsynth_catalog.version import VERSION as __version__

if TYPE_CHECKING:
    from medsynth_catalog.catalogue import Catalogue
    from medsynth_catalog.comparing import Comparison, Fact, compare
    from medsynth_catalog.errors import (
        BibliographyError,
        CatalogueError,
        InputError,
        MedsynthError,
        NotFoundError,
        QueryError,
        StyleError,
    )
    from medsynth_catalog.explaining import WhyNot, explain
    from medsynth_catalog.field.crosstab import CrossTable, crosstab
    from medsynth_catalog.field.gaps import Gap, Gaps, gaps
    from medsynth_catalog.field.trends import Trend, Trends, trends
    from medsynth_catalog.formats import BINARY_FORMATS, FORMATS
    from medsynth_catalog.grouping import Group, group
    from medsynth_catalog.loading import load_catalogue
    from medsynth_catalog.query import Query
    from medsynth_catalog.records import FACETS, Author, Facet, Listing, Paper, Preprint, Rejection, Source, Term, Venue
    from medsynth_catalog.searching import Answer, Hit, search
    from medsynth_catalog.similarity import Reason, Relative, related, relatives
    from medsynth_catalog.vocabulary import Vocabulary

# The module of each name above, imported when the name is first used: a command needs few of them.
_MODULES = {
    "catalogue": ("Catalogue",),
    "comparing": ("Comparison", "Fact", "compare"),
    "errors": (
        "BibliographyError", "CatalogueError", "InputError", "MedsynthError", "NotFoundError", "QueryError", "StyleError",
    ),
    "explaining": ("WhyNot", "explain"),
    "field.crosstab": ("CrossTable", "crosstab"),
    "field.gaps": ("Gap", "Gaps", "gaps"),
    "field.trends": ("Trend", "Trends", "trends"),
    "formats": ("BINARY_FORMATS", "FORMATS"),
    "grouping": ("Group", "group"),
    "loading": ("load_catalogue",),
    "query": ("Query",),
    "records": (
        "FACETS", "Author", "Facet", "Listing", "Paper", "Preprint", "Rejection", "Source", "Term", "Venue",
    ),
    "searching": ("Answer", "Hit", "search"),
    "similarity": ("Reason", "Relative", "related", "relatives"),
    "vocabulary": ("Vocabulary",),
}  # fmt: skip
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names}

__all__ = [
    "BINARY_FORMATS", "FACETS", "FORMATS", "Answer", "Author", "BibliographyError", "Catalogue", "CatalogueError", "Comparison", "CrossTable", "Facet", "Fact", "Gap", "Gaps", "Group", "Hit", "InputError", "Listing",
    "MedsynthError", "NotFoundError", "Paper", "Preprint", "Query", "QueryError", "Reason", "Rejection", "Relative",
    "Source", "StyleError", "Term", "Trend", "Trends", "Venue", "Vocabulary", "WhyNot", "__version__", "compare", "crosstab", "explain", "gaps", "group", "load_catalogue", "related", "relatives", "search", "trends",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
