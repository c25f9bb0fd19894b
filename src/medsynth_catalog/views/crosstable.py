"""Counts on a terminal: bars for one axis, a shaded table for two, in as many blocks of columns as the width asks for."""

from collections.abc import Iterator, Mapping, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from medsynth_catalog.field.crosstab import Category, CrossTable, ShareOf
from medsynth_catalog.views.screen import DIM, HEAD, MARK, console
from medsynth_catalog.views.shading import colour, level, shade, spark

_BY_LABEL = ("venue", "data")
# The width from which a heading is broken, tried in turn until all columns stand side by side; else there are several blocks.
_HEADINGS = (17, 12, 9, 7)
_GAP = 1
_TOTAL = "papers"


def crosstab_view(table: CrossTable, width: int, share: ShareOf | None = None) -> Iterator[RenderableType]:
    """Yield the drawing of a table for a screen of `width` columns. Rows and columns without any paper are left out."""
    rows = [place for place, row in enumerate(table.rows) if _is_drawn(row, table.rows_by)]
    labels = {place: _label(table.rows[place], table.rows_by) for place in rows}
    room = min(max(map(len, (*labels.values(), table.rows_by, _TOTAL))), max(12, width // 3))
    cut = {place: _cut(label, room) for place, label in labels.items()}
    if table.cols_by is None:
        yield _bars(table, cut, width, share)
    else:
        yield from _blocks(table, cut, room, width, share)
    yield from _growth(table, cut)


def reading(table: CrossTable) -> Iterator[str]:
    """Yield what must be known to read the drawing, such as which values have no row or column in it for want of papers."""
    if table.cols_by is None and any(row.direct < row.count for row in table.rows):
        yield "█ papers with the very term, ░ with a narrower one."
    axes = {table.rows_by: table.rows} | ({table.cols_by: table.cols} if table.cols_by else {})
    axes.pop("year", None)
    empty = {name: [one.id for one in every if not one.count and one.kind == "value"] for name, every in axes.items()}
    yield from (f"No papers, {name}: {', '.join(ids)}." for name, ids in empty.items() if ids)


def _bars(table: CrossTable, labels: dict[int, str], width: int, share: ShareOf | None) -> Table:
    most = max((table.rows[place].count for place in labels), default=0)
    numbers = len(f"{most:,}")
    narrower = any(table.rows[place].direct < table.rows[place].count for place in labels)
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(no_wrap=True, justify="right")
    grid.add_column(no_wrap=True, justify="right", style=DIM)
    grid.add_column(no_wrap=True)
    bar = max(8, width - max(map(len, labels.values()), default=0) - numbers - (numbers + 10 if narrower else 2) - 6)
    for place, label in labels.items():
        row = table.rows[place]
        one = table.share(share, place) if share else None
        number = f"{row.count:,}" if share is None else _percent(one.share, one.is_small) if one else f"({row.count:,})"
        long, solid = (-(-bar * part // most) for part in (row.count, row.direct))
        drawn = Text.assemble(
            ("█" * min(solid, long), MARK if row.kind == "value" else DIM), ("░" * (long - min(solid, long)), MARK)
        )
        direct = f"{row.direct:,} direct" if row.direct < row.count else ""
        grid.add_row(Text(label, HEAD if row.kind == "value" else DIM), number, direct, drawn)
    return grid


def _blocks(
    table: CrossTable, labels: dict[int, str], room: int, width: int, share: ShareOf | None
) -> Iterator[RenderableType]:
    cols = [place for place, col in enumerate(table.cols) if _is_drawn(col, table.cols_by)]
    names = {place: _label(table.cols[place], table.cols_by or "").strip() for place in cols}
    texts = {place: {row: _cell(table, row, place, share) for row in labels} for place in cols}
    total = max(len(_TOTAL), len(f"{table.papers:,}"))
    blocks: list[list[int]] = []
    for longest in _HEADINGS:
        folded = {place: _folded(name, longest) for place, name in names.items()}
        needed = {
            place: max(map(len, (*folded[place], *texts[place].values(), f"{table.cols[place].count:,}")))
            for place in cols
        }
        tried = _split(cols, {place: one + 1 for place, one in needed.items()}, width - room - total - 2 * _GAP)
        if not blocks or len(tried) < len(blocks):
            blocks, headings, widths = tried, folded, {place: one + 1 for place, one in needed.items()}
    most = max((_value(table, row, col, share) for row in labels for col in cols), default=0)
    coloured = _has_colours()
    for number, block in enumerate(blocks):
        if number:
            yield Text("")
        drawn = Table(box=None, padding=(0, _GAP, 0, 0), pad_edge=False, show_edge=False, header_style=HEAD)
        drawn.add_column(table.rows_by, width=room, no_wrap=True, vertical="bottom")
        drawn.add_column(_TOTAL, justify="right", width=total, vertical="bottom")
        for place in block:
            drawn.add_column("\n".join(headings[place]), justify="right", width=widths[place], no_wrap=True)
        for row, label in labels.items():
            cells = [
                _shaded(texts[place][row], _level(table, row, place, share, most), widths[place], coloured)
                for place in block
            ]
            plain = table.rows[row].kind != "value"
            drawn.add_row(Text(label, DIM if plain else ""), Text(f"{table.rows[row].count:,}", DIM), *cells)
        totals = (Text(f"{table.cols[place].count:,} ", DIM) for place in block)
        drawn.add_row(Text(_TOTAL, DIM), Text(f"{table.papers:,}", DIM), *totals)
        yield drawn


def _is_drawn(one: Category, axis: str | None) -> bool:
    """Whether a value has papers, or is a year between others: a gap in time shows."""
    return one.count > 0 or (axis == "year" and one.kind == "value")


def _growth(table: CrossTable, rows: dict[int, str]) -> Iterator[RenderableType]:
    """A sparkline over the years for each value of the other axis."""
    if "year" not in (table.rows_by, table.cols_by):
        return
    by_year = table.rows if table.rows_by == "year" else table.cols
    counts = {int(one.id): place for place, one in enumerate(by_year) if one.kind == "value"}
    if len(counts) < 2:
        return
    years = range(min(counts), max(counts) + 1)
    if table.cols_by is None:
        lines = {_TOTAL: [by_year[counts[year]].count if year in counts else 0 for year in years]}
    elif table.rows_by == "year":
        lines = {
            _label(col, table.cols_by): [table.counts[counts[year]][place] if year in counts else 0 for year in years]
            for place, col in enumerate(table.cols)
            if col.count
        }
    else:
        lines = {
            label: [table.counts[place][counts[year]] if year in counts else 0 for year in years]
            for place, label in rows.items()
        }
    grid = Table.grid(padding=(0, 2, 0, 0))
    for label, numbers in lines.items():
        grid.add_row(Text(label), Text(spark(numbers), MARK))
    yield Text("")
    yield Text(f"growth {years[0]}–{years[-1]}, each to its own height", HEAD)
    yield grid


def _cell(table: CrossTable, row: int, col: int, share: ShareOf | None) -> str:
    count = table.counts[row][col]
    if share is None:
        return f"{count:,}" if count else "·"
    one = table.share(share, row, col)
    if one is None:
        return f"({count:,})" if count else "·"
    return "–" if one.share is None else _percent(one.share, one.is_small)


def _value(table: CrossTable, row: int, col: int, share: ShareOf | None) -> float:
    if table.rows[row].kind != "value" or table.cols[col].kind != "value":
        return 0
    if share is None:
        return table.counts[row][col]
    one = table.share(share, row, col)
    return one.share or 0 if one else 0


def _level(table: CrossTable, row: int, col: int, share: ShareOf | None, most: float) -> int:
    return level(_value(table, row, col, share), most, logarithmic=share is None)


def _shaded(text: str, level: int, width: int, coloured: bool) -> Text:
    if coloured:
        return Text(f"{text} ".rjust(width), colour(level) or DIM)
    return Text(f"{text}{shade(level)}".rjust(width), "" if level else DIM)


def _has_colours() -> bool:
    screen = console()
    return screen.color_system is not None and not screen.no_color


def _percent(share: float | None, small: bool) -> str:
    return f"{share or 0:.0%}{'*' * small}"


def _label(one: Category, axis: str) -> str:
    name = one.label if axis in _BY_LABEL or one.kind != "value" else one.id
    return "  " * one.depth + name


def _cut(label: str, room: int) -> str:
    return label if len(label) <= room else f"{label[: room - 1]}…"


def _folded(name: str, longest: int) -> list[str]:
    """Break a heading at its hyphens and spaces, and where a part is still too long."""
    lines: list[str] = []
    for word in name.split(" "):
        *begun, last = word.split("-")
        for part in (*(f"{one}-" for one in begun), last):
            if lines and lines[-1].endswith("-") and len(lines[-1]) + len(part) <= longest:
                lines[-1] += part
            elif len(part.rstrip("-")) <= longest:
                lines.append(part)
            else:
                cut = (len(part) + 1) // 2
                lines += [f"{part[:cut]}-", part[cut:]]
    return lines


def _split(cols: Sequence[int], widths: Mapping[int, int], room: int) -> list[list[int]]:
    """Divide columns into as few blocks as fit, of about the same width."""
    count = 1
    while True:
        target = sum(widths[place] + _GAP for place in cols) / count
        blocks: list[list[int]] = [[]]
        used = 0
        for place in cols:
            if blocks[-1] and (used + widths[place] > room or used >= target):
                blocks.append([])
                used = 0
            blocks[-1].append(place)
            used += widths[place] + _GAP
        if len(blocks) <= count or count > len(cols):
            return blocks
        count += 1
