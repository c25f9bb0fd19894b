"""Citations before their real judges: bibtex, biber, pandoc, the CSL schema, rispy and pybtex read the whole catalogue and have no complaint.

Of what no source shows (no title, no author, no venue) they may complain, so only verified papers are put to them. A judge
that isn't installed is passed over, but never where MEDSYNTH_JUDGES says that all are required.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import jsonschema
import pybtex.database
import pytest
import rispy

from medsynth_catalog import FORMATS, Catalogue, Paper
from shell import HERE


def judge(name: str) -> str:
    program = shutil.which(name)
    if program is None and os.environ.get("MEDSYNTH_JUDGES") != "required":
        pytest.skip(f"{name} is not installed")
    assert program is not None
    return program


def ask(folder: Path, *command: str) -> str:
    """Run a judge and return all that it says."""
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout + ran.stderr


@pytest.fixture
def complete(bundled: Catalogue, toy: Catalogue) -> list[Paper]:
    """Every verified paper, and the hostile one of the toy catalogue."""
    hostile = [paper for paper in toy.papers if paper.key.startswith("hostile")]
    return [paper for paper in bundled.papers if paper.status == "verified"] + hostile


@pytest.mark.parametrize("style", ["plain", "unsrt", "alpha", "abbrv", "IEEEtran"])
def test_bibtex(style: str, complete: list[Paper], tmp_path: Path) -> None:
    program = judge("bibtex")
    (tmp_path / "refs.bib").write_text(FORMATS["bibtex"].write(complete, ()), encoding="ascii")
    (tmp_path / "doc.aux").write_text(f"\\citation{{*}}\n\\bibdata{{refs}}\n\\bibstyle{{{style}}}\n", encoding="ascii")
    if (
        style == "IEEEtran"
        and not subprocess.run(["kpsewhich", "IEEEtran.bst"], capture_output=True, check=False).stdout
    ):
        pytest.skip("IEEEtran is not installed")
    assert "Warning" not in ask(tmp_path, program, "doc")


def test_biber(complete: list[Paper], tmp_path: Path) -> None:
    program = judge("biber")
    (tmp_path / "refs.bib").write_text(FORMATS["biblatex"].write(complete, ()), encoding="utf-8")
    said = ask(tmp_path, program, "--tool", "--validate-datamodel", "-O", "out.bib", "refs.bib")
    assert [line for line in said.splitlines() if line.startswith(("WARN", "ERROR"))] == []


@pytest.mark.parametrize("name", ["bibtex", "biblatex", "csl-json"])
def test_pandoc_cites_every_paper(name: str, complete: list[Paper], tmp_path: Path) -> None:
    program = judge("pandoc")
    refs = "refs.json" if name == "csl-json" else "refs.bib"
    (tmp_path / refs).write_text(FORMATS[name].write(complete, ()), encoding="utf-8")
    (tmp_path / "doc.md").write_text("---\nnocite: '@*'\n---\n", encoding="utf-8")
    said = ask(tmp_path, program, "--citeproc", "--bibliography", refs, "doc.md", "-t", "html", "-o", "doc.html")
    html = (tmp_path / "doc.html").read_text(encoding="utf-8")
    assert said == ""
    assert [paper.key for paper in complete if f'id="ref-{paper.key}"' not in html] == []


def test_csl_schema(bundled: Catalogue, toy: Catalogue) -> None:
    """The published schema of CSL-JSON 1.0.2, kept in `judges/` with its licence."""
    schema = json.loads((HERE / "judges" / "csl-data.json").read_text(encoding="utf-8"))
    items = json.loads(FORMATS["csl-json"].write((*bundled.papers, *toy.papers), ()))
    assert list(jsonschema.Draft7Validator(schema).iter_errors(items)) == []


def test_rispy(bundled: Catalogue) -> None:
    records = rispy.loads(FORMATS["ris"].write(bundled.papers, ()))
    assert [record["id"] for record in records] == [paper.key for paper in bundled.papers]
    for paper, record in zip(bundled.papers, records, strict=True):
        assert record.get("title") == paper.title
        assert len(record.get("authors", [])) == len(paper.names)
        assert record.get("doi") == paper.doi
        assert set(paper.modality) <= set(record.get("keywords", []))


def test_pybtex(bundled: Catalogue) -> None:
    entries = pybtex.database.parse_string(FORMATS["bibtex"].write(bundled.papers, ()), "bibtex").entries
    assert list(entries) == [paper.key for paper in bundled.papers]
    for paper in bundled.papers:
        persons = entries[paper.key].persons.get("author", [])
        assert len(persons) == len(paper.names) + (bool(paper.names) and not paper.authors_complete)
