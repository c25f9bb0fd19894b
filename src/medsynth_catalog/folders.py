"""The folders that belong to the reader on each system, for the program's cache and memory and for their own papers: the one home of platformdirs."""

import os
import sys
from pathlib import Path

_NAME = "medsynth"
# There the program looks itself, as platformdirs would, which a test holds: every start asks, and its import takes 4 ms.
_ON_LINUX: bool = sys.platform == "linux"
OWN_VARIABLE = "MEDSYNTH_PAPERS"
"""The variable that names another folder for the reader's own papers."""


def cache_folder() -> Path:
    """Return the folder of what can be made again. It may not exist."""
    if _ON_LINUX:
        return _base("XDG_CACHE_HOME", "~/.cache") / _NAME
    from platformdirs import user_cache_path

    return user_cache_path(_NAME)


def state_folder() -> Path:
    """Return the folder of what the program remembers from one command to the next. It may not exist."""
    if _ON_LINUX:
        return _base("XDG_STATE_HOME", "~/.local/state") / _NAME
    from platformdirs import user_state_path

    return user_state_path(_NAME)


def own_folder() -> Path:
    """Return the catalogue folder of the reader's own papers, tags and notes. It may not exist."""
    if named := os.environ.get(OWN_VARIABLE):
        return Path(named).expanduser()
    if _ON_LINUX:
        return _base("XDG_DATA_HOME", "~/.local/share") / _NAME
    from platformdirs import user_data_path

    return user_data_path(_NAME)


def _base(variable: str, usual: str) -> Path:
    """A base directory, of which relative ones don't count: https://specifications.freedesktop.org/basedir-spec/."""
    named = Path(os.environ.get(variable, ""))
    return named if named.is_absolute() else Path(usual).expanduser()
