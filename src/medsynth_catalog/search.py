"""Asking the catalogue: which papers answer a query, in which order, and if none, why. Shows nothing."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import Any

from msgspec import Struct

from medsynth_catalog import fuzzy
from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.choices import choose
from medsynth_catalog.query import Condition, Query, matches
from medsynth_catalog.records import Paper
from medsynth_catalog.text import fold, squash, words

# What a text is looked for in, and how much a word found there counts.
_FIELDS: dict[str, tuple[float, Callable[[Paper], str]]] = {
    "title": (1.0, lambda paper: f"{paper.title or ''} {(paper.preprint and paper.preprint.title) or ''}"),
    "architecture": (1.0, lambda paper: paper.architecture or ""),
    "authors": (0.9, lambda paper: " ".join(paper.names)),
    "key": (0.8, lambda paper: paper.key),
    "venue": (0.5, lambda paper: paper.venue or ""),
}

# Descending order stands in the key where that is what a reader means by it; papers without the fact come last.
_ORDERS: dict[str, Callable[[Paper], Any]] = {
    "year": lambda paper: (-(paper.year or 0), -(paper.month or 0), paper.key),
    "title": lambda paper: (paper.title is None, fold(paper.title or ""), paper.key),
    "author": lambda paper: (not paper.names, [fold(author.family) for author in paper.authors], paper.key),
    "venue": lambda paper: (paper.venue is None, fold(paper.venue or ""), -(paper.year or 0), paper.key),
    "key": lambda paper: paper.key,
}
_Index = Mapping[str, Sequence[tuple[Paper, str]]]

RELEVANCE = "relevance"
ORDERS = (RELEVANCE, *_ORDERS)


class Hit(Struct, frozen=True):
    """A paper that answers, how well its text does (0 to 1; 0 without a text), and where: (field, word found) pairs."""

    paper: Paper
    score: float = 0.0
    found: tuple[tuple[str, str], ...] = ()


class Answer(Struct, frozen=True):
    """The hits of a query in order, and how many there were before a limit cut them."""

    hits: tuple[Hit, ...]
    total: int

    @property
    def papers(self) -> list[Paper]:
        """The papers of the hits."""
        return [hit.paper for hit in self.hits]


class WhyNot(Struct, frozen=True):
    """Why nothing answers: the option that removed the last papers, how many those were, and the nearest query that
    has answers (its options) with their number."""

    removed_by: str
    removed: int
    nearest: tuple[str, ...]
    found: int


def search(catalogue: Catalogue, query: Query, sort: str | None = None, limit: int = 0) -> Answer:
    """Answer a query.

    `sort` is one of ORDERS, with a leading "-" to turn it round; by default relevance where there is a text, else year,
    newest first. `limit` 0 means all. Raises QueryError for a query that can't be asked.
    """
    conditions = query.conditions(catalogue)
    if query.text.split():
        hits = [hit for hit in _ranked(catalogue, query.text) if matches(hit.paper, conditions)]
    else:
        hits = [Hit(paper) for paper in catalogue.papers if matches(paper, conditions)]
    _sort(hits, sort or (RELEVANCE if query.text.split() else "year"))
    return Answer(tuple(hits[:limit] if limit > 0 else hits), len(hits))


def explain(catalogue: Catalogue, query: Query) -> WhyNot | None:
    """Say why a query has no answer, or `None` when only an empty catalogue is to blame."""
    conditions = [*query.conditions(catalogue), *_text_conditions(catalogue, query.text)]
    left = list(catalogue.papers)
    if not left:
        return None
    for condition in conditions:
        kept = [paper for paper in left if condition.holds(paper)]
        if not kept:
            nearest = _nearest(catalogue.papers, conditions)
            found = sum(matches(paper, nearest) for paper in catalogue.papers)
            return WhyNot(condition.option, len(left), tuple(condition.option for condition in nearest), found)
        left = kept
    return None


def _nearest(papers: Iterable[Paper], conditions: Sequence[Condition]) -> list[Condition]:
    """The largest set of conditions that some paper meets; of equal ones that which keeps the earlier: the subject."""
    best = max(
        ([condition.holds(paper) for condition in conditions] for paper in papers), key=lambda held: (sum(held), held)
    )
    return [condition for condition, held in zip(conditions, best, strict=True) if held]


def _text_conditions(catalogue: Catalogue, text: str) -> Iterator[Condition]:
    for word in _asked(text):
        yield _said(word, {hit.paper.key for hit in _ranked(catalogue, word)})


def _said(word: str, keys: AbstractSet[str]) -> Condition:
    return Condition(repr(word), lambda paper: paper.key in keys)


@lru_cache(maxsize=2)
def _index(catalogue: Catalogue) -> _Index:
    """The papers and fields in which each word stands; kept, since a program asks one catalogue many questions."""
    index: dict[str, list[tuple[Paper, str]]] = defaultdict(list)
    for paper in catalogue.papers:
        for field, (_, text) in _FIELDS.items():
            for word in set(words(text(paper))):
                index[word].append((paper, field))
    return index


def _ranked(catalogue: Catalogue, text: str) -> list[Hit]:
    """Papers in which every word of the text is found, exactly or nearly, with the places."""
    index = _index(catalogue)
    asked = _asked(text)
    found = _all_of([_found(index, word) for word in asked])
    phrase = " ".join(fold(text).split())
    return [_with_phrase(hit, phrase, len(asked)) for hit in found.values()]


def _asked(text: str) -> list[str]:
    """The words of a text; a lone dash asks for nothing, unless it is all there is."""
    return [word for word in text.split() if squash(word)] or text.split()


def _found(index: _Index, word: str) -> dict[str, Hit]:
    """The best hit of a word in each paper; a compound is found joined ("TTS-GAN" as "ttsgan") or by all its parts."""
    joined = _hits(index, squash(word))
    pieces = re.findall(r"[^\W_]+", word)
    if len(pieces) < 2:
        return joined
    parts = _all_of([_hits(index, fold(piece)) for piece in pieces])
    return {key: Hit(hit.paper, hit.score / len(pieces), hit.found) for key, hit in parts.items()} | joined


def _hits(index: _Index, word: str) -> dict[str, Hit]:
    best: dict[str, Hit] = {}
    for known, nearness in fuzzy.alike(word, index).items():
        for paper, field in index[known]:
            score = nearness * _FIELDS[field][0]
            if paper.key not in best or score > best[paper.key].score:
                best[paper.key] = Hit(paper, score, ((field, known),))
    return best


def _all_of(found: Sequence[dict[str, Hit]]) -> dict[str, Hit]:
    """The papers that every word is found in, with what was found together."""
    first, *rest = found or [{}]
    for other in rest:
        first = {key: _both(hit, other[key]) for key, hit in first.items() if key in other}
    return first


def _both(one: Hit, other: Hit) -> Hit:
    return Hit(one.paper, one.score + other.score, tuple(dict.fromkeys((*one.found, *other.found))))


def _with_phrase(hit: Hit, phrase: str, asked: int) -> Hit:
    """Average over the words; the very title or method comes before a title that holds it, that before its words."""
    title, method = fold(hit.paper.title or ""), fold(hit.paper.architecture or "")
    whole = 1.0 if phrase in (title, method) else 0.97 if phrase in title else 0.9
    return Hit(hit.paper, round(hit.score / asked * whole, 4), hit.found)


def _sort(hits: list[Hit], order: str) -> None:
    name = choose("order", order.removeprefix("-"), ORDERS)
    hits.sort(key=lambda hit: _ORDERS["year"](hit.paper))
    if name == RELEVANCE:
        hits.sort(key=lambda hit: -hit.score)
    else:
        hits.sort(key=lambda hit: _ORDERS[name](hit.paper))
    if order.startswith("-"):
        hits.reverse()
