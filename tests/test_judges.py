"""Citations before their real judges: bibtex, biber, pandoc, the CSL schema, rispy and pybtex read the whole catalogue.

They may miss a title, authors or a venue that no source shows, and nothing else: each such fact is one that `check` lists.
"""

import json
import subprocess
from pathlib import Path

import jsonschema
import pybtex.database
import pytest
import rispy

from judging import ask, complaints, judge
from medsynth_catalog import FORMATS, Catalogue, Paper
from rows import every
from shell import HERE, Checked


@pytest.fixture
def papers(bundled: Catalogue, toy: Catalogue) -> list[Paper]:
    """Every paper, and the hostile one of the toy catalogue."""
    return [*bundled.papers, *(paper for paper in toy.papers if paper.key.startswith("hostile"))]


@pytest.fixture(scope="module")
def unseen(checked: Checked) -> set[tuple[str, str]]:
    """The facts that no source shows, as `check` lists them: key and field, the venue of a thesis also as its school."""
    _, findings = checked
    return {
        (Path(finding.file).stem, name)
        for finding in findings
        for field, names in {
            "title": ["title"],
            "authors": ["authors"],
            "venue": ["venue", "school", "institution"],
            "year": ["year"],
        }.items()
        for name in names
        if finding.warning and field in finding.message
    }


@pytest.mark.parametrize("style", ["plain", "unsrt", "alpha", "abbrv", "IEEEtran"])
def test_bibtex(style: str, papers: list[Paper], unseen: set[tuple[str, str]], tmp_path: Path) -> None:
    program = judge("bibtex")
    (tmp_path / "refs.bib").write_text(FORMATS["bibtex"].write(papers, ()), encoding="ascii")
    (tmp_path / "doc.aux").write_text(f"\\citation{{*}}\n\\bibdata{{refs}}\n\\bibstyle{{{style}}}\n", encoding="ascii")
    if (
        style == "IEEEtran"
        and not subprocess.run(["kpsewhich", "IEEEtran.bst"], capture_output=True, check=False).stdout
    ):
        pytest.skip("IEEEtran is not installed")
    said = complaints(ask(tmp_path, program, "doc"), r"Warning--empty (?P<field>\w+) in (?P<key>\w+)")
    assert said and said <= unseen


def test_biber(papers: list[Paper], unseen: set[tuple[str, str]], tmp_path: Path) -> None:
    program = judge("biber")
    (tmp_path / "refs.bib").write_text(FORMATS["biblatex"].write(papers, ()), encoding="utf-8")
    said = ask(tmp_path, program, "--tool", "--validate-datamodel", "-O", "out.bib", "refs.bib")
    form = r"Entry '(?P<key>\w+)' \(refs.bib\): Missing mandatory field '(?P<field>\w+)'"
    assert complaints(said, form) and complaints(said, form) <= unseen


@pytest.mark.parametrize("name", ["bibtex", "biblatex", "csl-json"])
def test_pandoc_cites_every_paper(name: str, papers: list[Paper], tmp_path: Path) -> None:
    program = judge("pandoc")
    refs = "refs.json" if name == "csl-json" else "refs.bib"
    (tmp_path / refs).write_text(FORMATS[name].write(papers, ()), encoding="utf-8")
    (tmp_path / "doc.md").write_text("---\nnocite: '@*'\n---\n", encoding="utf-8")
    said = ask(tmp_path, program, "--citeproc", "--bibliography", refs, "doc.md", "-t", "html", "-o", "doc.html")
    html = (tmp_path / "doc.html").read_text(encoding="utf-8")
    assert said == ""
    assert [paper.key for paper in papers if f'id="ref-{paper.key}"' not in html] == []


def test_csl_schema(bundled: Catalogue, toy: Catalogue) -> None:
    """The published schema of CSL-JSON 1.0.2, kept in `judges/` with its licence."""
    schema = json.loads((HERE / "judges" / "csl-data.json").read_text(encoding="utf-8"))
    items = json.loads(FORMATS["csl-json"].write((*bundled.papers, *toy.papers), ()))
    assert list(jsonschema.Draft7Validator(schema).iter_errors(items)) == []


def test_rispy(bundled: Catalogue) -> None:
    records = rispy.loads(FORMATS["ris"].write(bundled.papers, ()))
    assert [record["id"] for record in records] == [paper.key for paper in bundled.papers]
    with every() as row:
        for paper, record in zip(bundled.papers, records, strict=True):
            with row(paper.key):
                assert record.get("title") == paper.title
                assert len(record.get("authors", [])) == len(paper.names)
                assert record.get("doi") == paper.doi
                assert set(paper.modality) <= set(record.get("keywords", []))


def test_pybtex(bundled: Catalogue) -> None:
    entries = pybtex.database.parse_string(FORMATS["bibtex"].write(bundled.papers, ()), "bibtex").entries
    assert list(entries) == [paper.key for paper in bundled.papers]
    with every() as row:
        for paper in bundled.papers:
            with row(paper.key):
                persons = entries[paper.key].persons.get("author", [])
                assert len(persons) == len(paper.names) + (bool(paper.names) and not paper.authors_complete)
