"""Counts, gaps and trends of the field: equal to an independent count, their statistics to those of SciPy."""

import json
import shlex
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from math import sqrt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medsynth_catalog import FACETS, Catalogue, Facet, Paper, Query, QueryError, crosstab, gaps, search, trends
from medsynth_catalog.field.axes import AXES
from medsynth_catalog.field.statistics import adjusted, fewer_by_chance, share_of, trend, two_sided
from medsynth_catalog.records import Part, Term
from rows import every
from shell import Medsynth

Object = dict[str, Any]

# What a JSON object of a paper says of an axis, and which roles the codebook asks for it.
MADE = {"method", "comparison"}
ASKED = {
    "modality": MADE | {"dataset"},
    "anatomy": MADE | {"dataset"},
    **dict.fromkeys(("type", "application", "evaluation", "scenario", "data"), MADE),
}


def values(paper: Object, axis: str, above: dict[str, set[str]]) -> list[str]:
    """The rows that a paper belongs in, counted without the library: from its JSON object and the table of terms."""
    if axis == "author":
        found = {
            f"{one['given']} {one['family']}".strip() + (f", {one['suffix']}" if one.get("suffix") else "")
            for one in paper["authors"]
        }
    else:
        said = paper[{"source": "sources", "tag": "tags"}.get(axis, axis)] or ["untagged"] * (axis == "tag")
        found = set(map(str, said if isinstance(said, list) else [said]))
    if axis in FACETS:
        found = {term for one in found for term in above[f"{axis} {one}"]}
    if found:
        return sorted(found)
    if paper["role"] not in ASKED.get(axis, {paper["role"]}):
        return ["not-applicable"]
    table = {"tabular", "text"}
    if axis == "anatomy" and paper["modality"] and all(above[f"modality {one}"] & table for one in paper["modality"]):
        return ["not-applicable"]
    return ["unknown"]


def with_broader(terms: list[Object]) -> dict[str, set[str]]:
    broader = {f"{term['facet']} {term['id']}": term["broader"] for term in terms}
    above: dict[str, set[str]] = {}
    for name in broader:
        facet, term = name.split(" ")
        above[name] = set()
        while term is not None:
            above[name].add(term)
            term = broader[f"{facet} {term}"]
    return above


def test_every_pair_of_axes_equals_an_independent_count(medsynth: Medsynth) -> None:
    papers = json.loads(medsynth("export", "-f", "json").out)
    above = with_broader(json.loads(medsynth("terms", "-f", "json").out))
    of = {axis: [values(paper, axis, above) for paper in papers] for axis in AXES}
    with every() as row:
        for rows, cols in combinations(AXES, 2):
            with row(f"{rows} and {cols}"):
                found = json.loads(medsynth("stats", "--rows", rows, "--cols", cols, "-f", "json").out)
                expected = Counter(
                    (one, other)
                    for ones, others in zip(of[rows], of[cols], strict=True)
                    for one in ones
                    for other in others
                )
                assert {(cell["row"], cell["col"]): cell["count"] for cell in found["cells"]} == dict(expected)
                for side, axis in (("rows", rows), ("cols", cols)):
                    alone = Counter(value for each in of[axis] for value in each)
                    assert {one["id"]: one["count"] for one in found[side] if one["count"]} == dict(alone)
                    assert found["unknown"][side] == alone["unknown"]
                    assert found["not_applicable"][side] == alone["not-applicable"]
                assert found["papers"] == len(papers)
                lacking = {"unknown", "not-applicable"}
                both = zip(of[rows], of[cols], strict=True)
                assert found["known"] == sum(not lacking & {*ones, *others} for ones, others in both)


def test_a_selection_is_counted_as_search_finds_it(medsynth: Medsynth) -> None:
    selection = ("ecg", "--since", "2020", "--exclude", "type=gan")
    keys = medsynth("search", *selection, "-f", "keys").out.split()
    assert keys
    assert json.loads(medsynth("stats", *selection, "-f", "json").out)["papers"] == len(keys)


def test_a_group_has_its_narrower_terms_and_says_how_many_are_its_own(bundled: Catalogue) -> None:
    (image,) = (row for row in crosstab(bundled, rows="modality").rows if row.id == "image")
    assert image.count == search(bundled, Query(modality="image")).total
    assert image.direct == sum("image" in paper.modality for paper in bundled.papers)
    assert image.direct < image.count


def test_what_no_paper_has_entirely_is_not_counted(bundled: Catalogue) -> None:
    asked = Query(text="ecg pumpernickel")
    assert search(bundled, asked).is_partial
    assert crosstab(bundled, asked).papers == 0


def test_shares_are_of_papers_whose_values_are_known(bundled: Catalogue) -> None:
    table = crosstab(bundled, rows="modality", cols="evaluation")
    row = next(place for place, one in enumerate(table.rows) if one.id == "ecg")
    col = next(place for place, one in enumerate(table.cols) if one.id == "utility")
    assessed = [paper for paper in bundled.papers if "ecg" in paper.modality and paper.evaluation]
    useful = [paper for paper in assessed if "utility" in (paper.evaluation or ())]
    share = table.share("row", row, col)
    assert share is not None
    assert (share.count, share.of) == (len(useful), len(assessed))
    unknown = len(table.cols) - 2
    assert table.cols[unknown].kind == "unknown"
    assert table.share("row", row, unknown) is None


def test_years_have_no_break(bundled: Catalogue) -> None:
    years = [int(row.id) for row in crosstab(bundled, rows="year").rows if row.kind == "value"]
    assert years == list(range(years[0], years[-1] + 1))


COUNTS = st.integers(0, 300).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


@given(COUNTS)
def test_the_interval_is_that_of_scipy(pair: tuple[int, int]) -> None:
    stats = pytest.importorskip("scipy.stats", reason="scipy isn't installed, and may have no wheel for this system")
    count, of = pair
    share = share_of(count, of)
    if of == 0:
        assert (share.share, share.low, share.high) == (None, 0.0, 1.0)
        return
    expected = stats.binomtest(count, of).proportion_ci(0.95, method="wilson")
    assert (share.low, share.high) == pytest.approx((expected.low, expected.high), abs=1e-12)


@given(st.integers(1, 3000).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n), st.integers(0, n))), st.data())
def test_the_tail_is_that_of_scipy(table: tuple[int, int, int], data: st.DataObject) -> None:
    stats = pytest.importorskip("scipy.stats", reason="scipy isn't installed, and may have no wheel for this system")
    total, row, col = table
    count = data.draw(st.integers(max(0, row + col - total), min(row, col)))
    expected = stats.hypergeom.cdf(count, total, col, row)
    assert fewer_by_chance(count, row, col, total) == pytest.approx(expected, rel=1e-8, abs=1e-12)


def test_the_tail_does_not_underflow() -> None:
    """Of 100,000 papers, where the probability of the lowest numbers is too small to be written."""
    stats = pytest.importorskip("scipy.stats", reason="scipy isn't installed, and may have no wheel for this system")
    for count in (4000, 4900, 5000, 5001, 5100, 6000):
        expected = stats.hypergeom.cdf(count, 100_000, 50_000, 10_000)
        assert fewer_by_chance(count, 10_000, 50_000, 100_000) == pytest.approx(expected, rel=1e-8), count


@given(st.lists(st.floats(0, 1), min_size=1, max_size=60))
def test_the_false_discovery_rate_is_that_of_scipy(probabilities: list[float]) -> None:
    stats = pytest.importorskip("scipy.stats", reason="scipy isn't installed, and may have no wheel for this system")
    expected = stats.false_discovery_control(probabilities, method="bh")
    assert adjusted(probabilities) == pytest.approx(list(expected), abs=1e-12)


@given(st.lists(COUNTS, min_size=2, max_size=8))
def test_the_trend_is_that_of_scipy(years: list[tuple[int, int]]) -> None:
    """The statistic of Cochran and Armitage is the correlation of year and membership, paper by paper, times the root of their number."""
    stats = pytest.importorskip("scipy.stats", reason="scipy isn't installed, and may have no wheel for this system")
    papers = [(year, place < count) for year, (count, of) in enumerate(years) for place in range(of)]
    z = trend([count for count, _ in years], [of for _, of in years])
    if len({year for year, _ in papers}) < 2 or len({having for _, having in papers}) < 2:
        assert z is None
        return
    assert z is not None
    correlation = stats.pearsonr([year for year, _ in papers], [float(having) for _, having in papers]).statistic
    assert z == pytest.approx(correlation * sqrt(len(papers)), abs=1e-6)
    assert two_sided(z) == pytest.approx(2 * stats.norm.sf(abs(z)), rel=1e-9)


def assessed_of(catalogue: Catalogue, rows: str, cols: str) -> Iterator[tuple[set[str], set[str]]]:
    """The terms of each method and comparison on two axes, with their broader ones, where both are known."""
    for paper in catalogue.papers:
        ours = [with_above(catalogue, paper, facet) for facet in (rows, cols)]
        if paper.role in MADE and all(ours):
            yield ours[0], ours[1]


def with_above(catalogue: Catalogue, paper: Paper, facet: str) -> set[str]:
    name = next(one for one in FACETS if one == facet)
    terms = catalogue.vocabulary.terms(name)
    return {above for above in terms for own in paper.terms(name) if own in catalogue.vocabulary.narrower(name, above)}


@pytest.mark.parametrize(("rows", "cols"), [("modality", "evaluation"), ("anatomy", "type"), ("type", "scenario")])
def test_gaps_are_those_of_an_independent_count(rows: str, cols: str, bundled: Catalogue) -> None:
    stats = pytest.importorskip("scipy.stats", reason="scipy isn't installed, and may have no wheel for this system")
    papers = list(assessed_of(bundled, rows, cols))
    down = Counter(term for ours, _ in papers for term in ours)
    across = Counter(term for _, theirs in papers for term in theirs)
    both = Counter((one, other) for ours, theirs in papers for one in ours for other in theirs)
    found = gaps(bundled, rows=rows, cols=cols)
    assert found.assessed == len(papers)
    assert len(found.gaps) > 5
    with every() as row:
        for cell in found.cells:
            with row(f"{cell.row} {cell.col}"):
                assert cell.count == both[cell.row, cell.col]
                assert cell.overall == pytest.approx(across[cell.col] / len(papers))
                assert cell.assessed == down[cell.row]
                p = stats.hypergeom.cdf(cell.count, len(papers), across[cell.col], down[cell.row])
                assert cell.p == pytest.approx(p, rel=1e-8)
                thin = cell.count <= cell.expected / 2
                assert cell.verdict == "none" or thin
                assert (cell.verdict == "gap") <= (cell.q <= 0.05)
    assert list(found.gaps) == sorted(found.gaps, key=lambda gap: gap.p)
    assert [cell.q for cell in found.cells] == pytest.approx(
        list(stats.false_discovery_control([cell.p for cell in found.cells]))
    )


@pytest.mark.parametrize(
    "query",
    [Query(), Query(modality="image,ecg+eeg", year="2018.."), Query(text="brain", role="method", exclude="type=gan")],
    ids=str,
)
def test_the_query_of_a_gap_finds_its_papers(query: Query, bundled: Catalogue, medsynth: Medsynth) -> None:
    found = gaps(bundled, query)
    with every() as row:
        for cell in found.cells:
            with row(cell.search):
                assert search(bundled, cell.query).total == cell.count or search(bundled, cell.query).is_partial
    for gap in (gap for gap in found.gaps[:5] if gap.count):
        _, *arguments = shlex.split(gap.search)
        assert len(medsynth(*arguments, "-f", "keys").out.split()) == gap.count


def paper(key: str, year: int, *evaluation: str, modality: str = "ecg", role: str = "method") -> Paper:
    return Paper(
        key=key, kind="article", year=year, modality=(modality,), evaluation=evaluation or None, role=role
    )  # fmt: skip


IDS: dict[Facet, tuple[str, ...]] = {
    "modality": ("ecg", "eeg"),
    "evaluation": ("utility", "privacy"),
    "role": ("method", "comparison"),
}
TERMS = tuple(Term(facet=facet, id=id_, label=id_, definition="x") for facet, ids in IDS.items() for id_ in ids)


def made_up(*papers: Paper) -> Catalogue:
    return Catalogue.of(Part(place="", papers=papers, terms=TERMS))


def test_unknown_is_never_none() -> None:
    """Papers that nobody assessed change no share, and no gap is made of them alone."""
    assessed = [paper(f"a{number}", 2020, *(["privacy"] if number % 2 else ["utility"])) for number in range(20)]
    few = [paper("b1", 2020, "utility", modality="eeg")]
    unassessed = [paper(f"c{number}", 2020, modality="eeg") for number in range(30)]
    (gap,) = gaps(made_up(*assessed, *few, *unassessed)).gaps
    assert (gap.row, gap.col, gap.count, gap.assessed, gap.not_assessed) == ("eeg", "privacy", 0, 1, 30)
    assert gap.verdict == "few-assessed"
    assert gap.share.is_small
    assert gaps(made_up(*assessed, *few)).gaps == ()


def test_a_gap_is_one_where_many_were_assessed() -> None:
    private = [paper(f"a{number}", 2020, "privacy") for number in range(30)]
    others = [paper(f"b{number}", 2020, "utility", modality="eeg") for number in range(30)]
    found = gaps(made_up(*private, *others))
    assert {(gap.row, gap.col, gap.verdict) for gap in found.gaps} == {
        ("ecg", "utility", "gap"), ("eeg", "privacy", "gap"),
    }  # fmt: skip


def test_gaps_and_trends_count_methods_and_comparisons_unless_told(bundled: Catalogue) -> None:
    made = search(bundled, Query(role="method,comparison")).total
    assert gaps(bundled).papers == trends(bundled).papers == made
    assert gaps(bundled, Query(role="survey")).papers == search(bundled, Query(role="survey")).total
    assert gaps(bundled, Query(text="survey")).papers == search(bundled, Query(text="survey")).total


def test_a_trend_by_hand() -> None:
    rising = [
        paper(f"a{year}{n}", year, "privacy" if n < year - 2018 else "utility")
        for year in range(2019, 2025)
        for n in range(10)
    ]
    found = trends(made_up(*rising), by="evaluation")
    assert (found.years, found.running) == (tuple(range(2019, 2025)), 2024)
    (first,) = found.rising
    assert first.id == "privacy"
    assert first.change is not None
    assert (first.change.since, first.change.until) == (2019, 2023)
    assert (first.change.before.share, first.change.after.share) == (0.1, 0.5)
    assert first.first is not None
    assert (first.first.year, first.first.keys) == (2019, ("a20190",))
    assert [one.id for one in found.falling] == ["utility"]


def test_the_running_year_is_that_of_the_catalogue_not_of_the_clock(bundled: Catalogue) -> None:
    latest = max(paper.publication_sought or "" for paper in bundled.papers)
    found = trends(bundled)
    assert found.date == latest
    assert found.running == int(latest[:4])
    assert all(one.change is None or one.change.until < found.running for one in found.terms)


def test_the_first_papers_are_the_first(bundled: Catalogue) -> None:
    with every() as row:
        for one in trends(bundled, by="type").terms:
            with row(one.id):
                having = [p for p in bundled.papers if p.role in MADE and one.id in with_above(bundled, p, "type")]
                year = min(p.year for p in having if p.year)
                assert one.first is not None
                assert one.first.year == year
                assert set(one.first.keys) == {p.key for p in having if p.year == year}


def test_an_empty_catalogue_has_no_answers_and_no_errors(bundled: Catalogue) -> None:
    empty = bundled.emptied()
    assert crosstab(empty, cols="evaluation").papers == 0
    assert gaps(empty).gaps == ()
    assert trends(empty).terms == ()
    assert crosstab(empty, rows="year").rows[0].kind == "unknown"


def test_mistakes(bundled: Catalogue) -> None:
    with pytest.raises(QueryError, match="did you mean author"):
        crosstab(bundled, rows="autor")
    with pytest.raises(QueryError, match="same facet"):
        gaps(bundled, rows="type", cols="Type")
    with pytest.raises(QueryError, match="unknown facet 'year'"):
        trends(bundled, by="year")
    with pytest.raises(QueryError, match="unknown data frame library"):
        crosstab(bundled).to_frame("excel")  # type: ignore[arg-type]  # that is the mistake


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_frames(library: Any, bundled: Catalogue) -> None:
    pytest.importorskip(library, reason=f"{library} isn't installed, and may have no wheel for this system")
    table = crosstab(bundled, rows="modality", cols="evaluation")
    made = table.to_frame(library)
    flat = made.reset_index() if library == "pandas" else made
    assert list(flat.columns) == ["row", *(col.id for col in table.cols)]
    assert list(flat["row"]) == [row.id for row in table.rows]
    assert [tuple(line[1:]) for line in flat.to_numpy().tolist()] == list(table.counts)
    single = crosstab(bundled, rows="year").to_frame(library)
    assert sum(single["papers"]) == len(bundled)
    found = gaps(bundled)
    assert list(found.to_frame(library)["row"]) == [gap.row for gap in found.gaps]
    lines = trends(bundled).to_frame(library)
    assert len(lines) == len(trends(bundled).terms) * len(trends(bundled).years)


def test_a_missing_library_is_one_clear_line(bundled: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pandas", None)
    with pytest.raises(ImportError, match=r"^to_frame\('pandas'\) needs pandas: pip install pandas$"):
        crosstab(bundled).to_frame()
