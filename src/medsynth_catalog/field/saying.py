"""What has to be said of counts, gaps and trends in words: how they were counted, and a sentence for each gap."""

from collections.abc import Iterable, Iterator

from medsynth_catalog.field.crosstab import Category, CrossTable, ShareOf
from medsynth_catalog.field.gaps import Gap, Gaps
from medsynth_catalog.field.statistics import SMALL
from medsynth_catalog.field.trends import Trends
from medsynth_catalog.records import FACETS
from medsynth_catalog.version import VERSION

_PLURALS = {
    "modality": "modalities",
    "evaluation": "evaluation axes",
    "anatomy": "parts of the body",
    "year": "years",
    "data": "data sets",
}
_VERDICTS = {"chance": " It could be chance.", "few-assessed": " Too few are assessed to call it a gap."}
_NO_SAMPLE = "The catalogue is no random sample: what its sources look for, and when, shows in these numbers, too."


def plural(axis: str) -> str:
    """Return the name of an axis for several of its values.

    >>> plural("modality"), plural("venue")
    ('modalities', 'venues')
    """
    return _PLURALS.get(axis, f"{axis}s")


def papers_said(papers: int, selection: str) -> str:
    """Say which papers were counted.

    >>> papers_said(1234, "--modality ecg")
    '1,234 papers (--modality ecg)'
    """
    return f"{papers:,} paper{'s' * (papers != 1)} ({selection or 'the whole catalogue'})"


def source_said(date: str | None) -> str:
    """Say where numbers are from: the program's catalogue, its version and day."""
    return f"medsynth-catalog {VERSION}" + (f", catalogue of {date}" if date else "")


def crosstab_notes(table: CrossTable, share: ShareOf | None = None) -> Iterator[str]:
    """Yield what must be known to read a table: a sentence each."""
    axes = [(table.rows_by, table.rows, table.rows_left_off)]
    if table.cols_by is not None:
        axes.append((table.cols_by, table.cols, table.cols_left_off))
    for axis, categories, left_off in axes:
        yield from _axis_notes(axis, categories, left_off, table.papers)
    facets = [axis for axis, categories, _ in axes if axis in FACETS and any(one.depth for one in categories)]
    if facets:
        yield f"Each {' or '.join(facets)} has the papers of its narrower terms, as in medsynth search; medsynth list counts the very terms."
    kinds = {one.kind for _, categories, _ in axes for one in categories if one.count}
    if "unknown" in kinds:
        yield "Unknown: nobody has said; it isn't none."
    if "not-applicable" in kinds:
        yield "Not applicable: the paper's role has no such thing."
    if share:
        known = " and ".join(dict.fromkeys(axis for axis, _, _ in axes))
        whose = {"row": "its row's", "col": "its column's", "all": "all"}[share if table.cols_by else "all"]
        yield f"A share is that of {whose} papers with a known {known}; * marks those of fewer than {SMALL} papers. Counts stand in brackets."
    if table.date and "year" in (table.rows_by, table.cols_by):
        yield f"{table.date[:4]} is incomplete."


def gaps_notes(found: Gaps) -> Iterator[str]:
    """Yield what must be known to read gaps: a sentence each."""
    yield (
        f"Of {papers_said(found.papers, found.selection)}, {found.assessed:,} are assessed: they have a known {found.rows_by} and"
        f" {found.cols_by}. The others count neither way."
    )
    yield (
        f"Of {len(found.cells)} pairs of terms, {len(found.gaps)} have no papers or at most half of those that the shares over all lead one to expect, ordered by"
        " Fisher's exact test. Those with a false discovery rate of at most 5% (Benjamini-Hochberg) are gaps; the others could be"
        " chance. Whether a pair makes sense is for the reader to see."
    )
    yield _NO_SAMPLE


def trends_notes(found: Trends) -> Iterator[str]:
    """Yield what must be known to read trends: a sentence each."""
    yield (
        f"{papers_said(found.papers, found.selection)}, {sum(found.known_of):,} with a year and a known {found.by}: shares are of those of a year."
    )
    if found.running is not None:
        yield f"{found.running} is incomplete."
    yield (
        "Rises and falls are ordered by the Cochran-Armitage test for trend over the last five complete years; a paper with several terms"
        " counts under each, and a term has the papers of its narrower terms."
    )
    yield _NO_SAMPLE


def gap_sentence(gap: Gap, found: Gaps) -> str:
    """Say a gap in a sentence or two."""
    return (
        f"{gap.row_label} × {gap.col_label}: {gap.count} of {gap.assessed} {_assessed(found)}{_interval(gap)};"
        f" {percent(gap.overall)} over all {plural(found.rows_by)}, so {gap.expected:.1f} expected."
        f"{_unassessed(gap, found)}{_VERDICTS.get(gap.verdict, '')}"
    )


def _assessed(found: Gaps) -> str:
    return "assessed papers" if found.cols_by == "evaluation" else f"papers with a known {found.cols_by}"


def _interval(gap: Gap) -> str:
    if gap.share.share is None:
        return ""
    small = ", few papers" if gap.share.is_small else ""
    return f" ({percent(gap.share.share)}, 95% interval {percent(gap.share.low)} to {percent(gap.share.high)}{small})"


def _unassessed(gap: Gap, found: Gaps) -> str:
    return f" The {found.cols_by} of {gap.not_assessed} more is unknown." if gap.not_assessed else ""


def percent(share: float) -> str:
    """Write a share as a percentage, with a decimal below one per cent.

    >>> percent(0.123), percent(0.0042), percent(0)
    ('12%', '0.4%', '0%')
    """
    return f"{share:.1%}" if 0 < share < 0.0095 else f"{share:.0%}"


def _axis_notes(axis: str, categories: Iterable[Category], left_off: int, papers: int) -> Iterator[str]:
    values = [one for one in categories if one.kind == "value"]
    places = sum(one.direct for one in values)
    if places > papers:
        yield f"A paper may have several {plural(axis)} and counts under each: they add up to {places:,}."
    if left_off:
        yield f"{len(values)} of {len(values) + left_off:,} {plural(axis)} are shown, those with the most papers; --top 0 shows all."
