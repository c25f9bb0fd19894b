"""The table of venues, suspicious facts, and works that were left out."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from medsynth_catalog import Catalogue, Paper, Preprint, load_catalogue
from medsynth_catalog.loading.suspicions import suspect
from medsynth_catalog.records import Part
from rows import every
from shell import Checked, Medsynth


@pytest.mark.parametrize(
    "spelling",
    [
        "MICCAI 2025",
        "MICCAI, 2024",
        "Medical Image Computing and Computer Assisted Intervention – MICCAI 2023",
        "International Conference on Medical Image Computing and Computer-Assisted Intervention",
        "Medical image computing and computer assisted intervention (MICCAI)",
    ],
)
def test_one_venue_however_spelt(spelling: str, bundled: Catalogue) -> None:
    venue = bundled.venues.resolve(spelling)
    assert venue is not None
    assert (venue.name, venue.short) == ("Medical Image Computing and Computer Assisted Intervention", "MICCAI")


def test_every_venue_of_the_catalogue_stands_in_the_table_by_its_name(bundled: Catalogue) -> None:
    with every() as row:
        for paper in bundled.papers:
            with row(paper.key):
                venue = bundled.venues.resolve(paper.venue) if paper.venue else None
                assert (venue and venue.name) == paper.venue


def test_the_table_is_in_order(bundled: Catalogue) -> None:
    ids = [venue.id for venue in bundled.venues]
    assert ids == sorted(ids)


def suspicions(*papers: Paper) -> Iterator[str]:
    return (f"{one.field}: {one.message}" for one in suspect(Part("here", papers=papers), load_catalogue()))


def test_what_looks_wrong_is_told() -> None:
    assert list(suspicions(Paper(key="a", kind="article", venue="Journal of Nothing"))) == [
        "venue: 'Journal of Nothing' is not in the table of venues"
    ]
    assert list(suspicions(Paper(key="a", kind="article", venue="IEEE TMI"))) == [
        "venue: write 'IEEE Transactions on Medical Imaging'"
    ]
    assert list(suspicions(Paper(key="a", kind="preprint", year=2020, arxiv="2301.00001"))) == [
        "year: 2020 is before arXiv id 2301.00001 was assigned"
    ]
    assert list(suspicions(Paper(key="a", kind="preprint", year=2025, arxiv="2301.00001"))) == [
        "year: 2025 is long after arXiv id 2301.00001 was assigned"
    ]
    published = Paper(key="a", kind="article", year=2025, arxiv="2301.00001", volume="1", preprint=Preprint(year=2023))
    assert list(suspicions(published)) == []
    assert list(suspicions(Paper(key="a", kind="article", title="A TITLE ALL IN CAPITALS"))) == [
        "title: is all in capitals"
    ]
    assert list(suspicions(Paper(key="a", kind="article", doi="10.1109/x.1", publisher="Elsevier"))) == [
        "publisher: DOIs that begin with 10.1109/ do not belong to 'Elsevier'"
    ]
    twins = [
        Paper(key=key, kind="article", title=title, names=("Example, A.",), year=2024)
        for key, title in (("a", "A model that makes things"), ("b", "Model that makes things, a"))
    ]
    assert list(suspicions(*twins)) == ["title: looks like the same work as a"]


def test_the_bundled_catalogue_raises_no_suspicion(checked: Checked) -> None:
    """Except what only more sources can mend: facts that nobody has found, and evidence that can't be opened."""
    _, findings = checked
    left = ("partial: ", "names nothing that can be opened")
    assert [str(one) for one in findings if not (one.message.startswith(left) or one.message.endswith(left))] == []


def test_what_was_left_out_stays_out(bundled: Catalogue, tmp_path: Path, medsynth: Medsynth) -> None:
    assert all(one.reason for one in bundled.rejected)
    one = next(one for one in bundled.rejected if one.arxiv)
    (tmp_path / "papers").mkdir()
    again = f"kind: preprint\nstatus: partial\narxiv: '{one.arxiv}'\n"
    (tmp_path / "papers" / "again.yaml").write_text(again, encoding="utf-8")
    left_out = f"papers/again.yaml: arxiv: was rejected as {one.id}: {one.reason}\n"
    assert f"warning: {left_out}" in medsynth("check", str(tmp_path)).out
    (tmp_path / "rejected.yaml").write_text(
        f"{one.id}: {{title: Again, reason: {one.reason!r}, arxiv: '{one.arxiv}'}}\n", encoding="utf-8"
    )
    assert medsynth("check", str(tmp_path), "--quiet", code=3).out == left_out
    entry = tmp_path / "entry.md"
    entry.write_text(f"* [A title of some length](https://arxiv.org/abs/{one.arxiv})\n", encoding="utf-8")
    assert "rejected earlier: " in medsynth("add", str(entry), "--print", code=1).err
