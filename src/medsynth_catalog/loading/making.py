"""Making the index of a catalogue folder: only files that changed are read and checked again."""

from collections.abc import Collection, Sequence
from pathlib import Path

from msgspec.structs import replace

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.errors import CatalogueError
from medsynth_catalog.index.building import build_index
from medsynth_catalog.index.names import names_of
from medsynth_catalog.index.reading import Index
from medsynth_catalog.loading.checking import check_part
from medsynth_catalog.loading.problems import Problem
from medsynth_catalog.loading.reading import FolderReader
from medsynth_catalog.loading.stamps import FileStates, OnReading, file_states, stamps_of
from medsynth_catalog.loading.suspicions import suspect
from medsynth_catalog.records import Part
from medsynth_catalog.text import counted

# The state of an index that is never opened for queries, but only serves to make the next one.
UNFINISHED = 0


class BrokenFolderError(CatalogueError):
    """A catalogue folder has problems.

    Attributes:
        index: The index of the files without problems, which need not be read again.
    """

    def __init__(self, folder: Path, problems: Sequence[Problem], index: bytes) -> None:
        number = counted(len(problems), "problem")
        super().__init__(f"the catalogue at {folder} has {number}", list(map(str, problems)))
        self.index = index


def check_folder(folder: Path, base: Catalogue, on_reading: OnReading | None = None) -> tuple[Part, list[Problem]]:
    """Read all files of a folder; return its records, and all problems and warnings sorted by file.

    Args:
        folder: A catalogue folder.
        base: The catalogue that its papers are added to.
        on_reading: Called while files are read, as by `load_catalogue`.

    Raises:
        CatalogueError: The folder is not a catalogue.
    """
    file_states(folder)  # raises if the folder is not a catalogue
    reader = FolderReader(folder, on_reading)
    part = reader.part()
    findings = [*reader.problems, *check_part(part, base), *suspect(part, base)]
    return part, sorted(findings, key=lambda problem: (problem.file, problem.field or ""))


def make_index(
    folder: Path,
    base: Catalogue,
    states: FileStates,
    state: int,
    previous: Index | None = None,
    on_reading: OnReading | None = None,
    own: bool = False,
) -> bytes:
    """Read, check and index a folder; return the index as the bytes of a file.

    Args:
        folder: A catalogue folder.
        base: The catalogue that its papers are added to.
        states: The states of its files.
        state: The number with which the index is opened.
        previous: An older index of the folder; papers whose files haven't changed are taken from it.
        on_reading: Called while files are read, as by `load_catalogue`.
        own: Whether these are the reader's own papers, which are marked as such. What has problems is left out then.

    Raises:
        BrokenFolderError: The folder has problems and isn't the reader's own; the error has all of them.
        CatalogueError: The folder is not a catalogue.
    """
    context = base.state
    stamps = stamps_of(states)
    reader = FolderReader(folder, on_reading, previous, stamps)
    part = _marked(reader.part(), own)
    names = names_of(part.papers, previous, reader.kept)
    same_rules = previous is not None and (previous.stamps[0], _tables(previous)) == (context, _tables(part))
    unchecked = {paper.key for paper in part.papers} - reader.kept if same_rules else None
    findings = [*reader.problems, *check_part(part, base, names, unchecked)]
    problems = sorted(
        (one for one in findings if not one.warning), key=lambda problem: (problem.file, problem.field or "")
    )
    left, found = part, problems
    while found:  # what is left out may be missed by the rest
        left = _without({problem.file for problem in found}, left)
        found = [one for one in check_part(left, base) if not one.warning] if own else []
        problems += found
    broken = {problem.file for problem in problems}
    stamps = {name: stamp for name, stamp in stamps.items() if name not in broken}
    data = build_index(
        left,
        UNFINISHED if problems and not own else state,
        context=context,
        stamps=stamps,
        names=names,
        previous=previous,
        kept=reader.kept,
        problems=list(map(str, problems)),
    )
    if problems and not own:
        raise BrokenFolderError(folder, problems, data)
    return data


def _marked(part: Part, own: bool) -> Part:
    """Mark all papers as the reader's own, or as not: those of an older index may be marked otherwise."""
    return replace(part, papers=tuple(one if one.own is own else replace(one, own=own) for one in part.papers))


def _without(files: Collection[str], part: Part) -> Part:
    """The records of a folder that aren't in some of its files; of notes, each stands for itself."""
    tables = {name: () for name in ("sources", "venues", "rejected") if f"{name}.yaml" in files}
    return replace(
        part,
        papers=tuple(one for one in part.papers if f"papers/{one.key}.yaml" not in files),
        terms=tuple(one for one in part.terms if f"vocabulary/{one.facet}.yaml" not in files),
        **tables,
    )


def _tables(holder: Part | Index) -> tuple[object, ...]:
    """What papers are checked against."""
    return holder.terms, holder.sources, holder.venues, holder.rejected
