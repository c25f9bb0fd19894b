"""How well papers fit a text that was understood. The words of one thing asked for count together; rarer things count more."""

from collections.abc import Sequence
from math import log

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.index.bitsets import bitset, members, membership
from medsynth_catalog.interpreting import Interpretation
from medsynth_catalog.meanings import Wanted
from medsynth_catalog.wordsearch import Found, all_of, find_exactly, find_phrase, find_word

# What counts where words mean a term: that the paper has it, and that its texts have the words.
MEANT, WRITTEN = 0.55, 0.45
# A text that is all of a title or method has at least this score; the most for words that follow one another, and apart.
WHOLE, WITHIN, APART = 0.98, 0.97, 0.9


def papers_of(catalogue: Catalogue, place: Sequence[Wanted]) -> int:
    """Return the set of papers that have any of several things that a text asks for in one place."""
    return bitset(_fitting(catalogue, place))


def ranked(catalogue: Catalogue, asked: Interpretation) -> list[Found]:
    """Return for each place of a text the papers that have what it asks for, with how well and where."""
    known = {place: _fitting(catalogue, place) for place in dict.fromkeys(asked.wanted)}
    return [known[place] for place in asked.wanted]


def combined(catalogue: Catalogue, asked: Interpretation, fitting: Sequence[Found], papers: int) -> Found:
    """Return how well some papers fit a whole text, from 0 to 1.

    Each place counts by how few papers have it (the inverse document frequency of information retrieval, log(1 + N/n)).
    """
    total = len(catalogue)
    weights = [log(1 + total / len(found)) if found else 0.0 for found in fitting]
    within, whole = find_phrase(catalogue, asked.words)
    is_there = membership(papers)
    scores: dict[int, float] = {}
    places: dict[int, tuple[tuple[str, str], ...]] = {}
    for weight, found in zip(weights, fitting, strict=True):
        for paper, (score, where) in found.items():
            if is_there(paper):
                scores[paper] = scores.get(paper, 0.0) + weight * score
                places[paper] = tuple(dict.fromkeys((*places.get(paper, ()), *where)))
    most = sum(weights) or 1.0

    def score_of(paper: int) -> float:
        apart = scores[paper] / most
        return WHOLE + (1 - WHOLE) * apart if paper in whole else apart * (WITHIN if paper in within else APART)

    return {paper: (round(score_of(paper), 4), places[paper]) for paper in scores}


def _fitting(catalogue: Catalogue, place: Sequence[Wanted]) -> Found:
    best: Found = {}
    for one in place:
        for paper, (score, where) in _fitting_one(catalogue, one).items():
            if paper not in best or score > best[paper][0]:
                best[paper] = (score, where)
    return best


def _fitting_one(catalogue: Catalogue, one: Wanted) -> Found:
    if one.exact:
        return find_exactly(catalogue, one.text)
    if one.certain:
        return dict.fromkeys(members(one.papers & catalogue.everything), (1.0, ()))
    found = all_of([find_word(catalogue, word) for word in one.text.split()])
    length = len(one.text.split())
    if not one.options:
        return {paper: (score / length, where) for paper, (score, where) in found.items()}
    fitting: Found = dict.fromkeys(members(one.papers & catalogue.everything), (MEANT, ()))
    for paper, (score, where) in found.items():
        meant = MEANT if paper in fitting else 0.0
        fitting[paper] = (meant + WRITTEN * score / length, where)
    return fitting
