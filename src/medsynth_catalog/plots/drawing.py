"""What all pictures share: sheets in inches with measured text, colours, a caption, and files that are the same each time.

The colours are told apart by readers with any colour vision and in grey: "cividis" (Nuñez, Anderton, Renslow, PLoS ONE 13, 2018, e0199239)
for amounts, the blue of Okabe and Ito (Color Universal Design) for bars and lines.
"""

import io
import textwrap
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec

from medsynth_catalog.errors import QueryError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

BLUE, PALE, GREY, INK = "#0072B2", "#9CC9E3", "#6B6B6B", "#1A1A1A"
TEXT, SMALL, TITLE = 9.0, 7.5, 11.0
"""Sizes of letters in points."""
MARGIN = 0.25
"""Inches around a picture."""
MOST = 200
"""More rows, columns or panels than this are no picture."""

_LEADING = 1.4
_WIDEST_LETTER = 0.58  # of the size of a letter, on average in a line of DejaVu Sans
_SETTINGS: dict[Any, Any] = {
    "font.family": "DejaVu Sans",  # comes with matplotlib, so that text has the same width everywhere
    "svg.hashsalt": "medsynth",
    "svg.fonttype": "none",
    "pdf.fonttype": 42,
    "text.parse_math": False,  # a name may hold dollars
    "text.color": INK,
    "axes.edgecolor": GREY,
    "hatch.linewidth": 0.6,
    "hatch.color": GREY,
}
# No date and no version in a file, so that the same numbers give the same bytes.
_METADATA: dict[str, dict[str, Any]] = {
    "svg": {"Date": None, "Creator": "medsynth"},
    "png": {"Software": None},
    "pdf": {"CreationDate": None, "Creator": "medsynth", "Producer": None},
}
_Arguments = ParamSpec("_Arguments")


class Sheet:
    """A picture of a size in inches, on which parts are placed from its top left corner."""

    def __init__(self, width: float, height: float) -> None:
        from matplotlib.figure import Figure

        self.width, self.height = width, height
        self.figure = Figure(figsize=(width, height))

    def text(self, left: float, top: float, words: str, size: float = TEXT, **style: Any) -> None:
        """Put a text at a place in inches; its upper left corner is there unless the style says otherwise."""
        placed = {"ha": "left", "va": "top"} | style
        self.figure.text(left / self.width, 1 - top / self.height, words, fontsize=size, **placed)

    def axes(self, left: float, top: float, width: float, height: float) -> "Axes":
        """Return axes that fill a rectangle in inches."""
        return self.figure.add_axes(
            (left / self.width, 1 - (top + height) / self.height, width / self.width, height / self.height)
        )

    def bytes(self, form: str) -> bytes:
        """Return the picture as a file in "svg", "png" or "pdf"."""
        written = io.BytesIO()
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Glyph .* missing from")  # a viewer of SVG has the letters; else a box
            self.figure.savefig(written, format=form, dpi=200, metadata=_METADATA[form])
        return written.getvalue()


class Caption:
    """Lines of text below a picture, wrapped to its width."""

    def __init__(self, sentences: Iterable[str], width: float) -> None:
        letters = int((width - 2 * MARGIN) / (SMALL / 72 * _WIDEST_LETTER))
        self._lines = textwrap.wrap(" ".join(sentences), max(40, letters), break_long_words=True)

    @property
    def height(self) -> float:
        """Its height in inches, with the space above it."""
        return 0.2 + len(self._lines) * SMALL / 72 * _LEADING

    def put(self, sheet: Sheet) -> None:
        """Put it at the bottom of a picture."""
        top = sheet.height - MARGIN - self.height + 0.2
        sheet.text(MARGIN, top, "\n".join(self._lines), SMALL, color=GREY, linespacing=_LEADING * 0.86)


def text_width(texts: Iterable[str], size: float = TEXT) -> float:
    """Return the width of the widest text in inches."""
    from matplotlib.figure import Figure

    page = Figure(dpi=72)
    return max((page.text(0, 0, text, fontsize=size).get_window_extent().width / 72 for text in texts), default=0.0)


def shortened(text: str, longest: int = 48) -> str:
    """Return a label that is cut, with an ellipsis, if it is longer than a picture has room for."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def picture(draw: Callable[_Arguments, Sheet], form: str) -> Callable[_Arguments, bytes]:
    """Return a function that draws a sheet in our style, and gives it as a file. Raises QueryError where matplotlib is missing."""

    @wraps(draw)
    def drawn(*arguments: _Arguments.args, **named: _Arguments.kwargs) -> bytes:
        with _style():
            return draw(*arguments, **named).bytes(form)

    return drawn


def check_size(count: int, what: str, hint: str, least: int = 0) -> None:
    """Raise QueryError if there are too many things for a picture, or too few."""
    if count < least:
        raise QueryError("nothing to draw", "no paper of the selection has a value")
    if count > MOST:
        raise QueryError(f"cannot draw {count:,} {what}: a picture has room for {MOST}", hint)


@contextmanager
def _style() -> Iterator[None]:
    try:
        import matplotlib as mpl
    except ImportError as error:
        raise QueryError("--plot needs matplotlib", "pip install 'medsynth-catalog[plot]'") from error
    with mpl.rc_context(_SETTINGS):
        yield
