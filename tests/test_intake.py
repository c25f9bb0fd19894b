"""What `add` makes of BibTeX, RIS, CSL-JSON and Markdown: whole outputs, and that what it writes is a valid catalogue.

Whatever the input, an entry becomes a draft that has the form of a paper file, or is refused; nothing else happens.
"""

import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from medsynth_catalog import FORMATS, Catalogue, load_catalogue
from medsynth_catalog.errors import MedsynthError
from medsynth_catalog.intake import Draft, Known, Refused, draft_of_csl, drafts
from medsynth_catalog.loading import BUNDLED
from medsynth_catalog.records import FORMS, Paper
from medsynth_catalog.text import printable, squash
from rows import every
from shell import HERE, Golden, Medsynth

FILES = sorted(path.name for path in (HERE / "intake").iterdir())
FACTS = ("title", "year", "month", "kind", "venue", "volume", "number", "pages", "publisher", "doi", "arxiv")


@pytest.mark.parametrize("name", FILES)
def test_drafts(name: str, medsynth: Medsynth, golden: Golden) -> None:
    ran = medsynth("add", str(HERE / "intake" / name), "--print", code=1)
    golden(f"add.{name}", f"{ran.out}\n{ran.err}")


def test_written_files_are_a_catalogue(medsynth: Medsynth, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    for name in FILES:
        medsynth("add", str(HERE / "intake" / name), "--to", str(mine), code=1)
    assert medsynth("check", str(mine), "--quiet").out == ""
    assert {"schaar2024gan", "schaar2022title", "unknown2025title", "physiogan2022ecg", "king2024title"} <= {
        paper.key for paper in load_catalogue(mine, bundled=False).papers
    }


def test_twice_is_once(medsynth: Medsynth, tmp_path: Path) -> None:
    entries = str(HERE / "intake" / "entries.bib")
    medsynth("add", entries, "--to", str(tmp_path), code=1)
    assert "already in the catalogue: schaar2024gan" in medsynth("add", entries, "--to", str(tmp_path), code=1).err
    assert [path.name for path in (tmp_path / "papers").iterdir()] == ["schaar2024gan.yaml"]


def test_the_bundled_folder_is_not_read_twice(medsynth: Medsynth, tmp_path: Path) -> None:
    (tmp_path / "x.bib").write_text("@article{x, title={DiffECG}, eprint={2306.01875}}", encoding="utf-8")
    ran = medsynth("add", str(tmp_path / "x.bib"), "--to", str(BUNDLED), code=1)
    assert (ran.out, ran.err) == ("", "already in the catalogue: neifar2023diffecg\n")


def test_two_new_works_of_one_key(medsynth: Medsynth, tmp_path: Path) -> None:
    (tmp_path / "x.bib").write_text(
        "".join(f"@article{{{name}, title={{GAN {name}}}, author={{Example Group}}, year=2026}}" for name in "ab"),
        encoding="utf-8",
    )
    ran = medsynth("add", str(tmp_path / "x.bib"), "--print")
    assert [line for line in ran.out.splitlines() if line.startswith("#")] == [
        "# papers/group2026gan.yaml",
        "# papers/group2026ganb.yaml",
    ]


def test_our_own_bibtex_comes_back(bundled: Catalogue) -> None:
    papers = [paper for paper in bundled.papers if paper.title and paper.authors]
    back = list(drafts(FORMATS["bibtex"].write(papers)))
    assert len(back) == len(papers)
    with every() as row:
        for paper, draft in zip(papers, back, strict=True):
            with row(paper.key):
                assert isinstance(draft, Draft)
                fields = draft.fields
                assert fields["title"] == paper.title
                names = ("year", "doi", "arxiv")
                assert [fields.get(name) for name in names] == [getattr(paper, name) for name in names]
                assert len(fields["authors"]) == len(paper.authors)


@pytest.mark.parametrize(
    ("arguments", "said", "code"),
    [
        (("add", "nowhere.bib"), "cannot read nowhere.bib: No such file or directory", 1),
        (("add", "nowhere.bib", "--print"), "cannot read nowhere.bib: No such file or directory", 1),
    ],
)
def test_mistakes(
    arguments: tuple[str, ...],
    said: str,
    code: int,
    medsynth: Medsynth,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert medsynth(*arguments, code=code).err == f"medsynth: {said}\n"


@pytest.mark.parametrize(
    ("content", "said"), [(b"\xff", "it is not UTF-8 (byte 0)"), (b"[{", "it begins like JSON but isn't valid")]
)
def test_unreadable_entries(content: bytes, said: str, medsynth: Medsynth, tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(content)
    assert said in medsynth("add", str(tmp_path / "x"), "--print", code=2).err


@pytest.mark.parametrize("form", ["ris", "csl-json"])
def test_our_own_records_come_back(form: str, bundled: Catalogue) -> None:
    # A publication whose venue nobody has seen looks like its preprint; such a record is partial, and few are.
    papers = [paper for paper in bundled.papers if paper.venue or paper.kind == "preprint" or not paper.arxiv]
    assert len(bundled.papers) - len(papers) < 10
    back = list(drafts(FORMATS[form].write(papers, ())))
    with every() as row:
        for paper, draft in zip(papers, back, strict=True):
            with row(paper.key):
                assert isinstance(draft, Draft)
                assert {name: draft.fields.get(name) for name in FACTS} == {
                    name: getattr(paper, name) for name in FACTS
                }
                assert tuple(draft.fields.get("authors", ())) == paper.names
                assert draft.remarks == ()


SIGNS = "abXYéßŁα中 019&%_#{}$~^\\\\\"'`,.-:;[]()|@=+*/?!—“”"
HOSTILE = (
    st.text(st.sampled_from(SIGNS), min_size=1, max_size=30).map(printable).filter(lambda text: squash(text) != "")
)
NAMES = (
    st.text(st.sampled_from("abXYéŁ -.'&{}\\$"), min_size=1, max_size=12)
    .map(printable)
    .filter(lambda n: squash(n) != "")
)


@pytest.mark.parametrize("form", ["ris", "csl-json", "json"])
@example(title="a &#0 b &amp c", family="X", given_name="Y", suffix="", venue="&#0")
@given(title=HOSTILE, family=NAMES, given_name=NAMES, suffix=st.sampled_from(["", "Jr."]), venue=HOSTILE)
def test_hostile_text_comes_back(form: str, title: str, family: str, given_name: str, suffix: str, venue: str) -> None:
    name = ", ".join(filter(None, (family, suffix, given_name)))
    # In CSL-JSON a text that spells a whole entity is one: agencies send them so.
    assume(form != "csl-json" or not re.search(r"&#?\w+;", f"{title}\n{venue}\n{name}"))
    paper = Paper(key="k", kind="article", title=title, names=(name,), venue=venue, year=2024, arxiv="2401.00001")
    text = FORMATS[form].write([paper], ())
    if form == "json":
        (found,) = json.loads(text)
        assert (found["title"], found["venue"]) == (title, venue)
    else:
        (draft,) = drafts(text)
        assert isinstance(draft, Draft)
        assert {name: draft.fields.get(name) for name in ("title", "venue", "year", "arxiv")} == {
            "title": title,
            "venue": venue,
            "year": 2024,
            "arxiv": "2401.00001",
        }
        assert draft.fields["authors"] == [name]


def test_a_paper_is_known_by_any_of_its_names(bundled: Catalogue) -> None:
    known = Known(bundled)
    for text in (
        "https://doi.org/10.3389/FNEUR.2022.755094",
        "https://www.frontiersin.org/journals/neurology/articles/10.3389/fneur.2022.755094/full",
        "[the words of a list](http://arxiv.org/pdf/2306.01875v2.pdf)",
        "[the address in a list](http://www.sciencedirect.com/science/article/abs/pii/S0022073621001850/)",
        "[DIFFUSION-based conditional ECG generation with structured state space models](https://openreview.net/x)",
    ):
        (draft,) = drafts(text)
        assert isinstance(draft, Draft)
        assert known.paper(draft), text


def test_a_document_that_holds_nothing_is_told(medsynth: Medsynth, tmp_path: Path) -> None:
    (tmp_path / "x.md").write_text("# A heading\n\nTY - JOUR, and some prose.\n", encoding="utf-8")
    assert medsynth("add", str(tmp_path / "x.md"), "--print", code=1).err == (
        "refused: '# A heading TY - JOUR, and some prose.' contains no BibTeX, RIS or CSL-JSON entry, "
        "and no table or list of papers\n"
    )


def test_an_empty_document_is_no_mistake() -> None:
    assert list(drafts(" \n")) == []


def test_what_a_parser_would_hide_is_seen() -> None:
    """Below a hundred levels, in HTML, in indented code, in definitions, behind the last column."""
    deep = "".join(f"{'  ' * level}- a\n" for level in range(120))
    hidden = "10.1000/hidden"
    for text in (
        f"{'> ' * 150}[A title of a paper](https://doi.org/{hidden})",
        f"<details>\n<summary>more</summary>\n- [A title of a paper](https://doi.org/{hidden})\n</details>",
        f"    [A title of a paper](https://doi.org/{hidden})",
        f"[paper]: https://doi.org/{hidden}",
        f"| Paper |\n|---|\n| one | {hidden} |",
        f"> | Paper |\n> |---|\n> | {hidden} |",
        f"| {hidden} |\n|---|\n| a row |",
    ):
        assert hidden in {one.fields.get("doi") for one in drafts(text) if isinstance(one, Draft)}, text
    assert len(list(drafts(deep))) == 120


def test_facets_are_terms_of_the_vocabulary(bundled: Catalogue) -> None:
    table = """
## Clinical Notes and Radiology Reports
| **Model Type** | Applications | EVALUATION METRICS | Link | Paper |
|---|---|---|---|---|
| DMs & gan / LLM<br>VAE | text-to-image; Unconditonal | Utility (AUC, F1), realism and P | x | [arXiv](https://arxiv.org/abs/2501.00078) |
| - | n/a | none | x | [arXiv](https://arxiv.org/abs/2501.00079) |
"""
    full, empty = drafts(table, bundled.vocabulary)
    assert isinstance(full, Draft)
    assert isinstance(empty, Draft)
    assert {name: full.fields[name] for name in ("modality", "type", "application", "evaluation")} == {
        "modality": ["clinical-note", "radiology-report"],
        "type": ["gan", "diffusion", "vae", "language-model"],
        "application": ["unconditional", "text-conditional"],
        "evaluation": ["utility", "fidelity", "privacy"],
    }
    assert (full.remarks, empty.remarks) == ((), ())
    assert not {"type", "application", "evaluation"} & set(empty.fields)


def test_many_papers_get_keys_of_their_own(medsynth: Medsynth, tmp_path: Path) -> None:
    rows = "".join(f"| GAN | [Paper](https://doi.org/10.1000/x{number}) |\n" for number in range(60))
    (tmp_path / "rows.md").write_text(f"| Method | Paper |\n|---|---|\n{rows}", encoding="utf-8")
    out = medsynth("add", "--print", str(tmp_path / "rows.md")).out
    keys = [line for line in out.splitlines() if line.startswith("# papers/")]
    assert len(set(keys)) == 60


WORDS = st.sampled_from(
    ["title", "author", "issued", "DOI", "URL", "type", "volume", "date-parts", "family", "given", "literal", "raw"]
)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["10.1000/X", "A title", "2023"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS | st.text(max_size=3), inner, max_size=4),
    max_leaves=8,
)
PIECES = st.sampled_from([
    "TY  - JOUR\n", "ER  - \n", "TI  - A title\n", "AU  - , x\n", "DO  - 10.1000/x\n", "\n", "\n\n", "# ", "- ", "1. ", "> ",
    "    ", "| Title | Type | Evaluation | Date | Code |\n", "|---|---|---|---|---|\n", "| ", " | ", "[A title of words](",
    "[Paper](", ")", "https://arxiv.org/abs/2501.00001", "https://doi.org/10.1000/x(1)", "https://github.com/a/b", "2023-06",
    "**", "`", "```\n", "@article{x, title={", "}", "}}", ",", "author = {", "[1]: ", "<i>", "&amp;", "[", "]", "{", '"', "\\",
    "\r", "\x0b", "\u2028", "\0",
])  # fmt: skip
TEXTS = st.text() | st.lists(PIECES | st.text(max_size=6), max_size=24).map("".join)
HEADINGS = st.sampled_from([
    "Title", "**Paper**", "paper link", "DOI", "Type", "Modality", "Application", "Evaluation", "Date", "Venue & Year",
    "Authors", "Code", "Method", "", "x",
])  # fmt: skip
CELLS = st.lists(PIECES | st.text(max_size=8) | st.sampled_from(["GAN", "U, F", "ECG"]), max_size=4).map(
    lambda parts: " ".join("".join(parts).split())
)
TABLES = st.lists(HEADINGS, min_size=1, max_size=6).flatmap(
    lambda headings: st.lists(st.lists(CELLS, max_size=8), max_size=4).map(
        lambda rows: "\n".join(f"| {' | '.join(row)} |" for row in (headings, ["---"] * len(headings), *rows))
    )
)


def assert_has_the_form_of_a_paper_file(one: Draft | Refused) -> None:
    if isinstance(one, Refused):
        assert one.reason
        assert (one.entry, one.reason) == (printable(one.entry), printable(one.reason))
        return
    assert all(remark == printable(remark) for remark in one.remarks)
    paper: Paper = one.paper
    for name, form in FORMS.items():
        value = getattr(paper, name, None)
        assert value is None or re.fullmatch(form, value), name
    assert all(author.family for author in paper.authors)
    assert paper.title or paper.link


@given(item=VALUES)
def test_any_item_is_drafted_or_refused(item: object) -> None:
    assert_has_the_form_of_a_paper_file(draft_of_csl(item))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS | TABLES | VALUES.map(json.dumps))
def test_any_text_is_drafted_or_refused(text: str, bundled: Catalogue) -> None:
    try:
        found = list(drafts(text, bundled.vocabulary))
    except MedsynthError:
        return
    for one in found:
        assert_has_the_form_of_a_paper_file(one)
    assert found or not text.strip() or text.strip("\ufeff \n").startswith("[")


def test_json_too_deep_to_read_is_a_mistake() -> None:
    with pytest.raises(MedsynthError, match="begins like JSON but isn't valid"):
        list(drafts("[[" * 100_000))
