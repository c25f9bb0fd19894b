"""Where output goes: text to stdout or whole into a file, words to stderr. Decides, once, whether a person or a pipe reads."""

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from medsynth_catalog.atomic import write_whole
from medsynth_catalog.errors import OutputError

if TYPE_CHECKING:
    from medsynth_catalog.loading.stamps import OnReading
    from medsynth_catalog.views.progress import ReadingBar

# So few papers are read before a person notices.
_FEW = 300


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


@contextmanager
def reading_progress() -> Iterator["OnReading"]:
    """Give a function to call while catalogue files are read: a person who waits sees a bar, a log nothing."""
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


Content = str | bytes | Iterable[str]
"""A text, a text in an encoding of its own, or the pieces of a text that is made while it is written."""


def deliver(content: Content, output: Path | None) -> None:
    """Write a text to a file, whole or not at all, or to stdout for `None` and `-`. Raises OutputError."""
    if output is None or str(output) == "-":
        write(content)
    else:
        try:
            write_whole(output, map(_encoded, _pieces(content)))
        except OSError as error:
            raise OutputError(f"cannot write {output}: {error.strerror}") from error


def write(content: Content) -> None:
    """Write a text to stdout. It is no error when the reader closes the pipe before the end, as `head` does."""
    try:
        if isinstance(content, bytes):
            sys.stdout.flush()
            sys.stdout.buffer.write(content)
        else:
            sys.stdout.writelines([content] if isinstance(content, str) else content)
        sys.stdout.flush()
    except BrokenPipeError:
        # Python would try to flush once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        raise OutputError(f"cannot write: {error.strerror}") from error


def _pieces(content: Content) -> Iterable[str | bytes]:
    return [content] if isinstance(content, (str, bytes)) else content


def _encoded(piece: str | bytes) -> bytes:
    return piece.encode() if isinstance(piece, str) else piece
