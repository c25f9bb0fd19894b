"""Measure medsynth, print the tables, and write them into the documentation if asked to. See README.md beside this file."""

import argparse
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from growth import build, changed, export, facets, text
from inputs import input  # noqa: A004 - the name of the subject
from measuring import FailedError
from racing import rivals
from report import printed, told, written
from results import Result
from setting import Setting, prepared
from starting import audit, bundled, start, terminal

SUBJECTS: dict[str, Callable[[Setting], Iterator[Result]]] = {
    subject.__name__: subject
    for subject in (start, terminal, bundled, export, facets, text, changed, build, audit, input, rivals)
}


def options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Measure medsynth beside floors, itself and its rivals.")
    parser.add_argument("--quick", action="store_true", help="few rounds, no catalogue above 10,000 papers; 3 minutes")
    parser.add_argument("--only", nargs="+", metavar="NAME", choices=SUBJECTS, help=f"of {', '.join(SUBJECTS)}")
    parser.add_argument("--rounds", type=int, metavar="N", help="how often a quick command runs (21; quick: 5)")
    parser.add_argument("--write", action="store_true", help="write docs/performance.md and the README's table")
    chosen = parser.parse_args()
    if chosen.write and chosen.only:
        parser.error("--write needs all subjects, --only leaves some out")
    if chosen.rounds is not None and chosen.rounds < 1:
        parser.error("--rounds must be at least 1")
    return chosen


def main() -> int:
    """Measure what was asked for."""
    chosen = options()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the temporary folder goes
    start_time = time.monotonic()

    def progress(said: str) -> None:
        print(f"[{time.monotonic() - start_time:5.0f} s] {said}", file=sys.stderr, flush=True)

    results: list[Result] = []
    failures: list[str] = []
    rounds = chosen.rounds or (5 if chosen.quick else 21)
    with tempfile.TemporaryDirectory(prefix="medsynth-benchmarks-") as folder:
        progress("building and installing the wheel")
        setting = prepared(Path(folder), rounds, chosen.quick)
        names = chosen.only or list(SUBJECTS)
        for place, name in enumerate(names, 1):
            progress(f"{place} of {len(names)}: {name}: {SUBJECTS[name].__doc__}")
            try:
                for result in SUBJECTS[name](setting):
                    results.append(result)
                    progress(f"    {told(result)}")
            except FailedError as error:
                failures.append(f"{name}: {error}")
                progress(failures[-1])
        progress("done")
        print(printed(results))
        if chosen.write and not failures:
            written(results, setting)
    for failure in failures:
        print(f"failed: {failure}", file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
