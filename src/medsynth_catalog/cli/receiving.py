"""Where input comes from: a file, or stdin."""

import sys
from pathlib import Path

from medsynth_catalog.errors import FileError


def received(file: Path | None) -> bytes:
    """Return all of a file, or of stdin for `None` and `-`. Raises FileError when it can't be read."""
    try:
        return sys.stdin.buffer.read() if file is None or str(file) == "-" else file.read_bytes()
    except OSError as error:
        raise FileError(f"cannot read {file}: {error.strerror}") from error
