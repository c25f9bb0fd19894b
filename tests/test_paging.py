"""Pagers, on real pseudo-terminals: who gets one, what is in it, and what is printed without."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from medsynth_catalog import Catalogue
from shell import FROZEN

pytest.importorskip("pty", reason="this system has no pseudo-terminals")
SHELL = shutil.which("sh")
# Copies what a command prints on a terminal of its own to a pipe.
SPAWN = "import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)"
LINKS = re.compile(r"\x1b\]8;[^\x1b]*\x1b\\")
STYLES = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture(autouse=True)
def _indexed(frozen: Catalogue) -> None:
    """The catalogue is read before, so that no bar of progress is shown."""


@pytest.fixture
def pager(tmp_path: Path) -> Path:
    """A pager that says so and shows everything."""
    script = tmp_path / "my pager"
    script.write_text('#!/bin/sh\necho "PAGER LESS=$LESS"\ncat\n', encoding="utf-8")
    script.chmod(0o755)
    return script


def on_terminal(*arguments: str, shell: bool = True, **variables: str | Path) -> str:
    """What a command prints on a terminal of 80 columns and 24 lines, started by a shell with job control or by a program."""
    if SHELL is None:
        pytest.skip("no POSIX shell is installed")
    command = [sys.executable, "-m", "medsynth_catalog", *arguments]
    if shell:
        command = [SHELL, "-c", f"set -m; {shlex.join(command)}; exit $?"]
    hidden = ("LESS", "LV", "PAGER", "MEDSYNTH_PAGER")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    environment |= {"TERM": "xterm-256color", "MEDSYNTH_CATALOG": str(FROZEN)}
    environment |= {name: str(value) for name, value in variables.items()}
    ran = subprocess.run(
        [sys.executable, "-c", SPAWN, *command],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
        env=environment,
    )
    return ran.stdout.decode().replace("\r\n", "\n")


def plain(text: str) -> str:
    return STYLES.sub("", LINKS.sub("", text))


ALL_ECG = ("search", "ecg", "--only-catalog")


def test_a_long_answer_goes_to_the_pager_with_its_messages_first(pager: Path) -> None:
    shown = plain(on_terminal(*ALL_ECG, MEDSYNTH_PAGER=shlex.quote(str(pager)))).splitlines()
    assert shown[0] == "PAGER LESS=FRX"
    assert re.fullmatch(r"\d+ papers", shown[1])
    assert shown[2].startswith("read as: --modality ecg")
    top = shown[1:24]
    assert any(line.startswith("key / title") for line in top)
    assert any(line.startswith(("type: ", "application: ", "evaluation: ")) for line in top)
    assert len(shown) > 100


def test_variables_are_asked_in_the_order_of_git(pager: Path) -> None:
    quoted = shlex.quote(str(pager))
    assert on_terminal(*ALL_ECG, PAGER=quoted).startswith("PAGER ")
    assert on_terminal(*ALL_ECG, PAGER="false", MEDSYNTH_PAGER=quoted).startswith("PAGER ")
    assert on_terminal(*ALL_ECG, PAGER=quoted, LESS="-R").startswith("PAGER LESS=-R\n")
    for none in ("", "cat"):
        assert "--limit 0 shows all" in on_terminal(*ALL_ECG, PAGER=quoted, MEDSYNTH_PAGER=none)


def test_an_answer_that_fits_needs_no_pager(pager: Path) -> None:
    for arguments in (
        ("search", "-m", "ecg", "-n", "1"),
        ("open", "alcaraz2023diffusion", "--print"),
        ("cite", "alcaraz2023diffusion"),
    ):
        assert "PAGER" not in on_terminal(*arguments, "--only-catalog", PAGER=shlex.quote(str(pager)))


def test_every_command_that_prints_much_has_the_pager(pager: Path) -> None:
    for arguments in (
        ("export", "-m", "ecg"),
        ("list", "--by", "venue"),
        ("list", "-n", "0"),
        ("show", "alcaraz2023diffusion", "neifar2023diffecg"),
        ("terms",),
        ("cite", "-m", "ecg"),
        ("search", "-m", "ecg", "-f", "lines"),
        ("search", "-m", "ecg", "-f", "json"),
    ):
        assert on_terminal(*arguments, "--only-catalog", PAGER=shlex.quote(str(pager))).startswith("PAGER "), arguments


def test_no_pager_where_it_isnt_wanted_or_a_program_has_the_terminal(pager: Path) -> None:
    quoted = shlex.quote(str(pager))
    for shown in (
        on_terminal(*ALL_ECG, "--no-pager", PAGER=quoted),
        on_terminal(*ALL_ECG, shell=False, PAGER=quoted),
        on_terminal(*ALL_ECG, PAGER=quoted, TERM="dumb"),
    ):
        assert "PAGER" not in shown
        assert len(plain(shown).splitlines()) <= 24
        assert "--limit 0 shows all" in shown
    assert on_terminal(*ALL_ECG, "--pager", shell=False, PAGER=quoted).startswith("PAGER ")


def test_in_a_pipe_there_is_no_pager(pager: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "medsynth_catalog", *ALL_ECG, "--pager"],
        capture_output=True,
        encoding="utf-8",
        check=True,
        env=os.environ | {"PAGER": str(pager), "MEDSYNTH_CATALOG": str(FROZEN), "TERM": "xterm"},
    )
    assert "PAGER" not in ran.stdout
    assert "\x1b" not in ran.stdout


def test_a_pager_that_cannot_start_loses_nothing(tmp_path: Path) -> None:
    shown = plain(on_terminal(*ALL_ECG, PAGER=str(tmp_path / "none")))
    assert f"cannot start the pager '{tmp_path / 'none'}': No such file or directory\n" in shown
    assert len(shown.splitlines()) > 100


def test_a_pager_that_is_left_early_is_no_failure() -> None:
    (line,) = on_terminal("export", "--only-catalog", PAGER="head -n 1").splitlines()
    assert re.fullmatch(r"@\w+\{[a-z0-9-]+,", line)


def test_links_are_kept_for_terminals_and_for_pagers_that_know_them(pager: Path) -> None:
    few = ("search", "-m", "ecg", "-n", "1", "--only-catalog")
    assert len(LINKS.findall(on_terminal(*few))) >= 4
    assert LINKS.findall(on_terminal(*ALL_ECG, PAGER=shlex.quote(str(pager)))) == []
    assert LINKS.findall(on_terminal(*few, TERM="dumb")) == []
