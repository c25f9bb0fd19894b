"""Forgiving comparison of words, the one home of rapidfuzz. Imported lazily: a query without text never pays for it."""

from collections.abc import Iterable, Sequence


def closest(word: str, choices: Iterable[str]) -> str | None:
    """Return the choice most like `word`, or `None` when none is near enough to be what was meant.

    Both sides are compared as given: fold them first.
    """
    from rapidfuzz import fuzz, process
    from rapidfuzz.distance import OSA

    names = list(choices)
    # A slip of one or two letters, a swap counted once ("egc"), is the likeliest mistake; then a part of a longer name.
    slip = process.extractOne(word, names, scorer=OSA.distance, score_cutoff=1 if len(word) < 5 else 2)
    if slip is not None:
        return slip[0]
    part = process.extractOne(word, names, scorer=fuzz.WRatio, score_cutoff=70) if len(word) > 2 else None
    return part[0] if part is not None else None


def slips(word: str, known: Sequence[str]) -> dict[str, float]:
    """Map each known word that `word` may be a slip for to how near it is, from 0 (not) to 1 (the same).

    One slip is forgiven in a word of four letters or more, two from eight letters on; a swap of two letters is one.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    most = 0 if len(word) < 4 else 1 if len(word) < 8 else 2
    if not most:
        return {}
    found = process.extract(word, known, scorer=OSA.distance, score_cutoff=most, limit=None)
    return {name: 1 - distance / (2 * len(word)) for name, distance, _ in found}


def likeness(one: str, other: str) -> float:
    """How alike two texts are, from 0 to 1, whatever the order of their words.

    >>> likeness("diffusion for ecg synthesis", "ecg synthesis for diffusion")
    1.0
    """
    from rapidfuzz import fuzz

    return fuzz.token_sort_ratio(one, other) / 100


def most_alike(text: str, known: Sequence[str], least: float, most: int = 3) -> list[int]:
    """Return the places of at most so many known texts that are this much like `text` or more, the likest first.

    Both sides are compared as given, letter for letter: fold them and order their words first.
    """
    from rapidfuzz import fuzz, process

    found = process.extract(text, known, scorer=fuzz.ratio, score_cutoff=least * 100, limit=most)
    return [place for _, _, place in found]
