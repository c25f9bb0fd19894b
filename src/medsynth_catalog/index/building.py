"""From the records of a catalogue folder to the bytes of its index. What was indexed before is taken over, not made again."""

from array import array
from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

import msgspec

from medsynth_catalog.index.bitsets import packed
from medsynth_catalog.index.form import GROUPS, SHAPE, TABLES, Stamp, newest_first
from medsynth_catalog.index.names import PaperNames, names_of
from medsynth_catalog.index.reading import Index
from medsynth_catalog.index.sections import write_sections
from medsynth_catalog.index.words import MAX_PAPERS, moved, places_of, renumbering
from medsynth_catalog.records import Paper, Part
from medsynth_catalog.venues import spellings_of as venue_spellings
from medsynth_catalog.vocabulary import spellings_of as term_spellings


def build_index(
    part: Part,
    state: int,
    *,
    context: int = 0,
    stamps: Mapping[str, Stamp] | None = None,
    names: PaperNames | None = None,
    previous: Index | None = None,
    kept: AbstractSet[str] = frozenset(),
    problems: Sequence[str] = (),
) -> bytes:
    """Return the index of a catalogue folder as the bytes of a file.

    Args:
        part: the records of the folder.
        state: the fingerprint that the index is opened with.
        context: the fingerprint of the catalogue which the folder was checked against.
        stamps: the state of each file by its name.
        names: what each paper is known by, if that was found before.
        previous: an older index of the folder.
        kept: keys of the papers that are the same there, whose words need not be found again.
        problems: what is wrong with the files that were left out.
    """
    papers = sorted(part.papers, key=newest_first)
    if len(papers) > MAX_PAPERS:
        raise OverflowError(f"a catalogue folder holds at most {MAX_PAPERS} papers")
    encode = msgspec.msgpack.encode
    places = _places(papers, previous, kept)
    words = sorted(places)
    tables = (
        encode(part.terms),
        encode(term_spellings(part.terms)),
        encode(part.sources),
        encode(part.venues),
        encode(venue_spellings(part.venues)),
        encode(part.rejected),
        encode(part.annotations),
        encode(problems),
        encode((context, stamps or {})),
        _lines(papers, names_of(papers) if names is None else names),
        "\n".join(words).encode(),
    )
    whole = {
        **dict(zip(TABLES, tables, strict=True)),
        **{f"group {name}": encode(_group(papers, name)) for name in GROUPS},
    }
    numbered = {"papers": map(encode, papers), "places": (places[word] for word in words)}
    return write_sections(state, SHAPE, whole, numbered)


def _group(papers: Sequence[Paper], name: str) -> dict[str, bytes]:
    """The sets of papers that share a value, by the value."""
    members: dict[str, list[int]] = defaultdict(list)
    values = GROUPS[name]
    for number, paper in enumerate(papers):
        for value in values(paper):
            members[value].append(number)
    return {value: packed(numbers) for value, numbers in members.items()}


def _lines(papers: Sequence[Paper], names: PaperNames) -> bytes:
    """A line for each name with the number of its paper; of two papers with one name the first keeps it."""
    numbers: dict[str, int] = {}
    for number, paper in enumerate(papers):
        for name in names[paper.key]:
            numbers.setdefault(name, number)
    return ("".join(f"\n{name}\t{number}" for name, number in numbers.items()) + "\n").encode()


def _places(papers: Sequence[Paper], previous: Index | None, kept: AbstractSet[str]) -> dict[str, bytes]:
    """Where each word stands, in the order of the papers, as it is stored."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, paper in enumerate(papers):
        if paper.key not in kept:
            for word, place in places_of(paper, number):
                found[word].append(place)
    stored = {} if previous is None or not kept else _kept_places(papers, previous, kept, found)
    return stored | {word: array("I", sorted(places)).tobytes() for word, places in found.items()}


def _kept_places(
    papers: Sequence[Paper], previous: Index, kept: AbstractSet[str], found: dict[str, list[int]]
) -> dict[str, bytes]:
    """The places of the kept papers: added to those found of a word, or returned as they are stored where nothing changed."""
    numbers: list[int | None] = [None] * len(previous)
    before = previous.keys()
    for number, paper in enumerate(papers):
        if paper.key in kept:
            numbers[before[paper.key]] = number
    gone = [number for number, new in enumerate(numbers) if new is None]
    touched = {word for number in gone for word, _ in places_of(previous.paper(number), number)} | found.keys()
    same_numbers = all(new in (None, number) for number, new in enumerate(numbers))
    new = renumbering(numbers)
    stored: dict[str, bytes] = {}
    for word, stood in zip(previous.words, previous.stored_places(), strict=True):
        if same_numbers and word not in touched:
            stored[word] = stood
        elif places := moved(array("I", stood), new):
            found[word] += places
    return stored
