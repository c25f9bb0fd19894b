"""The words of a paper with where they stand: what a text is looked for in. One definition for building and for reading."""

from collections.abc import Iterable, Iterator, Sequence

from medsynth_catalog.records import Paper
from medsynth_catalog.text import canonical, compounds, words

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
# Names have no plurals and no American spelling.
_AS_WRITTEN = ("authors", "key")
MAX_PAPERS = 1 << (32 - _PAPER_SHIFT)


def paper_of(place: int) -> int:
    """Return the number of the paper in which a word stands.

    >>> place = 5 << _PAPER_SHIFT | 2 << _ORDER_BITS | 1
    >>> paper_of(place), field_of(place), order_of(place)
    (5, 2, 1)
    """
    return place >> _PAPER_SHIFT


def field_of(place: int) -> int:
    """Return the number in FIELDS of the field in which a word stands."""
    return place >> _ORDER_BITS & ((1 << _FIELD_BITS) - 1)


def order_of(place: int) -> int:
    """Return how many words of its field stand before a word, or NOWHERE."""
    return place & NOWHERE


def renumbering(papers: Sequence[int | None]) -> list[int]:
    """Return what `moved` needs to know: for each paper its new number, or `None`."""
    return [-1 if number is None else number << _PAPER_SHIFT for number in papers]


def moved(places: Iterable[int], new: Sequence[int]) -> list[int]:
    """Return places under the new numbers of their papers (`renumbering`), without those whose paper has none."""
    rest = (1 << _PAPER_SHIFT) - 1
    return [new[place >> _PAPER_SHIFT] | place & rest for place in places if new[place >> _PAPER_SHIFT] >= 0]


def texts(paper: Paper) -> tuple[str, ...]:
    """Return the text of each of FIELDS, empty where the paper has none."""
    former = paper.preprint.title if paper.preprint else None
    return (
        paper.title or "", former or "", paper.architecture or "", " ".join(paper.names), paper.key, paper.venue or ""
    )  # fmt: skip


def places_of(paper: Paper, number: int) -> Iterator[tuple[str, int]]:
    """Yield each word of a paper, which has this number in the index, with its place.

    >>> [(word, place & NOWHERE) for word, place in places_of(Paper(key="k", kind="article", title="A GAN"), 0)]
    [('a', 0), ('gan', 1), ('$', 2), ('k', 0)]
    """
    for field, text in enumerate(texts(paper)):
        if text:
            here = number << _PAPER_SHIFT | field << _ORDER_BITS
            form = str if FIELDS[field] in _AS_WRITTEN else canonical
            found = [form(word) for word in words(text)]
            for order, word in enumerate(found[:NOWHERE]):
                yield word, here | order
            for word in (*found[NOWHERE:], *map(form, compounds(text))):
                yield word, here | NOWHERE
            if FIELDS[field] in _ORDERED:
                yield END, here | min(len(found), NOWHERE)
