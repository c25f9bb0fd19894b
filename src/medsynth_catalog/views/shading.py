"""Numbers as shades and sparklines, which say the same without colours and in any width."""

from collections.abc import Sequence
from math import ceil, log1p

_SPARKS = "▁▂▃▄▅▆▇█"
_SHADES = " ░▒▓█"
# Light to dark blue, each with a text colour that is legible on it whatever the colours of the terminal.
_COLOURS = ("", "black on #deebf7", "black on #9ecae1", "white on #3182bd", "white on #08519c")


def spark(values: Sequence[float | None]) -> str:
    """Return a character for each value: a block as high as its part of the largest, "·" for 0 and a space for none.

    >>> spark([0, 1, 4, None, 8])
    '·▁▄ █'
    """
    top = max((value for value in values if value), default=1.0)
    return "".join(_spark(value, top) for value in values)


def level(value: float, most: float, logarithmic: bool) -> int:
    """Return the shade of a value from 0, for none, to 4.

    >>> [level(value, 100, logarithmic=False) for value in (0, 1, 26, 51, 100)]
    [0, 1, 2, 3, 4]
    """
    if value <= 0 or most <= 0:
        return 0
    part = log1p(value) / log1p(most) if logarithmic else value / most
    return min(4, 1 + int(part * 4))


def shade(level: int) -> str:
    """Return the character of a shade."""
    return _SHADES[level]


def colour(level: int) -> str:
    """Return the style of a shade."""
    return _COLOURS[level]


def _spark(value: float | None, top: float) -> str:
    if value is None:
        return " "
    return _SPARKS[min(8, ceil(value / top * 8)) - 1] if value > 0 else "·"
