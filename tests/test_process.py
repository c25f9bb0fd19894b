"""What only a real process shows: pipes that close, Ctrl-C, encodings, completion."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

MEDSYNTH = [sys.executable, "-m", "medsynth_catalog"]
FULL = Path("/dev/full")


def test_a_closed_pipe_ends_quietly() -> None:
    with subprocess.Popen(
        [*MEDSYNTH, "export", "-f", "json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(1)
        process.stdout.close()
        assert (process.stderr.read(), process.wait(timeout=30)) == (b"", 0)


@pytest.mark.skipif(not FULL.exists(), reason="this system has no device that is always full")
def test_a_full_disk_is_one_line() -> None:
    with FULL.open("w", encoding="utf-8") as full:
        ran = subprocess.run([*MEDSYNTH, "export"], stdout=full, stderr=subprocess.PIPE, encoding="utf-8", check=False)
    assert (ran.returncode, ran.stderr) == (1, f"medsynth: cannot write: {os.strerror(errno.ENOSPC)}\n")


def test_ctrl_c_is_quiet_and_130() -> None:
    script = (
        "import signal, sys; from medsynth_catalog import cli\n"
        "import medsynth_catalog.cli.answering as answering\n"
        "def slow(*_): signal.raise_signal(signal.SIGINT); raise AssertionError('not stopped')\n"
        "answering.search = slow\n"
        "sys.exit(cli.run(['search']))\n"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=False)
    assert (ran.returncode, ran.stdout, ran.stderr) == (130, "", "")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_data_in_a_pipe_are_utf8_whatever_the_locale(encoding: str) -> None:
    ran = subprocess.run(
        [*MEDSYNTH, "search", "Strumke"],
        capture_output=True,
        check=True,
        env=os.environ | {"PYTHONIOENCODING": encoding},
    )
    assert "DeepFake electrocardiograms" in ran.stdout.decode("utf-8")


def test_a_terminal_gets_a_table() -> None:
    """A real pseudo-terminal, not a variable that claims one."""
    pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")
    leader, follower = pty.openpty()
    ran = subprocess.Popen(
        [*MEDSYNTH, "search", "-m", "ecg", "-t", "DM", "-n", "5"], stdout=follower, stderr=subprocess.PIPE
    )
    assert ran.stderr is not None
    os.close(follower)
    shown = b""
    while True:
        try:
            chunk = os.read(leader, 65536)
        except OSError:  # the other side is closed
            break
        if not chunk:
            break
        shown += chunk
    os.close(leader)
    said = ran.stderr.read()
    ran.stderr.close()
    assert ran.wait(timeout=30) == 0
    assert b"key / title" in shown
    assert said.startswith(b"5 of ")


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("medsynth search --modality ec", "ecg"),
        ("medsynth search --type gan,dif", "gan,diffusion"),
        ("medsynth show alcaraz", "alcaraz2023diffusion"),
        ("medsynth search --exclude modality=der", "modality=dermoscopy"),
        ("medsynth export --format bib", "bibtex"),
        ("medsynth search --format par", "parquet"),
        ("medsynth list --by mod", "modality"),
    ],
)
def test_completion_offers_terms_and_keys(words: str, offered: str) -> None:
    typed = words.split(" ")
    environment = os.environ | {
        "_MEDSYNTH_COMPLETE": "complete_bash",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(typed) - 1),
    }
    ran = subprocess.run(MEDSYNTH, capture_output=True, encoding="utf-8", check=False, env=environment)
    assert offered in ran.stdout.split(), ran.stderr
