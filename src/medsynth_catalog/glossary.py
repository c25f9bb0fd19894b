"""The vocabulary with the number of papers that have each term. Computes; the command `terms` prints."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.conditions import papers_with_term
from medsynth_catalog.records import Facet


class CountedTerm(Struct, frozen=True):
    """A term with its number of papers; its fields are those of `terms -f json`.

    Attributes:
        facet: The facet of the term.
        id: Its id.
        label: Its name for a reader.
        aliases: Its other spellings.
        broader: The id of the term that includes it, or `None`.
        definition: What it means.
        count: The number of papers that have it or a narrower term.
    """

    facet: Facet
    id: str
    label: str
    aliases: tuple[str, ...]
    broader: str | None
    definition: str
    count: int


def counted_terms(catalogue: Catalogue, facets: Iterable[Facet]) -> Iterator[CountedTerm]:
    """Yield the terms of some facets, each before its narrower ones."""
    vocabulary = catalogue.vocabulary
    for facet in facets:
        for term, _ in vocabulary.tree(facet):
            count = papers_with_term(facet, term.id, catalogue).bit_count()
            yield CountedTerm(facet, term.id, term.label, term.aliases, term.broader, term.definition, count)
