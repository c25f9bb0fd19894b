"""Opening a file of a catalogue or of the cache, which must be a regular one: a pipe would block, a device never end."""

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

# Opening a pipe doesn't wait for its other end, and a terminal doesn't take the process over.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)


def open_regular(path: Path) -> BinaryIO:
    """Open a file to be read. Raises OSError, also when it is anything but a regular file."""
    handle = os.open(path, _FLAGS)
    try:
        mode = os.fstat(handle).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if not stat.S_ISREG(mode):
            raise OSError(errno.EINVAL, "Is no regular file", str(path))
        return os.fdopen(handle, "rb")
    except BaseException:
        os.close(handle)
        raise
