"""The folders that belong to the reader on each system, for the program's cache and for their own papers: the one home of platformdirs."""

import os
from pathlib import Path

_NAME = "medsynth"
OWN_VARIABLE = "MEDSYNTH_PAPERS"
"""The variable that names another folder for the reader's own papers."""


def cache_folder() -> Path:
    """Return the folder of what can be made again. It may not exist."""
    from platformdirs import user_cache_path  # an installed catalogue is read without a cache

    return user_cache_path(_NAME)


def own_folder() -> Path:
    """Return the catalogue folder of the reader's own papers, tags and notes. It may not exist."""
    if named := os.environ.get(OWN_VARIABLE):
        return Path(named).expanduser()
    from platformdirs import user_data_path

    return user_data_path(_NAME)
