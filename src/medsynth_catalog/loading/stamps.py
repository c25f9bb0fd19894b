"""The state of the files of a catalogue folder, found without opening them."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from medsynth_catalog.errors import CatalogueError
from medsynth_catalog.index.form import Stamp, fingerprint

FileStates = dict[str, os.stat_result]
OnReading = Callable[[Path, int, int], None]
"""Called with a folder, how many of its papers have been read, and how many it has."""

# A file that changed less than this many nanoseconds ago may change again and keep its size and time: some file systems
# store times in steps of two seconds.
_UNSETTLED = 2_000_000_000
_FOLDERS = ("papers", "vocabulary", "")


def file_states(folder: Path) -> FileStates:
    """Return the state of each file by its name below the folder, such as "papers/key.yaml".

    Files whose names begin with a dot are left out, since editors use such names. Raises CatalogueError when the folder is
    not a catalogue or can't be listed.
    """
    try:
        if not (folder / "papers").is_dir():
            there = "it has no papers/ folder" if folder.is_dir() else "there is no such folder"
            raise CatalogueError(f"no catalogue at {folder}", hint=there)
        return dict(_listed(folder))
    except OSError as error:
        raise CatalogueError(f"cannot read {error.filename}", hint=error.strerror) from error


def state_of(states: FileStates, context: str) -> int:
    """Return an even number that differs for another state of the files or another context."""
    facts = [
        f"{name} {state.st_size} {state.st_mtime_ns} {state.st_ctime_ns} {state.st_ino}"
        for name, state in sorted(states.items())
    ]
    return fingerprint("\n".join([context, *facts])) & ~1


def kept_state(states: FileStates, state: int) -> int:
    """Return the number with which an index of these files is stored.

    It is `state`; or an odd number, which is never asked for, while a file is so new that it may change again unnoticed.
    """
    now = time.time_ns()
    return state if all(_settled(one, now) for one in states.values()) else state | 1


def stamps_of(states: FileStates) -> dict[str, Stamp]:
    """Return the states as they are stored in an index."""
    now = time.time_ns()
    return {
        name: Stamp(
            state.st_size,
            state.st_mtime_ns,
            state.st_ctime_ns,
            state.st_ino,
            settled=_settled(state, now),
        )
        for name, state in states.items()
    }


def _settled(state: os.stat_result, now: int) -> bool:
    return abs(now - state.st_mtime_ns) > _UNSETTLED


def _listed(folder: Path) -> Iterator[tuple[str, os.stat_result]]:
    for below in _FOLDERS:
        place = folder / below
        if not place.is_dir():
            continue
        prefix = f"{below}/" if below else ""
        with os.scandir(place) as entries:
            for entry in entries:
                if not entry.name.startswith(".") and (below or entry.name.endswith(".yaml")):
                    yield prefix + entry.name, _state(entry)


def _state(entry: "os.DirEntry[str]") -> os.stat_result:
    try:
        return entry.stat()
    except OSError:  # a link that leads nowhere or to itself; reading it reports the problem
        return entry.stat(follow_symlinks=False)
