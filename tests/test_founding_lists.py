"""Every row of the founding lists is found again: by its words as they stand there, its letters, its list."""

import re

import pytest

from medsynth_catalog import Catalogue, Listing, Paper, Query, search
from rows import every


@pytest.fixture(scope="module")
def review(bundled: Catalogue) -> list[tuple[Paper, Listing]]:
    """The rows of the review's tables, each with the paper that it names."""
    return [
        (paper, listing)
        for paper in bundled.papers
        for listing in paper.listings
        if listing.source == "ibrahim2024" and "Type" in listing.says
    ]


def check_row(paper: Paper, listing: Listing, catalogue: Catalogue) -> None:
    def assert_found(**options: str) -> None:
        assert paper in search(catalogue, Query(**options)).papers, f"not found by {options}"  # type: ignore[arg-type]

    section = listing.section
    assert section
    says = listing.says
    modality = "image" if section.startswith("Multiple") else section
    types = [word for word in re.split(r",| and |&", says["Type"]) if word.strip()]
    letters = [word for word in says["Evaluation"].split(",") if word.strip()]
    assert types
    assert letters
    for word in types:
        assert_found(modality=modality, type=word)
    for letter in letters:
        assert_found(modality=modality, evaluation=letter)
    assert_found(modality=modality, type="+".join(types), evaluation="+".join(letters), source="ibrahim2024")
    assert_found(application=says["Application"])
    assert paper.evaluation is not None
    # What the paper itself shows beyond the review is added, and told.
    assert len(paper.evaluation) == len(letters) or paper.notes, (
        "has a letter that the review doesn't give, without a note"
    )


def test_every_row_of_the_review(review: list[tuple[Paper, Listing]], bundled: Catalogue) -> None:
    with every() as row:
        for paper, listing in review:
            with row(f"{paper.key}, {listing.section}"):
                check_row(paper, listing, bundled)


def test_how_many_rows(review: list[tuple[Paper, Listing]]) -> None:
    """85 rows: 23 ECG, 7 EEG, 11 dermoscopy, 11 mammography, 18 ultrasound, 3 EHR, 12 of several modalities."""
    sections = [listing.section for _, listing in review]
    assert sorted(map(sections.count, dict.fromkeys(sections))) == [3, 7, 11, 11, 12, 18, 23]


@pytest.mark.parametrize(
    ("source", "papers"),
    [("ibrahim2024", 86), ("awesome-synthetic-medical-image", 43), ("data-scarcity", 11), ("chest-xray-gans", 2)],
)
def test_no_paper_of_a_founding_list_was_lost(source: str, papers: int, bundled: Catalogue) -> None:
    """At least as many as the list named when it was read; a list that lives may name more since."""
    assert search(bundled, Query(source=source)).total >= papers


def test_a_work_named_twice_is_one_record(bundled: Catalogue) -> None:
    for name, lists in (
        ("10.1038/s41598-023-34341-2", 2),
        ("2008.01910", 2),
        ("2105.05318", 2),
        ("2310.12868", 2),
        ("2305.07644", 2),
        ("10.3390/bioengineering10111258", 2),
        ("2212.07501", 2),
    ):
        assert len(bundled.find(name).sources) >= lists, name


def test_a_published_preprint_has_both(bundled: Catalogue) -> None:
    paper = bundled.find("2310.12868")
    assert (paper.year, paper.venue, paper.arxiv) == (2025, "IEEE Transactions on Medical Imaging", "2310.12868")
    assert paper.preprint is not None
    assert (paper.preprint.year, paper.preprint.title) == (
        2023,
        "EMIT-Diff: Enhancing Medical Image Segmentation via Text-Guided Diffusion Model",
    )
    assert {listing.names for listing in paper.listings} == {"preprint"}


def test_what_is_no_paper_is_kept_as_what_it_is(bundled: Catalogue) -> None:
    pages = {paper.key: paper.role for paper in bundled.papers if paper.kind == "webpage"}
    assert pages == {"wikipedia2022psnr": "metric", "oanda2023review": "survey"}
    assert {paper.key for paper in bundled.papers if paper.kind == "dataset"} >= {"kermany2018labeled"}
    assert bundled.find("10.1016/j.cell.2018.02.010").role == "dataset"


def test_no_placeholder_came_in(bundled: Catalogue) -> None:
    assert [paper.key for paper in bundled.papers if "example" in f"{paper.link} {paper.code}"] == []
