"""The controlled vocabulary: which terms a facet has, what words mean them, and what each includes. Data come from files."""

from collections.abc import Iterable, Iterator
from functools import cached_property

from medsynth_catalog import fuzzy
from medsynth_catalog.errors import QueryError
from medsynth_catalog.records import FACETS, Facet, Term
from medsynth_catalog.text import printable, squash


class Vocabulary:
    """The terms of every facet, in the order of their files."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._terms: dict[Facet, dict[str, Term]] = {facet: {} for facet in FACETS}
        for term in terms:
            self._terms[term.facet][term.id] = term

    def terms(self, facet: Facet) -> dict[str, Term]:
        """Terms of `facet` by id."""
        return self._terms[facet]

    def label(self, facet: Facet, term: str) -> str:
        """The name that a reader sees."""
        return self._terms[facet][term].label

    def short(self, facet: Facet, term: str) -> str:
        """The form used where space is scarce."""
        return self._terms[facet][term].short or term

    def resolve(self, facet: Facet, word: str) -> str:
        """Return the id that `word` means: an id, label or alias, whatever its case, accents, spaces and hyphens.

        Raises QueryError, with the nearest term, when nothing answers to the word.
        """
        meanings = self._meanings[facet]
        term = meanings.get(squash(word))
        if term is not None:
            return term
        near = fuzzy.closest(squash(word), meanings)
        guess = f"did you mean {meanings[near]}? " if near else ""
        raise QueryError(f"unknown {facet} {printable(word)!r}", f"{guess}(medsynth terms {facet})")

    def narrower(self, facet: Facet, term: str) -> frozenset[str]:
        """Ids that `term` includes: its own and those of all terms below it."""
        return self._included[facet][term]

    def tree(self, facet: Facet) -> Iterator[tuple[Term, int]]:
        """Walk the terms of `facet` from broad to narrow, each with its depth from 0."""
        children: dict[str | None, list[Term]] = {}
        for term in self._terms[facet].values():
            children.setdefault(term.broader, []).append(term)
        waiting = [(term, 0) for term in reversed(children.get(None, []))]
        while waiting:
            term, depth = waiting.pop()
            yield term, depth
            waiting.extend((child, depth + 1) for child in reversed(children.get(term.id, [])))

    @cached_property
    def _meanings(self) -> dict[Facet, dict[str, str]]:
        return {
            facet: {squash(name): term.id for term in terms.values() for name in (term.id, term.label, *term.aliases)}
            for facet, terms in self._terms.items()
        }

    @cached_property
    def _included(self) -> dict[Facet, dict[str, frozenset[str]]]:
        included: dict[Facet, dict[str, set[str]]] = {
            f: {id_: {id_} for id_ in terms} for f, terms in self._terms.items()
        }
        for facet, terms in self._terms.items():
            for id_, term in terms.items():
                above = term.broader
                while above is not None:
                    included[facet][above].add(id_)
                    above = terms[above].broader
        return {facet: {id_: frozenset(below) for id_, below in sets.items()} for facet, sets in included.items()}
