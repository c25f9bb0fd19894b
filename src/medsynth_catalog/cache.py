"""The program's folder in the user's cache. Its files may be lost or damaged at any time."""

from contextlib import suppress
from pathlib import Path

from medsynth_catalog.atomic import swap_whole
from medsynth_catalog.folders import cache_folder


def cached(name: str) -> Path:
    """Return the path of a file in the cache, which may not exist."""
    return cache_folder() / name


def write(path: Path, data: bytes) -> None:
    """Write a file completely or not at all. Errors are ignored, since nothing depends on the cache."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        swap_whole(path, data)
