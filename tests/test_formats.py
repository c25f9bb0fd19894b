"""Every format over the same papers, whole, and what must hold of each beyond its golden file."""

import csv
import io
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from medsynth_catalog import FORMATS, Catalogue, Paper
from medsynth_catalog.formats.columns import COLUMNS, cell
from rows import every
from shell import ONLY_TOY, Golden, Medsynth

DOCUMENTED = [
    "key",
    "title",
    "authors",
    "year",
    "month",
    "venue",
    "kind",
    "volume",
    "number",
    "pages",
    "publisher",
    "doi",
    "arxiv",
    "url",
    "code",
    "role",
    "modality",
    "type",
    "application",
    "evaluation",
    "scenario",
    "anatomy",
    "data",
    "architecture",
    "summary",
    "sources",
    "status",
]


@pytest.mark.parametrize("name", FORMATS)
def test_format(name: str, medsynth: Medsynth, golden: Golden) -> None:
    golden(f"toy.{name}", medsynth("export", *ONLY_TOY, "--format", name).out)


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_reaches_the_terminal_that_moves_it(name: str, medsynth: Medsynth) -> None:
    text = medsynth("export", *ONLY_TOY, "--format", name).out
    assert not {letter for letter in text if not letter.isprintable()} - {"\n", "\t"}


@pytest.mark.parametrize("name", FORMATS)
def test_no_papers_is_a_valid_text(name: str, toy: Catalogue) -> None:
    text = FORMATS[name].write([], ())
    assert {"json": text == "[]\n", "csv": text == ",".join(COLUMNS) + "\n"}.get(
        name, text == "" or text.endswith("\n")
    )


@pytest.mark.parametrize("name", FORMATS)
def test_a_stream_writes_paper_by_paper(name: str, toy: Catalogue) -> None:
    """No paper is asked for before the text of the one before it was taken, but perhaps the last."""
    asked: list[str] = []

    def papers() -> Iterator[Paper]:
        for paper in toy.papers:
            asked.append(paper.key)
            yield paper

    pieces: list[str] = []
    for piece in FORMATS[name].stream(papers()):
        pieces.append(piece)
        assert len(asked) <= len(pieces)
    assert "".join(pieces) == FORMATS[name].write(toy.papers)


def test_json_objects_carry_what_is_documented(medsynth: Medsynth) -> None:
    with every() as row:
        for paper in json.loads(medsynth("search", *ONLY_TOY, "-f", "json").out):
            with row(paper["key"]):
                assert list(paper)[: len(DOCUMENTED)] == DOCUMENTED
                assert all(set(author) >= {"family", "given"} for author in paper["authors"])


def test_unknown_evaluation_is_null_not_empty(medsynth: Medsynth) -> None:
    (paper,) = json.loads(medsynth("show", "wikipedia2022psnr", "-f", "json").out)
    assert paper["evaluation"] is None


def test_jsonl_is_json_by_the_line(medsynth: Medsynth) -> None:
    lines = medsynth("search", *ONLY_TOY, "-f", "jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == json.loads(medsynth("search", *ONLY_TOY, "-f", "json").out)


def test_csv_reads_back(medsynth: Medsynth, toy: Catalogue) -> None:
    rows = list(csv.DictReader(io.StringIO(medsynth("search", *ONLY_TOY, "-f", "csv").out)))
    assert {row["key"]: row["title"] for row in rows} == {paper.key: paper.title or "" for paper in toy.papers}


@example(title='=HYPERLINK("https://example.org")')
@example(title="'=1+2")
@given(title=st.text(st.sampled_from("=+-@'\",; a1"), min_size=1, max_size=6))
def test_no_csv_cell_starts_a_formula(title: str) -> None:
    """Yet the text is known: an apostrophe was added before a sign that would start one, or before apostrophes and it."""
    paper = Paper(key="key", kind="article", title=title, names=(f"{title}, A",), venue=title)
    _, row = csv.reader(io.StringIO(FORMATS["csv"].write([paper]), newline=""))
    with every() as named:
        for column, read in zip(COLUMNS, row, strict=True):
            with named(column):
                assert not read.startswith(("=", "+", "-", "@"))
                assert re.sub(r"^'('*[=+@-])", r"\1", read) == cell(paper, column)


def test_tsv_has_the_cells_of_csv(toy: Catalogue) -> None:
    papers = [*toy.papers, Paper(key="key", kind="article", title="=1+2")]
    lines = [line.split("\t") for line in FORMATS["tsv"].write(papers).splitlines()]
    assert lines == list(csv.reader(io.StringIO(FORMATS["csv"].write(papers), newline="")))


def test_bare_rows_keep_bare_identifiers(medsynth: Medsynth) -> None:
    out = medsynth("search", *ONLY_TOY, "--columns", "arxiv", "--year", "2023", "alcaraz").out
    assert out == "2301.08227\n"


def test_chosen_columns(medsynth: Medsynth) -> None:
    out = medsynth("search", *ONLY_TOY, "-f", "tsv", "--columns", "Year,key", "--columns", "doi", "-n", "1").out
    assert out.splitlines()[0] == "year\tkey\tdoi"


@pytest.mark.parametrize(
    ("command", "hint"),
    [
        (("export",), "name a file with --output"),
        (("search", "-o", "-"), "name a file with --output"),
        (("list",), "name a file with --output"),
        (("show", "suh2024timeautodiff"), "redirect it to a file with >"),
    ],
)
def test_a_terminal_gets_nothing_binary(
    command: tuple[str, ...], hint: str, medsynth: Medsynth, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    ran = medsynth(*command, *ONLY_TOY, "-f", "parquet", code=2)
    assert (ran.out, ran.err) == ("", f"medsynth: parquet is binary: {hint}\n")


def test_without_pyarrow(medsynth: Medsynth, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    file = tmp_path / "papers.parquet"
    file.write_bytes(b"old")
    ran = medsynth("export", *ONLY_TOY, "-f", "parquet", "-o", str(file), code=2)
    assert ran.err == "medsynth: parquet needs pyarrow: pip install 'medsynth-catalog[parquet]'\n"
    assert (file.read_bytes(), list(tmp_path.iterdir())) == (b"old", [file])
