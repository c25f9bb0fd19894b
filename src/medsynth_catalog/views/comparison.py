"""Papers side by side on a terminal: a column each where there is room, else a line each below the name of the fact."""

from collections.abc import Iterator

from rich import box
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from medsynth_catalog.comparing import Comparison, Fact
from medsynth_catalog.views.screen import DIM, HEAD, KEY, broken, linked

DIFFERS, OWN, UNKNOWN, INAPPLICABLE = "≠", "+", "?", "-"
READING = (
    f"{DIFFERS} differs, {OWN} only some have it, {UNKNOWN} unknown, which is not none, {INAPPLICABLE} not applicable."
)
# A column has room for a key and some words of a title.
_LEAST_COLUMN, _GAP = 24, 2


def comparison_view(found: Comparison, facts: tuple[Fact, ...], width: int) -> Iterator[RenderableType]:
    """Yield the drawing of some facts of papers for a screen of `width` columns."""
    label = max(map(len, ("key", *(fact.field for fact in facts)))) + 2
    column = (width - label) // len(found.papers) - _GAP
    if column < _LEAST_COLUMN:
        yield from _stacked(found, facts, width)
        return
    table = Table(box=box.SIMPLE_HEAD, padding=(0, _GAP, 0, 0), pad_edge=False, show_edge=False, collapse_padding=True)
    table.add_column("  key", width=label, no_wrap=True, header_style=DIM)
    for paper in found.papers:
        table.add_column(linked(broken(paper.key, column), KEY, paper.link), width=column, overflow="fold")
    for fact in facts:
        cells = (_cell(fact, place, "\n", column) for place in range(len(found.papers)))
        table.add_row(_label(fact), *cells, style="" if fact.differs else DIM)
    yield table


def _stacked(found: Comparison, facts: tuple[Fact, ...], width: int) -> Iterator[RenderableType]:
    keys = max(len(paper.key) for paper in found.papers)
    for fact in facts:
        yield _label(fact)
        if not fact.differs:
            yield Padding(Text.assemble("all: ", _cell(fact, 0, ", ", width), style=DIM), (0, 0, 0, 2))
            continue
        grid = Table.grid(padding=(0, _GAP, 0, 0))
        grid.add_column(no_wrap=True, width=keys + 2)
        grid.add_column(overflow="fold")
        for place, paper in enumerate(found.papers):
            key = Text.assemble("  ", linked(paper.key, KEY, paper.link))
            grid.add_row(key, _cell(fact, place, ", ", width - keys - 4))
        yield grid


def _label(fact: Fact) -> Text:
    return Text.assemble((f"{DIFFERS} " if fact.differs else "  "), (_name(fact), HEAD if fact.differs else DIM))


def _name(fact: Fact) -> str:
    return fact.field.replace("_", " ")


def _cell(fact: Fact, place: int, between: str, width: int) -> Text:
    """The values of one paper; where several papers share some of them, those that not all have are marked."""
    values = fact.values[place]
    if not values:
        return Text(UNKNOWN if values is None else INAPPLICABLE, DIM)
    shared = fact.shared
    marked = bool(shared) and fact.differs
    parts = [
        Text(broken(value, width), DIM) if value in shared else Text(f"{OWN if marked else ''}{broken(value, width)}")
        for value in sorted(values, key=lambda value: value not in shared)
    ]
    return Text(between).join(parts)
