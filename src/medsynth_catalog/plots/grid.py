"""A grid of cells with numbers between named rows and columns: what heat maps and gap maps have in common."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from medsynth_catalog.plots.drawing import GREY, INK, MARGIN, SMALL, TEXT, TITLE, Caption, Sheet, shortened, text_width

if TYPE_CHECKING:
    from matplotlib.axes import Axes

CELL = 0.56, 0.26
"""The width and height of a cell in inches."""
_ANGLE, _SLANT = 45, 0.71  # of headings, and how wide and high they are for their length
_BREAK = 0.35  # of a cell, before rows and columns that are no values


class Line(Struct, frozen=True):
    """A row or column.

    Attributes:
        label: Its name.
        depth: How far it is indented.
        apart: Whether it stands apart from those before it, since it is no value.
    """

    label: str
    depth: int = 0
    apart: bool = False


class Square(Struct, frozen=True):
    """A cell.

    Attributes:
        text: What stands in it.
        fill: Its colour.
        hatched: Whether it is hatched.
        framed: Whether it has a frame.
    """

    text: str
    fill: str = "white"
    hatched: bool = False
    framed: bool = False


def draw_grid(
    title: str,
    rows: Sequence[Line],
    cols: Sequence[Line],
    squares: Sequence[Sequence[Square]],
    notes: Sequence[str],
    key: Sequence[tuple[str, Square]] = (),
) -> Sheet:
    """Draw a grid with a title above, a key to its colours and a caption below."""
    row_labels = ["   " * row.depth + shortened(row.label) for row in rows]
    col_labels = [shortened(col.label) for col in cols]
    left = MARGIN + text_width(row_labels) + 0.1
    slants = [text_width([label]) * _SLANT for label in col_labels]
    across, down = _places(cols), _places(rows)
    inner = CELL[0] * (across[-1] + 1), CELL[1] * (down[-1] + 1)
    ends = [CELL[0] * (place + 0.5) + slant + 0.1 for place, slant in zip(across, slants, strict=True)]
    width = max(left + max(inner[0], *ends) + MARGIN, text_width([title], TITLE) + 2 * MARGIN, 6.3)
    caption = Caption(notes, width)
    top = MARGIN + 0.5 + max(slants)
    key_height = 0.3 * ((len(key) + 1) // 2) + 0.1 if key else 0.0
    sheet = Sheet(width, top + inner[1] + key_height + caption.height + MARGIN)
    sheet.text(MARGIN, MARGIN, title, TITLE, weight="bold")
    axes = sheet.axes(left, top, *inner)
    axes.set(xlim=(-0.5, across[-1] + 0.5), ylim=(down[-1] + 0.5, -0.5))
    axes.axis("off")
    for place, label in zip(down, row_labels, strict=True):
        sheet.text(MARGIN, top + CELL[1] * (place + 0.5), label, TEXT, va="center_baseline")
    for place, label in zip(across, col_labels, strict=True):
        at = left + CELL[0] * (place + 0.5)
        sheet.text(at, top - 0.06, label, TEXT, va="bottom", rotation=_ANGLE, rotation_mode="anchor")
    for y, line in zip(down, squares, strict=True):
        for x, square in zip(across, line, strict=True):
            _draw_square(axes, x, y, square)
    for number, (meaning, square) in enumerate(key):
        x, y = MARGIN + (number % 2) * (width - 2 * MARGIN) / 2, top + inner[1] + 0.15 + 0.3 * (number // 2)
        small = sheet.axes(x, y, 0.36, 0.2)
        small.set(xlim=(-0.55, 0.55), ylim=(0.55, -0.55))
        small.axis("off")
        _draw_square(small, 0, 0, square)
        sheet.text(x + 0.44, y + 0.1, meaning, SMALL, va="center")
    caption.put(sheet)
    return sheet


def is_dark(fill: str) -> bool:
    """Whether white text is easier to read on a colour than black, by its luminance (WCAG 2.2)."""
    from matplotlib.colors import to_rgb

    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in to_rgb(fill)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] < 0.179


def _places(lines: Sequence[Line]) -> list[float]:
    """Where each row or column stands, in cells, with a break before those that stand apart."""
    places, at = [], 0.0
    for number, line in enumerate(lines):
        if number:
            at += 1 + _BREAK * (line.apart and not lines[number - 1].apart)
        places.append(at)
    return places


def _draw_square(axes: "Axes", x: float, y: float, square: Square) -> None:
    from matplotlib.patches import Rectangle

    edge: dict[str, Any] = (
        {"edgecolor": INK, "linewidth": 1.8, "zorder": 3}
        if square.framed
        else {"edgecolor": "#D0D0D0", "linewidth": 0.5}
    )
    inset = 0.06 if square.framed else 0.0
    axes.add_patch(
        Rectangle(
            (x - 0.5 + inset / 2, y - 0.5 + inset), 1 - inset, 1 - 2 * inset,
            facecolor=square.fill, hatch="////" if square.hatched else None, **edge,
        )
    )  # fmt: skip
    colour = "white" if is_dark(square.fill) else GREY if square.text == "0" else INK
    box = {"facecolor": "white", "edgecolor": "none", "pad": 0.6} if square.hatched and square.text else None
    axes.text(x, y, square.text, fontsize=SMALL, color=colour, ha="center", va="center_baseline", bbox=box, zorder=4)
