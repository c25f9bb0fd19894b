"""What the shell offers at TAB: terms, keys, formats and orders with their labels. A broken catalogue offers nothing.

Imports stand where they are needed: every command loads this module, and one TAB needs one of them.
"""

from collections.abc import Callable, Iterator

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.errors import MedsynthError
from medsynth_catalog.folders import own_folder
from medsynth_catalog.loading import load_catalogue
from medsynth_catalog.records import FACETS, Facet

Suggestion = tuple[str, str]
"""A completed word and its description."""


def terms(name: str) -> Callable[[str], list[Suggestion]]:
    """Suggest the terms of a facet; after a comma or plus the part before it stays."""
    facet: Facet = next(facet for facet in FACETS if facet == name)

    def suggest(incomplete: str) -> list[Suggestion]:
        cut = max(incomplete.rfind(","), incomplete.rfind("+")) + 1
        begun, word = incomplete[:cut], incomplete[cut:].casefold()
        found = _catalogue().vocabulary.terms(facet).values()
        return [(begun + term.id, term.label) for term in found if term.id.startswith(word)]

    return suggest


def keys(incomplete: str) -> list[Suggestion]:
    """Suggest keys with the titles of their papers."""
    catalogue = _catalogue()
    return [(key, catalogue[key].title or "") for key in sorted(catalogue.keys(incomplete))]


def sources(incomplete: str) -> list[Suggestion]:
    """Suggest sources with their titles."""
    return [(source.id, source.title) for source in _catalogue().sources.values() if source.id.startswith(incomplete)]


def data_sets(incomplete: str) -> list[Suggestion]:
    """Suggest data sets by their own names or keys, with their titles."""
    from medsynth_catalog.datasets import data_sets as known

    names = ((paper.architecture or paper.key, paper.title or "") for paper in known(_catalogue()))
    return [(name, title) for name, title in names if name.casefold().startswith(incomplete.casefold())]


def tags(incomplete: str) -> list[str]:
    """Suggest the reader's tags."""
    return [tag for tag in _catalogue().tags if tag.startswith(incomplete)]


def facets(incomplete: str) -> Iterator[str]:
    """Suggest `facet=` and then its terms."""
    name, equals, word = incomplete.partition("=")
    for facet in FACETS:
        if not equals and facet.startswith(name):
            yield f"{facet}="
        elif equals and facet == name:
            yield from (f"{facet}={term}" for term in _catalogue().vocabulary.terms(facet) if term.startswith(word))


def facet_names(incomplete: str) -> list[str]:
    """Suggest facets."""
    return [facet for facet in FACETS if facet.startswith(incomplete)]


def axes(incomplete: str) -> list[str]:
    """Suggest what papers can be grouped by."""
    from medsynth_catalog.grouping import AXES

    return [axis for axis in AXES if axis.startswith(incomplete)]


def formats(incomplete: str) -> list[Suggestion]:
    """Suggest formats with what they are."""
    from medsynth_catalog.formats import ALL_FORMATS

    return [(name, format_.description) for name, format_ in ALL_FORMATS.items() if name.startswith(incomplete)]


def key_styles(incomplete: str) -> list[str]:
    """Suggest styles of citation keys."""
    from medsynth_catalog.citekeys import KEY_STYLES

    return [name for name in KEY_STYLES if name.startswith(incomplete)]


def citation_styles(incomplete: str) -> list[str]:
    """Suggest styles of references."""
    from medsynth_catalog.citing import STYLES

    return [name for name in STYLES if name.startswith(incomplete)]


def orders(incomplete: str) -> list[str]:
    """Suggest orders."""
    from medsynth_catalog.searching import ORDERS

    return [name for name in ORDERS if name.startswith(incomplete)]


def columns(incomplete: str) -> list[str]:
    """Suggest columns; after a comma the part before it stays."""
    from medsynth_catalog.formats.columns import COLUMNS

    cut = incomplete.rfind(",") + 1
    return [incomplete[:cut] + name for name in COLUMNS if name.startswith(incomplete[cut:])]


def _catalogue() -> Catalogue:
    try:
        return load_catalogue(own=own_folder())
    except MedsynthError:
        return Catalogue()
