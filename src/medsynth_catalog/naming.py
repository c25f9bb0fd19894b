"""Finding single papers by what a reader calls them: a key, DOI or arXiv id, or words of a title. The command line says what was chosen."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.errors import NotFoundError
from medsynth_catalog.identity.identifiers import parse_identifier
from medsynth_catalog.query import Query
from medsynth_catalog.records import Paper
from medsynth_catalog.text import printable, squash, words

if TYPE_CHECKING:
    from medsynth_catalog.searching import Answer

# How keys are made: a family name, a year, the first word of the title. A key with a slip in it has the same shape.
_KEY = re.compile(r"[a-z][a-z-]*\d{4,}[a-z][a-z0-9-]*", re.IGNORECASE)


class Called(Struct, frozen=True):
    """The papers that a reader means by some words.

    Attributes:
        papers: The papers, those that are named by themselves first, each once.
        words: Those of the words that name no paper by themselves; empty if all do.
        answer: What `words` find together; `None` if there are none.
        chosen: The paper that `words` choose; `None` if it isn't clear which one they mean.
    """

    papers: tuple[Paper, ...]
    words: str = ""
    answer: "Answer | None" = None
    chosen: Paper | None = None


def is_name(word: str) -> bool:
    """Whether a word has the form of a key, DOI or arXiv id, so that it can't be meant as a word of a title.

    >>> is_name("alcaraz2023difusion"), is_name("2301.08227"), is_name("brats2020")
    (True, True, False)
    """
    return bool(_KEY.fullmatch(word) or parse_identifier(word))


def papers_called(catalogue: Catalogue, names: Sequence[str]) -> Called:
    """Return the papers that are called by names: each a key, DOI or arXiv id, or together a title or words of one.

    Words choose a paper if it is the only one whose whole title or method they are, or else the only one whose title has
    them all, or else the only one that they find. Otherwise it isn't clear which paper is meant, and none is chosen.

    Raises:
        NotFoundError: A word that has the form of a name is that of no paper.
    """
    named: list[Paper] = []
    free: list[str] = []
    for word in names:
        if is_name(word) or word.casefold() in catalogue:
            named.append(catalogue.find(word))
        else:
            free.append(word)
    if not free:
        return Called(_once(named))
    from medsynth_catalog.searching import search  # names are found without

    text = " ".join(free)
    answer = search(catalogue, Query(text=text))
    chosen = _meant(answer, text)
    return Called(_once([*named, *([chosen] if chosen else [])]), printable(text), answer, chosen)


def _meant(answer: "Answer", text: str) -> Paper | None:
    if answer.is_partial:
        return None
    form, asked = squash(text), set(words(text))
    whole = [
        paper for paper in answer if form and form in (squash(paper.title or ""), squash(paper.architecture or ""))
    ]
    titled = whole or [paper for paper in answer if asked <= set(words(paper.title or ""))]
    fitting = titled or answer[:2]
    return fitting[0] if len(fitting) == 1 else None


def _once(papers: Sequence[Paper]) -> tuple[Paper, ...]:
    return tuple({paper.key: paper for paper in papers}.values())


def keys_in(catalogue: Catalogue, lines: Sequence[str]) -> list[str]:
    """Return the keys of the papers that lines name, as other commands and pickers print them, each once.

    A line has keys, DOIs or arXiv ids; behind a tab or two spaces stands what isn't read, such as a title.

    Raises:
        NotFoundError: A name is that of no paper, or there is none.
    """
    names = [name for line in lines for name in re.split(r"\t|  ", line.strip(), maxsplit=1)[0].split()]
    if not names:
        raise NotFoundError("no keys on stdin", "pipe some in, such as from medsynth search ecg -f keys")
    return [paper.key for paper in catalogue.find_all(names)]
