"""The history of a catalogue folder, `history.yaml`: what each release changed. Read by `medsynth new`, written at a release:

python -m medsynth_catalog.loading.history 0.4.0 2026-12-24
"""

import sys
from pathlib import Path

import msgspec

from medsynth_catalog.atomic import write_whole
from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.errors import CatalogueError
from medsynth_catalog.index.reading import Index
from medsynth_catalog.loading import BUNDLED
from medsynth_catalog.loading.files import InvalidFileError, read_mapping, to_yaml
from medsynth_catalog.news import History, Release, next_release

HISTORY = "history.yaml"
"""The file of a catalogue folder with its releases."""

_HEAD = """\
# What each release changed, the oldest first; `medsynth new` reads it. Written at a release by
# `python -m medsynth_catalog.loading.history VERSION DATE`, from these releases and the paper files.
# added: keys that came in; published: preprints that are cited as published since; removed: keys that are gone;
# preprints: the preprints of the last release.

"""


def read_history(folder: Path) -> History:
    """Return the releases of a catalogue folder, the oldest first; none if it has no history. Raises CatalogueError."""
    path = folder / HISTORY
    if not path.is_file():
        return ()
    try:
        entries, _ = read_mapping(path)
        return tuple(msgspec.convert({"version": name} | fields, Release) for name, fields in entries.items())
    except (InvalidFileError, msgspec.ValidationError, TypeError) as error:
        raise CatalogueError(f"{path} is no history of releases", hint=str(error)) from error


def history_of(catalogue: Catalogue) -> tuple[str, History]:
    """Return the place and the releases of the first folder of a catalogue that has papers in it and a history.

    What changed since its last release, if anything did, is a release without a version at the end. Raises CatalogueError.
    """
    for index, there in catalogue.folders():
        history = read_history(Path(index.place)) if there else ()
        if history:
            unreleased = next_release(history, _keys(index, there), _preprints(index, history[-1].preprints))
            return index.place, (*history, unreleased)
    return "", ()


def record_release(folder: Path, version: str, date: str) -> None:
    """Add a release to the history of a folder: what changed in its paper files since the last one."""
    history = read_history(folder)
    kinds = {path.stem: read_mapping(path)[0].get("kind") for path in (folder / "papers").glob("*.yaml")}
    preprints = [key for key, kind in kinds.items() if kind == "preprint"]
    releases = [msgspec.structs.replace(one, preprints=()) for one in history]
    releases.append(next_release(history, kinds, preprints, version, date))
    write_whole(folder / HISTORY, [(_HEAD + to_yaml({one.version: _fields(one) for one in releases})).encode()])


def _fields(release: Release) -> dict[str, object]:
    fields: dict[str, object] = msgspec.to_builtins(release)
    del fields["version"]
    return fields


def _keys(index: Index, there: int) -> set[str]:
    return {key for key, number in index.keys().items() if there >> number & 1}


def _preprints(index: Index, before: tuple[str, ...]) -> set[str]:
    """Which of the preprints of the last release are preprints still."""
    numbers = (index.number("key", key) for key in before)
    papers = (index.paper(number) for number in numbers if number is not None)
    return {paper.key for paper in papers if paper.kind == "preprint"}


if __name__ == "__main__":
    record_release(BUNDLED, *sys.argv[1:3])
