"""What is new: the history of the bundled catalogue is complete, and `new` tells what a reader hasn't seen."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from medsynth_catalog import Catalogue
from medsynth_catalog.errors import CatalogueError
from medsynth_catalog.loading import BUNDLED
from medsynth_catalog.loading.history import HISTORY, history_of, read_history, record_release
from medsynth_catalog.news import Change, Release, changes, next_release, releases_since
from medsynth_catalog.version import VERSION
from shell import HERE, Medsynth, Result

Terminal = Callable[..., Result]
CHANGELOG = (HERE.parent / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_history_has_every_release() -> None:
    """Its releases are those of the changelog; the last one is this version."""
    releases = re.findall(r"^## \[(\d[\d.]*)\] - (\S+)$", CHANGELOG, re.MULTILINE)
    assert [(one.version, one.date) for one in reversed(read_history(BUNDLED))] == releases
    assert releases[0][0] == VERSION


def test_the_history_accounts_for_every_paper(bundled: Catalogue) -> None:
    """A release without unreleased changes has nothing that its history doesn't name."""
    history = read_history(BUNDLED)
    named = [key for release in history for key in release.added]
    assert len(named) == len(set(named))
    _, (*_, ahead) = history_of(bundled)
    gone = {key for release in history for key in release.removed} | set(ahead.removed)
    assert set(named) - gone | set(ahead.added) == {paper.key for paper in bundled}
    assert not gone & {paper.key for paper in bundled}
    for release in history:
        assert not {key for key in release.published if key in bundled and bundled[key].kind == "preprint"}
    if "## [Unreleased]" not in CHANGELOG:
        assert (ahead.added, ahead.published, ahead.removed) == ((), (), ()), (
            "run python -m medsynth_catalog.loading.history"
        )


def test_its_numbers_are_those_of_the_changelog() -> None:
    sizes, alive = {}, 0
    for release in read_history(BUNDLED):
        alive += len(release.added) - len(release.removed)
        sizes[release.version] = alive
    assert sizes | {"0.1.0": 1309, "0.2.0": 1309, "0.3.0": 2195} == sizes
    assert "2,195 papers, 1,309\n  before" in CHANGELOG


RELEASES = (
    Release("0.1.0", "2026-01-10", added=("a", "b", "c")),
    Release("0.2.0", "2026-02-10", added=("d",), published=("a",), removed=("b",)),
    Release("0.3.0", "2026-03-10", added=("e",), published=("d",), removed=("c",), preprints=("e",)),
)


@pytest.mark.parametrize(
    ("since", "versions"),
    [
        ("0.1.0", ["0.2.0", "0.3.0", ""]),
        ("v0.3.0", [""]),
        ("2026-02-10", ["0.2.0", "0.3.0", ""]),
        ("2026-02", ["0.2.0", "0.3.0", ""]),
        ("2026", ["0.1.0", "0.2.0", "0.3.0", ""]),
        ("2026-03-11", [""]),
    ],
)
def test_since(since: str, versions: list[str]) -> None:
    assert [release.version for release in releases_since((*RELEASES, Release()), since)] == versions


def test_changes_are_told_once() -> None:
    ahead = next_release(RELEASES, {"a", "d", "e", "f"}, preprints={"f"})
    assert (ahead.added, ahead.published, ahead.removed) == (("f",), ("e",), ())
    assert changes((*RELEASES[1:], ahead)) == [
        Change("f", "added", ""),
        Change("e", "added", "0.3.0"),  # that it has been published since is no news to who didn't know it
        Change("c", "removed", "0.3.0"),
        Change("d", "added", "0.2.0"),
        Change("a", "published", "0.2.0"),
        Change("b", "removed", "0.2.0"),
    ]
    assert {change.key for change in changes(RELEASES)} == {"a", "d", "e"}  # b and c came and went


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A catalogue of two releases, and a reader who never looked."""
    for variable in ("XDG_STATE_HOME", "WIN_PD_OVERRIDE_LOCAL_APPDATA"):
        monkeypatch.setenv(variable, str(tmp_path / "state"))
    folder = tmp_path / "papers"
    (folder / "papers").mkdir(parents=True)
    put(folder, "ho2020first", kind="preprint")
    put(folder, "ho2020second")
    record_release(folder, "1.0", "2026-01-31")
    put(folder, "ho2020first", venue="Journal of Tests")
    put(folder, "ho2021third", kind="preprint")
    (folder / "papers" / "ho2020second.yaml").unlink()
    record_release(folder, "2.0", "2026-02-28")
    return folder


def put(folder: Path, key: str, kind: str = "article", venue: str = "arXiv") -> None:
    (folder / "papers" / f"{key}.yaml").write_text(
        f"title: The {key}\nauthors: ['Ho, J.']\nyear: {key[2:6]}\nkind: {kind}\nvenue: {venue}\nmodality: [ecg]\n"
        f"url: https://example.org/{key}\nstatus: partial\nnotes: made for a test\nevidence: ['https://example.org/{key}']\n",
        encoding="utf-8",
    )


def told(ran: Result) -> list[str]:
    return [" ".join(line.split("\t")[index] for index in (3, 4, 0)) for line in ran.out.splitlines()]


def test_a_reader_looks_again_and_again(folder: Path, medsynth: Medsynth) -> None:
    only = ("--catalog", str(folder), "--only-catalog")
    first = medsynth("new", *only)
    assert told(first) == ["added 2.0 ho2021third", "published 2.0 ho2020first"]
    assert "since before release 2.0 (2026-02-28): 1 new paper, 1 preprint now published" in first.err
    assert "no longer in the catalogue: ho2020second" in first.err
    again = medsynth("new", *only)
    assert again.out == ""
    assert "nothing new" in again.err
    put(folder, "ho2022fourth")
    put(folder, "ho2021third", venue="Journal of Tests")
    assert told(medsynth("new", *only)) == ["added unreleased ho2022fourth", "published unreleased ho2021third"]
    assert medsynth("new", *only).out == ""
    record_release(folder, "3.0", "2026-03-31")
    put(folder, "ho2023fifth")
    assert told(medsynth("new", *only)) == ["added unreleased ho2023fifth"]
    everything = medsynth("new", *only, "--since", "2025")
    assert len(everything.out.splitlines()) == 4
    assert medsynth("new", *only, "--since", "2.0", "-f", "keys").out.split() == [
        "ho2023fifth",
        "ho2022fourth",
        "ho2021third",
    ]


def test_a_damaged_or_foreign_look_is_none(folder: Path, medsynth: Medsynth, tmp_path: Path) -> None:
    only = ("--catalog", str(folder), "--only-catalog")
    first = medsynth("new", *only)
    (looks,) = (tmp_path / "state").rglob("looks.json")
    for content in ("{", "[]", json.dumps({str(folder): {"version": "9.9", "date": "2026-01-01"}})):
        looks.write_text(content, encoding="utf-8")
        assert medsynth("new", *only) == first, content


def test_a_look_that_cannot_be_kept_is_told(folder: Path, medsynth: Medsynth, tmp_path: Path) -> None:
    (tmp_path / "state").write_text("no folder", encoding="utf-8")
    ran = medsynth("new", "--catalog", str(folder), "--only-catalog")
    assert len(told(ran)) == 2
    assert "this look can't be remembered" in ran.err


def test_on_a_screen(folder: Path, terminal: Terminal) -> None:
    ran = terminal("new", "--catalog", str(folder), "--only-catalog", "--since", "1.0")
    assert [line.split() for line in ran.out.splitlines()] == [
        ["2.0"],
        ["new", "ho2021third", "2021", "The", "ho2021third"],
        ["published", "ho2020first", "2020", "The", "ho2020first", "Journal", "of", "Tests"],
    ]
    short = terminal("new", "--since", "0.1.0", lines=20)
    assert len(short.out.splitlines()) < 20
    assert re.search(r"^\d+ of \d+ papers; --limit 0 shows all$", short.err, re.MULTILINE)


def test_mistakes(folder: Path, medsynth: Medsynth, tmp_path: Path) -> None:
    only = ("--catalog", str(folder), "--only-catalog")
    for wrong in ("0.9", "2026-13", "2026-02-30", "yesterday", ""):
        said = medsynth("new", *only, "--since", wrong, code=2).err
        assert "is neither a release nor a date" in said
        assert "1.0 (2026-01-31), 2.0 (2026-02-28)" in said
    for broken in ("a: 1\n", "1.0: {date: 3}\n", "- 1\n"):
        (folder / HISTORY).write_text(broken, encoding="utf-8")
        with pytest.raises(CatalogueError):
            read_history(folder)
        assert "is no history of releases" in medsynth("new", *only, code=3).err
    (folder / HISTORY).unlink()
    assert "no history" in medsynth("new", *only, code=1).err
