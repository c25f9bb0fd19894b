"""What a process costs, and how the costs of several compare: run in turn, so that a slow moment of the machine hits all."""

import os
import pty
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

TOO_LONG = 900  # seconds after which a process is ended and counts as failed

Measure = Literal["wall", "cpu", "peak"]


class FailedError(Exception):
    """A measured command, or one that prepares it, did not do its work; the message is its last words."""


@dataclass(frozen=True)
class Work:
    """A command to be measured.

    Fields: `command`, its words; `environment`, all of its variables; `terminal`, whether it draws on a terminal or writes
    into a pipe; `codes`, the exit codes of success; `before`, what prepares each run and is not measured.
    """

    command: tuple[str, ...]
    environment: Mapping[str, str] = field(repr=False)
    terminal: bool = False
    codes: tuple[int, ...] = (0,)
    before: Callable[[], object] | None = None


@dataclass(frozen=True)
class Cost:
    """What one run took: wall and CPU time of the process and its children in seconds, the largest resident set in MiB.

    The kernel counts into a child's peak what its parent held when it was started, so that the peak of a small program
    is never below that of this one, some 20 MiB.
    """

    wall: float
    cpu: float
    peak: float


@dataclass(frozen=True)
class Spread:
    """The median of some values and their quartiles, which with fewer than four values are the extremes."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, values: list[float]) -> "Spread":
        """Summarise at least one value."""
        low, high = min(values), max(values)
        if len(values) >= 4:
            low, _, high = statistics.quantiles(values, n=4, method="inclusive")
        return cls(statistics.median(values), low, high)


class Costs:
    """The costs of several works that ran in turn, one list for each in the order of the rounds."""

    def __init__(self, costs: Mapping[str, list[Cost]]) -> None:
        self.costs = costs

    def spread(self, name: str, measure: Measure = "wall") -> Spread:
        """Summarise one work: seconds, or MiB for the peak."""
        return Spread.of([getattr(cost, measure) for cost in self.costs[name]])

    def ratio(self, name: str, floor: str, measure: Measure = "wall") -> Spread:
        """Summarise the ratios of two works, taken round by round."""
        pairs = zip(self.costs[name], self.costs[floor], strict=True)
        return Spread.of([getattr(ours, measure) / getattr(theirs, measure) for ours, theirs in pairs])


def in_turn(works: Mapping[str, Work], rounds: int, seconds: float, at_least: int, warm: bool = True) -> Costs:
    """Run each work once per round, one after the other.

    Args:
        works: what to run, by name.
        rounds: how often; fewer, but `at_least` so often, if that would take more than `seconds`.
        seconds: time after which no further round starts.
        at_least: rounds that run whatever they take; never more than `rounds`.
        warm: run a first round that is not counted.

    Raises:
        FailedError: a command ended with another exit code than its own of success.
    """
    costs: dict[str, list[Cost]] = {name: [] for name in works}
    start = time.perf_counter()
    for turn in range(-warm, rounds):
        if turn >= min(at_least, rounds) and time.perf_counter() - start > seconds:
            break
        for name, work in works.items():
            cost = cost_of(work)
            if turn >= 0:
                costs[name].append(cost)
    return Costs(costs)


def cost_of(work: Work) -> Cost:
    """Run a work once; its output is read and thrown away."""
    if work.before:
        work.before()
    reader, writer = pty.openpty() if work.terminal else os.pipe()
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            work.command, stdin=subprocess.DEVNULL, stdout=writer, stderr=said, env=work.environment
        )
        os.close(writer)
        watch = threading.Timer(TOO_LONG, process.send_signal, [signal.SIGKILL])
        watch.start()
        try:
            for _ in _chunks(reader):
                pass
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - start
        except BaseException:
            process.kill()
            raise
        finally:
            watch.cancel()
            os.close(reader)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in work.codes:
            said.seek(0)
            raise FailedError(_last_words(work, process.returncode, said.read()))
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024  # ru_maxrss is in bytes there, in KiB elsewhere
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)


def answer(work: Work) -> Iterator[str]:
    """Run a work once and yield the lines of its output, which are never all in memory: see `Cost`."""
    if work.before:
        work.before()
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(
            work.command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=said, env=work.environment
        ) as process,
    ):
        assert process.stdout
        yield from (line.decode("utf-8").rstrip("\r\n") for line in process.stdout)
        if (code := process.wait(TOO_LONG)) not in work.codes:
            said.seek(0)
            raise FailedError(_last_words(work, code, said.read()))


def done(work: Work) -> None:
    """Run a work for what it does."""
    for _ in answer(work):
        pass


def _chunks(reader: int) -> Iterator[bytes]:
    while True:
        try:
            chunk = os.read(reader, 1 << 16)
        except OSError:  # a terminal whose other side is closed
            return
        if not chunk:
            return
        yield chunk


def _last_words(work: Work, code: int, said: bytes) -> str:
    lines = said.decode("utf-8", "replace").strip().splitlines()
    name = Path(work.command[0]).name
    return f"{name} ended with exit code {code}: {lines[-1].strip() if lines else 'without a word'}"
