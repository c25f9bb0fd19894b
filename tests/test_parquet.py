"""Parquet holds what the JSON objects hold, and is written in groups."""

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import asdict

from medsynth_catalog import BINARY_FORMATS, FORMATS, Catalogue, Listing, Paper
from rows import every
from shell import ONLY_TOY, Medsynth

pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow isn't installed, and may have no wheel for this system")

PARQUET = BINARY_FORMATS["parquet"]


def rows(data: bytes) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pq.read_table(io.BytesIO(data)).to_pylist()
    return found


def known(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


@pytest.mark.parametrize("name", ["toy", "bundled"])
def test_rows_are_the_json_objects(name: str, request: pytest.FixtureRequest) -> None:
    catalogue: Catalogue = request.getfixturevalue(name)
    objects = json.loads(FORMATS["json"].write(catalogue.papers))
    with every() as row:
        for paper, read, expected in zip(catalogue.papers, rows(PARQUET.write(catalogue.papers)), objects, strict=True):
            with row(paper.key):
                assert list(read) == list(expected)
                assert [known(author) for author in read["authors"]] == expected["authors"]
                assert read["preprint"] == (paper.preprint and asdict(paper.preprint))
                listings = [known(one) | {"says": dict(one["says"])} for one in read["listings"]]
                assert msgspec.convert(listings, tuple[Listing, ...]) == paper.listings
                for nested in ("authors", "preprint", "listings"):
                    del read[nested], expected[nested]
                assert read == expected


def test_types_do_not_depend_on_the_papers(toy: Catalogue) -> None:
    empty, full = (pq.read_schema(io.BytesIO(PARQUET.write(papers))) for papers in (toy.papers[:0], toy.papers))
    assert empty == full
    assert rows(PARQUET.write([])) == []


def test_an_unknown_evaluation_is_null_however_it_is_written() -> None:
    (row,) = rows(PARQUET.write([Paper(key="x", kind="article", evaluation=())]))
    assert row["evaluation"] is None


def test_papers_are_asked_for_in_groups() -> None:
    asked = 0

    def papers() -> Iterator[Paper]:
        nonlocal asked
        for number in range(10_000):
            asked += 1
            yield Paper(key=f"paper{number}", kind="article")

    stream = PARQUET.stream(papers())
    first = next(stream)
    assert asked < 10_000
    data = first + b"".join(stream)
    file = pq.ParquetFile(io.BytesIO(data))
    assert file.num_row_groups > 1
    assert [row["key"] for row in rows(data)] == [f"paper{number}" for number in range(10_000)]


@pytest.mark.parametrize("command", [("export",), ("search",), ("list", "--by", "type")])
def test_a_file(command: tuple[str, ...], medsynth: Medsynth, toy: Catalogue, tmp_path: Path) -> None:
    file = tmp_path / "papers.parquet"
    ran = medsynth(*command, *ONLY_TOY, "-f", "parquet", "-o", str(file))
    assert (ran.out, ran.err) == ("", "")
    assert {row["key"] for row in rows(file.read_bytes())} == {paper.key for paper in toy.papers}


@pytest.mark.parametrize("command", [("export", *ONLY_TOY), ("show", *ONLY_TOY, "suh2024timeautodiff")])
def test_a_pipe(command: tuple[str, ...]) -> None:
    line = [sys.executable, "-m", "medsynth_catalog", *command, "-f", "parquet"]
    ran = subprocess.run(line, capture_output=True, check=True)
    assert "suh2024timeautodiff" in {row["key"] for row in rows(ran.stdout)}
