"""An index, opened and not decoded: which papers share a value, where a word stands, and each record apart."""

import re
from array import array
from collections.abc import Callable
from functools import cached_property
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Self, TypeVar

import msgspec

from medsynth_catalog.index.bitsets import unpacked
from medsynth_catalog.index.form import SHAPE, Stamp
from medsynth_catalog.index.sections import DamagedError, Sections
from medsynth_catalog.opening import open_regular
from medsynth_catalog.records import Annotation, Facet, Paper, Rejection, Source, Term, Venue

_Table = TypeVar("_Table")
_Read = TypeVar("_Read")

Data = bytes | mmap
Renew = Callable[[], Data]


class Index:
    """The papers of one catalogue folder, by number from 0, newest first, and the tables beside them.

    A part of the file that turns out to be damaged is replaced, together with all others, by what `renew` makes of the
    catalogue files, which are the truth; without it DamagedError is raised.
    """

    def __init__(self, data: Data, place: str, renew: Renew | None = None) -> None:
        self.place = place
        self._sections = Sections(data)
        self._renew = renew
        if self._sections.shape != SHAPE:
            raise DamagedError
        self._paper = msgspec.msgpack.Decoder(Paper).decode
        self._groups: dict[str, dict[str, int]] = {}

    @classmethod
    def open(cls, path: Path, place: str, state: int | None, renew: Renew | None = None) -> Self | None:
        """Open the file of an index, or return `None` when there is none, or none of this state (`None` for any)."""
        try:
            with open_regular(path) as file:
                index = cls(mmap(file.fileno(), 0, access=ACCESS_READ), place, renew)
        except (OSError, ValueError, DamagedError):  # mmap says ValueError of an empty file
            return None
        return index if state in (None, index.state) else None

    @property
    def state(self) -> int:
        """The fingerprint of the files that the index was made from."""
        return self._sections.state

    @property
    def data(self) -> Data:
        """The bytes of the file."""
        return self._sections.data

    def __len__(self) -> int:
        return self._sections.count("papers")

    def paper(self, number: int) -> Paper:
        """Decode a record."""
        return self._paper(self._safely(lambda sections: sections.item("papers", number)))

    def papers(self) -> list[Paper]:
        """Decode all records, in the order of their numbers."""
        return list(map(self._paper, self._safely(lambda sections: list(sections.items("papers")))))

    def group(self, name: str) -> dict[str, int]:
        """Return the sets of papers that share a value of a group, by the value."""
        if name not in self._groups:
            stored = self._table(f"group {name}", dict[str, bytes])
            self._groups[name] = {value: unpacked(data) for value, data in stored.items()}
        return self._groups[name]

    def number(self, kind: str, name: str) -> int | None:
        """Return the number of the paper with this "key", "doi", "arxiv" id or comparable "title", or `None`."""
        # What a terminal sent of another encoding, no name has.
        wanted = f"\n{kind}:{name}\t".encode("utf-8", "surrogatepass")
        at = self._names.find(wanted)
        if at < 0:
            return None
        start = at + len(wanted)
        return int(self._names[start : self._names.index(b"\n", start)])

    def keys(self, beginning: str = "") -> dict[str, int]:
        """Return the numbers of the papers whose keys begin so, by key."""
        lines = re.findall(rb"\nkey:(%b[^\t]*)\t(\d+)" % re.escape(beginning.encode()), self._names)
        return {key.decode(): int(number) for key, number in lines}

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of the paper of every name, as "kind:name"; for one name `number` is quicker."""
        lines = self._names.decode().strip("\n").split("\n") if len(self) else []
        return {name: int(number) for name, _, number in (line.rpartition("\t") for line in lines)}

    @cached_property
    def words(self) -> list[str]:
        """All words of the papers' texts, folded, in alphabetical order."""
        text = self._safely(lambda sections: sections.whole("words")).decode()
        return text.split("\n") if text else []

    def places(self, number: int) -> "array[int]":
        """Return where a word of `words` stands; `index.words` takes a place apart."""
        return array("I", self._safely(lambda sections: sections.item("places", number)))

    def stored_places(self) -> list[bytes]:
        """Return where each word of `words` stands, as it is stored: the bytes of an array of unsigned integers."""
        return self._safely(lambda sections: list(sections.items("places")))

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """The terms that the folder brings."""
        return self._table("terms", tuple[Term, ...])

    @cached_property
    def term_spellings(self) -> dict[Facet, dict[str, str]]:
        """The ids of the folder's terms by facet and `vocabulary.spelling` of their names."""
        return self._table("term spellings", dict[Facet, dict[str, str]])

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """The sources that the folder brings."""
        return self._table("sources", tuple[Source, ...])

    @cached_property
    def venues(self) -> tuple[Venue, ...]:
        """The venues that the folder brings."""
        return self._table("venues", tuple[Venue, ...])

    @cached_property
    def venue_spellings(self) -> dict[str, str]:
        """The ids of the folder's venues by the forms of their names (`venues.spellings`)."""
        return self._table("venue spellings", dict[str, str])

    @cached_property
    def rejected(self) -> tuple[Rejection, ...]:
        """The works that the folder has left out."""
        return self._table("rejected", tuple[Rejection, ...])

    @cached_property
    def annotations(self) -> tuple[Annotation, ...]:
        """What the owner of the folder added to papers."""
        return self._table("annotations", tuple[Annotation, ...])

    @cached_property
    def problems(self) -> tuple[str, ...]:
        """What is wrong with the files of the folder that were left out."""
        return self._table("problems", tuple[str, ...])

    @cached_property
    def stamps(self) -> tuple[int, dict[str, Stamp]]:
        """The fingerprint of what the folder was checked against, and the state of each of its files."""
        return self._table("stamps", tuple[int, dict[str, Stamp]])

    @cached_property
    def _names(self) -> bytes:
        return self._safely(lambda sections: sections.whole("names"))

    def _table(self, name: str, type: type[_Table]) -> _Table:
        return msgspec.msgpack.decode(self._safely(lambda sections: sections.whole(name)), type=type)

    def _safely(self, read: Callable[[Sections], _Read]) -> _Read:
        try:
            return read(self._sections)
        except DamagedError:
            if self._renew is None:
                raise
            self._sections, self._renew = Sections(self._renew()), None
            return read(self._sections)
