"""When a reader last looked at what is new, and what they saw: a small file in the user's state folder."""

from pathlib import Path

import msgspec

from medsynth_catalog.atomic import write_whole
from medsynth_catalog.folders import state_folder
from medsynth_catalog.news import Look
from medsynth_catalog.turns import alone_in


def look_file() -> Path:
    """Return where the looks are kept, by the name of the catalogue."""
    return state_folder() / "looks.json"


def read_look(name: str) -> Look | None:
    """Return the last look at a catalogue; `None` if there was none, or none can be read."""
    return _looks().get(name)


def write_look(name: str, look: Look) -> None:
    """Keep a look at a catalogue. Raises OSError."""
    file = look_file()
    with alone_in(file.parent):
        write_whole(file, [msgspec.json.encode(_looks() | {name: look})])


def _looks() -> dict[str, Look]:
    try:
        return msgspec.json.decode(look_file().read_bytes(), type=dict[str, Look])
    except (OSError, msgspec.DecodeError):
        return {}
