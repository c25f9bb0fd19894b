"""Where input comes from: a file, or stdin."""

import sys
from pathlib import Path

from medsynth_catalog.errors import OutputError


def received(file: Path | None) -> bytes:
    """Return all of a file, or of stdin for `None` and `-`. Raises OutputError when it can't be read."""
    try:
        return sys.stdin.buffer.read() if file is None or str(file) == "-" else file.read_bytes()
    except OSError as error:
        raise OutputError(f"cannot read {file}: {error.strerror}") from error
