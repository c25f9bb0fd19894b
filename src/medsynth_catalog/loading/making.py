"""From the files of a catalogue folder to its index: only files that changed are read and checked again."""

from collections.abc import Sequence
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

# The state of an index that answers nothing and only serves the next making.
UNFINISHED = 0


class BrokenFolderError(CatalogueError):
    """A folder with problems; `index` holds what has none, so that it need not be read again once they are mended."""

    def __init__(self, folder: Path, problems: Sequence[Problem], index: bytes) -> None:
        number = f"{len(problems)} problem" + "s" * (len(problems) > 1)
        super().__init__(f"the catalogue at {folder} has {number}", list(map(str, problems)))
        self.index = index


def check_folder(folder: Path, base: Catalogue, on_reading: OnReading | None = None) -> tuple[Part, list[Problem]]:
    """Read a folder afresh as an addition to `base`; return its records and all problems and warnings, by file.

    Raises CatalogueError when there is no catalogue at all.
    """
    file_states(folder)  # says it if there is no catalogue
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
) -> bytes:
    """Read, check and index a folder as an addition to `base`; return the index as the bytes of a file.

    Args:
        folder: a catalogue folder.
        base: what its papers are added to.
        states: the states of its files.
        state: the number under which the index is opened.
        previous: an older index of the folder; papers whose files are the same are taken from it.
        on_reading: called while files are read, as by `load_catalogue`.

    Raises:
        BrokenFolderError: with every problem of the folder.
        CatalogueError: when there is no catalogue at all.
    """
    context = base.state
    stamps = stamps_of(states)
    reader = FolderReader(folder, on_reading, previous, stamps)
    part = reader.part()
    names = names_of(part.papers, previous, reader.kept)
    same_rules = previous is not None and (previous.stamps[0], _tables(previous)) == (context, _tables(part))
    unchecked = {paper.key for paper in part.papers} - reader.kept if same_rules else None
    findings = [*reader.problems, *check_part(part, base, names, unchecked)]
    problems = sorted(
        (one for one in findings if not one.warning), key=lambda problem: (problem.file, problem.field or "")
    )
    if problems:
        broken = {problem.file for problem in problems}
        part = replace(part, papers=tuple(paper for paper in part.papers if f"papers/{paper.key}.yaml" not in broken))
        stamps = {name: stamp for name, stamp in stamps.items() if name not in broken}
    data = build_index(
        part,
        UNFINISHED if problems else state,
        context=context,
        stamps=stamps,
        names=names,
        previous=previous,
        kept=reader.kept,
    )
    if problems:
        raise BrokenFolderError(folder, problems, data)
    return data


def _tables(holder: Part | Index) -> tuple[object, ...]:
    """What papers are checked against."""
    return holder.terms, holder.sources, holder.venues, holder.rejected
