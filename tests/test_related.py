"""Which papers are alike, and why: the measure against its definition, and what `related` and `show` say."""

import json
from collections import Counter
from collections.abc import Callable
from math import isclose, log

from medsynth_catalog import FACETS, Catalogue, Paper, load_catalogue, related, relatives
from medsynth_catalog.index.words import places_of
from medsynth_catalog.records import Part
from medsynth_catalog.similarity import WEIGHTS, Reason
from medsynth_catalog.text import canonical, compounds, words
from rows import every
from shell import ONLY_FROZEN, Golden, Medsynth, Result

Terminal = Callable[..., Result]
PAPER = "alcaraz2023diffusion"


def features(catalogue: Catalogue, paper: Paper) -> set[tuple[str, str]]:
    """What a paper has, by the documentation."""
    found = {("data", key) for key in paper.data}
    for facet in FACETS:
        for term in paper.terms(facet):
            at: str | None = term
            while at:
                found.add((facet, at))
                at = catalogue.vocabulary.terms(facet)[at].broader
    for text in (paper.title, paper.architecture):
        found |= {("words", canonical(word)) for word in (*words(text or ""), *compounds(text or ""))}
    return found


def test_the_measure_is_the_documented_one(frozen: Catalogue) -> None:
    """Over all pairs, computed here without any shortcut."""
    having = {paper.key: features(frozen, paper) for paper in frozen}
    number: dict[tuple[str, str], int] = {}
    for one in having.values():
        for feature in one:
            number[feature] = number.get(feature, 0) + 1
    places = Counter(word for paper in frozen for word, _ in set(places_of(paper, 0)))
    weight = {
        (by, name): 0.0 if by == "words" and places[name] > len(frozen) // 20 else WEIGHTS[by] * log(len(frozen) / many)
        for (by, name), many in number.items()
    }

    def similarity(one: str, other: str) -> float:
        both, either = having[one] & having[other], having[one] | having[other]
        return sum(weight[feature] for feature in both) / sum(weight[feature] for feature in either)

    with every() as row:
        for paper in frozen:
            with row(paper.key):
                wanted = sorted(
                    ((similarity(paper.key, other.key), other) for other in frozen if other.key != paper.key),
                    key=lambda pair: (-round(pair[0], 9), -(pair[1].year or 0), pair[1].key),
                )[:7]
                found = related(frozen, paper, 7)
                assert all(
                    isclose(one.similarity, right, abs_tol=1e-9) for one, (right, _) in zip(found, wanted, strict=True)
                )
                assert relatives(frozen, paper, 7) == [one.paper for one in found]
                assert related(frozen, paper, 0)[:7] == found


def test_reasons_are_true(bundled: Catalogue) -> None:
    paper = bundled[PAPER]
    for one in related(bundled, paper, 30):
        assert one.reasons
        ours, theirs = features(bundled, paper), features(bundled, one.paper)
        for reason in one.reasons:
            assert {(reason.by, name) for name in reason.shared} <= ours & theirs


def test_what_few_papers_have_counts_more() -> None:
    def paper(key: str, title: str, *modality: str) -> Paper:
        return Paper(key=key, title=title, kind="article", modality=modality, year=2020)

    many = [paper(f"x{number}", "word", "mri") for number in range(8)]
    one, rare, common = paper("a", "A", "mri", "ppg"), paper("b", "B", "ppg"), paper("c", "C", "mri")
    extra = Catalogue.of(Part("test", (one, rare, common, *many)))
    catalogue = load_catalogue(bundled=False).extended(extra.indexes[0])
    found = related(catalogue, one, 3)
    assert found[0].paper.key == "b"
    assert found[0].reasons == (Reason("modality", ("ppg",)),)


def test_on_screens(terminal: Terminal, golden: Golden) -> None:
    for columns in (80, 120):
        ran = terminal("related", PAPER, "-n", "4", *ONLY_FROZEN, columns=columns)
        assert max(map(len, (ran.out + ran.err).splitlines())) <= columns
        golden(f"screen.related.{columns}", ran.out + ran.err)


def test_in_a_pipe(medsynth: Medsynth, golden: Golden) -> None:
    ran = medsynth("related", PAPER, "-n", "4", *ONLY_FROZEN)
    assert ran.err == ""
    golden("pipe.related", ran.out)
    keys = [line.split("\t")[0] for line in ran.out.splitlines()]
    assert medsynth("related", PAPER, "-n", "4", "-f", "keys", *ONLY_FROZEN).out.split() == keys
    found = json.loads(medsynth("related", PAPER, "-n", "4", "-f", "json", *ONLY_FROZEN).out)
    assert [one["key"] for one in found] == keys
    assert all(0 < one["similarity"] <= 1 and one["reasons"] for one in found)
    shown = medsynth("show", PAPER, *ONLY_FROZEN).out.splitlines()
    assert [line.split("\t")[1].split("  ")[0] for line in shown if line.startswith("relative")][:4] == keys


def test_one_paper_is_asked_for(medsynth: Medsynth) -> None:
    assert "related takes one" in medsynth("related", PAPER, "zama2023ecg", *ONLY_FROZEN, code=2).err
    assert "did you mean" in medsynth("related", "alcaraz2023difusion", *ONLY_FROZEN, code=1).err
