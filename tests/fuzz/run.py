"""The long run: python tests/fuzz/run.py --cases 1000000. Prints a line for each target; every fault is kept as a file."""

import argparse
import contextlib
import io
import os
import signal
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
LONGEST = 30  # seconds of CPU time that one case may take


def options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Feed every reader with hostile input.")
    parser.add_argument("--cases", type=int, default=100_000, metavar="N", help="in all targets together (100,000)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="another one makes other cases (1)")
    parser.add_argument("--only", nargs="+", metavar="TARGET", help="targets by name; all by default")
    parser.add_argument(
        "--keep", type=Path, default=Path("fuzz-faults"), metavar="FOLDER", help="where faults are kept"
    )
    parser.add_argument("--one", help=argparse.SUPPRESS)
    return parser.parse_args()


def main() -> int:
    """Run each target in a process of its own, whose peak memory is that of the target."""
    chosen = options()
    sys.path[:0] = [str(HERE.parent), str(HERE.parent.parent / "src")]
    if chosen.one:
        return feed(chosen.one, chosen.cases, chosen.seed, chosen.keep)
    from fuzz.targets import TARGETS

    names = [target.name for target in TARGETS if not chosen.only or target.name in chosen.only]
    if unknown := set(chosen.only or ()) - set(names):
        print(
            f"unknown target {unknown.pop()!r}; the targets are {', '.join(one.name for one in TARGETS)}",
            file=sys.stderr,
        )
        return 2
    print(f"{'target':22} {'cases':>9} {'seconds':>8} {'peak':>8}  faults")
    faults = 0
    for name in names:
        faults += told(name, max(1, chosen.cases // len(names)), chosen)
    return 1 if faults else 0


def told(name: str, cases: int, chosen: argparse.Namespace) -> int:
    """Run one target, print its line, and return the number of its faults."""
    words = ["--one", name, "--cases", str(cases), "--seed", str(chosen.seed), "--keep", str(chosen.keep)]
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen([sys.executable, str(Path(__file__)), *words], stdout=said)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        last = said.read().decode().split()
    faults = int(last[0]) if len(last) == 1 else 1
    ended = "" if process.returncode in (0, 1) else f"  ended with {process.returncode}"
    peak = usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    print(
        f"{name:22} {cases:>9,} {usage.ru_utime + usage.ru_stime:>8.0f} {peak:>4.0f} MiB  {faults}{ended}", flush=True
    )
    return faults


def feed(name: str, cases: int, seed: int, keep: Path) -> int:
    """Feed one target, and print the number of its faults as the only line."""
    from fuzz.mutating import cases as made
    from fuzz.targets import TARGETS, only_cache

    (target,) = (one for one in TARGETS if one.name == name)
    signal.signal(signal.SIGVTALRM, _too_long)
    kept: set[str] = set()
    faults = 0
    with tempfile.TemporaryDirectory(prefix="medsynth-fuzz-") as folder:
        only_cache(Path(folder) / "cache")
        for data in made(target.seeds(), target.tokens, cases, seed):
            signal.setitimer(signal.ITIMER_VIRTUAL, LONGEST)
            try:
                with silence():
                    target.feed(data, Path(folder))
            except BaseException as error:  # noqa: BLE001 - whatever it is, it is a fault
                faults += 1
                where = traceback.extract_tb(error.__traceback__)[-1]
                place = f"{type(error).__name__} in {Path(where.filename).name}, line {where.lineno}"
                if place not in kept:
                    kept.add(place)
                    _keep(keep, name, len(kept), data, place)
                if isinstance(error, KeyboardInterrupt):
                    break
            finally:
                signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    print(faults)
    return 1 if faults else 0


def _too_long(*_: object) -> None:
    raise TimeoutError(f"more than {LONGEST} s")


@contextlib.contextmanager
def silence() -> Iterator[None]:
    """Take what a target prints, as streams that behave like those of a process."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        yield


def _keep(folder: Path, name: str, number: int, data: bytes, place: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name.replace(' ', '-').replace(',', '')}-{number}"
    file.write_bytes(data)
    print(f"{name}: {place}: {file}", file=sys.stderr, flush=True)
    traceback.print_exc(limit=-6)


if __name__ == "__main__":
    sys.exit(main())
