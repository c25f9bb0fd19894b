"""Counts or shares as a picture: bars for one axis, columns for years, a heat map for two."""

from math import log1p

from medsynth_catalog.field.crosstab import Category, CrossTable, ShareOf
from medsynth_catalog.field.saying import crosstab_notes, papers_said, percent, plural, source_said
from medsynth_catalog.plots.bars import Bar, draw_bars, draw_columns
from medsynth_catalog.plots.drawing import Sheet, check_size, picture
from medsynth_catalog.plots.grid import Line, Square, draw_grid

_WITHOUT = "#F2F2F2"


def draw_crosstab(table: CrossTable, form: str, share: ShareOf | None = None) -> bytes:
    """Draw a table as a file in "svg", "png" or "pdf".

    Raises QueryError where matplotlib isn't installed, or there are too many rows or columns, or none.
    """
    rows = [place for place, row in enumerate(table.rows) if _is_drawn(row, table.rows_by)]
    cols = [place for place, col in enumerate(table.cols) if _is_drawn(col, table.cols_by)]
    check_size(len(rows), plural(table.rows_by), "use --top or a narrower selection", least=1)
    check_size(len(cols), plural(table.cols_by or ""), "use --top or a narrower selection", least=0)
    notes = [
        f"{papers_said(table.papers, table.selection)}.",
        *crosstab_notes(table, share),
        f"{source_said(table.date)}.",
    ]
    draw = _one_axis if table.cols_by is None else _two_axes
    return picture(draw, form)(table, rows, cols, share, notes)


def _one_axis(table: CrossTable, rows: list[int], cols: list[int], share: ShareOf | None, notes: list[str]) -> Sheet:
    bars = []
    for place in rows:
        row = table.rows[place]
        one = table.share(share, place) if share else None
        if share is None:
            pale = row.kind != "value" or (table.rows_by == "year" and row.id == (table.date or "")[:4])
            bars.append(Bar(row.label, row.count, row.direct, f"{row.count:,}", row.depth, pale))
        elif one and one.share is not None:
            said = f"{percent(one.share)}{'*' * one.is_small}"
            bars.append(Bar(row.label, one.share, one.share, said, row.depth, False, (one.low, one.high)))
    title = f"Papers by {table.rows_by}"
    if table.rows_by == "year":
        return draw_columns(title, bars, notes)
    if any(bar.direct < bar.length for bar in bars):
        notes = [*notes[:-1], "Dark: papers with the very term; light: with a narrower one.", notes[-1]]
    return draw_bars(title, bars, notes)


def _two_axes(table: CrossTable, rows: list[int], cols: list[int], share: ShareOf | None, notes: list[str]) -> Sheet:
    most = max((_value(table, row, col, share) for row in rows for col in cols), default=0.0)
    squares = [
        [*(_square(table, row, col, share, most) for col in cols), Square(f"{table.rows[row].count:,}", _WITHOUT)]
        for row in rows
    ]
    totals = [Square(f"{table.cols[col].count:,}", _WITHOUT) for col in cols]
    scale = "logarithm of the number" if share is None else "share"
    return draw_grid(
        f"Papers by {table.rows_by} and {table.cols_by}",
        [*(_line(table.rows[row]) for row in rows), Line("papers", apart=True)],
        [*(_line(table.cols[col]) for col in cols), Line("papers", apart=True)],
        [*squares, [*totals, Square(f"{table.papers:,}", _WITHOUT)]],
        [*notes[:-1], f"Shading: {scale}.", notes[-1]],
    )


def _is_drawn(one: Category, axis: str | None) -> bool:
    """Whether a value has papers, or is a year between others: a gap in time shows."""
    return one.count > 0 or (axis == "year" and one.kind == "value")


def _line(one: Category) -> Line:
    return Line(one.label, one.depth, one.kind != "value")


def _value(table: CrossTable, row: int, col: int, share: ShareOf | None) -> float:
    """What the shade of a cell shows; 0 where row or column is no value."""
    if table.rows[row].kind != "value" or table.cols[col].kind != "value":
        return 0.0
    if share is None:
        return log1p(table.counts[row][col])
    one = table.share(share, row, col)
    return one.share or 0.0 if one else 0.0


def _square(table: CrossTable, row: int, col: int, share: ShareOf | None, most: float) -> Square:
    count, one = table.counts[row][col], table.share(share, row, col) if share else None
    if table.rows[row].kind != "value" or table.cols[col].kind != "value":
        return Square(f"{count:,}", _WITHOUT)
    if share and one:
        text = "–" if one.share is None else f"{percent(one.share)}{'*' * one.is_small}"
    else:
        text = f"{count:,}"
    return Square(text, _shade(_value(table, row, col, share) / most if most else 0.0))


def _shade(part: float) -> str:
    """The colour of a part of the most, from 0 (white) over yellow to dark blue."""
    import matplotlib as mpl
    from matplotlib.colors import to_hex

    return to_hex(mpl.colormaps["cividis"](1.0 - part)) if part > 0 else "#FFFFFF"
