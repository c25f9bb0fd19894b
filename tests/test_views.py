"""What a person sees on screens of 80 and 120 columns: whole pictures, and what must hold of any."""

import re
from collections.abc import Callable

import pytest
from rich.cells import cell_len
from rich.text import Text

from medsynth_catalog import FACETS, Catalogue, Query, search
from medsynth_catalog.views.screen import console
from medsynth_catalog.views.table import PaperTable
from shell import ONLY_FROZEN, ONLY_TOY, Golden, Medsynth, Result

Terminal = Callable[..., Result]


@pytest.mark.parametrize("columns", [80, 120, 200])
@pytest.mark.parametrize(
    "arguments",
    [
        ("search",),
        ("search", "difusion", "ecg"),
        ("list", "--by", "type"),
        ("show", "hostile2024title"),
        ("terms", "application"),
        ("terms", "ecg"),
        ("search", "-f", "lines"),
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
    ran = terminal("list", "--by", "year", "-m", "ecg", lines=60)
    assert len(ran.out.splitlines()) <= 60
    assert " more\n" in ran.out
    assert " more\n" not in terminal("list", "--by", "year", "-m", "ecg", "-n", "0", lines=60).out


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


@pytest.mark.parametrize("width", [72, 80, 100, 120, 200])
def test_no_cell_is_broken_within_a_word(width: int, bundled: Catalogue) -> None:
    """Only behind a hyphen or a slash, and in the few words that have none and are longer than any column."""
    hits = search(bundled, Query()).hits
    screen = console(width)
    for table in PaperTable(hits, (), bundled, width).parts(len(hits)):
        for column in table.columns:
            assert column.width is not None
            for cell in column.cells:
                assert isinstance(cell, Text)
                pieces = " ".join(line.plain.strip() for line in cell.wrap(screen, column.width))
                if max(map(cell_len, re.split(r"[\s/-]", cell.plain))) < column.width:
                    assert unbroken(pieces) == unbroken(cell.plain)


def unbroken(text: str) -> str:
    return re.sub(r"(?<=[-/])\s+", "", " ".join(text.split()))


def test_every_abbreviation_is_explained(bundled: Catalogue) -> None:
    hits = search(bundled, Query()).hits
    (legend,) = PaperTable(hits, ("key", "type", "modality", "evaluation"), bundled, 100).legend(hits)
    said = legend.plain.replace(";", ",")
    vocabulary = bundled.vocabulary
    for facet in ("type", "modality", "evaluation"):
        one = next(each for each in FACETS if each == facet)
        for term in {term for hit in hits for term in hit.paper.terms(one)}:
            short = vocabulary.short(one, term)
            assert short.casefold() == term or f"{short}={term}" in said
    assert "?=not assessed" in said
    assert PaperTable(hits, (), bundled, 200).legend(hits) == []


def test_columns_without_room_are_named(terminal: Terminal) -> None:
    assert terminal("search", *ONLY_TOY, columns=60).err.endswith(
        "no room for method, application, evaluation: choose columns with --columns, or widen the screen\n"
    )
    ran = terminal("search", *ONLY_TOY, "--columns", "key,title,venue,authors,doi,url", columns=80)
    assert "no room for doi, url: " in ran.err
    assert "no room" not in terminal("search", *ONLY_TOY, columns=80).err


def test_in_a_pipe_with_colours_nothing_is_left_out(medsynth: Medsynth, monkeypatch: pytest.MonkeyPatch) -> None:
    """As for `FORCE_COLOR=1 medsynth search | less -R`."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("LINES")
    ran = medsynth("search", *ONLY_TOY)
    assert ran.err == "8 papers\n"
    assert "\x1b[" in ran.out
    assert "\x1b]8;" not in ran.out
