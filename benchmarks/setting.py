"""The place where everything is measured: a temporary folder with the wheel installed, catalogues, and a home of its own."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from measuring import Costs, FailedError, Work, answer, done, in_turn

HERE = Path(__file__).parent
PROJECT = HERE.parent
MILLION = 1_000_000
SPARE = 4096  # MiB that one process may take


@dataclass(frozen=True)
class Setting:
    """What the measurements share.

    Fields: `folder`, the temporary folder; `scripts`, where the commands of the installed wheel lie; `rounds`, how often a
    quick command runs; `quick`, whether large catalogues are left out.
    """

    folder: Path
    scripts: Path
    rounds: int
    quick: bool

    @property
    def sizes(self) -> tuple[int, ...]:
        """Numbers of papers at which growth is measured."""
        return (1_000, 10_000) if self.quick else (1_000, 10_000, 100_000, MILLION)

    @property
    def bytes(self) -> tuple[int, ...]:
        """Sizes of input at which growth is measured."""
        return (10_000, 100_000) if self.quick else (10_000, 100_000, MILLION, 10 * MILLION)

    @property
    def environment(self) -> Mapping[str, str]:
        """Variables of every process: a home and a cache that nobody else uses, and a screen of 100 columns."""
        home = self.folder / "home"
        return {
            "PATH": f"{self.scripts}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(home),
            "XDG_CACHE_HOME": str(home / "cache"),
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "COLUMNS": "100",
            "LINES": "50",
        }

    def medsynth(self, *words: str, papers: int | None = None, packed: bool = False) -> Work:
        """Return a run of the command, on the bundled catalogue or on a synthetic one of so many papers.

        The synthetic one is a folder of paper files, or, `packed`, one file.
        """
        place = (self.packed if packed else self.catalogue)(papers) if papers else None
        only = ("--catalog", str(place), "--only-catalog") if place else ()
        return Work((str(self.scripts / "medsynth"), *words, *only), self.environment)

    def python(self, *words: str) -> Work:
        """Return a run of the Python in whose environment the wheel is installed."""
        return Work((str(self.scripts / "python"), *words), self.environment)

    def measure(self, works: Mapping[str, Work], once: bool = False, warm: bool = True) -> Costs:
        """Run works in turn, in fewer rounds if they are slow.

        Args:
            works: what to run, by name.
            once: that one round is enough, since a round takes minutes.
            warm: run a first round that is not counted.
        """
        few = 1 if once or self.quick else 3
        return in_turn(works, self.rounds, seconds=4 if self.quick else 30, at_least=few, warm=warm)

    @cache  # noqa: B019 - one setting lives as long as the program
    def catalogue(self, papers: int) -> Path:
        """Make a synthetic catalogue, once, and return what `--catalog` takes."""
        bundled = self.exported("jsonl")
        place = self.folder / f"catalogue-{papers}"
        done(self.python(str(HERE / "catalogues.py"), "folder", str(bundled), str(papers), str(place)))
        return place

    @cache  # noqa: B019
    def packed(self, papers: int) -> Path:
        """Make the same as one file, once."""
        place = self.folder / f"catalogue-{papers}.index"
        if papers >= MILLION:
            bundled = self.exported("jsonl")
            done(self.python(str(HERE / "catalogues.py"), "packed", str(bundled), str(papers), str(place)))
        else:
            done(self.medsynth("pack", str(self.catalogue(papers)), "--only-catalog", "-o", str(place)))
        return place

    @cache  # noqa: B019
    def exported(self, form: str, papers: int | None = None, limit: int = 0) -> Path:
        """Export a catalogue, once, and return the file; all of it, or so many of its papers."""
        ending = {"bibtex": "bib"}.get(form, form)  # bibtool finds no file of another ending, and does not say so
        path = self.folder / f"export-{papers or 'bundled'}-{limit}.{ending}"
        done(self.medsynth("export", "-n", str(limit), "-f", form, "-o", str(path), papers=papers))
        return path

    @cache  # noqa: B019
    def bundled(self) -> int:
        """Count the papers of the bundled catalogue."""
        return sum(1 for _ in answer(self.medsynth("search", "-n", "0", "-f", "keys")))


def installed(folder: Path, *requirements: str) -> Path:
    """Make an environment with some packages and return the folder of its commands.

    Raises:
        FailedError: pip could not install them.
    """
    environment = os.environ | {"PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    done(Work((sys.executable, "-m", "venv", str(folder)), environment))
    scripts = folder / "bin"
    done(Work((str(scripts / "pip"), "install", "-q", *requirements), environment))
    return scripts


def prepared(folder: Path, rounds: int, quick: bool) -> Setting:
    """Build the wheel of this source tree, install it, and return the setting."""
    (folder / "home").mkdir()
    wheels = folder / "wheels"
    done(Work((sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(wheels), str(PROJECT)), os.environ))
    built = list(wheels.glob("*.whl"))
    if len(built) != 1:
        raise FailedError(f"{len(built)} wheels were built")
    return Setting(folder, installed(folder / "medsynth", str(built[0])), rounds, quick)
