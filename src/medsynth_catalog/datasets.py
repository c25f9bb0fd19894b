"""Data sets and their names: which records a reader's word for a data set means."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache, reduce
from operator import or_

from medsynth_catalog import fuzzy
from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.errors import QueryError
from medsynth_catalog.index.bitsets import members
from medsynth_catalog.records import Paper
from medsynth_catalog.text import printable, squash, words

# Words that titles of data sets have and that name none.
_EMPTY = frozenset(
    ["a", "an", "and", "data", "database", "dataset", "datasets", "for", "from", "in", "of", "on", "the", "with"]
)
_IN_BRACKETS = re.compile(r"\(([^()]+)\)")


def data_sets(catalogue: Catalogue) -> list[Paper]:
    """Return the papers that are data sets, or that others name as their data; also those that are left out of answers."""
    found: dict[str, Paper | None] = {}
    for index in catalogue.indexes:
        for number in members(index.group("role").get("dataset", 0)):
            paper = index.paper(number)
            found[paper.key] = paper
    for key in catalogue.group("data"):
        if key not in found:
            found[key] = _record(catalogue, key)
    return [paper for paper in found.values() if paper]


def called(catalogue: Catalogue, key: str) -> str:
    """Return what the data set of this key is called: its own name, or else the title of its paper; the key if there is none."""
    paper = _record(catalogue, key)
    return (paper.architecture or paper.title or key) if paper else key


def assessed(catalogue: Catalogue) -> tuple[int, int]:
    """Return of how many papers data sets are known, and of how many they could be: all but data sets themselves."""
    able = catalogue.everything & ~catalogue.group("role").get("dataset", 0)
    known = reduce(or_, catalogue.group("data").values(), 0) & able
    return known.bit_count(), able.bit_count()


def users(catalogue: Catalogue, paper: Paper) -> list[Paper]:
    """Return the papers that are trained or judged on a data set, newest first."""
    return [catalogue.paper(number) for number in catalogue.newest(catalogue.group("data").get(paper.key, 0))]


def data_sets_named(text: str, catalogue: Catalogue) -> list[str]:
    """Return the keys of the data sets in use that some words of a question name, whatever their case, spaces and hyphens.

    Less is taken for a name than by `resolve_data_set`, where the reader says that it is one: a whole name, one without the
    number of its edition, or the beginning of a data set's own name if it is an acronym ("MIMIC", but not "Sleep" of
    "Sleep-EDF") or has several words.
    """
    form, parts = squash(text), words(text)
    edition = _edition(form)
    known = _in_use(catalogue)
    return [key for key, names, _ in known if any(map(edition.fullmatch, names))] or [
        key for key, _, own in known if words(own)[: len(parts)] == parts and (len(parts) > 1 or _is_acronym(own))
    ]


def resolve_data_set(word: str, catalogue: Catalogue) -> list[Paper]:
    """Return the data sets that `word` means, whatever its case, spaces and hyphens.

    A word is a whole name (key, own name, title, an acronym in or of them) or one without the number of its edition ("BraTS"
    of "BraTS 2021"); or else the beginning of some names ("MIMIC" of "MIMIC-III"); or else words of some.

    Raises:
        QueryError: It means none; the hint has the nearest name.
    """
    form, parts = squash(word), [part for part in words(word) if part not in _EMPTY]
    known = [(paper, list(filter(None, _names(paper)))) for paper in data_sets(catalogue)]
    edition = _edition(form)
    ways: tuple[Callable[[list[str]], bool], ...] = (
        lambda names: any(edition.fullmatch(squash(name)) for name in names),
        lambda names: any(words(name)[: len(parts)] == parts for name in names),
        lambda names: set(parts) <= set(words(" ".join(names))),
    )
    for is_meant in ways if parts else ():
        if found := [paper for paper, names in known if is_meant(names)]:
            return found
    own = {squash(paper.architecture): paper.architecture for paper, _ in known if paper.architecture}
    near = fuzzy.closest(form, own) if form else None
    see = "see medsynth list --by data"
    raise QueryError(f"unknown data set {printable(word)!r}", f"did you mean {own[near]}? ({see})" if near else see)


@lru_cache(maxsize=2)  # a question asks of each of its words, and a reader may type on
def _in_use(catalogue: Catalogue) -> list[tuple[str, list[str], str]]:
    """The key, the names made comparable, and the own name of each data set that papers use."""
    used = catalogue.group("data")
    return [
        (paper.key, [squash(name) for name in _names(paper) if name], paper.architecture or "")
        for paper in data_sets(catalogue)
        if paper.key in used
    ]


def _edition(form: str) -> re.Pattern[str]:
    """A name made comparable, with or without the number of an edition."""
    return re.compile(re.escape(form) + r"\d*" if form[-1:].isalpha() else re.escape(form))


def _is_acronym(name: str) -> bool:
    """Whether the first word of a name has capitals within: "MIMIC-III", "VinDr-CXR", but not "Sleep-EDF"."""
    first = re.split(r"[\s-]", name, maxsplit=1)[0]
    return first[1:] != first[1:].lower()


def _record(catalogue: Catalogue, key: str) -> Paper | None:
    for index in catalogue.indexes:
        if (number := index.number("key", key)) is not None:
            return index.paper(number)
    return None


def _names(paper: Paper) -> Iterator[str]:
    own, title = paper.architecture or "", paper.title or ""
    yield from (paper.key, own, title)
    for name in (own, title):
        yield _IN_BRACKETS.sub("", name).strip()
        yield from (part.strip() for inside in _IN_BRACKETS.findall(name) for part in re.split("[,/]", inside))
    yield title.partition(":")[0]
    yield from (first for first in title.split()[:1] if squash(first) and first[1:] != first[1:].lower())
    yield from own.split("/")
    initials = [part[0] for part in own.split() if part[0].isalpha()]
    yield "".join(initials) if len(initials) > 2 else ""
