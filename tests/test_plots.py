"""Pictures of the field: nothing in them overlaps or leaves the sheet, the same numbers give the same bytes."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from medsynth_catalog import Catalogue, Query, QueryError, crosstab, gaps, trends
from medsynth_catalog.plots.crosstable import draw_crosstab
from medsynth_catalog.plots.drawing import Sheet
from medsynth_catalog.plots.gaps import draw_gaps
from medsynth_catalog.plots.grid import is_dark
from medsynth_catalog.plots.trends import draw_trends
from medsynth_catalog.version import VERSION
from rows import every
from shell import ONLY_FROZEN, Golden, Medsynth

pytest.importorskip("matplotlib", reason="matplotlib isn't installed, and may have no wheel for this system")

COMMANDS = (
    ("stats",),
    ("stats", "--rows", "year"),
    ("stats", "--rows", "type", "--cols", "evaluation"),
    ("stats", "--rows", "type", "--cols", "evaluation", "--share", "row"),
    ("gaps",),
    ("trends", "--by", "type"),
)
STARTS = {"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF"}


def words(svg: str) -> str:
    return "".join(f"{word}\n" for word in re.findall(r">([^<>]+)</(?:text|tspan)>", svg))


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_the_words_of_a_picture(arguments: tuple[str, ...], medsynth: Medsynth, golden: Golden, tmp_path: Path) -> None:
    """Not its bytes, which are others with another release of matplotlib."""
    target = tmp_path / "picture.svg"
    command, *rest = arguments
    ran = medsynth(command, *ONLY_FROZEN, *rest, "--plot", str(target))
    assert (ran.out, ran.err) == ("", f"drawn: {target}\n")
    golden(f"plot.{'-'.join(arguments)}", words(target.read_text(encoding="utf-8")).replace(f" {VERSION},", ","))


@pytest.mark.parametrize("form", list(STARTS))
def test_the_same_numbers_give_the_same_bytes(form: str, frozen: Catalogue, tmp_path: Path) -> None:
    here = draw_crosstab(crosstab(frozen, rows="type", cols="evaluation"), form)
    assert here.startswith(STARTS[form])
    again = tmp_path / f"again.{form}"
    command = [
        sys.executable,
        "-m",
        "medsynth_catalog",
        "stats",
        *ONLY_FROZEN,
        "--rows",
        "type",
        "--cols",
        "evaluation",
    ]
    environment = os.environ | {"PYTHONHASHSEED": "7"}
    subprocess.run([*command, "--plot", str(again)], check=True, capture_output=True, env=environment)
    assert again.read_bytes() == here


@contextmanager
def sheets(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Sheet]]:
    """The sheets that are drawn inside, before they become files."""
    drawn: list[Sheet] = []

    def kept(sheet: Sheet, _form: str) -> bytes:
        drawn.append(sheet)
        return b""

    monkeypatch.setattr(Sheet, "bytes", kept)
    yield drawn


def boxes(sheet: Sheet) -> dict[str, Any]:
    """The place of each text of a sheet, in dots."""
    from matplotlib.text import Text

    sheet.figure.draw_without_rendering()
    found = (one for one in sheet.figure.findobj(Text) if one.get_text().strip() and one.get_visible())
    return {f"{number} {one.get_text()[:40]}": (one, one.get_window_extent()) for number, one in enumerate(found)}


def test_nothing_overlaps_and_nothing_leaves_the_sheet(bundled: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    with sheets(monkeypatch) as drawn:
        draw_crosstab(crosstab(bundled, rows="application", cols="anatomy"), "svg", "row")
        draw_crosstab(crosstab(bundled, rows="venue", top=60), "svg")
        draw_crosstab(crosstab(bundled, rows="evaluation"), "svg", "all")
        draw_crosstab(crosstab(bundled, rows="year"), "svg")
        draw_crosstab(crosstab(bundled, rows="venue", cols="author", top=20), "svg")
        draw_gaps(gaps(bundled, rows="anatomy", cols="application"), bundled.vocabulary, "svg")
        draw_trends([trends(bundled, by=facet) for facet in ("type", "modality", "evaluation")], "svg")
    assert len(drawn) == 7
    with every() as row:
        for number, sheet in enumerate(drawn):
            placed = boxes(sheet)
            with row(f"{number}: inside"):
                width, height = sheet.figure.bbox.width, sheet.figure.bbox.height
                outside = [
                    name
                    for name, (_, box) in placed.items()
                    if box.x0 < 0 or box.y0 < 0 or box.x1 > width or box.y1 > height
                ]
                assert outside == []
            with row(f"{number}: apart"):
                upright = {name: box for name, (text, box) in placed.items() if text.get_rotation() % 90 == 0}
                touching = [
                    (one, other) for one, other in combinations(upright, 2) if upright[one].overlaps(upright[other])
                ]
                assert touching == []


def test_names_are_no_markup(monkeypatch: pytest.MonkeyPatch, toy: Catalogue) -> None:
    """A venue may hold dollars and angle brackets, which matplotlib and SVG would read."""
    table = crosstab(toy, rows="venue")
    row = replace(table.rows[0], label="$\\frac{a}$ & <b>bold</b>")
    drawn = draw_crosstab(replace(table, rows=(row, *table.rows[1:])), "svg").decode()
    assert "$\\frac{a}$ &amp; &lt;b&gt;bold&lt;/b&gt;" in drawn


def test_text_is_legible_on_each_colour() -> None:
    assert is_dark("#00224E")
    assert not is_dark("#FFFFFF")
    assert not is_dark("#E8D98A")


def test_what_is_no_picture(bundled: Catalogue) -> None:
    with pytest.raises(QueryError, match=r"cannot draw [\d,]+ authors: a picture has room for 200: use --top"):
        draw_crosstab(crosstab(bundled, rows="author"), "svg")
    with pytest.raises(QueryError, match="nothing to draw"):
        draw_crosstab(crosstab(bundled, Query(year="1901")), "svg")
    with pytest.raises(QueryError, match="nothing to draw"):
        draw_gaps(gaps(bundled, Query(year="1901")), bundled.vocabulary, "svg")
    with pytest.raises(QueryError, match="nothing to draw"):
        draw_trends([trends(bundled, Query(year="1901"))], "svg")


def test_without_matplotlib_one_line_says_what_to_install(
    medsynth: Medsynth, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    ran = medsynth("stats", "--plot", str(tmp_path / "a.svg"), code=2)
    assert ran.err == "medsynth: --plot needs matplotlib: pip install 'medsynth-catalog[plot]'\n"
    assert not (tmp_path / "a.svg").exists()
