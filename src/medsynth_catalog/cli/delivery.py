"""Where output goes: text to stdout or whole into a file, words to stderr. Decides, once, whether a person or a pipe reads."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from medsynth_catalog.errors import OutputError


def drawn() -> bool:
    """Whether stdout shows pictures: a terminal, or a reader who says so with FORCE_COLOR."""
    return sys.stdout.isatty() or bool(os.environ.get("FORCE_COLOR"))


def size() -> tuple[int, int]:
    """Columns and lines of the terminal; COLUMNS and LINES overrule it."""
    columns, lines = shutil.get_terminal_size()
    return columns, lines


def say(message: str) -> None:
    """Say something to the person, never to the pipe."""
    print(message, file=sys.stderr)


def say_reading(folder: Path, papers: int) -> None:
    """Tell a person who waits that many files are being read; into a log this would be noise."""
    if papers > 300 and sys.stderr.isatty():
        say(f"reading {papers} papers of {folder} ...")


@contextmanager
def say_if_slow(message: str) -> Iterator[None]:
    """Tell a person who waits for more than a second what is being done meanwhile."""
    import threading  # only where something may take so long

    slow = threading.Timer(1, say, [message])
    slow.daemon = True
    if sys.stderr.isatty():
        slow.start()
    try:
        yield
    finally:
        slow.cancel()


def deliver(content: str | bytes, output: Path | None) -> None:
    """Write text to a file, whole or not at all, or to stdout for `None` and `-`. Raises OutputError.

    Bytes are those of a text that came in an encoding of its own.
    """
    if output is None or str(output) == "-":
        write(content)
    else:
        _replace(output, content.encode() if isinstance(content, str) else content)


def write(content: str | bytes) -> None:
    """Write text to stdout; a reader who has closed the pipe has had enough, which is no error."""
    try:
        if isinstance(content, str):
            sys.stdout.write(content)
        else:
            sys.stdout.flush()
            sys.stdout.buffer.write(content)
        sys.stdout.flush()
    except BrokenPipeError:
        # Python would try to flush once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        raise OutputError(f"cannot write: {error.strerror}") from error


def _replace(path: Path, data: bytes) -> None:
    """Put a complete new file in the place of `path`, keeping its permissions; special files are written as they are."""
    import tempfile  # only when a file is written

    target = path.resolve()
    try:
        if target.exists() and not target.is_file():
            if target.is_dir():
                raise IsADirectoryError(0, "is a folder")
            target.write_bytes(data)
            return
        if target.exists() and not os.access(target, os.W_OK):
            raise PermissionError(0, "it is read-only")
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            umask = os.umask(0)
            os.umask(umask)
            Path(name).chmod(target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~umask)
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror}") from error
