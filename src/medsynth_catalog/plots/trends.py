"""Trends as small pictures side by side, one for each term: its share by year with the interval."""

from collections.abc import Sequence

from medsynth_catalog.field.saying import percent, source_said, trends_notes
from medsynth_catalog.field.statistics import SMALL as FEW
from medsynth_catalog.field.trends import Trend, Trends
from medsynth_catalog.plots.drawing import (
    BLUE,
    GREY,
    INK,
    MARGIN,
    PALE,
    SMALL,
    TITLE,
    Caption,
    Sheet,
    check_size,
    picture,
    shortened,
)

_ACROSS = 4
_PANEL = 1.55, 0.75  # width and height of what is drawn in a panel, in inches
_STEP = 2.15, 1.4  # from one panel to the next
_HEADING = 0.4


def draw_trends(found: Sequence[Trends], form: str) -> bytes:
    """Draw the terms of some facets as a file in "svg", "png" or "pdf".

    Raises QueryError where matplotlib isn't installed, or there is nothing to draw.
    """
    drawn = [one for one in found if one.terms and any(one.known_of)]
    check_size(sum(len(one.terms) for one in drawn), "terms", "use --by or a narrower selection", least=1)
    return picture(_draw, form)(drawn)


def _draw(found: Sequence[Trends]) -> Sheet:
    width = 2 * MARGIN + _STEP[0] * _ACROSS
    lines = [-(-len(one.terms) // _ACROSS) for one in found]
    notes = dict.fromkeys(note for one in found for note in trends_notes(one))
    caption = Caption(
        [
            "Bands are Wilson's 95% intervals; hollow points are of an incomplete year.",
            f"Pale points are shares of fewer than {FEW} papers; each panel has its own height.",
            *notes,
            f"{source_said(found[0].date)}.",
        ],
        width,
    )
    top = MARGIN
    sheet = Sheet(width, top + sum(_HEADING + _STEP[1] * count for count in lines) + caption.height + MARGIN)
    for one, count in zip(found, lines, strict=True):
        sheet.text(MARGIN, top, f"Share of papers by {one.by} and year", TITLE, weight="bold")
        for number, term in enumerate(one.terms):
            x = MARGIN + _STEP[0] * (number % _ACROSS)
            y = top + _HEADING + _STEP[1] * (number // _ACROSS)
            _draw_panel(sheet, x, y, term, one)
        top += _HEADING + _STEP[1] * count
    caption.put(sheet)
    return sheet


def _draw_panel(sheet: Sheet, left: float, top: float, term: Trend, found: Trends) -> None:
    start = next((place for place, known in enumerate(found.known_of) if known >= FEW), 0)
    places = [place for place in range(start, len(found.years)) if term.shares[place].of]
    years = [found.years[place] for place in places]
    shares = [term.shares[place].share or 0.0 for place in places]
    sheet.text(left, top, f"{shortened(term.label, 30)}", SMALL + 0.5)
    axes = sheet.axes(left + 0.35, top + 0.22, *_PANEL)
    complete = [number for number, year in enumerate(years) if year != found.running]
    # High enough for the points and the interval of the last years; earlier intervals, of few papers, may leave the panel.
    highest = max([*(share * 1.15 for share in shares), *(term.shares[place].high for place in places[-2:]), 0.01])
    lows = [term.shares[place].low for place in places]
    highs = [min(term.shares[place].high, highest) for place in places]
    axes.fill_between(years, lows, highs, color=PALE, alpha=0.7, linewidth=0)
    axes.plot(
        [years[number] for number in complete], [shares[number] for number in complete], color=BLUE, linewidth=1.2
    )
    if len(complete) < len(years):
        axes.plot(years[-2:], shares[-2:], color=BLUE, linewidth=1.0, linestyle=":")
    for place, year, share in zip(places, years, shares, strict=True):
        fill = "white" if year == found.running else PALE if term.shares[place].is_small else BLUE
        axes.plot(
            [year], [share], marker="o", markersize=3, markerfacecolor=fill, markeredgecolor=BLUE, markeredgewidth=0.8
        )
    first, last = (years[0], years[-1]) if years else (found.years[0], found.years[-1])
    axes.set(
        xlim=(first - 0.4, last + 0.4),
        ylim=(0, highest),
        xticks=sorted({first, last}),
        yticks=[0, max([*shares, 0.01])],
    )
    axes.set_yticklabels(["0", percent(max([*shares, 0.01]))])
    axes.tick_params(labelsize=SMALL - 0.5, length=2, colors=INK)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(GREY)
