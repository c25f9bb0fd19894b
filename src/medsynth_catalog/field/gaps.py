"""Where fewer papers are than the rest of the field leads one to expect: empty and thin cells of a table, ranked."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.conditions import in_both
from medsynth_catalog.errors import QueryError
from medsynth_catalog.field.axes import Axis, Value, chosen_facet, read_axis
from medsynth_catalog.field.selecting import Selected, catalogue_date, options_of, select_synthesising
from medsynth_catalog.field.statistics import Share, adjusted, fewer_by_chance, share_of
from medsynth_catalog.query import Query
from medsynth_catalog.records import Facet

if TYPE_CHECKING:
    from medsynth_catalog.field.frames import Library

Verdict = Literal["gap", "chance", "few-assessed", "none"]
FALSE_DISCOVERY_RATE = 0.05
THIN = 0.5
"""A cell is thin with at most this part of the papers that are expected: fewer than usual alone is no gap."""


class Gap(Struct, frozen=True):
    """A cell compared with what is expected. What is counted are papers with a known term on both axes: assessed ones.

    Attributes:
        row: The term of the row.
        row_label: Its name for a reader.
        col: The term of the column.
        col_label: Its name for a reader.
        count: The number of papers that have both.
        assessed: How many papers of the row have a known term on the axis of the columns.
        not_assessed: How many papers of the row have none, so that they may or may not belong here.
        share: count / assessed, with Wilson's 95% interval.
        overall: The share of the column among all assessed papers.
        expected: The number of papers that share would give: assessed * overall.
        p: How likely so few papers are by chance, by Fisher's exact test, one-sided.
        q: The false discovery rate of p among all cells of the table (Benjamini and Hochberg).
        verdict: "gap": empty or thin, and q is at most 0.05. "chance": empty or thin, but that could be chance. "few-assessed": not one
            paper is expected among the few that were assessed, though at least one would be if all papers of the row were. "none": no gap.
        query: The query that finds the papers of the cell.
        search: That query as a command.
    """

    row: str
    row_label: str
    col: str
    col_label: str
    count: int
    assessed: int
    not_assessed: int
    share: Share
    overall: float
    expected: float
    p: float
    q: float
    verdict: Verdict
    query: Query
    search: str


class Gaps(Struct, frozen=True):
    """The gaps of a table, the least likely to be chance first.

    Attributes:
        rows_by: The axis of the rows.
        cols_by: The axis of the columns.
        papers: The number of papers that were counted.
        assessed: How many of them have a known term on both axes.
        gaps: The cells that are empty or thin: those whose verdict isn't "none".
        cells: All cells that were compared, column by column.
        selection: What the papers were selected by, as options of the command line.
        date: The day of the catalogue, or its newest year, or `None`.
    """

    rows_by: Facet
    cols_by: Facet
    papers: int
    assessed: int
    gaps: tuple[Gap, ...]
    cells: tuple[Gap, ...]
    selection: str
    date: str | None

    def _repr_html_(self) -> str:
        """Return the gaps as a notebook shows them."""
        from medsynth_catalog.field.notebook import gaps_html  # only notebooks ask

        return gaps_html(self)

    def to_frame(self, library: "Library" = "pandas") -> Any:
        """Return the gaps as a data frame of pandas or polars, a line each.

        Raises ImportError where the library isn't installed, QueryError for another library.
        """
        from medsynth_catalog.field.frames import frame

        plain = (
            "row",
            "col",
            "count",
            "assessed",
            "not_assessed",
            "overall",
            "expected",
            "p",
            "q",
            "verdict",
            "search",
        )
        columns: dict[str, list[Any]] = {name: [getattr(gap, name) for gap in self.gaps] for name in plain}
        columns |= {name: [getattr(gap.share, name) for gap in self.gaps] for name in ("share", "low", "high")}
        return frame(columns, library)


def gaps(catalogue: Catalogue, query: Query | None = None, rows: str = "modality", cols: str = "evaluation") -> Gaps:
    """Find the pairs of terms with no papers, or at most half of those expected, the least likely to be chance first.

    A cell is compared with what its margins lead one to expect among the assessed papers, those with a known term on both axes:
    a paper whose evaluation nobody knows counts as neither privacy nor no privacy. Papers have several terms, so each cell
    is a table of its own: with and without the term of its row, with and without that of its column.

    >>> from medsynth_catalog import load_catalogue
    >>> found = gaps(load_catalogue(), rows="modality", cols="evaluation")
    >>> found.gaps[0].p <= found.gaps[1].p
    True

    Args:
        catalogue: Where to count.
        query: Which papers; by default methods and comparisons, also where the query names no role.
        rows: A facet.
        cols: Another facet.

    Raises:
        QueryError: No facet, the same one twice, or an invalid query.
    """
    selected = select_synthesising(catalogue, query or Query())
    rows_by, cols_by = chosen_facet(rows), chosen_facet(cols)
    if rows_by == cols_by:
        raise QueryError("rows and columns are the same facet", "choose two facets")
    down, across = (read_axis(catalogue, facet, selected.papers) for facet in (rows_by, cols_by))
    compared = list(_compared(catalogue, selected, down, across))
    cells = [_judged(gap, q) for gap, q in zip(compared, adjusted([gap.p for gap in compared]), strict=True)]
    found = [gap for gap in cells if gap.verdict != "none"]
    return Gaps(
        rows_by=rows_by,
        cols_by=cols_by,
        papers=selected.papers.bit_count(),
        assessed=(down.known & across.known).bit_count(),
        gaps=tuple(sorted(found, key=lambda gap: (gap.p, -gap.expected, gap.row, gap.col))),
        cells=tuple(cells),
        selection=selected.options,
        date=catalogue_date(catalogue),
    )


def _compared(catalogue: Catalogue, selected: Selected, down: Axis, across: Axis) -> Iterator[Gap]:
    """Each cell whose row has papers and whose column has assessed ones."""
    everything = down.known & across.known
    total = everything.bit_count()
    for col in across.values:
        having = (col.papers & everything).bit_count()
        for row in down.values if having else ():
            if row.papers:
                yield _cell(catalogue, selected, down, across, row, col, having, total)


def _cell(
    catalogue: Catalogue, selected: Selected, down: Axis, across: Axis, row: Value, col: Value, having: int, total: int
) -> Gap:
    count, assessed = (row.papers & col.papers).bit_count(), (row.papers & across.known).bit_count()
    query = in_both(selected.query, {down.name: row.id, across.name: col.id})
    return Gap(
        row=row.id,
        row_label=row.label,
        col=col.id,
        col_label=col.label,
        count=count,
        assessed=assessed,
        not_assessed=(row.papers & ~across.known).bit_count(),
        share=share_of(count, assessed),
        overall=having / total,
        expected=assessed * having / total,
        p=fewer_by_chance(count, assessed, having, total),
        q=1.0,
        verdict="none",
        query=query,
        search=f"medsynth search {options_of(catalogue, query)}",
    )


def _is_thin(gap: Gap) -> bool:
    """Whether a cell is empty or thin, if a paper is expected at all: among the assessed, or once all are assessed."""
    return gap.count <= THIN * gap.expected and (gap.assessed + gap.not_assessed) * gap.overall >= 1


def _judged(gap: Gap, q: float) -> Gap:
    if not _is_thin(gap):
        return replace(gap, q=q, verdict="none")
    verdict: Verdict = "gap" if q <= FALSE_DISCOVERY_RATE else "chance" if gap.expected >= 1 else "few-assessed"
    return replace(gap, q=q, verdict=verdict)
