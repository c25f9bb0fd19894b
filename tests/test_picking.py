"""Picking papers: what is listed and chosen while one types, which keys do what, and how it looks in a real terminal."""

import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from medsynth_catalog import Catalogue, Query, search
from medsynth_catalog.picking.screen import Action, Picked, application
from medsynth_catalog.picking.state import Picking
from rows import every
from shell import ONLY_FROZEN, ONLY_TOY, Golden, Medsynth

TMUX, SHELL = shutil.which("tmux"), shutil.which("sh")
NUMBERS = count()  # of terminals, which can't have the name of one that has just been closed
KEYS = {"up": "\x1b[A", "down": "\x1b[B", "page down": "\x1b[6~", "tab": "\t", "enter": "\r", "left": "\x1b[D"}


def keys_of(picking: Picking) -> list[str]:
    return [paper.key for paper in picking.answer]


def test_what_is_typed_is_understood_as_by_search(frozen: Catalogue) -> None:
    with every() as row:
        for text in (
            "",
            "ecg",
            "ecg diffusion",
            "difusion",
            "strodthoff 2023",
            "ecg OR eeg",
            '"diffusion"',
            "-gan",
            "nosuch",
            "x ray",
        ):
            with row(text):
                picking = Picking(frozen, Query())
                picking.ask(text)
                assert picking.unfinished == ""
                assert keys_of(picking) == [paper.key for paper in search(frozen, Query(text=text))]


def test_a_short_last_word_that_means_nothing_waits(frozen: Catalogue) -> None:
    with every() as row:
        for text, waiting in (
            ("d", "d"),
            ("ecg di", "di"),
            ("ecg -ga", "-ga"),
            ("ecg -", "-"),
            ("ecg 202", "202"),
            ("ecg", ""),
            ("ecg ct", ""),
            ("ecg of", ""),
            ("ecg di ", ""),
            ("ecg -gan", ""),
            ("ecg diff", ""),
            ("2023", ""),
            ('"li"', ""),
            ("chest x ray", ""),
        ):
            with row(text):
                picking = Picking(frozen, Query(text=text))
                assert picking.unfinished == waiting
                assert repr(waiting) in picking.reading or not waiting
                before = search(frozen, Query(text=text.removesuffix(waiting)))
                assert keys_of(picking) == [paper.key for paper in before]


@given(text=st.text() | st.text("ecg dif-\"'OR NT2023.,/+()"))
def test_any_text_has_an_answer(frozen: Catalogue, text: str) -> None:
    picking = Picking(frozen, Query())
    picking.ask(text)
    assert len(picking.answer) <= len(frozen)
    assert picking.status
    assert "\n" not in picking.reading


def test_options_limit_whatever_is_typed(frozen: Catalogue) -> None:
    picking = Picking(frozen, Query(text="gan", modality="EKG", year="2020-2024"))
    assert picking.given == "--modality ecg --year 2020..2024"
    expected = search(frozen, Query(text="gan", modality="ecg", year="2020-2024"))
    assert set(keys_of(picking)) == {paper.key for paper in expected}
    picking.ask("")
    assert set(keys_of(picking)) == {paper.key for paper in search(frozen, Query(modality="ecg", year="2020-2024"))}


def test_keys_limit_them_too(toy: Catalogue) -> None:
    picking = Picking(toy, Query(), among=["suh2024timeautodiff", "wilde2024medical"])
    assert keys_of(picking) == ["suh2024timeautodiff", "wilde2024medical"]
    assert picking.status == "2 papers"


def test_the_cursor_stays_in_the_list(toy: Catalogue) -> None:
    picking = Picking(toy, Query())
    for by, at in ((-1, 0), (3, 3), (100, 7), (-2, 5), (-100, 0)):
        picking.move(by)
        assert picking.cursor == at
    picking.move(4)
    picking.ask("diffusion")
    assert picking.cursor == 0
    picking.ask("nosuchword")
    picking.move(1)
    assert (picking.cursor, picking.current, picking.chosen) == (0, None, [])


def test_marks_stay_in_their_order(toy: Catalogue) -> None:
    picking = Picking(toy, Query())
    assert [paper.key for paper in picking.chosen] == ["hostile2024title"]
    for key in ("wilde2024medical", "alcaraz2023diffusion", "suh2024timeautodiff", "alcaraz2023diffusion"):
        picking.ask(key)
        picking.mark()
    picking.ask("nosuchword")
    picking.mark()
    assert [paper.key for paper in picking.chosen] == ["wilde2024medical", "suh2024timeautodiff"]
    assert picking.status == "0 of 8 papers  2 marked"


class Screen(DummyOutput):
    """A screen of a size that shows nothing."""

    def get_size(self) -> Size:
        return Size(24, 80)


def pressed(catalogue: Catalogue, *keys: str) -> Picked | None:
    """What is picked with keys, by their names or as they are typed."""
    with create_pipe_input() as keyboard:
        for key in keys:
            keyboard.send_text(KEYS.get(key, key))
        return application(Picking(catalogue, Query()), keyboard, Screen()).run()


def test_keys(toy: Catalogue) -> None:
    first, second, third = [paper.key for paper in toy][:3]
    with every() as row:
        for keys, action, papers in (
            (["enter"], Action.PRINT, [first]),
            (["down", "enter"], Action.PRINT, [second]),
            (["down", "down", "up", "enter"], Action.PRINT, [second]),
            (["\x0e", "\x0e", "\x10", "enter"], Action.PRINT, [second]),
            (["page down", "page down", "enter"], Action.PRINT, ["kermany2018labeled"]),
            (["tab", "down", "tab", "enter"], Action.PRINT, [first, third]),
            ([" ", "down", " ", "down", "enter"], Action.PRINT, [first, second]),
            (["tab", "up", " ", "down", "enter"], Action.PRINT, [second]),
            (["ecg", " ", "diffusion", "enter"], Action.PRINT, ["alcaraz2023diffusion"]),
            (
                ["ecg", "down", " ", "\x15", "oct", "tab", "enter"],
                Action.PRINT,
                ["alcaraz2023diffusion", "kermany2018labeled"],
            ),
            (["nosuchword", "enter", "\x15", "enter"], Action.PRINT, [first]),
            (["\x1b[200~ecg\ndiffusion\x1b[201~", "\x05"], Action.EXPORT, ["alcaraz2023diffusion"]),
            (["suh", " ", "\x12"], Action.CITE, ["suh2024timeautodiff"]),
            (["suh", " ", "\x0f"], Action.OPEN, ["suh2024timeautodiff"]),
        ):
            with row(keys):
                picked = pressed(toy, *keys)
                assert picked is not None
                assert (picked.action, [paper.key for paper in picked.papers]) == (action, papers)
        for cancel in ("\x1b", "\x03"):
            with row(repr(cancel)):
                assert pressed(toy, "tab", cancel) is None


@pytest.mark.skipif(os.name == "nt", reason="a console there belongs to the system")
@pytest.mark.parametrize("arguments", [["pick"], ["search", "--pick"], ["pick", "ecg", "-"]])
def test_without_a_terminal_it_says_so(arguments: list[str]) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "medsynth_catalog", *arguments, *ONLY_TOY],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        start_new_session=True,
        check=False,
        env=os.environ | {"TERM": "xterm"},
    )
    assert (ran.stdout, ran.returncode) == ("", 2)
    assert ran.stderr == "medsynth: pick needs a terminal: without one, use medsynth search\n"


def test_a_dumb_terminal_is_none(medsynth: Medsynth) -> None:
    assert medsynth("pick", code=2).err == "medsynth: pick needs a terminal: without one, use medsynth search\n"


class Terminal:
    """A shell in a real terminal."""

    def __init__(self, name: str, columns: int, lines: int, folder: Path) -> None:
        assert TMUX and SHELL
        self._tmux = [TMUX, "-L", name, "-f", os.devnull]
        self.folder = folder
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        environment = os.environ | {"PATH": path, "LC_ALL": "C.UTF-8"}
        for variable in ("TMUX", "LINES", "COLUMNS"):
            environment.pop(variable, None)
        size = ["-x", str(columns), "-y", str(lines)]
        self._call("-u", "new-session", "-d", *size, SHELL, ";", "set", "status", "off", environment=environment)
        self.resize(columns, lines)
        self._screen_that(lambda screen: bool(screen.strip()), "the prompt")

    def _call(self, *arguments: str, environment: dict[str, str] | None = None) -> str:
        ran = subprocess.run(
            [*self._tmux, *arguments],
            capture_output=True,
            encoding="utf-8",
            check=True,
            env=environment,
            cwd=self.folder,
        )
        return ran.stdout

    def resize(self, columns: int, lines: int) -> None:
        self._call("resize-window", "-x", str(columns), "-y", str(lines))

    def type(self, *keys: str) -> None:
        self._call("send-keys", *keys)

    def screen_with(self, *expected: str) -> str:
        """The screen as soon as it has all of some texts."""
        return self._screen_that(lambda screen: all(text in screen for text in expected), ", ".join(expected))

    def _screen_that(self, fits: Callable[[str], bool], expected: str) -> str:
        for _ in range(600):
            screen = self._call("capture-pane", "-p")
            if fits(screen):
                return screen
            time.sleep(0.05)
        raise AssertionError(f"{expected!r} is not on the screen: {screen!r}")

    def close(self) -> None:
        self._call("kill-server")


@pytest.fixture
def tmux(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Callable[..., Terminal]]:
    if TMUX is None or SHELL is None:
        pytest.skip("tmux isn't installed")
    opened: list[Terminal] = []

    def open_(columns: int, lines: int) -> Terminal:
        opened.append(Terminal(f"medsynth-{os.getpid()}-{next(NUMBERS)}", columns, lines, tmp_path))
        return opened[-1]

    yield open_
    for terminal in opened:
        terminal.close()


def command(*arguments: str) -> str:
    return shlex.join(["medsynth", *arguments])


@pytest.mark.parametrize(("columns", "lines"), [(40, 12), (80, 24), (120, 30)])
def test_the_screen(tmux: Callable[..., Terminal], golden: Golden, columns: int, lines: int) -> None:
    terminal = tmux(columns, lines)
    terminal.type(command("pick", *ONLY_TOY), "Enter")
    terminal.screen_with("Esc")
    terminal.type("Tab", "Down", "Space", "Up", "Up")
    golden(f"pick.{columns}", terminal.screen_with("2 marked", ">*"))


def test_the_screen_follows_the_size_of_the_terminal(tmux: Callable[..., Terminal]) -> None:
    terminal = tmux(80, 24)
    terminal.type(command("pick", *ONLY_FROZEN, "ecg gan"), "Enter")
    terminal.screen_with("read as: --modality ecg --type gan", "more lines")
    terminal.resize(40, 10)
    small = terminal.screen_with("…\n", "Tab mark")
    assert all(len(line) <= 40 for line in small.splitlines())
    terminal.resize(12, 2)
    terminal.screen_with("Window")
    terminal.resize(120, 30)
    terminal.screen_with("Space mark, after an arrow key")


def test_keys_go_to_a_pipe_and_the_screen_to_the_terminal(tmux: Callable[..., Terminal]) -> None:
    terminal = tmux(80, 24)
    both = (
        f"{command('pick', *ONLY_TOY)} 2>errors | {command('export', '-', '-f', 'keys', *ONLY_TOY)} >picked; echo done"
    )
    terminal.type(both, "Enter")
    terminal.screen_with("8 papers")
    terminal.type("Tab", "Down", "Tab", "Enter")
    terminal.screen_with("\ndone")
    assert (terminal.folder / "picked").read_text().split() == ["hostile2024title", "wilde2024medical"]
    assert (terminal.folder / "errors").read_text() == ""


def test_keys_come_from_a_pipe(tmux: Callable[..., Terminal]) -> None:
    terminal = tmux(80, 24)
    found = command("search", "diffusion", "-f", "keys", *ONLY_TOY)
    terminal.type(f"{found} 2>{os.devnull} | {command('pick', '-', *ONLY_TOY)} >picked; echo done", "Enter")
    terminal.screen_with("papers")
    terminal.type("alcaraz")
    terminal.screen_with("1 of ")
    terminal.type("Enter")
    terminal.screen_with("\ndone")
    assert (terminal.folder / "picked").read_text() == "alcaraz2023diffusion\n"


def test_what_is_done_with_the_papers(tmux: Callable[..., Terminal]) -> None:
    with every() as row:
        for options, keys, expected in (
            (("pick", "alcaraz"), ["Enter"], "alcaraz2023diffusion\ncode 0"),
            (("pick", "alcaraz"), ["C-e"], "@article{alcaraz2023diffusion,"),
            (("pick", "alcaraz"), ["C-r"], "1. Lopez Alcaraz JM, Strodthoff N."),
            (("pick", "alcaraz"), ["Escape"], "code 130"),
            (("search", "--pick", "alcaraz"), ["Enter"], "alcaraz2023diffusion\ncode 0"),
            (("search", "--pick", "alcaraz", "-f", "lines"), ["Enter"], "\n1 paper\ncode 0"),
            (("search", "--pick", "alcaraz", "-f", "ris"), ["C-e"], "TY  - JOUR"),
        ):
            with row(" ".join((*options, *keys))):
                terminal = tmux(80, 40)
                terminal.type(f"{command(*options, *ONLY_TOY)}; echo code $?", "Enter")
                terminal.screen_with("1 of 8 papers")
                terminal.type(*keys)
                terminal.screen_with(expected)


def test_it_can_be_suspended(tmux: Callable[..., Terminal]) -> None:
    terminal = tmux(80, 24)
    terminal.type(f"{command('pick', 'wikipedia', *ONLY_TOY)}; echo suspended", "Enter")
    terminal.screen_with("1 of 8 papers")
    terminal.type("C-z")
    terminal.screen_with("\nsuspended")
    terminal.type("fg", "Enter")
    terminal.screen_with("1 of 8 papers")
    terminal.type("Enter")
    terminal.screen_with("\nwikipedia2022psnr\n")


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_terminal_is_left_as_it_was(tmux: Callable[..., Terminal], name: str) -> None:
    terminal = tmux(80, 24)
    picking = f"sh -c 'echo $$ >pid; exec {command('pick', *ONLY_TOY)}'"
    terminal.type(f"echo kept; stty -a >before; {picking}; stty -a >after; echo done", "Enter")
    terminal.screen_with("8 papers")
    os.kill(int((terminal.folder / "pid").read_text()), signal.Signals[name])
    terminal.screen_with("\nkept\n", "\ndone")
    assert (terminal.folder / "after").read_text() == (terminal.folder / "before").read_text()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-m", "egc"], "unknown modality 'egc': did you mean ecg?"),
        (["--sort", "size"], "unknown order 'size'"),
        (["-m", "ecg", "--year", "1990"], "no paper matches: --year 1990 removed the last"),
    ],
)
def test_a_selection_without_papers_opens_no_screen(
    tmux: Callable[..., Terminal], arguments: list[str], said: str
) -> None:
    terminal = tmux(80, 24)
    terminal.type(f"{command('search', '--pick', *arguments, *ONLY_TOY)} 2>said; echo done", "Enter")
    terminal.screen_with("\ndone")
    assert said in (terminal.folder / "said").read_text()
