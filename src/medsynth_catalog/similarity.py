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

# What adds less than this part of all that is shared is no reason; a word that stands at more places than this for each paper counts nothing.
_SLIGHT, _COMMON = 0.04, 0.05
_MOST_WORDS = 4
# Sums of the same weights in another order differ by less.
_ROUNDING = 1e-9

Feature = tuple[str, str]
"""What a paper has: an aspect of WEIGHTS, and a term, the key of a data set, or a word."""


_Near = tuple[float, Paper, set[Feature]]


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
    ours = measure.described(paper) | measure.named(paper)
    total = sum(ours.values())
    shared: dict[int, float] = {}
    for feature, weight in ours.items():
        for number in members(measure.having(feature)) if weight else ():
            shared[number] = shared.get(number, 0.0) + weight
    itself = catalogue.number("key", paper.key)
    if itself is not None:
        shared.pop(itself, None)
    found: list[_Near] = []
    least = 0.0  # the similarity of the last of `most` papers
    for number in sorted(shared, key=lambda number: (-shared[number], number)):
        # What is shared over our own is an upper bound, so that nobody behind the first who can't come in does; that over ours
        # and the other's terms is a closer one, which spares looking at most titles.
        if shared[number] / total < least - _ROUNDING:
            break
        other = catalogue.paper(number)
        theirs = measure.described(other)
        beyond = sum(weight for feature, weight in theirs.items() if feature not in ours)
        if shared[number] / (total + beyond) < least - _ROUNDING:
            continue
        theirs |= measure.named(other)
        both = ours.keys() & theirs.keys()
        weight = sum(ours[feature] for feature in both)
        found.append((weight / (total + sum(theirs.values()) - weight), other, both))
        if most and len(found) >= most:
            found = sorted(found, key=_nearest_first)[:most]
            least = found[-1][0]
    return [
        Relative(other, similarity, measure.reasons(paper, ours, both))
        for similarity, other, both in sorted(found, key=_nearest_first)
    ]


def _nearest_first(near: _Near) -> tuple[float, int, str]:
    similarity, paper, _ = near
    return -round(similarity, 9), -(paper.year or 0), paper.key


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
        self._above: dict[Feature, tuple[str, ...]] = {}

    def described(self, paper: Paper) -> dict[Feature, float]:
        """The terms and data sets of a paper, with the weight of each."""
        return {feature: self._weight(feature) for feature in self._descriptions(paper)}

    def named(self, paper: Paper) -> dict[Feature, float]:
        """The words of the title and method of a paper, with the weight of each, also those that compounds have in them."""
        texts = filter(None, (paper.title, paper.architecture))
        found = {canonical(word) for text in texts for word in (*words(text), *compounds(text))}
        return {("words", word): self._weight(("words", word)) for word in found}

    def having(self, feature: Feature) -> int:
        """The set of papers that have something."""
        if feature not in self._sets:
            self._sets[feature] = self._found(feature)
        return self._sets[feature]

    def reasons(self, paper: Paper, ours: dict[Feature, float], shared: set[Feature]) -> tuple[Reason, ...]:
        """What is shared by aspect, without slight things, and of terms without the broader ones of others that are shared."""
        everything = sum(ours[feature] for feature in shared)
        by: dict[str, list[Feature]] = {}
        for feature in sorted(filter(ours.get, shared), key=lambda feature: (-ours[feature], feature)):
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
            meanings = self._catalogue.vocabulary.meanings  # a word that is a term says nothing new
            telling = [word for word in names if len(word) > 1 and not meanings(word)]
            # Parts of compounds and joined ones are no words that a reader sees.
            seen = [canonical(word) for text in (paper.title, paper.architecture) for word in words(text or "")]
            return tuple(sorted([word for word in telling if word in seen][:_MOST_WORDS], key=seen.index))
        facet = _facet(aspect)
        if facet is None:
            return tuple(names)
        above = {broader for name in names for broader in self._broader(facet, name)}
        return tuple(name for name in names if name not in above)

    def _descriptions(self, paper: Paper) -> Iterator[Feature]:
        for facet in FACETS:
            for term in paper.terms(facet):
                yield facet, term
                yield from ((facet, broader) for broader in self._broader(facet, term))
        yield from (("data", key) for key in paper.data)

    def _broader(self, facet: Facet, term: str) -> tuple[str, ...]:
        if (facet, term) not in self._above:
            broader = self._catalogue.vocabulary.terms(facet)[term].broader
            self._above[facet, term] = () if broader is None else (broader, *self._broader(facet, broader))
        return self._above[facet, term]

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
        return papers_named_with(self._catalogue, name, int(_COMMON * len(self._catalogue)))


def _facet(aspect: str) -> Facet | None:
    return next((facet for facet in FACETS if facet == aspect), None)
