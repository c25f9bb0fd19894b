"""Standard streams that were closed when the process began: `medsynth ... >&-`, a service, a desktop without a terminal."""

import os
import sys


def stand_in() -> None:
    """Put a stream in the place of each that is closed, so that no file that is opened later gets its number.

    stdin and stdout fail as closed streams do when they are used; messages to stderr go nowhere.
    """
    streams = (("stdin", "r", os.O_WRONLY), ("stdout", "w", os.O_RDONLY), ("stderr", "w", os.O_WRONLY))
    for number, (name, mode, way) in enumerate(streams):
        if getattr(sys, name) is None:
            handle = os.open(os.devnull, way)
            if handle != number:
                os.dup2(handle, number)
                os.close(handle)
            stream = open(number, mode, encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115 - it stays open to the end
            setattr(sys, name, stream)
