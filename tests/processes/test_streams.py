"""Streams that are closed, full or broken, terminals that can show little, and surroundings that lack what is usual."""

import errno
import os
import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from msgspec import Struct
from msgspec.structs import replace

from medsynth_catalog import Paper, load_catalogue
from medsynth_catalog.index.building import build_index
from medsynth_catalog.loading import _packed_state, pack_papers
from medsynth_catalog.records import Listing, Part, Preprint, Rejection, Source, Term, Venue
from processes.running import TOY, medsynth, surroundings, warm
from rows import every
from shell import Medsynth

posix = pytest.mark.skipif(os.name != "posix", reason="a shell of another kind")
RUN = f"{shlex.quote(sys.executable)} -m medsynth_catalog"
PAPER = "suh2024timeautodiff"
ONLY = f"--catalog {shlex.quote(str(TOY))} --only-catalog"
# Each writes to stdout, some of them by typer or rich.
COMMANDS = (
    "--version", "--help", "search --help", f"search {PAPER} {ONLY}", f"show {PAPER} {ONLY}", f"export {PAPER} {ONLY}",
    f"cite {PAPER} {ONLY}", f"list {ONLY}", "terms type", f"info {ONLY}", f"export {PAPER} {ONLY} --append - </dev/null",
)  # fmt: skip
BAD, FULL = os.strerror(errno.EBADF), os.strerror(errno.ENOSPC)


@pytest.fixture(scope="module")
def env(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    cache = tmp_path_factory.mktemp("warm")
    warm(cache)
    return surroundings(cache)


def _shell(line: str, env: dict[str, str]) -> tuple[int, str, str]:
    ran = subprocess.run(line, shell=True, capture_output=True, encoding="utf-8", check=False, env=env, timeout=120)
    return ran.returncode, ran.stdout, ran.stderr


@posix
def test_a_stdout_that_fails_is_one_line(env: dict[str, str]) -> None:
    with every() as row:
        for command in COMMANDS:
            for redirected, reason in ((">&-", BAD), (">/dev/full", FULL)):
                with row(f"{command} {redirected}"):
                    code, _, err = _shell(f"{RUN} {command} {redirected}", env)
                    assert (code, err.splitlines()[-1]) == (1, f"medsynth: cannot write: {reason}")
                    assert "Traceback" not in err


@posix
def test_a_drawn_table_that_cannot_be_written_is_one_line(env: dict[str, str]) -> None:
    code, _, err = _shell(f"{RUN} search {ONLY} >/dev/full", env | {"FORCE_COLOR": "1"})
    assert (code, err) == (1, f"medsynth: cannot write: {FULL}\n")


@posix
def test_messages_that_nobody_can_read_change_nothing(env: dict[str, str]) -> None:
    with every() as row:
        for command in COMMANDS:
            usual = _shell(f"{RUN} {command}", env)
            for redirected in ("2>&-", "2>/dev/full"):
                with row(f"{command} {redirected}"):
                    code, out, err = _shell(f"{RUN} {command} {redirected}", env)
                    assert (code, out, err) == (usual[0], usual[1], "")


@posix
def test_a_closed_pipe_is_no_failure(env: dict[str, str]) -> None:
    """Also where typer or rich writes, which would end the process with 1."""
    with every() as row:
        for command in (*COMMANDS[:-1], f"search {ONLY} --limit 0"):
            for more in ({}, {"FORCE_COLOR": "1"}):
                with row(f"{command} {more}"):
                    reader, writer = os.pipe()
                    os.close(reader)
                    ran = subprocess.run(
                        shlex.split(f"{RUN} {command}"),
                        stdout=writer,
                        stderr=subprocess.PIPE,
                        check=False,
                        env=env | more,
                    )
                    os.close(writer)
                    assert (ran.returncode, b"Traceback" in ran.stderr, b"Broken" in ran.stderr) == (0, False, False)


@posix
def test_a_closed_stdin_is_one_line(env: dict[str, str]) -> None:
    for command in ("add --print", "audit -", "export -m ppg --append -"):
        assert _shell(f"{RUN} {command} <&-", env) == (1, "", f"medsynth: cannot read stdin: {BAD}\n"), command


@posix
def test_a_file_does_not_get_the_number_of_a_closed_stream(env: dict[str, str], tmp_path: Path) -> None:
    line = f"{RUN} export {PAPER} {ONLY} -o {tmp_path / 'refs.bib'}"
    assert _shell(f"{line} <&- >&- 2>&-", env) == (0, "", "")
    assert (tmp_path / "refs.bib").read_text(encoding="utf-8") == _shell(f"{RUN} export {PAPER} {ONLY}", env)[1]


def test_what_came_in_goes_out_when_nothing_is_added(env: dict[str, str], tmp_path: Path) -> None:
    text = f"@misc{{{PAPER}}}\n".encode()
    ran = medsynth("export", PAPER, *shlex.split(ONLY), "--append", "-", folder=tmp_path, env=env, stdin=text)
    assert ran.out == text


def test_an_unreadable_file_is_like_a_missing_one(env: dict[str, str], tmp_path: Path) -> None:
    """A folder can't be read as a file by anybody, root included."""
    for command in (["audit"], ["add", "--print"], ["export", "-m", "ppg", "--append"]):
        ran = medsynth(*command, str(tmp_path), folder=tmp_path, env=env)
        assert (ran.code, ran.err[:25]) == (1, b"medsynth: cannot read " + str(tmp_path).encode()[:3]), command


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root reads every file")
def test_a_file_without_permission_is_like_a_missing_one(env: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "refs.bib"
    file.touch(mode=0)
    for command in (["audit"], ["add", "--print"], ["export", "-m", "ppg", "--append"]):
        assert medsynth(*command, str(file), folder=tmp_path, env=env).code == 1, command


def test_unusual_surroundings_give_the_usual_answer(env: dict[str, str], tmp_path: Path) -> None:
    """Locales, variables and options of Python; C and POSIX locales are UTF-8 to Python, as PEP 538 and 540 say."""
    command = [sys.executable, "-m", "medsynth_catalog", "export", *shlex.split(ONLY), "-f", "biblatex"]
    usual = subprocess.run(command, capture_output=True, check=True, env=env).stdout
    assert not usual.isascii()
    variables: dict[str, dict[str, str]] = {
        "the locale C": {"LC_ALL": "C"},
        "the locale C, not coerced": {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        "a Turkish locale": {"LC_ALL": "tr_TR.UTF-8"},
        "a locale that isn't UTF-8": {"LC_ALL": "en_US.ISO-8859-1", "PYTHONIOENCODING": "latin-1"},
        "no such locale": {"LC_ALL": "xx_XX"},
        "no HOME": {"HOME": ""},
        "a HOME that isn't there": {"HOME": str(tmp_path / "nowhere"), "XDG_CACHE_HOME": str(tmp_path / "nowhere" / "cache")},
        "a cache that is a file": {"XDG_CACHE_HOME": str(TOY / "papers" / f"{PAPER}.yaml")},
        "no TERM": {"TERM": ""},
        "one column": {"COLUMNS": "1", "LINES": "1"},
        "nonsense columns": {"COLUMNS": "many", "LINES": "-3"},
    }  # fmt: skip
    with every() as row:
        for name, more in variables.items():
            with row(name):
                ran = subprocess.run(command, capture_output=True, check=False, env=env | more)
                assert (ran.returncode, ran.stderr, ran.stdout == usual) == (0, b"", True)
        for options in (["-O"], ["-OO"], ["-W", "error"], ["-I"], ["-B"], ["-X", "dev"], ["-X", "utf8=0"]):
            with row(options):
                ran = subprocess.run([command[0], *options, *command[1:]], capture_output=True, check=False, env=env)
                assert (ran.returncode, ran.stderr, ran.stdout == usual) == (0, b"", True)


def test_narrow_screens(medsynth: Medsynth, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    commands = (
        ("search",),
        ("list",),
        ("list", "--by", "venue"),
        ("show", PAPER),
        ("terms",),
        ("search", "-f", "json"),
    )
    with every() as row:
        for columns in range(1, 41):
            monkeypatch.setenv("COLUMNS", str(columns))
            for command in commands:
                with row(f"{command} in {columns} columns"):
                    known = () if command == ("terms",) else shlex.split(ONLY)
                    assert medsynth(*command, *known).out


@posix
def test_a_terminal_that_does_not_know_its_size(env: dict[str, str]) -> None:
    """A new one has 0 columns and 0 lines."""
    with every() as row:
        for command in ("stats", "gaps", "trends", f"related {PAPER}", f"search {PAPER}", "search tabullar"):
            shown = _on_a_terminal([*command.split(), "--catalog", str(TOY), "--only-catalog"], env)
            with row(f"{command}: {shown!r}"):
                assert shown and "Traceback" not in shown


@posix
@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_terminal_that_is_not_utf8_shows_everything(encoding: str, env: dict[str, str]) -> None:
    import pty

    for command in (f"show {PAPER} {ONLY}", f"list {ONLY}", f"cite {PAPER} {ONLY}", f"export {ONLY} -f biblatex"):
        leader, follower = pty.openpty()
        process = subprocess.Popen(
            shlex.split(f"{RUN} {command}"), stdout=follower, stderr=follower, env=env | {"PYTHONIOENCODING": encoding}
        )
        os.close(follower)
        shown = _all_of(leader)
        assert (process.wait(timeout=60), b"Traceback" in shown) == (0, False), shown
        assert shown.decode(encoding)


EVIL = "\x1b]0;owned\x07\x1b[31m\x9b2J\u202e"


@posix
def test_nothing_foreign_is_a_command_to_a_terminal(env: dict[str, str], tmp_path: Path) -> None:
    evil = EVIL
    foreign = tmp_path / "refs.bib"
    foreign.write_text(
        f"% {evil}\n@misc{{a{evil}, title={{T {evil}}}, {evil}year={{2020}}}}\n@misc{{b{evil} x", encoding="utf-8"
    )
    named = tmp_path / f"c{evil}"
    (named / "papers").mkdir(parents=True)
    (named / "papers" / f"p{evil}.yaml").write_text(f"title: '{evil[:-1].strip()}x'\n{evil[-1]}: 1\n", encoding="utf-8")
    commands: tuple[list[str | Path], ...] = (
        ["audit", foreign], ["audit", foreign, "--diff"], ["audit", foreign, "--fix", "-o", "-"], ["add", foreign, "--print"],
        ["add", foreign, "--to", named], ["add", foreign, "--to", tmp_path / f"d{evil}"], ["check", named], ["search", "--catalog", named],
        ["export", "-m", "ppg", "--append", foreign], ["search", evil], ["show", evil], ["search", "-f", evil], ["search", "--year", evil],
        ["search", "-o", named / "x" / "y"], ["resolve", evil, "--offline"], [evil], ["search", f"--{evil}"], ["list", "--by", evil],
    )  # fmt: skip
    with every() as row:
        for command in commands:
            shown = _on_a_terminal(command, env)
            with row(f"{command[0]} {len(command)}: {shown!r}"):
                assert "Traceback" not in shown
                assert not [bad for bad in ("\x1b]", "\x07", "\x1b[31m", "\x9b", "\u202e") if bad in shown]


def _hostile_text(record: type[Struct], **fields: object) -> Any:
    """A record in whose texts there is something evil, but for those that are given."""
    hints = get_type_hints(record)
    texts = {name: f"{name} {EVIL}" for name, hint in hints.items() if str in (hint, *get_args(hint))}
    return record(
        **texts | {name: (f"{name} {EVIL}",) for name, hint in hints.items() if hint == tuple[str, ...]} | fields
    )


@posix
@pytest.mark.parametrize("key", ["evil2020ecg", f"evil{EVIL}"])
def test_nothing_of_a_packed_catalogue_is_a_command_to_a_terminal(
    key: str, env: dict[str, str], tmp_path: Path
) -> None:
    """Its records were never checked by whoever opens it."""
    facets: dict[str, object] = {
        "type": ("gan",),
        "application": (),
        "evaluation": ("utility",),
        "scenario": (),
        "anatomy": (),
    }
    term = _hostile_text(Term, facet="modality", broader=None)
    known = {
        "kind": "article",
        "year": 2020,
        "month": 1,
        "role": "method",
        "modality": (term.id,),
        "facets_from": None,
        "publication_sought": "2026-01-01",
        "status": "verified",
    }
    listing = _hostile_text(Listing, names=None, says={"modality": EVIL})
    paper = _hostile_text(Paper, **facets | known, key=key, listings=(listing,), preprint=_hostile_text(Preprint, year=2019))  # fmt: skip
    part = Part(
        "",
        (paper, replace(paper, key="other2020ecg", doi="10.1000/rejected")),
        (term,),
        (_hostile_text(Source, id=listing.source, editions={"edition": EVIL}),),
        (_hostile_text(Venue, kind="article", dois=True),),
        (_hostile_text(Rejection),),
    )
    packed, refs = tmp_path / "packed", tmp_path / "refs.bib"
    packed.write_bytes(build_index(part, _packed_state(load_catalogue(bundled=False), False)))
    refs.write_text(f"@misc{{k, title={{Another}}, doi={{{paper.doi}}}}}\n@misc{{{key}}}\n", encoding="utf-8")
    commands: tuple[list[str | Path], ...] = (
        ["search"], ["search", "title"], ["search", "tittle"], ["search", "--columns", "key,title,venue,authors,sources,data,summary"],
        ["search", "--source", "sorce"], ["list"], ["list", "--by", "venue"], ["list", "--by", "modality"], ["list", "--by", "source"],
        ["show", key], ["related", key], ["compare", key, "other2020ecg"], ["cite", key], ["terms"], ["terms", "modality"],
        ["stats", "--rows", "venue", "--cols", "source"], ["gaps"], ["trends"], ["info"], ["open", key, "--print"],
        ["audit", refs, "--all"], ["audit", refs, "--diff"], ["coverage", refs, "--all"],
        ["export"], ["export", "-f", "ris"], ["export", "-f", "json"], ["export", "-f", "csv"], ["export", "-f", "markdown"], ["export", "-f", "keys"],
    )  # fmt: skip
    with every() as row:
        for command in commands:
            shown = _on_a_terminal([*command, "--catalog", packed, "--only-catalog"], env)
            with row(f"{command}: {shown!r}"):
                assert not [no for no in ("Traceback", "No such option", "make it again") if no in shown]
                assert "owned" in shown or command[0] not in ("list", "show", "compare", "terms")
                assert not [bad for bad in ("\x1b]0", "\x07", "\x1b[31m", "\x9b", "\u202e") if bad in shown]


def test_a_packed_catalogue_with_terms_that_nobody_knows_is_refused(medsynth: Medsynth, tmp_path: Path) -> None:
    packed = tmp_path / "packed"
    for field, value, what in (
        ("modality", (f"none{EVIL}",), "modality 'none␛]0;owned␇␛[31m�2J�'"),
        ("year", 20200, "year '20200'"),
        ("publication_sought", "soon", "sought 'soon'"),
    ):
        paper = replace(Paper(key="k", kind="article"), **{field: value})
        packed.write_bytes(pack_papers([paper]))
        said = medsynth("search", "--catalog", str(packed), "--only-catalog", code=3).err
        assert said == f"medsynth: {packed} has papers of the unknown {what}: make it again with medsynth pack\n"


def _on_a_terminal(command: Sequence[str | Path], env: dict[str, str]) -> str:
    """What a command shows on a terminal, without the end of its own colours."""
    import pty

    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [*shlex.split(RUN), *map(str, command)], stdout=follower, stderr=follower, env=env | {"PYTHONUTF8": "1"}
    )
    os.close(follower)
    shown = _all_of(leader).decode()
    process.wait(timeout=60)
    return shown.replace("\x1b[0m", "")


def _all_of(terminal: int) -> bytes:
    shown = b""
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # the other side is closed
            piece = b""
        if not piece:
            os.close(terminal)
            return shown
        shown += piece
