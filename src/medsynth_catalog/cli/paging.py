"""Long answers on a terminal go through a pager, chosen as git and gh choose it, so that the first screen stays in view."""

import io
import os
import re
import shutil
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from medsynth_catalog.cli import streams
from medsynth_catalog.errors import UsageError
from medsynth_catalog.text import printable

if TYPE_CHECKING:
    import subprocess

VARIABLES = ("MEDSYNTH_PAGER", "PAGER")
# As git runs less: end at once if all of it fits, colours as they are, the screen not cleared at the end.
_LESS = {"LESS": "FRX", "LV": "-c"}
# The first less that knows links: https://www.greenwoodsoftware.com/less/news.566.html
_LESS_WITH_LINKS = 566
# Compiled when they are first used: most answers need no pager.
_LINK = r"\x1b\]8;[^\x1b\x07]*(?:\x1b\\|\x07)"
_ESCAPES = rf"{_LINK}|\x1b\[[0-9;]*m"

Pager = Annotated[
    bool | None,
    typer.Option(
        "--pager/--no-pager",
        rich_help_panel="Output",
        show_default=False,
        help="Show an answer that is longer than the screen in a pager, or never.",
    ),
]


def pager_command(wanted: bool | None) -> list[str] | None:
    """Return the command of the pager for a long answer; `None` if it is to be printed as it is.

    There is none in a pipe, and none where a program, not a person, has the terminal: where an input or output of the process
    is no terminal, where the terminal is a dumb one, or where no shell with job control started the process, as programs don't
    that run others in a terminal of their own.

    Args:
        wanted: What the reader said: `True` asks for it wherever stdout is a terminal, `False` refuses it.

    Raises:
        UsageError: A variable holds no command line.
    """
    if wanted is False or not sys.stdout.isatty() or not (wanted or _is_persons()):
        return None
    variable = next((name for name in VARIABLES if name in os.environ), None)
    if variable is None:
        return ["less"] if shutil.which("less") else None
    import shlex  # these are imported where a pager is started, which most answers don't need

    try:
        command = shlex.split(os.environ[variable])
    except ValueError as error:
        raise UsageError(f"{variable} holds no command line: {os.environ[variable]!r}", str(error).lower()) from error
    return None if command in ([], ["cat"]) else command


@contextmanager
def paged(wanted: bool | None) -> Iterator[None]:
    """Let what is printed go to a pager once it is longer than the screen; messages go there in their place, too."""
    command = pager_command(wanted)
    if command is None:
        yield
        return
    screen = _Screen(command)
    out, err = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = _Side(screen, out), _Side(screen, err)
    try:
        with suppress(_QuitPager):
            yield
    finally:
        sys.stdout, sys.stderr = out, err
        screen.close()


def _is_persons() -> bool:
    if not (sys.stdin.isatty() and sys.stderr.isatty()) or os.environ.get("TERM", "dumb") == "dumb":
        return os.name == "nt" and sys.stdin.isatty() and sys.stderr.isatty()  # Windows has no TERM
    # A shell with job control gives each command a process group of its own, beside that of the session.
    return os.name == "nt" or os.getpgrp() != os.getsid(0)


class _QuitPager(Exception):  # noqa: N818  # the reader has seen enough, which is no error
    pass


class _Side(io.TextIOBase):
    """stdout or stderr while what is printed is held back or goes to the pager."""

    def __init__(self, screen: "_Screen", stream: TextIO) -> None:
        self._screen, self._stream = screen, stream

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self._screen.write(text, self._stream)
        return len(text)


class _Screen:
    """Holds text back until it is longer than the screen, then starts the pager and hands it everything."""

    def __init__(self, command: list[str]) -> None:
        self._command = command
        self._width, height = streams.screen_size()
        self._left = (height or 24) - 1  # the prompt needs a line
        self._held: list[tuple[str, TextIO]] | None = []
        self._process: subprocess.Popen[bytes] | None = None
        self._links = True

    def write(self, text: str, stream: TextIO) -> None:
        if self._held is None:
            self._pass_on(text, stream)
            return
        self._held.append((text, stream))
        for line in re.sub(_ESCAPES, "", text).split("\n")[:-1]:
            self._left -= max(1, -(-len(line) // self._width))
        if self._left < 0:
            self._start()

    def close(self) -> None:
        """Print what was short enough to be held back, or wait until the reader leaves the pager."""
        self._release()
        if self._process is None:
            return
        if self._process.stdin is not None:
            with suppress(OSError):
                self._process.stdin.close()
        self._process.wait()

    def _start(self) -> None:
        import subprocess

        try:
            self._process = subprocess.Popen(self._command, stdin=subprocess.PIPE, env=_LESS | os.environ)  # noqa: S603  # the reader's choice
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # a key of the pager, which goes on
            self._links = _shows_links(self._command)
        except OSError as error:
            message = f"cannot start the pager {printable(self._command[0])!r}: {error.strerror}\n"
            self._held = [*(self._held or ()), (message, sys.__stderr__ or sys.stderr)]
        self._release()

    def _release(self) -> None:
        held, self._held = self._held or (), None
        for text, stream in held:
            self._pass_on(text, stream)

    def _pass_on(self, text: str, stream: TextIO) -> None:
        if self._process is None or self._process.stdin is None:
            stream.write(text)
            stream.flush()
            return
        try:
            self._process.stdin.write(
                (text if self._links else re.sub(_LINK, "", text)).encode(errors="backslashreplace")
            )
            self._process.stdin.flush()
        except OSError as error:  # the reader left the pager
            raise _QuitPager from error


def _shows_links(command: list[str]) -> bool:
    """Whether a pager knows links, which others would show as signs: a less that is new enough."""
    if not re.fullmatch(r"(?:.*[/\\])?less(?:\.exe)?", command[0]):
        return False
    import subprocess

    said = subprocess.run([command[0], "--version"], capture_output=True, encoding="utf-8", check=False).stdout  # noqa: S603
    version = re.match(r"less (\d+)", said)
    return version is not None and int(version[1]) >= _LESS_WITH_LINKS
