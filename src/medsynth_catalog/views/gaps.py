"""Gaps on a terminal: a sentence each, and the command that shows the papers there."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from medsynth_catalog.field.gaps import Gap, Gaps
from medsynth_catalog.field.saying import gap_sentence
from medsynth_catalog.views.screen import DIM, HEAD, console

_INDENT = 4


def gaps_view(found: Gaps, width: int, height: int | None) -> tuple[list[RenderableType], int]:
    """Return the drawing of gaps for a screen of `width` columns and `height` lines (`None` for all), and how many it holds."""
    parts: list[RenderableType] = []
    screen = console(width)
    left = height
    for number, gap in enumerate(found.gaps):
        lines = list(_lines(number + 1, gap, found))
        needed = sum(len(screen.render_lines(line, screen.options)) for line in lines)
        if left is not None:
            left -= needed
            if left < 0 and number:
                return parts, number
        parts += lines
    return parts, len(found.gaps)


def _lines(number: int, gap: Gap, found: Gaps) -> Iterator[RenderableType]:
    sentence = gap_sentence(gap, found)
    style = HEAD if gap.verdict == "gap" else ""
    head, colon, rest = sentence.partition(":")
    yield _hanging(Text.assemble((head, style), colon, rest), f"{number:>{_INDENT - 1}} ")
    yield Padding(Text(gap.search, DIM), (0, 0, 0, _INDENT))


def _hanging(text: Text, lead: str) -> RenderableType:
    grid = Table.grid()
    grid.add_column(width=_INDENT, no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(lead, text)
    return grid
