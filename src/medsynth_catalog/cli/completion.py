"""What the shell offers at TAB: terms, keys, formats and orders with their labels. A broken catalogue offers nothing."""

from collections.abc import Callable, Iterator

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.citekeys import KEY_STYLES
from medsynth_catalog.errors import MedsynthError
from medsynth_catalog.formats import FORMATS
from medsynth_catalog.formats.columns import COLUMNS
from medsynth_catalog.grouping import AXES
from medsynth_catalog.loading import load_catalogue
from medsynth_catalog.records import FACETS, Facet
from medsynth_catalog.searching import ORDERS

Offer = tuple[str, str]


def terms(name: str) -> Callable[[str], list[Offer]]:
    """Offer the terms of a facet; after a comma or plus the part before it stays."""
    facet: Facet = next(facet for facet in FACETS if facet == name)

    def offer(incomplete: str) -> list[Offer]:
        cut = max(incomplete.rfind(","), incomplete.rfind("+")) + 1
        begun, word = incomplete[:cut], incomplete[cut:].casefold()
        found = _catalogue().vocabulary.terms(facet).values()
        return [(begun + term.id, term.label) for term in found if term.id.startswith(word)]

    return offer


def keys(incomplete: str) -> list[Offer]:
    """Offer keys with the titles of their papers."""
    return [(paper.key, paper.title or "") for paper in _catalogue().papers if paper.key.startswith(incomplete)]


def sources(incomplete: str) -> list[Offer]:
    """Offer sources with their titles."""
    return [(source.id, source.title) for source in _catalogue().sources.values() if source.id.startswith(incomplete)]


def facets(incomplete: str) -> Iterator[str]:
    """Offer `facet=` and then its terms."""
    name, equals, word = incomplete.partition("=")
    for facet in FACETS:
        if not equals and facet.startswith(name):
            yield f"{facet}="
        elif equals and facet == name:
            yield from (f"{facet}={term}" for term in _catalogue().vocabulary.terms(facet) if term.startswith(word))


def facet_names(incomplete: str) -> list[str]:
    """Offer facets."""
    return [facet for facet in FACETS if facet.startswith(incomplete)]


def axes(incomplete: str) -> list[str]:
    """Offer what papers can be grouped by."""
    return [axis for axis in AXES if axis.startswith(incomplete)]


def formats(incomplete: str) -> list[Offer]:
    """Offer formats with what they are."""
    return [(name, format_.description) for name, format_ in FORMATS.items() if name.startswith(incomplete)]


def key_styles(incomplete: str) -> list[str]:
    """Offer styles of citation keys."""
    return [name for name in KEY_STYLES if name.startswith(incomplete)]


def citation_styles(incomplete: str) -> list[str]:
    """Offer styles of references."""
    from medsynth_catalog.citing import STYLES

    return [name for name in STYLES if name.startswith(incomplete)]


def orders(incomplete: str) -> list[str]:
    """Offer orders."""
    return [name for name in ORDERS if name.startswith(incomplete)]


def columns(incomplete: str) -> list[str]:
    """Offer columns; after a comma the part before it stays."""
    cut = incomplete.rfind(",") + 1
    return [incomplete[:cut] + name for name in COLUMNS if name.startswith(incomplete[cut:])]


def _catalogue() -> Catalogue:
    try:
        return load_catalogue()
    except MedsynthError:
        return Catalogue()
