"""The controlled vocabulary: which terms a facet has, what words mean them, and what each includes. Data come from files."""

from collections.abc import Iterable, Iterator
from typing import Self

from medsynth_catalog import fuzzy
from medsynth_catalog.errors import QueryError
from medsynth_catalog.records import FACETS, Facet, Term
from medsynth_catalog.text import printable, squash


class Vocabulary:
    """The terms of every facet, in the order of their files."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._terms: dict[Facet, dict[str, Term]] = {facet: {} for facet in FACETS}
        self._meanings: dict[Facet, dict[str, str]] = {}
        for term in terms:
            self._terms[term.facet][term.id] = term

    def extended(self, terms: Iterable[Term]) -> Self:
        """Return the vocabulary with further terms behind its own."""
        return type(self)([*(term for facet in FACETS for term in self._terms[facet].values()), *terms])

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
        term = self._spellings(facet).get(squash(word))
        if term is not None:
            return term
        near = self.nearest(facet, word)
        guess = f"did you mean {near}? " if near else ""
        raise QueryError(f"unknown {facet} {printable(word)!r}", f"{guess}(medsynth terms {facet})")

    def nearest(self, facet: Facet, word: str) -> str | None:
        """Return the id that `word` means or was meant to, or `None` when nothing is near enough."""
        meanings = self._spellings(facet)
        form = squash(word)
        return meanings.get(form if form in meanings else fuzzy.closest(form, meanings) or "")

    def narrower(self, facet: Facet, term: str) -> frozenset[str]:
        """Ids that `term` includes: its own and those of all terms below it."""
        included = {term}
        for below, depth in self.tree(facet):
            if depth and below.broader in included:  # the walk comes to a broader term first
                included.add(below.id)
        return frozenset(included)

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

    def _spellings(self, facet: Facet) -> dict[str, str]:
        """Ids by the squashed form of every name; made when the facet is first asked for."""
        if facet not in self._meanings:
            self._meanings[facet] = {
                squash(name): term.id for term in self._terms[facet].values() for name in term.names
            }
        return self._meanings[facet]
