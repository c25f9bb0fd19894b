"""What the commands that write into the folder of the reader's own papers share."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from medsynth_catalog.cli.options import Catalogues
from medsynth_catalog.errors import FileError, UsageError
from medsynth_catalog.folders import own_folder


def annotated_folder(catalogues: Catalogues) -> Path:
    """Return the folder that gets tags and notes. Raises UsageError for options that leave it out."""
    if catalogues.own is False or catalogues.only_catalog:
        option = "--only-catalog" if catalogues.only_catalog else "--no-own"
        raise UsageError("tags and notes are kept with your own papers", f"leave {option} out")
    return own_folder()


@contextmanager
def telling_of(folder: Path) -> Iterator[None]:
    """Tell what keeps a folder from being written. Raises FileError."""
    try:
        yield
    except OSError as error:
        raise FileError(f"cannot write into {folder}: {error.strerror}") from error
