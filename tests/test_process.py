"""What only a real process shows: pipes that close, Ctrl-C, encodings, completion."""

import errno
import json
import os
import shlex
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
        ("medsynth search --exclude ty", "type=gan"),
        ("medsynth search --exclude type=gan,type=dif", "type=gan,type=diffusion"),
        ("medsynth search --source ibrahim2024,data-", "ibrahim2024,data-scarcity"),
        ("medsynth search --author Strodt", "Strodthoff"),
        ("medsynth search --author strodt", "strodthoff"),
        ("medsynth search --venue MICC", "MICCAI"),
        ("medsynth search ecg diff", "diffusion"),
        ("medsynth cite alcaraz", "alcaraz2023diffusion"),
        ("medsynth terms ec", "ecg"),
    ],
)
def test_completion_offers_terms_and_keys(words: str, offered: str) -> None:
    assert offered in completed_in_bash(words.split(" "))


@pytest.mark.parametrize(
    ("words", "given"),
    [
        ("medsynth search --type gan,", "gan,gan"),
        ("medsynth search --type gan --type ", "gan"),
        ("medsynth search --type gan --type vae,", "vae,gan"),
        ("medsynth search --exclude type=gan --exclude type=", "type=gan"),
        ("medsynth show alcaraz2023diffusion ", "alcaraz2023diffusion"),
        ("medsynth search --author Strodthoff --author Strodthof", "Strodthoff"),
        ("medsynth search --columns key,", "key,key"),
    ],
)
def test_completion_never_offers_what_is_given(words: str, given: str) -> None:
    offered = completed_in_bash(words.split(" "))
    assert given not in offered
    assert offered or "--author" in words


def test_completion_in_bash_where_an_equals_sign_ends_a_word() -> None:
    """As bash splits words by default: what is offered replaces what stands behind the sign."""
    for words, offered in (
        (["medsynth", "search", "--exclude", "type", "=", "dif"], "diffusion"),
        (["medsynth", "search", "--exclude", "type", "="], "gan"),
        (["medsynth", "search", "--modality", "=", "ec"], "ecg"),
    ):
        assert offered in completed_in_bash(words)


def test_completion_in_bash_quotes_names() -> None:
    assert "Lopez\\ Alcaraz" in completed_in_bash(["medsynth", "search", "--author", "Lopez"])
    assert "Lopez Alcaraz" in completed_in_bash(["medsynth", "search", "--author", '"Lopez'])


def test_completion_in_zsh_shows_descriptions_letter_by_letter(tmp_path: Path) -> None:
    """With the marks that zsh and rich read: quotation marks, apostrophes, colons, brackets, dollars."""
    title = """Bob's "[b]GAN[/b]": a `way` to $HOME \\ (18F)"""
    (tmp_path / "papers").mkdir()
    paper = {
        "title": title,
        "authors": ["Ho, J."],
        "year": 2020,
        "kind": "article",
        "url": "https://a.org/b",
        "status": "partial",
        "evidence": ["x"],
    }
    (tmp_path / "papers" / "ho2020gan.yaml").write_text(json.dumps(paper), encoding="utf-8")
    environment = os.environ | {
        "_MEDSYNTH_COMPLETE": "complete_zsh",
        "_TYPER_COMPLETE_ARGS": "medsynth show ho2020g",
        "MEDSYNTH_CATALOG": str(tmp_path),
    }
    ran = subprocess.run(MEDSYNTH, capture_output=True, encoding="utf-8", check=False, env=environment)
    offered, described = ran.stdout.strip().rsplit("; ", 1)
    assert described == "_describe -V medsynth offered -U"
    (word,) = shlex.split(offered.removeprefix("local -a offered=(").removesuffix(")"))
    assert word == f"ho2020gan:{title}"


def completed_in_bash(words: list[str]) -> list[str]:
    environment = os.environ | {
        "_MEDSYNTH_COMPLETE": "complete_bash",
        "COMP_WORDS": "\n".join(words),
        "COMP_CWORD": str(len(words) - 1),
    }
    ran = subprocess.run(MEDSYNTH, capture_output=True, encoding="utf-8", check=False, env=environment)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.splitlines()
