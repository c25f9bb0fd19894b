"""Writing a file whole or not at all: the one place where a file is replaced."""

import os
from collections.abc import Iterable
from pathlib import Path


def write_whole(path: Path, data: Iterable[bytes]) -> None:
    """Put a complete new file in the place of `path`, with the permissions of the old one. Raises OSError.

    A link is followed. What is no regular file, such as a pipe, is written as it is.

    Args:
        path: the file; its folder must exist.
        data: the pieces of its content, written as they come.
    """
    import tempfile  # only when a file is written

    target = path.resolve()
    if target.exists() and not target.is_file():
        if target.is_dir():
            raise IsADirectoryError(0, "is a folder")
        with target.open("wb") as file:
            file.writelines(data)
        return
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(0, "it is read-only")
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(data)
        umask = os.umask(0)
        os.umask(umask)
        Path(name).chmod(target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~umask)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
