"""stdin, stdout, stderr and files: data to stdout or a file, messages to stderr. Decides, once, whether a person or a pipe reads."""

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from medsynth_catalog.atomic import write_whole
from medsynth_catalog.errors import FileError, InputError, QueryError

if TYPE_CHECKING:
    from medsynth_catalog.loading.stamps import OnReading
    from medsynth_catalog.views.progress import ReadingBar

Content = str | bytes | Iterable[str] | Iterable[bytes]
"""A text, bytes such as a text in an encoding of its own, or the pieces of either that are made while they are written."""

# So few papers are read before a person notices.
_FEW = 300


def is_screen() -> bool:
    """Whether stdout is shown to a person: it is a terminal, or FORCE_COLOR is set."""
    return sys.stdout.isatty() or bool(os.environ.get("FORCE_COLOR"))


def screen_size() -> tuple[int, int | None]:
    """Columns and lines of the terminal, which COLUMNS and LINES overrule; `None` lines in a pipe, which has no end."""
    beside = (80, 24)
    with suppress(OSError, ValueError):
        beside = os.get_terminal_size(sys.stderr.fileno())  # of `FORCE_COLOR=1 medsynth search | less -R`
    columns, lines = shutil.get_terminal_size(beside)
    return columns, lines if sys.stdout.isatty() or "LINES" in os.environ else None


def print_message(message: str) -> None:
    """Print a message to stderr."""
    print(message, file=sys.stderr)


@contextmanager
def show_reading_progress() -> Iterator["OnReading"]:
    """Give a function to call while catalogue files are read. It shows a bar when stderr is a terminal and many are read."""
    bar: ReadingBar | None = None

    def on_reading(folder: Path, done: int, total: int) -> None:
        nonlocal bar
        if bar is None and total > _FEW and sys.stderr.isatty():
            from medsynth_catalog.views.progress import ReadingBar  # brings rich

            bar = ReadingBar()
        if bar is not None:
            bar.update(folder, done, total)

    try:
        yield on_reading
    finally:
        if bar is not None:
            bar.stop()


@contextmanager
def print_if_slow(message: str) -> Iterator[None]:
    """Print a message if what is done meanwhile takes more than a second and stderr is a terminal."""
    import threading  # only where something may take so long

    slow = threading.Timer(1, print_message, [message])
    slow.daemon = True
    if sys.stderr.isatty():
        slow.start()
    try:
        yield
    finally:
        slow.cancel()


def read_input(file: Path | None) -> bytes:
    """Return all of a file, or of stdin for `None` and `-`. Raises FileError when it can't be read."""
    try:
        return sys.stdin.buffer.read() if file is None or str(file) == "-" else file.read_bytes()
    except OSError as error:
        raise FileError(f"cannot read {file}: {error.strerror}") from error


def read_text(file: Path | None) -> str:
    """Return all of a text file in UTF-8, as `read_input` does. Raises InputError when it is in another encoding."""
    try:
        return read_input(file).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"cannot read {file or 'stdin'}", f"it is not UTF-8 (byte {error.start})") from error


def check_target(format: str, output: Path | None, hint: str = "name a file with --output") -> None:
    """Keep a binary format away from a terminal. Raises QueryError with a hint for the command."""
    from medsynth_catalog.formats import BINARY_FORMATS  # --version writes in none

    if format in BINARY_FORMATS and (output is None or str(output) == "-") and sys.stdout.isatty():
        raise QueryError(f"{format} is binary", hint)


def write_output(content: Content, output: Path | None) -> None:
    """Write a text to a file, whole or not at all, or to stdout for `None` and `-`. Raises FileError."""
    if output is None or str(output) == "-":
        write_stdout(content)
    else:
        try:
            write_whole(output, map(_encoded, _pieces(content)))
        except OSError as error:
            raise FileError(f"cannot write {output}: {error.strerror}") from error


def write_stdout(content: Content) -> None:
    """Write a text to stdout. It is no error when the reader closes the pipe before the end, as `head` does."""
    try:
        sys.stdout.flush()
        for piece in _pieces(content):
            if isinstance(piece, bytes):
                sys.stdout.buffer.write(piece)
            else:
                sys.stdout.write(piece)
        sys.stdout.flush()
    except BrokenPipeError:
        # Python would try to flush once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        raise FileError(f"cannot write: {error.strerror}") from error


def _pieces(content: Content) -> Iterable[str | bytes]:
    return [content] if isinstance(content, (str, bytes)) else content


def _encoded(piece: str | bytes) -> bytes:
    return piece.encode() if isinstance(piece, str) else piece
