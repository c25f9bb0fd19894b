"""The exit codes, documented in the README."""

from enum import IntEnum


class ExitCode(IntEnum):
    """What a script may rely on."""

    DONE = 0
    """Done; an empty answer is an answer, and so is a reader who closed the pipe."""
    NOT_FOUND = 1
    """No such paper or address, a service without an answer, a place that can't be written, or findings."""
    USAGE = 2
    """A question that can't be asked: unknown option, term, format, column or year range."""
    BROKEN_CATALOGUE = 3
    """A catalogue that is missing or has problems."""
    INTERRUPTED = 130
    """Stopped by Ctrl-C."""
