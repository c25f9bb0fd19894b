"""The semantics of a selection, against a plain reading of its one sentence:

within a facet any of the given terms, across facets all of them; a term includes its narrower terms; a+b asks for both.
"""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

import scan
from medsynth_catalog import FACETS, Catalogue, Facet, Paper, Query, QueryError, load_catalogue, search


@cache
def catalogue() -> Catalogue:
    """The bundled catalogue, loaded when the first test asks, since strategies can't ask for a fixture."""
    return load_catalogue()


def words(facet: Facet) -> list[str]:
    return sorted(catalogue().vocabulary.terms(facet))


def alternatives(facet: Facet) -> st.SearchStrategy[list[str]]:
    """What a facet may be asked for: a term, or two of them joined by a plus, up to three times."""
    return st.lists(
        st.lists(st.sampled_from(words(facet)), min_size=1, max_size=2).map("+".join), min_size=1, max_size=3
    )


SELECTIONS = st.deferred(
    lambda: st.fixed_dictionaries({}, optional={facet: alternatives(facet) for facet in FACETS}),
)
PAIRS = st.deferred(lambda: st.sampled_from([f"{facet}={word}" for facet in FACETS for word in words(facet)]))
SPELLINGS = st.deferred(
    lambda: st.sampled_from(
        [
            (facet, name)
            for facet in FACETS
            for term in catalogue().vocabulary.terms(facet).values()
            for name in (term.id, term.label, *term.aliases)
        ]
    )
)
YEARS = st.sampled_from(["2023", "2021-2023", "2022..", "..2021", "2018..2022"])


def keys(**options: object) -> set[str]:
    return {paper.key for paper in search(catalogue(), Query(**options)).papers}  # type: ignore[arg-type]


def has(paper: Paper, facet: Facet, word: str) -> bool:
    return scan.has(paper, catalogue().vocabulary, facet, word)


@given(SELECTIONS)
def test_any_within_all_across(selection: dict[Facet, list[str]]) -> None:
    expected = {
        paper.key
        for paper in catalogue().papers
        if all(
            any(all(has(paper, facet, word) for word in group.split("+")) for group in groups)
            for facet, groups in selection.items()
        )
    }
    assert keys(**selection) == expected


@given(SELECTIONS, YEARS)
def test_a_further_condition_never_adds(selection: dict[Facet, list[str]], year: str) -> None:
    assert keys(**selection, year=year) <= keys(**selection)
    assert keys(**selection, has_code=True) | keys(**selection, has_code=False) == keys(**selection)


@given(SELECTIONS, PAIRS)
def test_exclude_is_the_complement(selection: dict[Facet, list[str]], pair: str) -> None:
    facet, _, word = pair.partition("=")
    held = {paper.key for paper in catalogue().papers if has(paper, facet, word)}  # type: ignore[arg-type]
    assert keys(**selection, exclude=[pair]) == keys(**selection) - held


@given(SPELLINGS)
def test_spelling_never_matters(named: tuple[Facet, str]) -> None:
    facet, name = named
    resolve = catalogue().vocabulary.resolve
    term = resolve(facet, name)
    assert resolve(facet, term) == term
    for spelling in (
        name.upper(),
        name.lower(),
        name.replace(" ", "-"),
        name.replace("-", " "),
        f" {name} ",
        name.replace("-", "_"),
    ):
        assert resolve(facet, spelling) == term


def test_unknown_evaluation_is_never_counted_as_lacking_one() -> None:
    judged = {paper.key for paper in catalogue().papers if paper.evaluation is not None}
    found = keys(evaluation=",".join(words("evaluation")))
    assert found == judged < {paper.key for paper in catalogue().papers}


@pytest.mark.parametrize(
    ("year", "low", "high"),
    [
        ("2023", 2023, 2023),
        ("2021-2023", 2021, 2023),
        ("2023..", 2023, 9999),
        ("..2020", 0, 2020),
        (" 2021 .. 2022 ", 2021, 2022),
        ("2023-", 2023, 9999),
        ("-2020", 0, 2020),
        (">=2023", 2023, 9999),
        ("<2020", 0, 2019),
        ("since 2022", 2022, 9999),
        ("2022,2022-2022", 2022, 2022),
    ],
)
def test_years(year: str, low: int, high: int) -> None:
    assert keys(year=year) == {paper.key for paper in catalogue().papers if paper.year and low <= paper.year <= high}


@pytest.mark.parametrize("year", ["", "..", "-", "23", "2023...2024", "20232024", "next", "2023-2021"])
def test_no_years(year: str) -> None:
    with pytest.raises(QueryError, match=r"year"):
        search(catalogue(), Query(year=year))


@pytest.mark.parametrize("pair", ["gan", "typ=gan", "type=", "=gan", "type:gan", "type=gna"])
def test_exclusions_that_mean_nothing(pair: str) -> None:
    with pytest.raises(QueryError):
        search(catalogue(), Query(exclude=pair))


@pytest.mark.parametrize(
    "name", ["Lopez Alcaraz, Juan", "juan miguel lopez", "STRODTHOFF", "Müller-Franzes", "muller-franzes"]
)
def test_names_match_in_either_order(name: str) -> None:
    assert keys(author=name)


def test_several_names_are_alternatives() -> None:
    assert keys(author=["Strodthoff", "Goodfellow"]) == keys(author="Strodthoff") | keys(author="Goodfellow")


def test_the_review_and_the_list_share_papers(bundled: Catalogue) -> None:
    both = [
        paper for paper in bundled.papers if {"ibrahim2024", "awesome-synthetic-medical-image"} <= set(paper.sources)
    ]
    assert {paper.key for paper in both} <= keys(source="ibrahim2024") & keys(source="Awesome Synthetic Medical Image")
    assert len(both) >= 7
