"""Which papers are most similar to a paper, and what they share with it. Computes; the views show.

The measure is the weighted Jaccard index: the weight of what two papers share over the weight of what either has. What a paper has
are its terms with the broader ones, its data sets, and the words of its title and method. Each weighs its aspect's weight times the inverse document frequency,
ln(N/n) of n papers among N (K. Spärck Jones, *J. Doc.* 28 (1972) 11-21), so that what few papers have counts more.
"""

from collections.abc import Iterator
from math import log

from msgspec import Struct

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.conditions import papers_with_term
from medsynth_catalog.datasets import called
from medsynth_catalog.index.bitsets import members
from medsynth_catalog.records import FACETS, Facet, Paper
from medsynth_catalog.text import canonical, compounds, words
from medsynth_catalog.wordsearch import papers_named_with

WEIGHTS = {
    "modality": 3.0,
    "type": 2.0,
    "application": 2.0,
    "data": 2.0,
    "anatomy": 1.0,
    "scenario": 1.0,
    "role": 1.0,
    "evaluation": 0.5,
    "words": 0.3,
}
"""How much each aspect of a paper counts: what is synthesised most, then how and from which data. "words" are those of title and method."""

# What adds less than this part of all that is shared is no reason, nor is a word that so many of the papers have.
_SLIGHT, _COMMON = 0.04, 0.05
_MOST_WORDS = 4

Feature = tuple[str, str]
"""What a paper has: an aspect of WEIGHTS, and a term, the key of a data set, or a word."""


class Reason(Struct, frozen=True):
    """What two papers share in one aspect.

    Attributes:
        by: The aspect, one of WEIGHTS.
        shared: The terms that both have or include and the keys of data sets, the rarest first; or the rarest words, in the order of the title.
    """

    by: str
    shared: tuple[str, ...]


class Relative(Struct, frozen=True):
    """A paper that is similar to another.

    Attributes:
        paper: The paper.
        similarity: How similar it is, from 0 to 1.
        reasons: What both share, the aspect that adds most first.
    """

    paper: Paper
    similarity: float
    reasons: tuple[Reason, ...]


def related(catalogue: Catalogue, paper: Paper, most: int = 5) -> list[Relative]:
    """Return the papers most similar to a paper, with what they share; of equally similar ones the newest first.

    Args:
        catalogue: Where to look.
        paper: A paper of the catalogue.
        most: The maximum number of papers; 0 for all that share anything.
    """
    measure = _Measure(catalogue)
    ours = measure.features(paper)
    total = sum(ours.values())
    shared: dict[int, float] = {}
    for feature, weight in ours.items():
        for number in members(measure.having(feature)) if weight else ():
            shared[number] = shared.get(number, 0.0) + weight
    itself = catalogue.number("key", paper.key)
    if itself is not None:
        shared.pop(itself, None)
    found: list[Relative] = []
    least = 0.0  # the similarity of the last of `most` papers
    for number in sorted(shared, key=lambda number: (-shared[number], number)):
        # Shared over all is at most shared over ours, so that nobody behind the first who can't come in does.
        if most and len(found) >= most and shared[number] / total < least:
            break
        other = catalogue.paper(number)
        theirs = measure.features(other)
        both = sum(weight for feature, weight in ours.items() if feature in theirs)
        found.append(
            Relative(
                other, both / (total + sum(theirs.values()) - both), measure.reasons(paper, ours, theirs.keys() & ours)
            )
        )
        if most and len(found) >= most:
            found.sort(key=lambda one: (-one.similarity, -(one.paper.year or 0), one.paper.key))
            del found[most:]
            least = found[-1].similarity
    return sorted(found, key=lambda one: (-one.similarity, -(one.paper.year or 0), one.paper.key))


def relatives(catalogue: Catalogue, paper: Paper, most: int = 5) -> list[Paper]:
    """Return the papers most similar to a paper, as `related` does."""
    return [one.paper for one in related(catalogue, paper, most)]


def reasons_said(catalogue: Catalogue, reasons: tuple[Reason, ...]) -> str:
    """Say what two papers share.

    >>> reasons_said(Catalogue(), (Reason("modality", ("ecg",)), Reason("words", ("state", "space"))))
    'modality: ecg; words: state space'
    """
    return "; ".join(f"{one.by}: {_said(catalogue, one)}" for one in reasons)


def _said(catalogue: Catalogue, reason: Reason) -> str:
    if reason.by == "words":
        return " ".join(reason.shared)
    return ", ".join(called(catalogue, key) if reason.by == "data" else key for key in reason.shared)


class _Measure:
    """The weights of what papers have in a catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._sets: dict[Feature, int] = {}
        self._weights: dict[Feature, float] = {}

    def features(self, paper: Paper) -> dict[Feature, float]:
        """What a paper has, with the weight of each."""
        return {feature: self._weight(feature) for feature in self._features(paper)}

    def having(self, feature: Feature) -> int:
        """The set of papers that have something."""
        if feature not in self._sets:
            self._sets[feature] = self._found(feature)
        return self._sets[feature]

    def reasons(self, paper: Paper, ours: dict[Feature, float], shared: set[Feature]) -> tuple[Reason, ...]:
        """What is shared by aspect, without slight things, and of terms without the broader ones of others that are shared."""
        everything = sum(ours[feature] for feature in shared)
        by: dict[str, list[Feature]] = {}
        for feature in sorted(shared, key=lambda feature: (-ours[feature], feature)):
            by.setdefault(feature[0], []).append(feature)
        weights = {aspect: sum(ours[feature] for feature in there) for aspect, there in by.items()}
        named = {aspect: self._named(paper, aspect, [name for _, name in there]) for aspect, there in by.items()}
        return tuple(
            Reason(aspect, named[aspect])
            for aspect in sorted(weights, key=lambda aspect: -weights[aspect])
            if named[aspect] and weights[aspect] >= _SLIGHT * everything
        )

    def _named(self, paper: Paper, aspect: str, names: list[str]) -> tuple[str, ...]:
        if aspect == "words":
            most = _COMMON * len(self._catalogue)
            meanings = self._catalogue.vocabulary.meanings  # a word that is a term says nothing new
            rare = (word for word in names if len(word) > 1 and self.having((aspect, word)).bit_count() <= most)
            telling = [word for word in rare if not meanings(word)]
            # Parts of compounds and joined ones are no words that a reader sees.
            seen = [canonical(word) for text in (paper.title, paper.architecture) for word in words(text or "")]
            return tuple(sorted([word for word in telling if word in seen][:_MOST_WORDS], key=seen.index))
        facet = _facet(aspect)
        if facet is None:
            return tuple(names)
        above = {broader for name in names for broader in self._broader(facet, name)}
        return tuple(name for name in names if name not in above)

    def _features(self, paper: Paper) -> Iterator[Feature]:
        for facet in FACETS:
            for term in paper.terms(facet):
                yield facet, term
                yield from ((facet, broader) for broader in self._broader(facet, term))
        yield from (("data", key) for key in paper.data)
        for text in (paper.title, paper.architecture):
            yield from (("words", canonical(word)) for word in (*words(text or ""), *compounds(text or "")))

    def _broader(self, facet: Facet, term: str) -> Iterator[str]:
        terms = self._catalogue.vocabulary.terms(facet)
        while (broader := terms[term].broader) is not None:
            yield broader
            term = broader

    def _weight(self, feature: Feature) -> float:
        if feature not in self._weights:
            having = self.having(feature).bit_count()
            self._weights[feature] = WEIGHTS[feature[0]] * log(len(self._catalogue) / having) if having else 0.0
        return self._weights[feature]

    def _found(self, feature: Feature) -> int:
        aspect, name = feature
        facet = _facet(aspect)
        if facet is not None:
            return papers_with_term(facet, name, self._catalogue)
        if aspect == "data":
            return self._catalogue.group("data").get(name, 0)
        return papers_named_with(self._catalogue, name)


def _facet(aspect: str) -> Facet | None:
    return next((facet for facet in FACETS if facet == aspect), None)
