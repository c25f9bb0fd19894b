"""Where the words of a text are found: exactly, as the beginning of a longer word, or with typing errors."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import chain
from operator import and_

from medsynth_catalog import fuzzy
from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.index.bitsets import bitset, members, membership
from medsynth_catalog.index.reading import Index
from medsynth_catalog.index.words import END, FIELDS, NOWHERE, field_of, order_of, paper_of
from medsynth_catalog.records import Paper
from medsynth_catalog.text import canonical, fold, squash, words

Found = dict[int, tuple[float, tuple[tuple[str, str], ...]]]
"""For each paper, how well a word matches what was found (0 to 1), and the field and the word that were found."""

# The weight of a word that is found in a field.
WEIGHTS = {"title": 1.0, "former title": 1.0, "method": 1.0, "authors": 0.9, "key": 0.8, "venue": 0.5}
BEGUN = 0.95
# The weight of a word of a reader's tags and notes.
_NOTED = 0.9
# The fields that name a work.
NAMES = ("title", "former title", "method")
_OWN = ("title", "method")


def find_word(catalogue: Catalogue, word: str) -> Found:
    """Return where a word is found; a compound is found joined ("TTS-GAN" as "ttsgan") or by all of its parts."""
    joined = _find(catalogue, squash(word))
    parts = list(dict.fromkeys(words(word)))
    if len(parts) < 2:
        return joined
    together = all_of([_find(catalogue, part) for part in parts])
    return {paper: (score / len(parts), found) for paper, (score, found) in together.items()} | joined


def all_of(found: Sequence[Found]) -> Found:
    """Return the papers that have every one of several words, with the sum of their scores and all places."""
    first, *rest = found or [{}]
    for other in rest:
        first = {
            paper: (score + other[paper][0], tuple(dict.fromkeys((*places, *other[paper][1]))))
            for paper, (score, places) in first.items()
            if paper in other
        }
    return first


def find_phrase(catalogue: Catalogue, folded: Sequence[str]) -> tuple[set[int], set[int]]:
    """Return the papers whose title, preprint's title or method has these folded words consecutively.

    The second set has those of them where the words are the whole title or method.
    """
    phrase = list(map(canonical, folded))
    within: set[int] = set()
    whole: set[int] = set()
    for index, first in catalogue.placed():
        within.update(first + paper_of(start) for start in _starts(index, phrase) if FIELDS[field_of(start)] in NAMES)
        whole.update(first + paper_of(start) for start in _starts(index, [*phrase, END]) if order_of(start) == 0)
    return within, whole


def find_exactly(catalogue: Catalogue, text: str) -> Found:
    """Return where the words of a text follow one another as they are, in any field; only plurals and spelling vary."""
    phrase = [canonical(word) for word in words(text)]
    found: Found = {}
    for index, first in catalogue.placed():
        for start in _starts(index, phrase) if phrase else ():
            paper, field = first + paper_of(start), FIELDS[field_of(start)]
            if paper not in found or WEIGHTS[field] > found[paper][0]:
                found[paper] = (WEIGHTS[field], ((field, text),))
    is_there = membership(catalogue.everything)
    return _noted_exactly(catalogue, phrase, text) | {paper: best for paper, best in found.items() if is_there(paper)}


def alike_words(catalogue: Catalogue, word: str) -> dict[str, float]:
    """Return the words of the catalogue that a word may stand for, each with how near it is (1 is the same)."""
    return _alike(catalogue, squash(word))


def papers_named_with(catalogue: Catalogue, word: str, most: int) -> int:
    """Return the set of papers whose title or method has a word in the form of `text.canonical`.

    It is empty for a word that stands at more than `most` places in all fields, which tells papers apart badly.
    """
    there: list[tuple[int, Sequence[int]]] = []
    for index, first in catalogue.placed():
        number = _number(index, word)
        if number is not None and catalogue.everything >> first & ((1 << len(index)) - 1):
            there.append((first, index.places(number)))
    if sum(len(places) for _, places in there) > most:
        return 0
    found = (first + paper_of(place) for first, places in there for place in places if FIELDS[field_of(place)] in _OWN)
    return bitset(found) & catalogue.everything


def papers_with_name(catalogue: Catalogue, name: str) -> int:
    """Return the set of papers with an author whose name, as "Given Family" or "Family, Given", contains `name`.

    Case and accents don't matter.
    """
    wanted = fold(name).strip()
    parts = words(name)
    if not parts:  # only punctuation, which no index has
        return bitset(number for number in members(catalogue.everything) if _has_name(catalogue.paper(number), wanted))
    asked = dict.fromkeys((part, place == 0, place == len(parts) - 1) for place, part in enumerate(parts))
    found = 0
    for index, first in catalogue.placed():
        found |= reduce(and_, (_authors(index, *part) for part in asked)) << first
    if len(parts) > 1:  # all words are there, but perhaps not consecutively
        found = bitset(number for number in members(found) if _has_name(catalogue.paper(number), wanted))
    return found & catalogue.everything


def _find(catalogue: Catalogue, word: str) -> Found:
    found: Found = {}
    alike = _alike(catalogue, word)
    for index, first in catalogue.placed():
        for known, nearness in alike.items():
            number = _number(index, known)
            for place in index.places(number) if number is not None else ():
                paper = first + paper_of(place)
                field = FIELDS[field_of(place)]
                score = nearness * WEIGHTS[field]
                if paper not in found or score > found[paper][0]:
                    found[paper] = (score, ((field, known),))
    if catalogue.is_partial:
        is_there = membership(catalogue.everything)
        found = {paper: best for paper, best in found.items() if is_there(paper)}
    for paper, field in catalogue.noted_words.get(canonical(word), {}).items():
        if paper not in found or found[paper][0] < _NOTED:
            found[paper] = (_NOTED, ((field, word),))
    return found


def _noted_exactly(catalogue: Catalogue, phrase: Sequence[str], text: str) -> Found:
    """The papers in whose tags or notes some words follow one another."""
    numbers = set.intersection(*(set(catalogue.noted_words.get(word, ())) for word in phrase)) if phrase else set()
    wanted = f" {' '.join(phrase)} "
    found: Found = {}
    for number in numbers:
        one = catalogue.annotations[number]
        said = (("tag", tag) for tag in one.tags), [("note", one.note or "")]
        for field, written in chain(*said):
            if wanted in f" {' '.join(map(canonical, words(written)))} ":
                found.setdefault(number, (_NOTED, ((field, text),)))
    return found


def _alike(catalogue: Catalogue, word: str) -> dict[str, float]:
    """The known words that `word` may stand for, each with how near it is (1 is the same).

    A beginning of five letters counts ("counterf" for "counterfactual"), of four where nothing has the word itself; so do
    slips there, except in numbers.
    """
    alike: dict[str, float] = {}
    for index in catalogue.indexes:
        alike |= {form: 1.0 for form in (word, canonical(word)) if _number(index, form) is not None}
    if canonical(word) in catalogue.noted_words:
        alike[canonical(word)] = 1.0
    if len(word) > 4 or (len(word) == 4 and not alike):
        for index in catalogue.indexes:
            alike |= dict.fromkeys(_begun(index.words, word), BEGUN)
    if 1.0 not in alike.values() and word.isalpha():
        for index in catalogue.indexes:
            alike |= fuzzy.slips(word, index.words)
    return alike


def _number(index: Index, word: str) -> int | None:
    place = bisect_left(index.words, word)
    return place if place < len(index.words) and index.words[place] == word else None


def _begun(known: Sequence[str], word: str) -> Iterator[str]:
    """The longer words that begin with `word`."""
    for place in range(bisect_left(known, word), len(known)):
        if not known[place].startswith(word):
            return
        if known[place] != word:
            yield known[place]


def _starts(index: Index, phrase: Sequence[str]) -> set[int]:
    """The places at which some words begin to follow one another in a title or method."""
    starts: set[int] | None = None
    for before, word in enumerate(phrase):
        number = _number(index, word)
        if number is None:
            return set()
        here = {place - before for place in index.places(number) if before <= order_of(place) < NOWHERE}
        starts = here if starts is None else starts & here
        if not starts:
            break
    return starts or set()


def _authors(index: Index, part: str, is_first: bool, is_last: bool) -> int:
    """The papers of an index with a word among the authors' names that has a word of a part of a name: the first may be
    the end of it, the last the beginning."""
    numbers: set[int] = set()
    for number, word in enumerate(index.words):
        if part in word and (is_first or word.startswith(part)) and (is_last or word.endswith(part)):
            places = index.places(number)
            numbers.update(paper_of(one) for one in places if FIELDS[field_of(one)] == "authors")
    return bitset(numbers)


def _has_name(paper: Paper, name: str) -> bool:
    return any(
        name in fold(text) for author in paper.authors for text in (author.name, f"{author.family}, {author.given}")
    )
