"""Writing a file whole or not at all, and alone: the one place where a file is made or replaced."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
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


def create_whole(path: Path, data: Iterable[bytes]) -> None:
    """Make a complete new file. Raises FileExistsError if there is one of this name, and other kinds of OSError."""
    import tempfile

    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(data)
        umask = os.umask(0)
        os.umask(umask)
        Path(name).chmod(0o666 & ~umask)
        try:
            path.hardlink_to(name)  # fails where the name is taken, in one step
        except FileExistsError:
            raise
        except OSError:  # a file system without links
            with path.open("xb") as file:
                file.write(Path(name).read_bytes())
    finally:
        Path(name).unlink(missing_ok=True)


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Make a folder if there is none, and keep other processes that do the same out of it meanwhile. Raises OSError.

    Where the system can't lock a folder (Windows, some network drives), nobody is kept out.
    """
    folder.mkdir(parents=True, exist_ok=True)
    try:
        import fcntl
    except ImportError:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
