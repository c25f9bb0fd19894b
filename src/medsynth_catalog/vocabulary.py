"""The controlled vocabulary: the terms of each facet, their names, and which terms each includes."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Self

from medsynth_catalog import fuzzy
from medsynth_catalog.errors import QueryError
from medsynth_catalog.records import FACETS, Facet, Term
from medsynth_catalog.text import canonical, printable, words

Spellings = Mapping[Facet, Mapping[str, str]]
"""For each facet the id of a term by the `spelling` of each of its names."""


class Vocabulary:
    """The terms of every facet, in the order of their files.

    Args:
        terms: The terms; of two with one id the later one stands.
        spellings: The spellings of these terms, if they were found before (an index keeps them).
    """

    def __init__(self, terms: Iterable[Term], spellings: Spellings | None = None) -> None:
        self._terms: dict[Facet, dict[str, Term]] = {facet: {} for facet in FACETS}
        self._narrower: dict[tuple[Facet, str], frozenset[str]] = {}
        for term in terms:
            self._terms[term.facet][term.id] = term
        self._spellings = spellings or spellings_of(self)

    def extended(self, terms: Iterable[Term]) -> Self:
        """Return the vocabulary with further terms after its own."""
        return type(self)([*self, *terms])

    def __iter__(self) -> Iterator[Term]:
        return (term for terms in self._terms.values() for term in terms.values())

    def terms(self, facet: Facet) -> dict[str, Term]:
        """Return the terms of a facet by id."""
        return self._terms[facet]

    def label(self, facet: Facet, term: str) -> str:
        """Return the label of a term."""
        return self._terms[facet][term].label

    def short(self, facet: Facet, term: str) -> str:
        """Return the short form of a term: its id if it has no other."""
        return self._terms[facet][term].short or term

    def resolve(self, facet: Facet, word: str) -> str:
        """Return the id of the term with this id, label or alias, whatever its case, accents, spaces and hyphens.

        Raises QueryError, with the nearest term as hint, when there is none.
        """
        term = self.named(facet, word)
        if term is not None:
            return term
        near = self.nearest(facet, word)
        elsewhere = [f"--{other} {term}" for other in FACETS if other != facet and (term := self.named(other, word))]
        guess = " or ".join(elsewhere) or near
        hint = f"did you mean {guess}? (see medsynth terms {facet})" if guess else f"see medsynth terms {facet}"
        raise QueryError(f"unknown {facet} {printable(word)!r}", hint)

    def named(self, facet: Facet, word: str) -> str | None:
        """Return the id that `word` means, as `resolve` does, or `None`."""
        return self._spellings[facet].get(spelling(word))

    def meanings(self, text: str) -> frozenset[tuple[Facet, str]]:
        """Return the terms of any facet that `text` names, each as facet and id; a single letter names none."""
        form = spelling(text)
        found = ((facet, self._spellings[facet].get(form)) for facet in FACETS)
        return frozenset((facet, term) for facet, term in found if term and len(form) > 1)

    def misspelt(self, facet: Facet, word: str) -> str | None:
        """Return the id of the term in whose name `word` has a slip, or `None`."""
        meanings = self._spellings[facet]
        near = fuzzy.slips(spelling(word), list(meanings))
        return meanings[max(near, key=lambda name: near[name])] if near else None

    def nearest(self, facet: Facet, word: str) -> str | None:
        """Return the id of the term with this name, or with the most similar one; `None` when none is similar enough."""
        meanings = self._spellings[facet]
        form = spelling(word)
        return meanings.get(form if form in meanings else fuzzy.closest(form, meanings) or "")

    def narrower(self, facet: Facet, term: str) -> frozenset[str]:
        """Return the ids that a term includes: its own and those of all narrower terms."""
        if (facet, term) in self._narrower:
            return self._narrower[facet, term]
        included = {term}
        for below, depth in self.tree(facet):
            if depth and below.broader in included:  # a broader term comes first
                included.add(below.id)
        self._narrower[facet, term] = frozenset(included)
        return self._narrower[facet, term]

    def tree(self, facet: Facet) -> Iterator[tuple[Term, int]]:
        """Yield the terms of a facet, each before its narrower ones, with its depth from 0."""
        children: dict[str | None, list[Term]] = {}
        for term in self._terms[facet].values():
            children.setdefault(term.broader, []).append(term)
        waiting = [(term, 0) for term in reversed(children.get(None, []))]
        while waiting:
            term, depth = waiting.pop()
            yield term, depth
            waiting.extend((child, depth + 1) for child in reversed(children.get(term.id, [])))


def spellings_of(terms: Iterable[Term]) -> dict[Facet, dict[str, str]]:
    """Return the terms that names mean; of two terms with one name the later one has it."""
    found: dict[Facet, dict[str, str]] = {facet: {} for facet in FACETS}
    for term in terms:
        found[term.facet].update((spelling(name), term.id) for name in term.names)
    return found


def spelling(name: str) -> str:
    """Return the form in which names of terms are compared: case, accents, spaces, hyphens and plurals don't matter.

    >>> spelling("Normalising Flows") == spelling("normalizing-flow")
    True
    """
    return canonical("".join(map(canonical, words(name))))
