"""One paper on a terminal, as a card of labelled lines."""

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from medsynth_catalog.views.screen import DIM, HEAD, KEY

_STYLES = {"key": KEY, "title": HEAD, "relative": ""}


def card_view(rows: Iterable[tuple[str, str]]) -> RenderableType:
    """Return a card of labelled lines; a label that repeats is shown once."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style=DIM, no_wrap=True)
    grid.add_column(overflow="fold")
    before = ""
    for label, text in rows:
        grid.add_row(Text("" if label == before else label), Text(text, _STYLES.get(label, "")))
        before = label
    return Group(Rule(style=DIM), grid)
