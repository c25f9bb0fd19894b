"""DuckDB, asked as docs/outgrown.md says, gives the answers of `medsynth`; other programs read our values as they are."""

import re
import shlex
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from msgspec.structs import replace

from medsynth_catalog import FACETS, Catalogue, Query, search
from rows import every
from shell import HERE, Medsynth

pytest.importorskip("pyarrow", reason="pyarrow isn't installed, and may have no wheel for this system")
duckdb = pytest.importorskip("duckdb", reason="duckdb isn't installed, and may have no wheel for this system")

DOC = (HERE.parent / "docs" / "outgrown.md").read_text(encoding="utf-8")
PREPARED, SELECTED, COUNTED = re.findall(r"```sql\n(.*?)```", DOC, re.DOTALL)


class Recipe(NamedTuple):
    """A database made as the page says."""

    database: Any

    def keys(self, where: str) -> set[str]:
        return {key for (key,) in self.database.execute(f"SELECT key FROM papers WHERE {where}").fetchall()}


@pytest.fixture
def recipe(medsynth: Medsynth, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Recipe:
    monkeypatch.chdir(tmp_path)
    (block,) = re.findall(r"```sh\n(.*?)```", DOC, re.DOTALL)
    for line in block.splitlines():
        command, _, file = line.partition(" > ")
        ran = medsynth(*shlex.split(command)[1:])
        if file:
            Path(file).write_text(ran.out, encoding="utf-8")
    database = duckdb.connect()
    database.execute(PREPARED)
    return Recipe(database)


def keys(catalogue: Catalogue, query: Query) -> set[str]:
    return {paper.key for paper in search(catalogue, query)}


def test_the_selection_of_the_page(recipe: Recipe, medsynth: Medsynth) -> None:
    (line,) = re.findall(r"`medsynth (search .*?)`", DOC)
    found = [key for (key,) in recipe.database.execute(SELECTED).fetchall()]
    assert found
    assert sorted(found) == sorted(medsynth(*shlex.split(line)).out.splitlines())


def test_the_counts_of_the_page(recipe: Recipe, bundled: Catalogue) -> None:
    expected: Counter[tuple[str, str]] = Counter()
    for modality in bundled.vocabulary.terms("modality"):
        for paper in search(bundled, Query(modality=modality)):
            expected.update((modality, axis) for axis in paper.evaluation or ("unknown",))
    rows = recipe.database.execute(COUNTED).fetchall()
    assert {(modality, axis): count for modality, axis, count in rows} == dict(expected)


def test_every_term_with_its_narrower_ones(recipe: Recipe, bundled: Catalogue) -> None:
    narrowed = 0
    with every() as row:
        for facet in FACETS:
            terms = "[role]" if facet == "role" else facet
            for term in bundled.vocabulary.terms(facet):
                with row(f"{facet} {term}"):
                    found = recipe.keys(f"has({terms}, '{facet}', '{term}')")
                    assert found == keys(bundled, replace(Query(), **{facet: term}))
                    narrowed += found != {paper.key for paper in bundled.papers if term in paper.terms(facet)}
    assert narrowed > 0


@pytest.mark.parametrize(
    ("query", "where"),
    [
        (
            Query(modality="ecg,eeg", year="2021-2023"),
            "(has(modality, 'modality', 'ecg') OR has(modality, 'modality', 'eeg')) AND year BETWEEN 2021 AND 2023",
        ),
        (
            Query(modality="image", evaluation="utility+privacy"),
            "has(modality, 'modality', 'image') AND list_has_all(evaluation, ['utility', 'privacy'])",
        ),
        (
            Query(modality="signal", has_code=False, exclude="evaluation=privacy"),
            "has(modality, 'modality', 'signal') AND code IS NULL AND NOT has(evaluation, 'evaluation', 'privacy')",
        ),
        (Query(source="ibrahim2024", role="method"), "list_contains(sources, 'ibrahim2024') AND role = 'method'"),
    ],
    ids=str,
)
def test_other_queries(query: Query, where: str, recipe: Recipe, bundled: Catalogue) -> None:
    expected = keys(bundled, query)
    assert expected
    assert recipe.keys(where) == expected


@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_no_identifier_is_taken_for_a_number(
    form: str, recipe: Recipe, medsynth: Medsynth, bundled: Catalogue, tmp_path: Path
) -> None:
    """DuckDB guesses the type of a column by its values, as pandas and spreadsheets do."""
    medsynth("export", "-f", form, "-o", str(tmp_path / "papers.csv"))
    found = recipe.database.execute("SELECT arxiv, doi FROM 'papers.csv'").fetchall()
    assert found == [(paper.arxiv and f"arXiv:{paper.arxiv}", paper.doi) for paper in search(bundled, Query())]
