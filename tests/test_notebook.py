"""docs/notebook.ipynb runs and shows what it really shows; what notebooks show of papers is text, whatever the papers hold.

Its outputs are those of the frozen catalogue. `pytest --golden` rewrites them.
"""

import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest

import medsynth_catalog
from medsynth_catalog import Catalogue, Query, compare, crosstab, gaps, search, trends
from notebooks import outputs_of
from rows import every
from shell import HERE

NOTEBOOK = HERE.parent / "docs" / "notebook.ipynb"


def test_the_notebook_shows_what_its_cells_return(
    frozen: Catalogue, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(medsynth_catalog, "load_catalogue", lambda: frozen)
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    for number, (cell, outputs) in enumerate(zip(cells, outputs_of(cells), strict=True)):
        if request.config.getoption("--golden"):
            cell |= {"outputs": outputs, "execution_count": number + 1}
        assert cell["outputs"] == outputs, "".join(cell["source"])
        assert cell["execution_count"] == number + 1
    if request.config.getoption("--golden"):
        text = json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
        NOTEBOOK.write_text(text, encoding="utf-8", newline="")


def test_the_notebook_is_a_notebook() -> None:
    nbformat = pytest.importorskip("nbformat", reason="nbformat isn't installed")
    nbformat.validate(nbformat.read(NOTEBOOK, as_version=4))


class Seen(HTMLParser):
    """The tags, addresses and texts of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.addresses: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.addresses |= {value or "" for name, value in attrs if name in ("href", "src")}

    def handle_data(self, data: str) -> None:
        self.text += data


def test_hostile_titles_stay_text(hostile: Catalogue) -> None:
    paper = hostile["hostile2024"]
    shown: dict[str, Any] = {
        "catalogue": hostile,
        "answer": search(hostile, Query(modality="ecg")),
        "paper": paper,
        "comparison": compare(hostile, [paper, paper]),
        "crosstab": crosstab(hostile, rows="venue", cols="author"),
        "gaps": gaps(hostile),
        "trends": trends(hostile),
    }
    with every() as row:
        for name, value in shown.items():
            with row(name):
                seen = Seen()
                seen.feed(value._repr_html_())
                assert seen.tags <= {"p", "table", "thead", "tbody", "tr", "th", "td", "a", "span"}
                assert all(re.match("https?://", address) for address in seen.addresses)
                if name not in ("gaps", "trends"):
                    assert (paper.title or "") in seen.text
