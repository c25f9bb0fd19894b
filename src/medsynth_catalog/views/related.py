"""Related papers on a terminal: how similar each is, and why."""

from collections.abc import Iterable

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.fields import display_title
from medsynth_catalog.similarity import Relative, reasons_said
from medsynth_catalog.views.screen import DIM, KEY, linked


def related_view(catalogue: Catalogue, found: Iterable[Relative]) -> RenderableType:
    """Return a list of related papers with their similarity and what they share."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True, width=4)
    grid.add_column(overflow="fold")
    for one in found:
        paper = one.paper
        head = Text.assemble(linked(paper.key, KEY, paper.link), f"  {paper.year or '    '}  ")
        head.append_text(linked(display_title(paper), "" if paper.title else DIM, paper.link))
        grid.add_row(f"{one.similarity:.2f}", Text.assemble(head, "\n", (reasons_said(catalogue, one.reasons), DIM)))
    return grid
