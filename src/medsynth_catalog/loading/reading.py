"""Reading a catalogue folder into records, with everything that is wrong with each file. Rules for records are in `checking`."""

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from medsynth_catalog import fuzzy
from medsynth_catalog.errors import CatalogueError
from medsynth_catalog.index.form import Stamp
from medsynth_catalog.index.reading import Index
from medsynth_catalog.loading.files import InvalidFileError, read_mapping
from medsynth_catalog.loading.problems import Problem
from medsynth_catalog.loading.stamps import OnReading
from medsynth_catalog.records import (
    FACETS,
    FORMS,
    READERS_FIELDS,
    Annotation,
    Paper,
    Part,
    Rejection,
    Source,
    Term,
    Venue,
)

# Progress is reported after every so many papers.
_REPORTED = 25

_Record = TypeVar("_Record", Paper, Term, Source, Venue, Rejection, Annotation)

NOTES = "notes.yaml"
"""The file of a catalogue folder with the tags and notes of its owner."""

_ADDRESS = "a percent-encoded address that begins with http:// or https://"
# What the forms in `records` demand, in words.
_WANTED = {
    "key": "a file name of at most 120 lower-case letters, digits and hyphens that begins with a letter, and none that Windows reserves, such as con",
    "id": "an id of lower-case letters, digits and hyphens",
    "doi": "a DOI in lower case and without an address, like 10.1016/j.media.2023.102846",
    "arxiv_class": "a category of arXiv, like eess.IV",
    "arxiv": "an arXiv id without a version, like '2301.08227'",
    "url": _ADDRESS,
    "publication_sought": "a date like '2026-01-31'",
    "code": _ADDRESS,
}


class FolderReader:
    """Reads a catalogue folder; papers whose files haven't changed are taken from an older index.

    Attributes:
        problems: What is wrong, once `part` has been called.
        kept: The keys of the papers taken from the older index.
    """

    def __init__(
        self,
        folder: Path,
        on_reading: OnReading | None = None,
        previous: Index | None = None,
        stamps: Mapping[str, Stamp] | None = None,
    ) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.kept: set[str] = set()
        self._on_reading = on_reading
        self._stamps = stamps or {}
        self._stamps_before = previous.stamps[1] if previous else {}
        self._papers_before = {paper.key: paper for paper in previous.papers()} if previous else {}

    def part(self) -> Part:
        """Return all records that could be read. Raises CatalogueError for a folder that can't be listed."""
        try:
            return Part(
                place=str(self.folder),
                papers=tuple(self._papers()),
                terms=tuple(self._terms()),
                sources=tuple(self._table("sources.yaml", Source)),
                venues=tuple(self._table("venues.yaml", Venue)),
                rejected=tuple(self._table("rejected.yaml", Rejection)),
                annotations=self.annotations(),
            )
        except OSError as error:  # of a folder; files that can't be read are problems like any other
            raise CatalogueError(f"cannot read {error.filename}", hint=error.strerror) from error

    def annotations(self) -> tuple[Annotation, ...]:
        """Return the tags and notes that could be read."""
        return tuple(self._table(NOTES, Annotation))

    def _papers(self) -> Iterator[Paper]:
        papers = self.folder / "papers"
        names = sorted(name for name in os.listdir(papers) if not name.startswith("."))  # noqa: PTH208 - paths sort slowly
        for done, name in enumerate(names):
            if self._on_reading is not None and not done % _REPORTED:
                self._on_reading(self.folder, done, len(names))
            paper = self._same_as_before(name) or self._paper(papers / name)
            if paper is not None:
                yield paper
        if self._on_reading is not None:
            self._on_reading(self.folder, len(names), len(names))

    def _same_as_before(self, name: str) -> Paper | None:
        """The paper of the older index, if it was made of this very state of the file."""
        key, file = name.removesuffix(".yaml"), f"papers/{name}"
        before, paper = self._stamps_before.get(file), self._papers_before.get(key)
        if before is None or paper is None or not before.settled or before != self._stamps.get(file):
            return None
        self.kept.add(key)
        return paper

    def _paper(self, path: Path) -> Paper | None:
        if path.suffix != ".yaml":
            self._report(path, None, "is not a paper file, which is named <key>.yaml")
            return None
        fields = self._read(path)
        if fields is None:
            return None
        if "key" in fields:
            self._report(path, "key", "is given by the file name; leave it out")
        for name in READERS_FIELDS:
            if name in fields:
                self._report(path, name, f"is no field of a paper file; tags and notes are kept in {NOTES}")
        return self._record(Paper, path, fields | {"key": path.stem})

    def _terms(self) -> Iterator[Term]:
        for path in sorted((self.folder / "vocabulary").glob("*.yaml")):
            if path.stem not in FACETS:
                self._report(path, None, f"is not a facet; the facets are {', '.join(FACETS)}")
                continue
            for id_, fields in self._entries(path):
                term = self._record(Term, path, {"facet": path.stem, "id": id_} | fields, below=f"{id_}.")
                if term is not None:
                    yield term

    def _table(self, name: str, cls: type[_Record]) -> Iterator[_Record]:
        path = self.folder / name
        for id_, fields in self._entries(path) if path.exists() else ():
            record = self._record(cls, path, {"id": id_} | fields, below=f"{id_}.")
            if record is not None:
                yield record

    def _entries(self, path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
        for id_, fields in (self._read(path) or {}).items():
            if isinstance(fields, dict):
                yield id_, fields
            else:
                self._report(path, id_, "is not a mapping of fields")

    def _read(self, path: Path) -> dict[str, Any] | None:
        try:
            fields, replaced = read_mapping(path)
        except InvalidFileError as error:
            self._report(path, None, str(error))
            return None
        for text in replaced:
            self._report(path, None, f"control characters made visible in {text!r}", warning=True)
        return fields

    def _record(self, cls: type[_Record], path: Path, values: Mapping[str, Any], below: str = "") -> _Record | None:
        """Convert a record; an invalid one field by field, so that every problem is reported."""
        known = _fields(cls)
        if values.keys() <= known.keys() and not any(True for item in values.items() for _ in _misformed(*item)):
            with suppress(msgspec.ValidationError):
                return msgspec.convert(values, cls)
        before = len(self.problems)
        converted: dict[str, Any] = {}
        for name in values.keys() - known.keys():
            near = fuzzy.closest(name, known)
            self._report(path, below + name, "unknown field" + (f", did you mean {near}?" if near else ""))
        for name, field in known.items():
            if name in values:
                try:
                    converted[field.name] = msgspec.convert(values[name], field.type)
                except msgspec.ValidationError as error:
                    self._report(path, below + name, _plain_reason(name, values[name], str(error)))
                for inner, mistake in _misformed(name, values[name]):
                    self._report(path, below + inner, mistake)
            elif field.required:
                self._report(path, below + name, "is missing")
        return cls(**converted) if len(self.problems) == before else None

    def _report(self, path: Path, field: str | None, message: str, warning: bool = False) -> None:
        self.problems.append(Problem(str(path.relative_to(self.folder)), field, message, warning))


@cache
def _fields(cls: type[_Record]) -> dict[str, msgspec.structs.FieldInfo]:
    """The fields of a record by their names in files."""
    return {field.encode_name: field for field in msgspec.structs.fields(cls)}


def _misformed(name: str, value: Any) -> Iterator[tuple[str, str]]:
    """Yield the field of each text, also one level down, that doesn't have the form its field demands, and what is wrong."""
    if isinstance(value, dict):
        for inner, text in value.items():
            yield from ((f"{name}.{field}", mistake) for field, mistake in _misformed(inner, text))
    elif isinstance(value, str) and name in FORMS and not re.fullmatch(FORMS[name], value):
        yield name, f"{value!r} is not {_WANTED[name]}"


def _plain_reason(name: str, value: Any, message: str) -> str:
    reason, _, where = message.partition(" - at ")
    if "Expected `str" in reason and isinstance(value, (int, float)):
        reason += f"; write {name}: '{value}', in quotes"
    inner = where.strip("`$")
    return f"{inner.lstrip('.')}: {reason}" if inner.strip(".") else reason
