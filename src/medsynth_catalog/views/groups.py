"""Groups of papers on a terminal: each with its number of papers, a bar, and as many papers as fit."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from medsynth_catalog.fields import display_title
from medsynth_catalog.grouping import Group
from medsynth_catalog.views.screen import DIM, HEAD, KEY, MARK, linked

_BAR = 24


def group_views(groups: Sequence[Group], width: int, height: int | None) -> Iterator[RenderableType]:
    """Yield the drawing of each group for a screen of `width` columns and `height` lines; `None` draws every paper."""
    most = max((len(group.papers) for group in groups), default=0)
    each = None if height is None else _room(groups, height)
    label_width = min(max((len(group.label) for group in groups), default=0), width // 2)
    key_width = min(34, max((len(paper.key) for group in groups for paper in group.papers), default=0))
    count_width = len(str(most))
    for group in groups:
        bar = "█" * max(1, round(_BAR * len(group.papers) / most))
        label = Text(group.label)
        label.truncate(label_width, overflow="ellipsis", pad=True)
        yield Text.assemble((label.plain, HEAD), f"  {len(group.papers):>{count_width}}  ", (bar, MARK))
        shown = group.papers if each is None else group.papers[:each]
        if shown:
            rows = Table.grid(padding=(0, 1, 0, 0))
            rows.add_column(width=1)
            rows.add_column(width=key_width + 1, no_wrap=True, overflow="ellipsis")
            rows.add_column(width=max(10, width - key_width - 5), no_wrap=True, overflow="ellipsis")
            for paper in shown:
                title = linked(display_title(paper), "" if paper.title else DIM, paper.link)
                rows.add_row("", linked(paper.key, KEY, paper.link), title)
            yield rows
        if 0 < len(shown) < len(group.papers):
            yield Text(f"  … {len(group.papers) - len(shown)} more", DIM)


def is_folded(groups: Sequence[Group], height: int) -> bool:
    """Whether some papers of the groups don't fit on a screen of so many lines."""
    return _room(groups, height) is not None


def _room(groups: Sequence[Group], height: int) -> int | None:
    """Return how many papers of each group fit, `None` for all; a group that is cut needs a line to say so."""
    lines = height - 3
    if len(groups) + sum(len(group.papers) for group in groups) <= lines:
        return None
    each = 0
    while (
        len(groups) + sum(min(len(group.papers), each + 1) + (len(group.papers) > each + 1) for group in groups)
        <= lines
    ):
        each += 1
    return each
