"""Trends on a terminal: a line for each term with its sparkline, its change and its first paper."""

from collections.abc import Iterable, Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from medsynth_catalog.field.saying import percent
from medsynth_catalog.field.statistics import SMALL
from medsynth_catalog.field.trends import Trend, Trends
from medsynth_catalog.views.screen import HEAD, KEY, MARK
from medsynth_catalog.views.shading import spark

_TELLING = 3  # terms that are named as having risen or fallen most
_ALPHA = 0.05
READING = f"Sparklines have each their own height; * marks shares of fewer than {SMALL} papers."
"""What must be known to read the drawing."""

_WIDE = 100
_SPARKLINE = 2  # the place of its column


def trends_views(found: Iterable[Trends], width: int) -> Iterator[RenderableType]:
    """Yield the drawing of some facets over the years for a screen of `width` columns; one without papers has none."""
    drawn = [one for one in found if one.papers]
    for number, one in enumerate(drawn):
        if number:
            yield Text("")
        yield from _facet_view(one, width)


def _facet_view(found: Trends, width: int) -> Iterator[RenderableType]:
    places = _drawn_years(found)
    since, until = next(((one.change.since, one.change.until) for one in found.terms if one.change), ("", ""))
    wide = width >= _WIDE
    headings = [found.by, "papers", _years(found, places), str(since), str(until), *(["95% interval"] if wide else [])]
    rows = [_cells(one, found, places, wide) for one in found.terms]
    widths = [max(map(len, column)) for column in zip(headings, *rows, strict=True)]
    gap = 2 if wide else 1
    grid = Table(box=None, padding=(0, gap, 0, 0), pad_edge=False, show_edge=False, header_style=HEAD)
    for number, (heading, needed) in enumerate(zip(headings, widths, strict=True)):
        style = MARK if number == _SPARKLINE else None
        grid.add_column(heading, width=needed, no_wrap=True, style=style, justify="right" if number else "left")
    left = width - sum(widths) - gap * len(widths)
    grid.add_column("first", width=max(4, left), no_wrap=True, overflow="ellipsis", style=KEY)
    for one, cells in zip(found.terms, rows, strict=True):
        grid.add_row(*map(Text, cells), _first(one))
    yield grid
    for verb, terms in (("rose most", found.rising), ("fell most", found.falling)):
        told = [one for one in terms if one.change and one.change.q <= _ALPHA][:_TELLING]
        said = "; ".join(map(_said, told)) or "none that couldn't be chance"
        yield Text.assemble((f"{verb}: ", HEAD), said)


def _cells(one: Trend, found: Trends, places: Sequence[int], wide: bool) -> list[str]:
    shares = spark([one.shares[place].share for place in places])
    cells = ["  " * _depth(one, found.terms) + one.id, f"{one.count:,}", shares, *_change(one)]
    if wide:
        last = one.change.after if one.change else None
        cells.append(f"{percent(last.low)} to {percent(last.high)}" if last else "")
    return cells


def _years(found: Trends, places: Sequence[int]) -> str:
    if not places:
        return ""
    first, last = str(found.years[places[0]]), str(found.years[places[-1]])
    return f"{first}–{last[-2:]}"


def _drawn_years(found: Trends) -> list[int]:
    """The years from the first with enough papers for a share to mean something."""
    start = next((place for place, known in enumerate(found.known_of) if known >= SMALL), 0)
    return list(range(start, len(found.years)))


def _change(one: Trend) -> tuple[str, str]:
    if one.change is None:
        return "", ""
    before, after = (
        f"{percent(share.share or 0)}{'*' * share.is_small}" for share in (one.change.before, one.change.after)
    )
    return before, after


def _said(one: Trend) -> str:
    before, after = _change(one)
    return f"{one.id} {before} to {after} (z = {one.change.z:.1f})" if one.change else one.id


def _first(one: Trend) -> str:
    if one.first is None:
        return ""
    more = f" +{len(one.first.keys) - 1}" if len(one.first.keys) > 1 else ""
    return f"{one.first.year} {one.first.keys[0]}{more}"


def _depth(one: Trend, terms: Sequence[Trend]) -> int:
    above = {term.id: term.broader for term in terms}
    depth, broader = 0, one.broader
    while broader in above:
        depth, broader = depth + 1, above[broader]
    return depth
