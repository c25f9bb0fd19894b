"""One paper on a terminal, as a card of labelled lines."""

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from medsynth_catalog.views.screen import DIM, HEAD, KEY, linked

_STYLES = {"key": KEY, "title": HEAD, "term": KEY, "relative": ""}
_LINKED = ("key", "title")


def card_view(rows: Iterable[tuple[str, str]], address: str | None = None) -> RenderableType:
    """Return a card of labelled lines, whose key and title lead to an address; a label that repeats is shown once."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style=DIM, no_wrap=True)
    grid.add_column(overflow="fold")
    before = ""
    for label, text in rows:
        grid.add_row(
            Text("" if label == before else label),
            linked(text, _STYLES.get(label, ""), address if label in _LINKED else None),
        )
        before = label
    return Group(Rule(style=DIM), grid)
