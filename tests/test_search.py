"""Text: what is forgiven, what is found, in which order, and why nothing is."""

import pytest

from medsynth_catalog import Catalogue, Query, QueryError, explain, search
from rows import every


def found(catalogue: Catalogue, text: str, **options: object) -> list[str]:
    return [paper.key for paper in search(catalogue, Query(text=text, **options)).papers]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("difusion", "diffusion"),
        ("DIFFUSION", "diffusion"),
        ("electrocardigram", "electrocardiogram"),
        ("ttsgan", "tts-gan"),
        ("tts-gan", "tts-gan"),
    ],
)
def test_slips_and_case_are_forgiven(bundled: Catalogue, typed: str, meant: str) -> None:
    right = {paper.key for paper in bundled.papers if meant in (paper.title or "").lower().split()}
    assert right <= set(found(bundled, typed))


def test_a_name_without_accents_finds_the_name(frozen: Catalogue) -> None:
    assert "bird2021synthetic" in found(frozen, "Ekart")
    assert found(frozen, "Strumke")[0] == "thambawita2021deepfake"


def test_every_word_must_be_found(bundled: Catalogue) -> None:
    assert set(found(bundled, "brain diffusion")) == set(found(bundled, "brain")) & set(found(bundled, "diffusion"))


def test_the_very_title_comes_first(bundled: Catalogue) -> None:
    with every() as row:
        for paper in bundled.papers[::7]:
            with row(paper.key):
                assert paper.title is None or found(bundled, paper.title)[0] == paper.key


@pytest.mark.parametrize(
    ("name", "key"), [("FID", "heusel2017gans"), ("ssim", "wang2004image"), ("SSSD-ECG", "alcaraz2023diffusion")]
)
def test_the_very_method_comes_first(name: str, key: str, bundled: Catalogue) -> None:
    assert found(bundled, name)[0] == key


def test_a_hit_says_where(frozen: Catalogue) -> None:
    hit = search(frozen, Query(text="difusion alcaraz")).hits[0]
    assert (hit.paper.key, set(hit.found)) == ("alcaraz2023diffusion", {("title", "diffusion"), ("authors", "alcaraz")})


def test_a_preprints_title_finds_the_published_paper(frozen: Catalogue) -> None:
    assert found(frozen, "EMIT-Diff Enhancing")[0] == "zhang2025diffboost"


@pytest.mark.parametrize("text", ["!!!", "--", "xqzwv", "中文"])
def test_text_that_nothing_has(bundled: Catalogue, text: str) -> None:
    assert found(bundled, text) == []


@pytest.mark.parametrize("order", ["year", "title", "author", "venue", "key"])
def test_orders_turn_round(bundled: Catalogue, order: str) -> None:
    there = [paper.key for paper in search(bundled, Query(), sort=order).papers]
    back = [paper.key for paper in search(bundled, Query(), sort=f"-{order}").papers]
    assert there == back[::-1] != sorted(there, reverse=True)


def test_newest_first(bundled: Catalogue) -> None:
    years = [paper.year or 0 for paper in search(bundled, Query()).papers]
    assert years == sorted(years, reverse=True)


def test_limit_keeps_the_total(bundled: Catalogue) -> None:
    answer = search(bundled, Query(modality="ecg"), limit=3)
    assert (len(answer.hits), answer.total) == (3, len(found(bundled, "", modality="ecg")))


def test_unknown_order(bundled: Catalogue) -> None:
    with pytest.raises(QueryError, match="did you mean title"):
        search(bundled, Query(), sort="titel")


def test_why_not_names_the_option_and_the_nearest(frozen: Catalogue) -> None:
    why = explain(frozen, Query(modality="ecg", type="vae", evaluation="privacy"))
    assert why is not None
    assert (why.removed_by, why.removed) == (
        "--evaluation privacy",
        len(found(frozen, "", modality="ecg", type="vae")),
    )
    assert why.nearest == ("--modality ecg", "--type vae")
    assert why.found == why.removed


def test_why_not_of_an_empty_catalogue() -> None:
    assert explain(Catalogue(), Query(text="ecg")) is None
