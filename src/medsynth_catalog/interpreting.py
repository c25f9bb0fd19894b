"""A text of free words taken apart: which of its words are wanted together, which instead of others, which not at all."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.meanings import EMPTY, Wanted, meaning_of, word_alone
from medsynth_catalog.text import fold, squash, words
from medsynth_catalog.years import read_years

LONGEST = 6  # words of the longest name of a term or venue
_TOKEN = re.compile(r'(-?)"([^"]*)"|(\S+)')


class Interpretation(Struct, frozen=True):
    """A text understood.

    Attributes:
        wanted: what every answer must have; of several alternatives in one place (OR) any.
        unwanted: what no answer may have.
        words: all words of the text that were not left out by NOT, folded, as a title would have them.
    """

    wanted: tuple[tuple[Wanted, ...], ...] = ()
    unwanted: tuple[Wanted, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def read_as(self) -> str:
        """The text in options and words that can be copied: "--modality ecg --type diffusion"."""
        said = [_joined(list(map(_said, place))) for place in self.wanted]
        return " ".join([*said, *(f"NOT {_said(one)}" for one in self.unwanted)])

    @property
    def in_quotes(self) -> str:
        """The text as it finds the very words."""
        return " ".join(f'"{one.text}"' for place in self.wanted for one in place[:1])

    @property
    def is_rewritten(self) -> bool:
        """Whether some words were read as something else than words."""
        every = (one for place in (*self.wanted, self.unwanted) for one in place)
        return any((one.options and one.options != (one.text,)) or one.near for one in every)


def _joined(said: list[str]) -> str:
    """Alternatives of one option between commas, as options take them; others with OR."""
    options = {one.partition(" ")[0] for one in said}
    if len(said) > 1 and len(options) == 1 and said[0].startswith("--") and not any(" or " in one for one in said):
        return f"{options.pop()} {','.join(one.partition(' ')[2] for one in said)}"
    return " OR ".join(said)


def _said(one: Wanted) -> str:
    if one.exact:
        return f'"{one.text}"'
    return " or ".join(one.options) or (f"{one.text} (as {' or '.join(one.near)})" if one.near else one.text)


def interpret(catalogue: Catalogue, text: str) -> Interpretation:
    """Understand a text.

    Words may be anything that papers are known by. `OR` between two words asks for any of them, `NOT` or a minus sign
    leaves out what has the word, and words in quotation marks are looked for as they are.
    """
    wanted: list[list[Wanted]] = []
    unwanted: list[Wanted] = []
    plain: list[str] = []
    joined = denied = False
    for kind, value in _items(text):
        if kind == "operator":
            joined, denied = joined or value == ["OR"], denied or value == ["NOT"]
            continue
        found = [Wanted(value[0], exact=True)] if kind.endswith("phrase") else _understood(catalogue, value)
        if kind.startswith("without") or denied:
            unwanted += found[:1]
            found = found[1:]
        else:
            plain += words(" ".join(value))
        for one in found:
            # Several papers are named to have them all, not one that is them all.
            if wanted and (joined or (one.names_paper and wanted[-1][-1].names_paper)):
                wanted[-1].append(one)
            else:
                wanted.append([one])
            joined = False
        denied = False
    return Interpretation(tuple(map(tuple, wanted)), tuple(unwanted), tuple(plain))


def _items(text: str) -> Iterator[tuple[str, list[str]]]:
    """The parts of a text: operators, phrases in quotation marks, and runs of words; the last two also behind a minus."""
    run: list[str] = []
    for minus, phrase, word in _TOKEN.findall(text):
        item = None
        if phrase or word in ("AND", "OR", "NOT", "or"):
            item = ("operator", [word.upper()]) if word else ("without phrase" if minus else "phrase", [phrase])
        elif word.startswith("-") and squash(word) and not read_years(word):
            item = "without", [word[1:]]
        if item is None:
            run += [word] if word else []
            continue
        if run:
            yield "words", run
            run = []
        yield item
    if run:
        yield "words", run


def _understood(catalogue: Catalogue, run: Sequence[str]) -> list[Wanted]:
    """What the words of a run mean, the longest name first; words that ask for nothing are left out if others do."""
    found: list[Wanted] = []
    start = 0
    while start < len(run):
        for size in range(min(LONGEST, len(run) - start), 0, -1):
            words_ = run[start : start + size]
            if size == 1 and fold(words_[0]).strip(".,;:?!") in EMPTY:
                break
            if meant := meaning_of(catalogue, words_):
                found += meant
                break
        else:
            size = 1
            if squash(run[start]):
                found.append(word_alone(catalogue, run[start]))
        start += size
    return found or [Wanted(word) for word in run]
