"""What a person sees on screens of 80 and 120 columns: whole pictures, and what must hold of any."""

from collections.abc import Callable

import pytest

from medsynth_catalog import Catalogue, Query, search
from shell import ONLY_FROZEN, ONLY_TOY, Golden, Result

Terminal = Callable[..., Result]


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize(
    "arguments",
    [
        ("search",),
        ("search", "difusion", "ecg"),
        ("list", "--by", "type"),
        ("show", "hostile2024title"),
        ("terms", "application"),
    ],
    ids=lambda arguments: "-".join(arguments),
)
def test_picture(arguments: tuple[str, ...], columns: int, terminal: Terminal, golden: Golden) -> None:
    command, *rest = arguments
    ran = terminal(command, *ONLY_TOY, *rest, columns=columns, lines=60)
    assert max(map(len, ran.out.splitlines())) <= columns
    golden(f"screen.{'-'.join(arguments)}.{columns}", ran.out + ran.err)


@pytest.mark.parametrize("columns", [60, 80, 99, 100, 120, 200])
def test_the_bundled_catalogue_fits_every_screen(columns: int, terminal: Terminal) -> None:
    ran = terminal("search", "-m", "image", columns=columns, lines=40)
    assert max(map(len, ran.out.splitlines())) <= columns
    assert len(ran.out.splitlines()) <= 40
    assert "of" in ran.err
    assert "--limit 0 shows all" in ran.err


def test_a_limit_of_the_reader_overrules_the_screen(terminal: Terminal, bundled: Catalogue) -> None:
    many = len(search(bundled, Query(modality="emg")).papers)
    assert terminal("search", "-m", "emg", "-n", "0", lines=10).err == f"{many} papers\n"
    assert terminal("search", "-m", "emg", "-n", "2", lines=10).err == f"2 of {many} papers; --limit 0 shows all\n"


def test_a_long_list_folds_its_groups(terminal: Terminal) -> None:
    ran = terminal("list", "--by", "year", "-m", "ecg", lines=40)
    assert len(ran.out.splitlines()) <= 40
    assert " more\n" in ran.out
    assert " more\n" not in terminal("list", "--by", "year", "-m", "ecg", "-n", "0", lines=40).out


def test_nothing_is_drawn_for_an_empty_answer(terminal: Terminal) -> None:
    ran = terminal("search", "-m", "ecg", "--year", "1999")
    assert ran.out == ""
    assert ran.err.startswith("no paper matches")


def test_colours_come_and_go(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    assert "\x1b[36m" in terminal("search", "-m", "ecg").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[36m" not in terminal("search", "-m", "ecg").out


def test_venues_are_short_on_a_screen_and_whole_in_a_pipe(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    ask = ("search", "Medfusion", *ONLY_FROZEN, "--columns", "key,venue", "-n", "1")
    assert "Sci. Rep." in terminal(*ask).out
    monkeypatch.delenv("FORCE_COLOR")
    monkeypatch.setattr("medsynth_catalog.cli.streams.is_screen", lambda: False)
    assert terminal(*ask).out.endswith("\tScientific Reports\n")
