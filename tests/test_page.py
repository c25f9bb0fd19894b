"""The page to share: what is in it, that nothing in a record can be taken for markup, and the list in Markdown."""

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from medsynth_catalog import FORMATS, Catalogue
from medsynth_catalog.intake import Draft, drafts
from medsynth_catalog.page.assembling import MANIFEST, page_html, unpacked, vendored
from medsynth_catalog.page.data import page_data
from medsynth_catalog.page.linking import linked_modules
from medsynth_catalog.page.listing import anchor, write_page
from rows import every
from shell import HOSTILE, ONLY_TOY, Golden, Medsynth


class Elements(HTMLParser):
    """The elements of a page with their attributes, and the text of each script and style."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.found and self.found[-1][0] in ("script", "style"):
            self.texts.append((self.found[-1][0], data))


def test_the_data_come_out_as_they_went_in(toy: Catalogue) -> None:
    data = page_data(toy, toy, HOSTILE, "--modality ecg")
    assert unpacked(page_html(data)) == msgspec.json.decode(msgspec.json.encode(data))


def test_citations_are_those_of_the_formats(toy: Catalogue) -> None:
    data = page_data(toy, toy, "Toy")
    assert "\n".join(paper["bibtex"] for paper in data["papers"]) == FORMATS["bibtex"].write(toy)
    assert data["about"]["csv"] + "".join(paper["csv"] for paper in data["papers"]) == FORMATS["csv"].write(toy)


def test_what_is_for_curators_stays_at_home(bundled: Catalogue) -> None:
    shown = {field for paper in page_data(bundled, bundled, "All")["papers"] for field in paper}
    assert not shown & {"evidence", "notes", "listings", "facets_from", "publication_sought"}
    assert {"key", "title", "authors", "summary", "bibtex", "csv"} <= shown


def test_what_a_reader_noted_stays_at_home(toy: Catalogue) -> None:
    noted = [replace(paper, tags=("secret-tag",), note="A secret note.") for paper in toy]
    data = page_data(toy, noted, "Toy")
    assert data == page_data(toy, toy, "Toy")
    assert b"secret" not in msgspec.json.encode(data)


def test_a_page_of_nothing_is_a_page(toy: Catalogue) -> None:
    assert unpacked(page_html(page_data(toy, [], "Nothing")))["papers"] == []


def test_no_record_becomes_markup(hostile: Catalogue) -> None:
    page = page_html(page_data(hostile, hostile, HOSTILE, HOSTILE))
    elements = [tag for tag, _ in Elements(page).found]
    assert "img" not in elements
    assert elements.count("script") == 2
    assert unpacked(page)["papers"][0]["title"] == HOSTILE


def test_the_policy_lets_only_the_texts_of_the_page_run(toy: Catalogue) -> None:
    elements = Elements(page_html(page_data(toy, toy, "Toy")))
    policies = [attributes["content"] for _, attributes in elements.found if "http-equiv" in attributes]
    script = next(text for tag, text in elements.texts if tag == "script" and "use strict" in text)
    style = next(text for tag, text in elements.texts if tag == "style")
    runs = f"script-src 'sha256-{checksum(script)}'; style-src 'sha256-{checksum(style)}'"
    assert policies == [f"default-src 'none'; {runs}; img-src data:; base-uri 'none'; form-action 'none'"]
    assert not [
        attributes for _, attributes in elements.found if {"src", "style", "onclick", "onload"} & set(attributes)
    ]


def checksum(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def test_the_libraries_are_those_of_the_manifest() -> None:
    folder = MANIFEST.parent
    listed = {
        f"{library['folder']}/{name}": checksum for library in vendored() for name, checksum in library["files"].items()
    }
    there = {
        path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file() and path != MANIFEST
    }
    with every() as row:
        for name in sorted(listed.keys() | there.keys()):
            with row(name):
                assert name in listed, "is not in the manifest"
                assert hashlib.sha256(there[name].read_bytes()).hexdigest() == listed[name], "was changed"
    page = page_html({"about": {"title": "", "version": ""}})
    assert all(f"{library['name']} {library['version']} ({library['licence']})" in page for library in vendored())


def test_no_module_of_the_page_is_forgotten() -> None:
    script = linked_modules(MANIFEST.parent.parent)
    modules = sorted(path.name for path in (MANIFEST.parent.parent / "script").iterdir())
    assert sorted(re.findall(r'modules\["\./([a-z]+\.mjs)"\] =', script)) == modules
    assert "sourceMappingURL" not in script


def test_the_list_in_markdown(medsynth: Medsynth, golden: Golden, toy: Catalogue) -> None:
    result = medsynth("page", "--format", "markdown", *ONLY_TOY)
    golden("toy.page.md", result.out)
    assert result.err == f"{len(toy)} papers, {len(result.out.encode()) / 1000:.0f} kB\n"


def test_the_contents_of_the_list_lead_to_its_headings(bundled: Catalogue) -> None:
    text = "".join(write_page(bundled, bundled, "All"))
    headings = [
        anchor(re.sub(r"\\(.)", r"\1", heading)) for heading in re.findall(r"^#+ (.*)$", text, re.MULTILINE)[2:]
    ]
    assert re.findall(r"^ *- \[[^]]*\]\(#([^)]*)\)", text, re.MULTILINE) == headings
    assert len(set(headings)) == len(headings)


def test_the_list_is_read_back(frozen: Catalogue) -> None:
    text = "".join(write_page(frozen, frozen, "Frozen"))
    read = {one.fields.get("title") for one in drafts(text, frozen.vocabulary) if isinstance(one, Draft)}
    assert [paper.key for paper in frozen if paper.title and paper.link and paper.title not in read] == []


def test_the_page_is_written_to_a_file(medsynth: Medsynth, tmp_path: Path) -> None:
    file = tmp_path / "field.html"
    result = medsynth("page", "-o", str(file), "ecg", "--type", "gan", "--title", "ECG & GAN", *ONLY_TOY)
    page = file.read_text(encoding="utf-8")
    data = unpacked(page)
    assert (result.out, data["about"]["title"], data["about"]["selection"]) == ("", "ECG & GAN", "ecg --type gan")
    assert "<title>ECG &amp; GAN</title>" in page
    assert result.err.endswith(f"{len(data['papers'])} papers, {file.stat().st_size / 1000:.0f} kB in {file}\n")


def test_the_ending_of_the_file_says_its_format(medsynth: Medsynth, tmp_path: Path) -> None:
    for name, format, begun in (
        ("a.md", None, "# Papers"),
        ("b.html", None, "<!doctype"),
        ("c.md", "html", "<!doctype"),
        ("d", "markdown", "# "),
    ):
        medsynth("page", "-o", str(tmp_path / name), *(["-f", format] if format else []), *ONLY_TOY)
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(begun), name


def test_a_page_is_not_for_a_terminal(medsynth: Medsynth, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    result = medsynth("page", *ONLY_TOY, code=2)
    assert (result.out, result.err) == (
        "",
        "medsynth: a page in HTML is not for a terminal: name a file with --output, such as -o field.html\n",
    )


def test_a_selection_without_papers_is_told(medsynth: Medsynth, tmp_path: Path) -> None:
    file = tmp_path / "none.html"
    result = medsynth("page", "-o", str(file), "-m", "eeg", *ONLY_TOY)
    assert unpacked(file.read_text(encoding="utf-8"))["papers"] == []
    assert result.err.startswith("no paper matches: --modality eeg")
