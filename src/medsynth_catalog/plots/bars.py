"""Bars with names and numbers, lying for terms and standing for years."""

from collections.abc import Sequence

from msgspec import Struct

from medsynth_catalog.plots.drawing import (
    BLUE,
    GREY,
    INK,
    MARGIN,
    PALE,
    SMALL,
    TEXT,
    TITLE,
    Caption,
    Sheet,
    shortened,
    text_width,
)

_HEIGHT, _LENGTH, _STANDING = 0.24, 4.2, 2.6


class Bar(Struct, frozen=True):
    """A bar.

    Attributes:
        label: Its name.
        length: The number that it shows.
        direct: The part of it that is dark.
        text: The number as it is written.
        depth: How far its name is indented.
        hatched: Whether it is no value, or that of an incomplete year.
        interval: The ends of an interval around its number.
    """

    label: str
    length: float
    direct: float
    text: str
    depth: int = 0
    hatched: bool = False
    interval: tuple[float, float] | None = None


def draw_bars(title: str, bars: Sequence[Bar], notes: Sequence[str]) -> Sheet:
    """Draw lying bars, one below the other."""
    labels = ["   " * bar.depth + shortened(bar.label) for bar in bars]
    left, numbers = MARGIN + text_width(labels) + 0.12, text_width([bar.text for bar in bars], SMALL) + 0.15
    width = max(left + _LENGTH + numbers + MARGIN, text_width([title], TITLE) + 2 * MARGIN)
    caption = Caption(notes, width)
    top, high = MARGIN + 0.4, _HEIGHT * len(bars)
    sheet = Sheet(width, top + high + caption.height + MARGIN)
    sheet.text(MARGIN, MARGIN, title, TITLE, weight="bold")
    axes = sheet.axes(left, top, _LENGTH, high)
    longest = max(_end(bar) for bar in bars)
    axes.set(xlim=(0, longest or 1), ylim=(len(bars) - 0.5, -0.5))
    axes.axis("off")
    for place, (bar, label) in enumerate(zip(bars, labels, strict=True)):
        solid = (
            {"facecolor": "white", "edgecolor": GREY, "hatch": "////", "linewidth": 0.6}
            if bar.hatched
            else {"color": PALE}
        )
        axes.barh(place, bar.length, height=0.74, **solid)
        if not bar.hatched:
            axes.barh(place, bar.direct, height=0.74, color=BLUE)
        if bar.interval:
            axes.plot(bar.interval, (place, place), color=INK, linewidth=1, solid_capstyle="butt")
        middle = top + _HEIGHT * (place + 0.5)
        sheet.text(MARGIN, middle, label, TEXT, va="center_baseline")
        end = left + _LENGTH * (_end(bar) / longest if longest else 0)
        sheet.text(end + 0.06, middle, bar.text, SMALL, va="center_baseline")
    caption.put(sheet)
    return sheet


def draw_columns(title: str, bars: Sequence[Bar], notes: Sequence[str]) -> Sheet:
    """Draw standing bars, side by side."""
    each = max(0.3, text_width([bar.text for bar in bars], SMALL) + 0.08)
    width = max(2 * MARGIN + each * len(bars), text_width([title], TITLE) + 2 * MARGIN, 5.0)
    caption = Caption(notes, width)
    below = text_width([bar.label for bar in bars]) + 0.12
    top = MARGIN + 0.6
    sheet = Sheet(width, top + _STANDING + below + caption.height + MARGIN)
    sheet.text(MARGIN, MARGIN, title, TITLE, weight="bold")
    axes = sheet.axes(MARGIN, top, each * len(bars), _STANDING)
    highest = max(_end(bar) for bar in bars)
    axes.set(xlim=(-0.5, len(bars) - 0.5), ylim=(0, highest or 1))
    axes.axis("off")
    for place, bar in enumerate(bars):
        solid = (
            {"facecolor": "white", "edgecolor": GREY, "hatch": "////", "linewidth": 0.6}
            if bar.hatched
            else {"color": BLUE}
        )
        axes.bar(place, bar.length, width=0.8, **solid)
        if bar.interval:
            axes.plot((place, place), bar.interval, color=INK, linewidth=1, solid_capstyle="butt")
        middle = MARGIN + each * (place + 0.5)
        end = top + _STANDING * (1 - (_end(bar) / highest if highest else 0))
        sheet.text(middle, end - 0.04, bar.text, SMALL, ha="center", va="bottom")
        sheet.text(middle, top + _STANDING + 0.06, bar.label, TEXT, ha="center", rotation=90)
    caption.put(sheet)
    return sheet


def _end(bar: Bar) -> float:
    return max(bar.length, bar.interval[1]) if bar.interval else bar.length
