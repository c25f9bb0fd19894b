"""How the process ends: at once, with nothing half-made left behind.

When it is told to end, Python's own way, an exception wherever the program happens to be, would unwind through libraries that don't expect it:
loading modules, decoding in C, code that forgives every error and goes on with half an answer.
"""

import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import NoReturn

INTERRUPTED = 130
"""The exit code after Ctrl-C."""

on_stop: list[Callable[[], None]] = []
"""What is done before the process ends: each part of the program adds what it has begun, and takes it out when it is done."""

_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")


def end_when_told() -> None:
    """Let the signals that ask a process to end do so. One that is ignored, as by `nohup`, stays ignored."""
    for name in _SIGNALS:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _stop)


def end(code: str | int | None) -> NoReturn:
    """End the process with an exit code as `sys.exit` takes it, when all is done and nothing runs beside it any more.

    Python would free every object first, one by one, which costs a short answer a fifth of its time; the system takes the
    memory back all the same. mypy ends this way too.
    """
    if isinstance(code, str):
        sys.exit(code)
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        sys.exit(code)  # which knows what to do about a stream that fails
    os._exit(code or 0)


def _stop(number: int, _frame: FrameType | None) -> None:
    for clean in reversed(on_stop):
        with suppress(Exception):
            clean()
    if number != signal.SIGINT and os.name == "posix":
        signal.signal(number, signal.SIG_DFL)  # whoever waits for the process sees which signal it was
        signal.raise_signal(number)
    os._exit(INTERRUPTED)
