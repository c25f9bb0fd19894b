"""Formatted references: whole outputs, every paper in every style, and Markdown and HTML as pandoc reads them."""

import html
import re
from pathlib import Path

import pytest

from judging import ask, judge
from medsynth_catalog import Catalogue
from medsynth_catalog.citing import MARKUPS, STYLES, cite
from medsynth_catalog.text import squash
from shell import ONLY_FROZEN, ONLY_TOY, Golden, Medsynth


@pytest.mark.parametrize("style", STYLES)
def test_style(style: str, toy: Catalogue, golden: Golden) -> None:
    golden(f"cite.{style}", "\n".join(cite(toy.papers, style, markup) for markup in MARKUPS))


@pytest.mark.parametrize("style", STYLES)
def test_every_paper_in_every_style(style: str, bundled: Catalogue) -> None:
    papers = [paper for paper in bundled.papers if paper.title and paper.names][:: 1 if style == "vancouver" else 7]
    text = cite(papers, style, "text")
    references = text.split("\n\n")
    assert len(references) == len(papers)
    assert not re.search(r"&(amp|lt|gt);|</?(i|b|span)\b|[\ue000-\ue002]|\.\.\s", text.replace("...", ""))
    squashed = squash(text)
    assert [paper.key for paper in papers if squash(paper.title or "") not in squashed] == []
    assert [paper.key for paper in papers if squash(paper.authors[0].family) not in squashed] == []


@pytest.mark.parametrize("markup", ["markdown", "html"])
def test_pandoc_reads_what_text_says(markup: str, bundled: Catalogue, toy: Catalogue, tmp_path: Path) -> None:
    program = judge("pandoc")
    papers = [paper for paper in (*bundled.papers[:150], *toy.papers) if paper.title]
    (tmp_path / "in").write_text(cite(papers, "nature", markup), encoding="utf-8")
    reader = "commonmark" if markup == "markdown" else "html"
    ask(tmp_path, program, "-f", reader, "-t", "html", "--wrap=none", "in", "-o", "out")
    shown = html.unescape(re.sub(r"<[^>]*>", "", (tmp_path / "out").read_text(encoding="utf-8")))
    plain = re.sub(r"(?m)^\d+\. ", "", cite(papers, "nature", "text"))
    assert re.sub(r"(\d+\.)?\s+", "", re.sub(r"(?m)^\s*\d+\. ", "", shown)) == re.sub(r"(\d+\.)?\s+", "", plain)


def test_command(medsynth: Medsynth, golden: Golden) -> None:
    ran = medsynth(
        "cite", "alcaraz2023diffusion", "10.1038/s41598-023-39278-0", *ONLY_FROZEN, "-s", "ieee", "-f", "markdown"
    )
    golden("cite.command", f"{ran.out}\n{ran.err}")


def test_year_and_month_stand_apart(medsynth: Medsynth) -> None:
    assert "2021 May;70:102004" in medsynth("cite", "bel2021residual", *ONLY_FROZEN).out


def test_what_is_unknown_is_told(medsynth: Medsynth) -> None:
    said = medsynth("cite", "apgan2023ultrasound", *ONLY_TOY).err
    assert said == "apgan2023ultrasound: the reference is incomplete: title, authors unknown\n"


def test_a_style_of_ones_own(medsynth: Medsynth, tmp_path: Path) -> None:
    own = tmp_path / "own.csl"
    own.write_text(
        '<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><info><title>t</title>'
        "<id>t</id><updated>2026-01-01T00:00:00Z</updated></info><citation><layout/></citation>"
        '<bibliography><layout><text variable="title" prefix="&lt;" suffix="&gt;"/></layout></bibliography></style>',
        encoding="utf-8",
    )
    assert medsynth("cite", "neifar2023diffecg", "--style", str(own)).out.startswith("<DiffECG: A Versatile")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "unknown style"),
        ("no xml", "is not a CSL style"),
        ("<a/>", "is not a CSL style"),
        (
            '<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><info/></style>',
            "makes no bibliography",
        ),
    ],
)
def test_styles_that_are_none(content: str | None, said: str, medsynth: Medsynth, tmp_path: Path) -> None:
    path = tmp_path / "own.csl"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    ran = medsynth("cite", "neifar2023diffecg", "--style", str(path), code=2)
    assert said in ran.err and ran.err.count("\n") == 1


def test_mistakes(medsynth: Medsynth) -> None:
    assert "did you mean html?" in medsynth("cite", "neifar2023diffecg", "-f", "htm", code=2).err
    assert "did you mean neifar2023diffecg?" in medsynth("cite", "neifar2023difecg", code=1).err
