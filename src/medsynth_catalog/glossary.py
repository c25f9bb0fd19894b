"""The vocabulary with the number of papers of each term. Computes; `terms` shows."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.conditions import papers_with_term
from medsynth_catalog.records import Facet


class Entry(Struct, frozen=True):
    """A term as scripts read it; `count` is the number of papers that have it or a narrower one."""

    facet: Facet
    id: str
    label: str
    aliases: tuple[str, ...]
    broader: str | None
    definition: str
    count: int


def glossary(catalogue: Catalogue, facets: Iterable[Facet]) -> Iterator[Entry]:
    """Yield the entries of some facets, each term before its narrower ones."""
    vocabulary = catalogue.vocabulary
    for facet in facets:
        for term, _ in vocabulary.tree(facet):
            count = papers_with_term(facet, term.id, catalogue).bit_count()
            yield Entry(facet, term.id, term.label, term.aliases, term.broader, term.definition, count)
