"""The program's folder in the user's cache: the one home of platformdirs. What lies there may be lost or damaged at any time."""

from contextlib import suppress
from pathlib import Path

from medsynth_catalog.atomic import write_whole


def cached(name: str) -> Path:
    """Return the place of a file in the cache; nothing need be there."""
    from platformdirs import user_cache_path  # an installed catalogue is read without it

    return user_cache_path("medsynth") / name


def write(path: Path, data: bytes) -> None:
    """Store a file whole or not at all; a cache that can't be written is no reason to fail."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, [data])
