"""The exit codes, documented in the README."""

from enum import IntEnum

from medsynth_catalog import stopping


class ExitCode(IntEnum):
    """What the exit code of a command means; scripts may rely on the numbers."""

    DONE = 0
    """Done. An empty answer is an answer, and a closed pipe is no failure."""
    FAILED = 1
    """Not done: no such paper or address, no answer from a service, a file that can't be read or written."""
    FINDINGS = 1
    """Done, and there is something to look at: findings of an audit, entries that were left out. The same number as FAILED."""
    INVALID_USAGE = 2
    """An invalid option, value or query: an unknown term, format or column, an invalid year range."""
    INVALID_CATALOGUE = 3
    """A catalogue that is missing or has problems."""
    INTERRUPTED = stopping.INTERRUPTED
    """Stopped by Ctrl-C, or picking cancelled."""
