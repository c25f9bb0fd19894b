"""Taking turns with other processes, and other threads, of this program that change the same file."""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    import fcntl
except ModuleNotFoundError:  # Windows
    fcntl = None  # type: ignore[assignment]

# How long to wait for a turn, in seconds.
PATIENCE = 60.0
# A lock on a folder belongs to the process: its threads wait for each other, whatever the folder.
_thread = threading.RLock()
_locked: dict[Path, int] = {}  # with the thread that has a turn there


@contextmanager
def turn(path: Path) -> Iterator[None]:
    """Keep others of this program from replacing a file meanwhile. Raises BlockingIOError after PATIENCE seconds.

    Within a turn, the same thread may take another one in any folder.

    The lock is one on the file's folder, so that no file is left of it. It needs no permission to write; where a folder
    can't be locked, as on some network file systems and on Windows, nothing is.
    """
    folder = path.resolve().parent
    if not _thread.acquire(timeout=PATIENCE):
        raise _busy()
    try:
        handle = None if folder in _locked or fcntl is None else _opened(folder)
        if handle is None:
            yield
            return
        try:
            if _lock(handle):
                _locked[folder] = threading.get_ident()
            yield
        finally:
            _locked.pop(folder, None)
            os.close(handle)
    finally:
        _thread.release()


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Make a folder if there is none, and take a turn for all files in it. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    with turn(folder / "any"):
        yield


def is_locked(folder: Path) -> bool:
    """Whether this thread has a lock on a folder."""
    return _locked.get(folder) == threading.get_ident()


def _busy() -> BlockingIOError:
    return BlockingIOError(0, "another program is writing in its folder")


def _opened(folder: Path) -> int | None:
    with suppress(OSError):
        return os.open(folder, os.O_RDONLY)
    return None


def _lock(handle: int) -> bool:
    """Whether a folder is locked now: `False` if it can't be."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                raise _busy() from None
            time.sleep(0.01)
        except OSError:
            return False
        else:
            return True
