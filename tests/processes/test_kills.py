"""A short run of `run.py`, and what of it can be shown without chance."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

if os.name != "posix":
    pytest.skip("this system has other signals", allow_module_level=True)

from loopback import Loopback
from medsynth_catalog.atomic import write_whole
from processes.kills import Kills
from processes.races import first_starts, races
from processes.running import MEDSYNTH, surroundings, warm


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("warm")
    warm(place)
    return place


def test_what_is_killed_leaves_the_old_or_the_new(tmp_path: Path, cache: Path, services: Loopback) -> None:
    kills = Kills(tmp_path, cache, services.base, seed=7)
    for _ in kills.run(12):
        pass
    assert kills.faults == []
    assert kills.ends.total() == 12


def test_what_several_append_is_all_there(tmp_path: Path, cache: Path) -> None:
    assert races(tmp_path, cache, 4) == []


def test_works_of_one_key_that_are_added_at_once_are_all_there(tmp_path: Path, cache: Path) -> None:
    folder, env = tmp_path / "catalogue", surroundings(cache)
    (folder / "papers").mkdir(parents=True)
    begun = []
    for number in range(4):
        file = tmp_path / f"{number}.bib"
        file.write_text(
            f"@misc{{k, title={{Study of number{number}}}, author={{Aa, B}}, year=2020, doi={{10.1000/{number}}}}}"
        )
        begun.append(subprocess.Popen([*MEDSYNTH, "add", file, "--to", folder], env=env, stdout=subprocess.PIPE))
    named = [process.communicate(timeout=120)[0].decode().strip() for process in begun]
    assert len(set(named)) == 4 and [process.returncode for process in begun] == [0] * 4
    assert sorted(named) == sorted(map(str, (folder / "papers").iterdir()))


def test_several_first_starts_give_one_index(tmp_path: Path, cache: Path) -> None:
    assert first_starts(tmp_path, cache, 4) == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_while_modules_load_is_quiet(number: signal.Signals, tmp_path: Path) -> None:
    script = (
        "import signal, sys, builtins\n"
        f"signal.signal({int(number)}, signal.SIG_DFL)  # under nohup it is ignored\n"
        "from medsynth_catalog.__main__ import main\n"
        "load = builtins.__import__\n"
        "def slow(name, *rest):\n"
        f"    if name == 'typer': signal.raise_signal({int(number)})\n"
        "    return load(name, *rest)\n"
        "builtins.__import__ = slow\n"
        "main()\n"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, cwd=tmp_path, check=False)
    assert (ran.stdout, ran.stderr) == (b"", b"")
    assert ran.returncode == (130 if number == signal.SIGINT else -number)


def test_a_signal_that_is_ignored_stays_ignored(tmp_path: Path, cache: Path) -> None:
    """As by `nohup`."""
    script = (
        "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
        "from medsynth_catalog import stopping\n"
        "stopping.end_when_told(); signal.raise_signal(signal.SIGHUP); print('here')"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, cwd=tmp_path, check=False)
    assert (ran.returncode, ran.stdout.split()) == (0, [b"here"])


def test_a_file_with_a_name_is_removed_by_a_signal(tmp_path: Path) -> None:
    """Where the system has no files without names."""
    script = (
        "import os, signal, sys\n"
        "vars(os).pop('O_TMPFILE', None)\n"
        "from pathlib import Path\n"
        "from medsynth_catalog import atomic, stopping\n"
        "stopping.end_when_told()\n"
        "def data():\n"
        "    yield b'new'\n"
        "    print(*os.listdir())\n"
        "    sys.stdout.flush()\n"
        "    signal.raise_signal(signal.SIGTERM)\n"
        "atomic.write_whole(Path('refs.bib'), data())\n"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, cwd=tmp_path, check=False)
    assert (ran.returncode, ran.stderr) == (-signal.SIGTERM, b"")
    assert ran.stdout.startswith(b".medsynth-")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("moment", "left"),
    [
        ("stop()", {"refs.bib": b"old", "twin.bib": b"old"}),
        ("do(file, data); stop()", {"refs.bib": b"newer", "twin.bib": b"newer"}),
        ("do(file, data[:2]); stop()", {"refs.bib": b"ne", "twin.bib": b"ne", ".medsynth": b"newer"}),
    ],
)
def test_a_signal_while_a_file_with_links_is_written(moment: str, left: dict[str, bytes], tmp_path: Path) -> None:
    """The complete hidden file stays where the other is torn, and nowhere else."""
    (tmp_path / "refs.bib").write_bytes(b"old")
    os.link(tmp_path / "refs.bib", tmp_path / "twin.bib")
    script = (
        "import signal\n"
        "signal.signal(signal.SIGHUP, signal.SIG_DFL)\n"
        "from pathlib import Path\n"
        "from medsynth_catalog import atomic, stopping\n"
        "stopping.end_when_told()\n"
        "do, stop = atomic._rewrite, lambda: signal.raise_signal(signal.SIGHUP)\n"
        "def rewrite(file, data):\n"
        f"    {moment}\n"
        "atomic._rewrite = rewrite\n"
        "atomic.write_whole(Path('refs.bib'), [b'newer'])\n"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, cwd=tmp_path, check=False)
    assert (ran.returncode, ran.stderr) == (-signal.SIGHUP, b"")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == left


def test_what_another_process_was_killed_over_is_taken_away(tmp_path: Path) -> None:
    (tmp_path / ".medsynth").write_bytes(b"half")
    (tmp_path / "refs.bib").write_bytes(b"old")
    write_whole(tmp_path / "refs.bib", [b"new"])
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"refs.bib": b"new"}
