"""Trends on a terminal: a line for each term with its sparkline, its change and its first paper."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from medsynth_catalog.field.saying import percent
from medsynth_catalog.field.statistics import SMALL
from medsynth_catalog.field.trends import Trend, Trends
from medsynth_catalog.views.screen import DIM, HEAD, KEY, MARK
from medsynth_catalog.views.shading import spark

_TELLING = 3  # terms that are named as having risen or fallen most
_ALPHA = 0.05
_WIDE = 100


def trends_view(found: Trends, width: int) -> Iterator[RenderableType]:
    """Yield the drawing of a facet over the years for a screen of `width` columns."""
    places = _drawn_years(found)
    since, until = next(((one.change.since, one.change.until) for one in found.terms if one.change), (None, None))
    heading = f"{found.by} {found.years[places[0]]}–{found.years[places[-1]]}" if places else found.by
    grid = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_edge=False, header_style=HEAD)
    grid.add_column(heading, no_wrap=True, overflow="ellipsis")
    grid.add_column("papers", justify="right", no_wrap=True)
    grid.add_column("shares", no_wrap=True, style=MARK, min_width=len(places))
    grid.add_column(str(since or ""), justify="right", no_wrap=True)
    grid.add_column(str(until or ""), justify="right", no_wrap=True)
    if width >= _WIDE:
        grid.add_column("95% interval", justify="right", no_wrap=True)
    grid.add_column("first", no_wrap=True, overflow="ellipsis", style=KEY)
    for one in found.terms:
        depth = _depth(one, found.terms)
        shares = [one.shares[place].share for place in places]
        cells = [Text("  " * depth + one.id), f"{one.count:,}", spark(shares), *_change(one)]
        if width >= _WIDE:
            last = one.change.after if one.change else None
            cells.append(f"{percent(last.low)} to {percent(last.high)}" if last else "")
        grid.add_row(*cells, _first(one))
    yield grid
    for verb, terms in (("rose most", found.rising), ("fell most", found.falling)):
        told = [one for one in terms if one.change and one.change.q <= _ALPHA][:_TELLING]
        said = "; ".join(map(_said, told)) or "none that couldn't be chance"
        yield Text.assemble((f"{verb}: ", HEAD), said)


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
    more = f" and {len(one.first.keys) - 1} more" if len(one.first.keys) > 1 else ""
    return f"{one.first.year} {one.first.keys[0]}{more}"


def _depth(one: Trend, terms: Sequence[Trend]) -> int:
    above = {term.id: term.broader for term in terms}
    depth, broader = 0, one.broader
    while broader in above:
        depth, broader = depth + 1, above[broader]
    return depth
