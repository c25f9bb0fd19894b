"""The table of kinds in docs/citations.md is what the formats write; `pytest --golden` rewrites it."""

import json
import re
from typing import get_args

import pytest
from msgspec.structs import replace

from medsynth_catalog import FORMATS, Paper
from medsynth_catalog.formats.bibtex.reading import read_bibliography
from medsynth_catalog.records import Kind
from shell import HERE

DOC = HERE.parent / "docs" / "citations.md"
BLOCK = re.compile(r"(?<=<!-- table of kinds -->\n).*(?=<!-- end -->)", re.DOTALL)


def complete(kind: Kind) -> Paper:
    paper = Paper(
        key="key",
        kind=kind,
        title="Title",
        names=("Family, Given",),
        year=2024,
        month=2,
        venue="arXiv" if kind == "preprint" else "Venue",
        publisher="Publisher",
        arxiv="2401.00001",
        arxiv_class="eess.IV",
        url="https://example.org/",
        modality=("ecg",),
    )
    return paper if kind == "preprint" else replace(paper, volume="1", number="2", pages="3-4", doi="10.1000/x")


def bibtex(name: str, paper: Paper) -> str:
    (entry,) = read_bibliography(FORMATS[name].write([paper], ())).entries
    return f"`@{entry.type}` {' '.join(field.name for field in entry.fields)}"


def ris(paper: Paper) -> str:
    tags = re.findall(r"(?m)^(\w\w)  - (.*)$", FORMATS["ris"].write([paper], ()))
    return f"`{tags[0][1]}` {' '.join(dict.fromkeys(tag for tag, _ in tags[1:-1]))}"


def csl(paper: Paper) -> str:
    (item,) = json.loads(FORMATS["csl-json"].write([paper], ()))
    return f"`{item['type']}` {' '.join(name for name in item if name not in ('id', 'type'))}"


def test_table_of_kinds(request: pytest.FixtureRequest) -> None:
    lines = ["| kind | BibTeX | biblatex | RIS | CSL-JSON |", "|---|---|---|---|---|"]
    for kind in get_args(Kind):
        paper = complete(kind)
        cells = (kind, bibtex("bibtex", paper), bibtex("biblatex", paper), ris(paper), csl(paper))
        lines.append(f"| {' | '.join(cells)} |")
    table = "\n".join(lines) + "\n"
    text = DOC.read_text(encoding="utf-8")
    if request.config.getoption("--golden"):
        text = BLOCK.sub(lambda _: table, text)
        DOC.write_text(text, encoding="utf-8", newline="")
    found = BLOCK.search(text)
    assert found is not None
    assert found[0] == table
