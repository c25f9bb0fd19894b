"""The words of a paper with where they stand: what a text is looked for in. One definition for building and for reading."""

from collections.abc import Iterable, Iterator

from medsynth_catalog.records import Paper
from medsynth_catalog.text import compounds, words

# The fields that a text is looked for in; a place of the index holds the number of its field here.
FIELDS = ("title", "former title", "method", "authors", "key", "venue")
# A place is one number: the paper, the field, how many words stand before it there.
_FIELD_BITS, _ORDER_BITS = 3, 7
_PAPER_SHIFT = _FIELD_BITS + _ORDER_BITS
# Word order of what stands in no order of its own, as a part of a compound does, or behind the longest title.
NOWHERE = (1 << _ORDER_BITS) - 1
# Stands behind the last word of each field in which the order of words counts; no word is spelt so.
END = "$"
_ORDERED = ("title", "former title", "method")
MAX_PAPERS = 1 << (32 - _PAPER_SHIFT)


def place(paper: int, field: int, order: int) -> int:
    """Return the number that stands for a word's place.

    >>> paper_of(place(5, 2, 1)), field_of(place(5, 2, 1)), order_of(place(5, 2, 1))
    (5, 2, 1)
    """
    return paper << _PAPER_SHIFT | field << _ORDER_BITS | min(order, NOWHERE)


def paper_of(place: int) -> int:
    """Return the number of the paper in which a word stands."""
    return place >> _PAPER_SHIFT


def field_of(place: int) -> int:
    """Return the number in FIELDS of the field in which a word stands."""
    return place >> _ORDER_BITS & ((1 << _FIELD_BITS) - 1)


def order_of(place: int) -> int:
    """Return how many words of its field stand before a word, or NOWHERE."""
    return place & NOWHERE


def moved(places: Iterable[int], papers: dict[int, int]) -> Iterator[int]:
    """Yield places under the new numbers of their papers, without those whose paper has none."""
    rest = (1 << _PAPER_SHIFT) - 1
    for one in places:
        paper = papers.get(one >> _PAPER_SHIFT)
        if paper is not None:
            yield paper << _PAPER_SHIFT | one & rest


def texts(paper: Paper) -> tuple[str, ...]:
    """Return the text of each of FIELDS, empty where the paper has none."""
    former = paper.preprint.title if paper.preprint else None
    return (
        paper.title or "", former or "", paper.architecture or "", " ".join(paper.names), paper.key, paper.venue or ""
    )  # fmt: skip


def placed_words(paper: Paper) -> Iterator[tuple[str, int, int]]:
    """Yield each word of a paper with the number of its field and its order there."""
    for field, text in enumerate(texts(paper)):
        if text:
            found = words(text)
            for order, word in enumerate(found):
                yield word, field, order
            if FIELDS[field] in _ORDERED:
                yield END, field, len(found)
            for word in compounds(text):
                yield word, field, NOWHERE
