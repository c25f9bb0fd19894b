"""Papers counted by one axis, or by two against each other."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Literal, get_args

from msgspec import Struct

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.choices import choose
from medsynth_catalog.errors import UsageError
from medsynth_catalog.field.axes import Axis, read_axis
from medsynth_catalog.field.selecting import catalogue_date, select
from medsynth_catalog.field.statistics import Share, share_of
from medsynth_catalog.query import Query

if TYPE_CHECKING:
    from medsynth_catalog.field.frames import Library

Kind = Literal["value", "unknown", "not-applicable"]
ShareOf = Literal["row", "col", "all"]
SHARES_OF: tuple[ShareOf, ...] = get_args(ShareOf)


class Category(Struct, frozen=True):
    """A row or column of a table.

    Attributes:
        id: The id of the value, or "unknown" or "not-applicable".
        label: Its name for a reader.
        kind: Whether it is a value, or the papers whose value nobody knows, or those that can have none.
        broader: The id of the term that includes it, or `None`.
        depth: How many broader terms stand above it.
        count: The number of papers that have it or a narrower term.
        direct: How many of them have it itself.
        known: How many of them have a value on the other axis; all of them without another axis.
    """

    id: str
    label: str
    kind: Kind
    broader: str | None
    depth: int
    count: int
    direct: int
    known: int


class Cell(Struct, frozen=True):
    """A cell that has papers.

    Attributes:
        row: The id of its row.
        col: The id of its column, `None` in a table of one axis.
        count: The number of papers in both.
    """

    row: str
    col: str | None
    count: int


class CrossTable(Struct, frozen=True):
    """Papers by one or two axes. A paper with several terms is counted under each, and a term has the papers of its narrower terms.

    Attributes:
        rows_by: The axis of the rows.
        cols_by: The axis of the columns, or `None`.
        papers: The number of papers that were counted, each once.
        known: How many of them have a value on every axis.
        rows: The rows, the papers without a value last, in two rows: unknown and not applicable.
        cols: The columns likewise; none without a second axis.
        counts: The number of papers of each row, and there of each column.
        rows_left_off: How many values have no row, because others have more papers.
        cols_left_off: How many values have no column.
        selection: What the papers were selected by, as options of the command line.
        date: The day of the catalogue, or its newest year, or `None`.
    """

    rows_by: str
    cols_by: str | None
    papers: int
    known: int
    rows: tuple[Category, ...]
    cols: tuple[Category, ...]
    counts: tuple[tuple[int, ...], ...]
    rows_left_off: int
    cols_left_off: int
    selection: str
    date: str | None

    @property
    def cells(self) -> Iterator[Cell]:
        """The cells that have papers, row by row; all others are 0."""
        for row, counts in zip(self.rows, self.counts, strict=True):
            if self.cols_by is None and row.count:
                yield Cell(row.id, None, row.count)
            yield from (Cell(row.id, col.id, count) for col, count in zip(self.cols, counts, strict=True) if count)

    def share(self, of: ShareOf, row: int, col: int | None = None) -> Share | None:
        """Return the share of a cell, by its place, among the papers that have a value on every axis.

        Args:
            of: Among the papers of the "row", of the "col", or "all".
            row: The place of the row.
            col: The place of the column; `None` in a table of one axis.

        Returns:
            `None` where row or column is no value: what isn't known has no share.
        """
        row_of, col_of = self.rows[row], None if col is None else self.cols[col]
        if row_of.kind != "value" or (col_of and col_of.kind != "value"):
            return None
        if col is None or col_of is None:
            return share_of(row_of.count, self.known)
        return share_of(self.counts[row][col], {"row": row_of.known, "col": col_of.known, "all": self.known}[of])

    def _repr_html_(self) -> str:
        """Return the table as a notebook shows it."""
        from medsynth_catalog.field.notebook import crosstab_html  # only notebooks ask

        return crosstab_html(self)

    def to_frame(self, library: "Library" = "pandas") -> Any:
        """Return the counts as a data frame of pandas or polars: a line for each row, a column for each column.

        The column "row" has the ids of the rows (pandas has them as its index); a table of one axis has the column "papers".
        Raises ImportError where the library isn't installed, QueryError for another library.
        """
        from medsynth_catalog.field.frames import frame

        columns: dict[str, list[Any]] = {"row": [row.id for row in self.rows]}
        if self.cols_by is None:
            columns["papers"] = [row.count for row in self.rows]
        for place, col in enumerate(self.cols):
            columns[col.id] = [counts[place] for counts in self.counts]
        return frame(columns, library, index="row")


def crosstab(
    catalogue: Catalogue, query: Query | None = None, rows: str = "modality", cols: str | None = None, top: int = 0
) -> CrossTable:
    """Count papers by one axis, or by two against each other.

    >>> from medsynth_catalog import load_catalogue
    >>> table = crosstab(load_catalogue(), Query(modality="signal"), rows="evaluation")
    >>> [row.id for row in table.rows][-2:]
    ['unknown', 'not-applicable']

    Args:
        catalogue: Where to count.
        query: Which papers; all by default.
        rows: The axis of the rows, one of `field.axes.AXES`.
        cols: The axis of the columns, or `None`.
        top: At most so many venues, authors and data sets, those with the most papers; 0 for all.

    Raises:
        QueryError: An unknown axis, or an invalid query.
    """
    selected = select(catalogue, query or Query())
    down = read_axis(catalogue, rows, selected.papers, top)
    across = None if cols is None else read_axis(catalogue, cols, selected.papers, top)
    down_sets = _sets(down)
    across_sets = _sets(across) if across else []
    return CrossTable(
        rows_by=down.name,
        cols_by=across.name if across else None,
        papers=selected.papers.bit_count(),
        known=(down.known & (across.known if across else down.known)).bit_count(),
        rows=_categories(down, across.known if across else selected.papers),
        cols=_categories(across, down.known) if across else (),
        counts=tuple(tuple((row & col).bit_count() for col in across_sets) for row in down_sets),
        rows_left_off=down.left_off,
        cols_left_off=across.left_off if across else 0,
        selection=selected.options,
        date=catalogue_date(catalogue),
    )


def checked_share(word: str, cols: str | None) -> ShareOf:
    """Return what a share is of. Raises QueryError for another word, UsageError for rows without columns."""
    name = choose("share", word, SHARES_OF)
    if name == "row" and cols is None:
        raise UsageError("--share row needs columns", "add --cols, or take --share all")
    return next(one for one in SHARES_OF if one == name)


def _sets(axis: Axis) -> list[int]:
    return [*(value.papers for value in axis.values), axis.unknown, axis.not_applicable]


def _categories(axis: Axis, known: int) -> tuple[Category, ...]:
    values = (
        Category(
            one.id,
            one.label,
            "value",
            one.broader,
            one.depth,
            one.papers.bit_count(),
            one.direct.bit_count(),
            (one.papers & known).bit_count(),
        )
        for one in axis.values
    )
    return (*values, _without("unknown", axis.unknown, known), _without("not-applicable", axis.not_applicable, known))


def _without(kind: Kind, papers: int, known: int) -> Category:
    count = papers.bit_count()
    return Category(kind, kind.replace("-", " "), kind, None, 0, count, count, (papers & known).bit_count())
