"""What `add` makes of BibTeX, CSL-JSON and lists: whole outputs, and that what it writes is a valid catalogue."""

from pathlib import Path

import pytest

from medsynth_catalog import load_catalogue
from medsynth_catalog.formats.bibtex import write_bibtex
from medsynth_catalog.intake import Draft, drafts
from medsynth_catalog.loading import BUNDLED
from shell import HERE, Golden, Medsynth


@pytest.mark.parametrize("name", ["entries.bib", "items.json", "list.md"])
def test_drafts(name: str, medsynth: Medsynth, golden: Golden) -> None:
    ran = medsynth("add", str(HERE / "intake" / name), "--print", code=1)
    golden(f"add.{name}", f"{ran.out}\n{ran.err}")


def test_written_files_are_a_catalogue(medsynth: Medsynth, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    for name in ("entries.bib", "items.json", "list.md"):
        medsynth("add", str(HERE / "intake" / name), "--to", str(mine), code=1)
    assert medsynth("check", str(mine), "--quiet").out == ""
    assert {paper.key for paper in load_catalogue(mine, bundled=False).papers} == {
        "schaar2024gan",
        "schaar2022title",
        "unknown2025title",
    }


def test_twice_is_once(medsynth: Medsynth, tmp_path: Path) -> None:
    entries = str(HERE / "intake" / "entries.bib")
    medsynth("add", entries, "--to", str(tmp_path), code=1)
    assert "already there: schaar2024gan" in medsynth("add", entries, "--to", str(tmp_path), code=1).err
    assert [path.name for path in (tmp_path / "papers").iterdir()] == ["schaar2024gan.yaml"]


def test_the_bundled_folder_is_not_read_twice(medsynth: Medsynth, tmp_path: Path) -> None:
    (tmp_path / "x.bib").write_text("@article{x, title={DiffECG}, eprint={2306.01875}}")
    ran = medsynth("add", str(tmp_path / "x.bib"), "--to", str(BUNDLED), code=1)
    assert (ran.out, ran.err) == ("", "already there: neifar2023diffecg\n")


def test_two_new_works_of_one_key(medsynth: Medsynth, tmp_path: Path) -> None:
    (tmp_path / "x.bib").write_text(
        "".join(f"@article{{{name}, title={{GAN {name}}}, author={{Example Group}}, year=2026}}" for name in "ab")
    )
    ran = medsynth("add", str(tmp_path / "x.bib"), "--print")
    assert [line for line in ran.out.splitlines() if line.startswith("#")] == [
        "# papers/group2026gan.yaml",
        "# papers/group2026ganb.yaml",
    ]


def test_our_own_bibtex_comes_back() -> None:
    papers = [paper for paper in load_catalogue().papers if paper.title and paper.authors]
    back = list(drafts(write_bibtex(papers)))
    assert len(back) == len(papers)
    for paper, draft in zip(papers, back, strict=True):
        assert isinstance(draft, Draft)
        fields = draft.fields
        assert fields["title"] == paper.title
        assert (fields.get("year"), fields.get("doi"), fields.get("arxiv")) == (paper.year, paper.doi, paper.arxiv)
        assert len(fields["authors"]) == len(paper.authors)


@pytest.mark.parametrize(
    ("arguments", "said", "code"),
    [
        (("add", "x"), "where to?: name a catalogue folder with --to FOLDER, or --print", 2),
        (("add", "/nowhere.bib", "--print"), "cannot read /nowhere.bib: No such file or directory", 1),
    ],
)
def test_mistakes(arguments: tuple[str, ...], said: str, code: int, medsynth: Medsynth) -> None:
    assert medsynth(*arguments, code=code).err == f"medsynth: {said}\n"


@pytest.mark.parametrize(
    ("content", "said"), [(b"\xff", "it is not UTF-8 (byte 0)"), (b"[{", "it begins like JSON but is none")]
)
def test_unreadable_entries(content: bytes, said: str, medsynth: Medsynth, tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(content)
    assert said in medsynth("add", str(tmp_path / "x"), "--print", code=2).err
