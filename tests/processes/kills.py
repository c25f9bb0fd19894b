"""Signals at random moments of every command that writes: each file is the old one or the new one, and none is left behind."""

import os
import random
import shutil
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from processes.running import MEDSYNTH, REFS, TOY, Ran, contents, copied, medsynth, surroundings

SIGNALS = (signal.SIGKILL, signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_ASKED = ("search", "--catalog", "toy", "--only-catalog")
_ASKED_PACKED = ("search", "--catalog", "toy.index", "--only-catalog")
DOI = "10.1016/j.compbiomed.2023.107115"


class Scenario(NamedTuple):
    """A command that writes.

    Attributes:
        name: What it is called in the report.
        arguments: The command line, for a folder that has `refs.bib`, `old.bib` and an empty catalogue `mine`.
        prepare: What else the folder gets.
        then: What is asked afterwards to see that an index that is left is a good one: its bytes differ from run to run.
    """

    name: str
    arguments: Sequence[str]
    prepare: Callable[[Path], None] = lambda folder: None
    then: Sequence[str] = ()


def _linked(folder: Path) -> None:
    os.link(folder / "refs.bib", folder / "other name.bib")


def scenarios(services: str) -> tuple[Scenario, ...]:
    """Every command that writes, with the address of a server in place of doi.org and arXiv."""
    online = ("--doi-service", services, "--arxiv-service", f"{services}/api/query")
    return (
        Scenario("export -o, a file replaced", ("export", "-m", "ecg", "-o", "old.bib")),
        Scenario("search -o, a new file", ("search", "-m", "ecg", "-f", "csv", "-o", "new.csv")),
        Scenario("list -o", ("list", "-f", "json", "-o", "new.json")),
        Scenario("export --append", ("export", "-m", "ppg", "--append", "refs.bib")),
        Scenario("export --append, a file with hard links", ("export", "-m", "ppg", "--append", "refs.bib"), _linked),
        Scenario("export into a pipe", ("export", "-m", "ecg")),
        Scenario("audit -o", ("audit", "refs.bib", "-f", "json", "-o", "report.json")),
        Scenario("audit --fix in place", ("audit", "refs.bib", "--fix", "-o", "refs.bib")),
        Scenario("add --to", ("add", "refs.bib", "--to", "mine")),
        Scenario("pack -o", ("pack", "toy", "--only-catalog", "-o", "toy.index"), then=_ASKED_PACKED),
        Scenario("resolve --to", ("resolve", DOI, "--only-catalog", "--to", "mine", *online)),
        Scenario("a first start", _ASKED, then=_ASKED),
    )


class Kills:
    """Runs of scenarios that are ended by a signal.

    Attributes:
        faults: What was wrong, a line each.
        ends: How often each signal met what: a running program, one that was done already, or Python before it began.
        ended: How often a running program was ended, by scenario and signal.
    """

    def __init__(self, place: Path, cache: Path, services: str, seed: int) -> None:
        self.faults: list[str] = []
        self.ends: Counter[str] = Counter()
        self.ended: Counter[tuple[str, str]] = Counter()
        if signal.getsignal(signal.SIGHUP) == signal.SIG_IGN:  # by `nohup`, and what is started would ignore it too
            signal.signal(signal.SIGHUP, signal.SIG_DFL)
        self._place, self._cache = place, cache
        self._random = random.Random(seed)
        self._complete = {one: self._to_the_end(one) for one in scenarios(services)}
        self._answer = next(done[2] for one, done in self._complete.items() if one.arguments == _ASKED)
        self._seconds = dict.fromkeys(self._complete, 0.3)

    def run(self, kills: int) -> Iterator[int]:
        """End so many processes, scenario by scenario; yield the number of those ended so far."""
        every = list(self._complete)
        for number in range(kills):
            scenario, sent = every[number % len(every)], SIGNALS[number // len(every) % len(SIGNALS)]
            before, after, output = self._complete[scenario]
            folder = self._folder(scenario)
            wait = self._random.uniform(0, self._seconds[scenario])
            ran = _ended(scenario.arguments, folder, surroundings(folder / "cache"), sent, wait)
            # Moments stay within the time that the command takes, however busy the machine is.
            self._seconds[scenario] *= 0.9 if ran.code in (0, 1) else 1.1
            what = f"{scenario.name}, {sent.name} after {wait:.3f} s"
            for fault in (
                *self._in_output(scenario.name, ran, sent, output),
                *self._in_files(scenario, folder, before, after),
            ):
                self.faults.append(f"{what}: {fault}")
            shutil.rmtree(folder)
            yield number + 1

    def _to_the_end(self, scenario: Scenario) -> tuple[dict[str, bytes], dict[str, bytes], bytes]:
        folder = self._folder(scenario)
        before = contents(folder)
        ran = medsynth(*scenario.arguments, folder=folder, env=surroundings(folder / "cache"))
        assert ran.code in (0, 1), ran.err
        after = contents(folder)
        shutil.rmtree(folder)
        return before, after, ran.out

    def _folder(self, scenario: Scenario) -> Path:
        """The same place for every run, since messages name it and an index belongs to it."""
        folder = self._place / "here"
        folder.mkdir()
        shutil.copy(REFS, folder / "refs.bib")
        shutil.copy(REFS, folder / "old.bib")
        (folder / "mine" / "papers").mkdir(parents=True)
        copied(TOY, folder / "toy")
        shutil.copytree(self._cache, folder / "cache", copy_function=os.link)
        scenario.prepare(folder)
        return folder

    def _in_output(self, name: str, ran: Ran, sent: signal.Signals, output: bytes) -> Iterator[str]:
        if sent == signal.SIGINT and b"KeyboardInterrupt" in ran.err and b"end_when_told" not in ran.err:
            self.ends[f"{sent.name}: Python itself was still starting"] += 1
            return
        allowed = (130, -sent) if sent == signal.SIGINT else (-sent,)
        self.ends[f"{sent.name}: {'ended' if ran.code in allowed else 'done already'}"] += 1
        self.ended[name, sent.name] += ran.code in allowed
        if ran.code not in (0, 1, *allowed):
            yield f"exit code {ran.code}"
        if b"Traceback" in ran.err or b"Fatal" in ran.err:
            yield f"stderr: {ran.err.decode()[-300:]!r}"
        if ran.code in (0, 1) and ran.out != output:
            yield "half an answer with the exit code of a whole one"
        if not output.startswith(ran.out) and ran.code < 0:
            yield "what was written is not the beginning of the answer"

    def _in_files(
        self, scenario: Scenario, folder: Path, before: Mapping[str, bytes], after: Mapping[str, bytes]
    ) -> Iterator[str]:
        now = contents(folder)
        complete = now.pop(".medsynth", None)  # kept while a file with hard links is written into
        torn = [name for name in now if now[name] not in (before.get(name), after.get(name))]
        if complete is not None and not (torn and complete in after.values()):
            yield "left behind: .medsynth"
        for name in sorted({*before, *now}):
            if name not in now:
                yield f"lost: {name}"
            elif name not in before and name not in after:
                yield f"left behind: {name}"
            elif name in torn and not name.startswith("cache/") and name != "toy.index" and complete is None:
                yield f"neither old nor new: {name}"
        if scenario.then and (scenario.then != _ASKED_PACKED or "toy.index" in now):
            again = medsynth(*scenario.then, folder=folder, env=surroundings(folder / "cache"))
            if again.out != self._answer:
                yield f"another answer from the index that was left: {again.err.decode()}"


def _ended(arguments: Sequence[str], folder: Path, env: Mapping[str, str], sent: signal.Signals, seconds: float) -> Ran:
    with subprocess.Popen(
        [*MEDSYNTH, *arguments],
        cwd=folder,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        time.sleep(seconds)
        process.send_signal(sent)
        out, err = process.communicate(timeout=120)
    return Ran(process.returncode, out, err)
