"""Comparing words and texts that may have typing errors: the one home of rapidfuzz, imported only when it is needed."""

from collections.abc import Iterable, Sequence


def closest(word: str, choices: Iterable[str]) -> str | None:
    """Return the choice most similar to `word`, or `None` when none is similar enough to be what was meant.

    Both are compared as they are: fold them first.
    """
    from rapidfuzz import fuzz, process
    from rapidfuzz.distance import OSA

    names = list(choices)
    # The most likely mistake is one of one or two letters, a swap ("egc") counted once; the next is a part of a longer name.
    slip = process.extractOne(word, names, scorer=OSA.distance, score_cutoff=1 if len(word) < 5 else 2)
    if slip is not None:
        return slip[0]
    part = process.extractOne(word, names, scorer=fuzz.WRatio, score_cutoff=70) if len(word) > 2 else None
    return part[0] if part is not None else None


def slips(word: str, known: Sequence[str]) -> dict[str, float]:
    """Return the known words that `word` may be with typing errors, with their similarity from 0 to 1 (the same).

    One error is forgiven in words of four letters or more, two in words of eight or more; a swap of two letters is one.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    most = 0 if len(word) < 4 else 1 if len(word) < 8 else 2
    if not most:
        return {}
    found = process.extract(word, known, scorer=OSA.distance, score_cutoff=most, limit=None)
    return {name: 1 - distance / (2 * len(word)) for name, distance, _ in found}


def likeness(one: str, other: str) -> float:
    """Return the similarity of two texts, from 0 to 1, whatever the order of their words.

    >>> likeness("diffusion for ecg synthesis", "ecg synthesis for diffusion")
    1.0
    """
    from rapidfuzz import fuzz

    return fuzz.token_sort_ratio(one, other) / 100


def most_alike(text: str, known: Sequence[str], least: float, most: int = 3) -> list[int]:
    """Return the positions of the known texts that are most similar to `text`, the most similar first.

    Args:
        text: A text, folded and with its words in order: both sides are compared letter for letter.
        known: What it is compared with, in the same form.
        least: The least similarity, from 0 to 1.
        most: The maximum number of positions.
    """
    from rapidfuzz import fuzz, process

    found = process.extract(text, known, scorer=fuzz.ratio, score_cutoff=least * 100, limit=most)
    return [place for _, _, place in found]
