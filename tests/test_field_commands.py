"""`stats`, `gaps` and `trends` as a reader meets them: on screens, in pipes, in files, and with mistakes."""

import json
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest

from medsynth_catalog import Catalogue, crosstab
from medsynth_catalog.field.axes import AXES
from medsynth_catalog.views.crosstable import crosstab_view
from medsynth_catalog.views.screen import plain_text
from rows import every
from shell import ONLY_FROZEN, ONLY_TOY, Golden, Medsynth, Result

Terminal = Callable[..., Result]

QUESTIONS = (
    ("stats",),
    ("stats", "--rows", "type", "--cols", "evaluation"),
    ("stats", "--rows", "type", "--cols", "evaluation", "--share", "row"),
    ("stats", "--rows", "year", "--cols", "modality", "--year", "2020.."),
    ("gaps", "--limit", "4"),
    ("trends", "--by", "type"),
)


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("arguments", QUESTIONS, ids=" ".join)
def test_picture(arguments: tuple[str, ...], columns: int, terminal: Terminal, golden: Golden) -> None:
    command, *rest = arguments
    ran = terminal(command, *ONLY_FROZEN, *rest, columns=columns, lines=60)
    assert max(map(len, (ran.out + ran.err).splitlines())) <= columns
    golden(f"screen.{'-'.join(arguments)}.{columns}", ran.out + ran.err)


@pytest.mark.parametrize("form", ["table", "csv", "tsv", "json", "text"])
@pytest.mark.parametrize("arguments", [QUESTIONS[1], QUESTIONS[4], QUESTIONS[5]], ids=" ".join)
def test_in_a_pipe(arguments: tuple[str, ...], form: str, medsynth: Medsynth, golden: Golden) -> None:
    command, *rest = arguments
    ran = medsynth(command, *ONLY_FROZEN, *rest, "-f", form)
    assert ran.err == ""
    golden(f"pipe.{'-'.join(arguments)}.{form}", ran.out)


def test_every_pair_of_axes_fits_a_narrow_screen(frozen: Catalogue) -> None:
    columns = 60
    with every() as row:
        for rows, cols in product(AXES, (None, *AXES)):
            with row(f"{rows} {cols}"):
                table = crosstab(frozen, rows=rows, cols=cols, top=20)
                for share in (None, "all"):
                    drawn = plain_text(crosstab_view(table, columns, share), columns).splitlines()
                    assert max(map(len, drawn)) <= columns
                    assert cols is None or drawn[0].split()[-1][-1] != "…"
                    assert "pap…" not in "".join(drawn)


def test_blocks_of_columns_lose_none(terminal: Terminal) -> None:
    """On a narrow screen a table is cut into blocks, which have all columns that one wide block has."""
    asked = ("stats", "--rows", "role", "--cols", "year", *ONLY_FROZEN)
    narrow, wide = (terminal(*asked, columns=columns).out for columns in (60, 400))
    assert len(narrow.split("\n\n")) > len(wide.split("\n\n"))
    assert numbers(narrow) == numbers(wide) != []


def numbers(drawn: str) -> list[str]:
    return [word for line in drawn.splitlines() if line.startswith("method ") for word in line.split()[2:]]


def test_shades_without_colours_and_colours_without_shades(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ("stats", "--rows", "type", "--cols", "evaluation", *ONLY_FROZEN)
    assert "█" in terminal(*asked).out
    monkeypatch.setenv("TERM", "xterm-256color")
    coloured = terminal(*asked).out
    assert "█" not in coloured
    assert ";48;5;" in coloured
    monkeypatch.setenv("NO_COLOR", "1")
    plain = terminal(*asked).out
    assert "█" in plain
    assert ";48;5;" not in plain


def test_a_screen_shows_as_many_gaps_as_fit_and_says_so(terminal: Terminal) -> None:
    ran = terminal("gaps", "--rows", "application", "--cols", "anatomy", lines=40)
    assert len((ran.out + ran.err).splitlines()) <= 40
    assert "pairs of terms; --limit 0 shows all." in ran.err
    assert "--limit" not in terminal("gaps", "--rows", "application", "--cols", "anatomy", "-n", "0", lines=40).err


def test_a_file_is_written(medsynth: Medsynth, tmp_path: Path) -> None:
    target = tmp_path / "counts.json"
    assert medsynth("stats", "-f", "json", "-o", str(target), *ONLY_TOY).out == ""
    assert json.loads(target.read_text(encoding="utf-8"))["papers"] == 8


def test_an_empty_selection_says_why(medsynth: Medsynth, terminal: Terminal) -> None:
    for command in ("stats", "gaps", "trends"):
        ran = medsynth(command, "-m", "ecg", "--year", "1901")
        assert ran.out == ""
        assert ran.err.startswith("no paper matches: --year 1901 removed the last")
        assert terminal(command, "ecg pumpernickel").out == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("stats", "--rows", "autor"), "unknown axis 'autor': did you mean author?"),
        (("stats", "--share", "row"), "--share row needs columns: add --cols, or take --share all"),
        (("stats", "--share", "rows"), "unknown share 'rows': did you mean row?"),
        (("stats", "-f", "bibtex"), "unknown format 'bibtex': did you mean text?"),
        (("stats", "--plot", "a.jpg"), "cannot draw a.jpg: name a file that ends in .svg, .png or .pdf"),
        (("gaps", "--plot", "a.svg", "-f", "csv"), "--plot excludes --format and --output: run the command once for each"),
        (("gaps", "--cols", "modality"), "rows and columns are the same facet: choose two facets"),
        (("gaps", "--rows", "year"), "unknown facet 'year': choose one of modality, type, application, evaluation, scenario, anatomy, role"),
        (("trends", "--by", "type,yaer"), "unknown facet 'yaer': choose one of modality, type, application, evaluation, scenario, anatomy, role"),
        (("stats", "-m", "egc"), "unknown modality 'egc': did you mean ecg? (see medsynth terms modality)"),
        (("stat",), "unknown command 'stat': did you mean stats?"),
        (("trend", "--by", "type"), "unknown command 'trend': did you mean trends?"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_line_and_a_hint(
    arguments: tuple[str, ...], said: str, medsynth: Medsynth, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = medsynth(*arguments, code=2)
    assert (ran.err, ran.out) == (f"medsynth: {said}\n", "")


@pytest.mark.parametrize("words", [("gans",), ("state", "space", "models"), ("gan",)])
def test_words_near_a_command_are_searched_for_if_papers_have_them(words: tuple[str, ...], medsynth: Medsynth) -> None:
    assert medsynth(*words, "-n", "1").out


def test_list_and_terms_say_how_they_count(terminal: Terminal) -> None:
    assert (
        "(medsynth stats --rows type counts narrower terms, too)" in terminal("list", "--by", "type", "-m", "ecg").err
    )
    assert "narrower" not in terminal("list", "--by", "evaluation", "-m", "ecg").err
    assert "narrower terms" in terminal("terms", "type").err
    assert terminal("terms", "evaluation").err == ""
