"""The program's folder in the user's cache: the one home of platformdirs. Its files may be lost or damaged at any time."""

from contextlib import suppress
from pathlib import Path

from medsynth_catalog.atomic import write_whole


def cached(name: str) -> Path:
    """Return the path of a file in the cache, which may not exist."""
    from platformdirs import user_cache_path  # an installed catalogue is read without it

    return user_cache_path("medsynth") / name


def write(path: Path, data: bytes) -> None:
    """Write a file completely or not at all. Errors are ignored, since nothing depends on the cache."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, [data])
