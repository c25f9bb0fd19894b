"""stdin, stdout, stderr and files: data to stdout or a file, messages to stderr. Decides, once, whether a person or a pipe reads."""

import codecs
import gc
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from medsynth_catalog import turns
from medsynth_catalog.atomic import write_whole
from medsynth_catalog.errors import FileError, InputError, QueryError
from medsynth_catalog.limits import MOST_BYTES
from medsynth_catalog.text import visible

if TYPE_CHECKING:
    from medsynth_catalog.loading.stamps import OnReading
    from medsynth_catalog.views.progress import AskingBar, ReadingBar

    OnAsking = Callable[[str, int, int], None]

Content = str | bytes | Iterable[str] | Iterable[bytes]
"""A text, bytes such as a text in an encoding of its own, or the pieces of either that are made while they are written."""

# So few papers are read before a person notices.
_FEW = 300
# What drawings on a screen are made of, for terminals without them.
_DRAWN = {"█": "#", "…": "...", "–": "-", "─": "-", "│": "|", "├": "|", "└": "`", "━": "-"}


def is_screen() -> bool:
    """Whether stdout is shown to a person: it is a terminal, or FORCE_COLOR is set."""
    return sys.stdout.isatty() or bool(os.environ.get("FORCE_COLOR"))


def screen_size() -> tuple[int, int | None]:
    """Columns and lines of the terminal, which COLUMNS and LINES overrule; `None` lines in a pipe, which has no end.

    A terminal that doesn't know its size, as under `expect` or in a container, has 80 columns and 24 lines.
    """
    beside = os.terminal_size((0, 0))
    with suppress(OSError, ValueError):
        beside = os.get_terminal_size(sys.stderr.fileno())  # of `FORCE_COLOR=1 medsynth search | less -R`
    columns, lines = shutil.get_terminal_size((beside.columns or 80, beside.lines or 24))
    return columns, lines if sys.stdout.isatty() or "LINES" in os.environ else None


def prepare() -> None:
    """Let stdout and stderr take any text: UTF-8 into a pipe, and what a terminal can show on it."""
    for stream in (sys.stdout, sys.stderr):
        if not stream.isatty():
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]  # both are TextIOWrapper
        elif stream.encoding.lower() != "utf-8":
            codecs.register_error("medsynth", _spelled)
            stream.reconfigure(errors="medsynth")  # type: ignore[union-attr]


def _spelled(error: UnicodeError) -> tuple[str | bytes, int]:
    """Signs of drawings in letters that every terminal has, anything else as its number."""
    if isinstance(error, UnicodeEncodeError) and (drawn := _DRAWN.get(error.object[error.start])):
        return drawn, error.start + 1
    return codecs.backslashreplace_errors(error)


def give_up(stream: TextIO) -> None:
    """Let what is still to be written to a stream that fails go nowhere; Python would try once more at its end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def print_message(message: str) -> None:
    """Print a message of one line to stderr, without control characters. If nobody can read it any more, that's no error."""
    try:
        print(visible(message), file=sys.stderr)
    except OSError:
        give_up(sys.stderr)


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
def show_asking_progress() -> Iterator["OnAsking"]:
    """Give a function to call while services are asked. It shows a bar when stderr is a terminal."""
    bar: AskingBar | None = None

    def on_asking(host: str, done: int, total: int) -> None:
        nonlocal bar
        if bar is None and sys.stderr.isatty():
            from medsynth_catalog.views.progress import AskingBar  # brings rich

            bar = AskingBar()
        if bar is not None:
            bar.update(host, done, total)

    try:
        yield on_asking
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
    """Return all of a file, or of stdin for `None` and `-`. Raises FileError when it can't be read or is too large."""
    is_stdin = file is None or str(file) == "-"
    name = "stdin" if is_stdin else file
    try:
        with nullcontext(sys.stdin.buffer) if is_stdin else file.open("rb") as stream:  # type: ignore[union-attr]
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise FileError(f"cannot read {name}: {error.strerror}") from error
    if len(data) > MOST_BYTES:
        raise FileError(f"cannot read {name}: it has more than {MOST_BYTES // 1_000_000} MB")
    gc.enable()  # readers, that of LaTeX above all, leave behind many times what they read
    return data


@contextmanager
def turn(file: Path) -> Iterator[None]:
    """Keep other medsynth processes from changing a file meanwhile. Raises FileError when that takes too long."""
    if str(file) == "-":
        yield
        return
    try:
        with turns.turn(file):
            yield
    except BlockingIOError as error:
        raise FileError(f"cannot write {file}: {error.strerror}") from error


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


def write_output(content: Content, output: Path | None, read: bytes | None = None) -> None:
    """Write a text to a file, whole or not at all, or to stdout for `None` and `-`. Raises FileError.

    With `read`, what the file held when it was read, it is an error when the file holds anything else by now.
    """
    if output is None or str(output) == "-":
        write_stdout(content)
    else:
        try:
            write_whole(output, map(_encoded, _pieces(content)), read)
        except OSError as error:
            raise FileError(f"cannot write {output}: {error.strerror}") from error


def write_stdout(content: Content) -> None:
    """Write a text to stdout. It is no error when the reader closes the pipe before the end, as `head` does."""
    try:
        sys.stdout.flush()
        for piece in _pieces(content):
            if sys.stdout.isatty():
                sys.stdout.write(_shown(piece))
            elif isinstance(piece, bytes):
                sys.stdout.buffer.write(piece)
            else:
                sys.stdout.write(piece)
        sys.stdout.flush()
    except BrokenPipeError:
        give_up(sys.stdout)
    except OSError as error:
        give_up(sys.stdout)
        raise FileError(f"cannot write: {error.strerror}") from error


def _shown(piece: str | bytes) -> str:
    """Text for a terminal, on which control characters of a foreign file would be commands."""
    text = piece.decode("utf-8", "backslashreplace") if isinstance(piece, bytes) else piece
    return re.sub(r"[^\n\t]+", lambda line: visible(line[0]), text.replace("\r\n", "\n"))


def _pieces(content: Content) -> Iterable[str | bytes]:
    return [content] if isinstance(content, (str, bytes)) else content


def _encoded(piece: str | bytes) -> bytes:
    return piece.encode() if isinstance(piece, str) else piece
