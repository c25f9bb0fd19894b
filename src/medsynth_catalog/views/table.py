"""Papers as a table that fits the screen: with the key beside the title from 100 columns on, above it on narrower screens."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from rich import box
from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.formats.columns import DEFAULT_COLUMNS
from medsynth_catalog.searching import Hit
from medsynth_catalog.views.cells import abbreviations, cell_text, found_text
from medsynth_catalog.views.screen import DIM, HEAD, broken, console

# From these widths on: all default columns; the key in a column of its own; headings in full; terms and venues in full.
NARROW, WIDE, FULL_HEADINGS, FULL_TERMS = 72, 100, 140, 180
_FEW = ("key", "year", "title", "type", "code")
# The width up to which a column grows beyond its longest word; titles take what is left.
_WIDEST = {
    "key": 30,
    "method": 16,
    "type": 9,
    "application": 9,
    "evaluation": 6,
    "venue": 24,
    "authors": 24,
    "modality": 9,
    "anatomy": 10,
}
_WIDEST_IN_FULL = {"evaluation": 28, "venue": 40}
_LEAST_TITLE = 20
_LONGEST_WORD = 24  # names of methods are shorter; addresses, which may break anywhere, are not
_HEADINGS = {"evaluation": "eval", "application": "appl"}
_SAMPLE = 1000  # rows that decide how wide columns are
_AT_ONCE = 50  # rows drawn together, so that a pager shows the first while the last are drawn

Row = Sequence[Text]


class PaperTable:
    """A table of papers for a screen of some width.

    Attributes:
        left_out: The columns for which the screen is too narrow.
    """

    def __init__(self, hits: Sequence[Hit], columns: Sequence[str], catalogue: Catalogue, width: int) -> None:
        """Lay out a table.

        Args:
            hits: The papers, in order.
            columns: Names of columns; the default ones if empty.
            catalogue: Where short names of terms and venues come from.
            width: The columns of the screen.
        """
        wanted = list(columns or (DEFAULT_COLUMNS if width >= NARROW else _FEW))
        self._hits, self._catalogue, self._width = hits, catalogue, width
        self._stacked = width < WIDE and {"key", "title"} <= set(wanted)
        if self._stacked:
            wanted.remove("key")
            wanted.insert(0, wanted.pop(wanted.index("title")))
        self._gap = 2 if width >= WIDE else 1
        self._shown = {*wanted, "key"} if self._stacked else set(wanted)
        rows = [[self._cell(hit, name) for name in wanted] for hit in hits[:_SAMPLE]]
        self._widths = self._fitted(wanted, rows)
        self._names = wanted[: len(self._widths)]
        self._shown -= set(wanted) - set(self._names)
        self.left_out = [name for name in columns or DEFAULT_COLUMNS if name not in self._shown]

    def first_screen(self, height: int | None) -> int:
        """Return how many papers fit into so many lines, with the heading and the legend of these papers; `None` is endless."""
        if height is None:
            return len(self._hits)
        screen = console(self._width)
        left, shown = height - 2, 0
        for row in self._rows():
            left -= max(len(text.wrap(screen, width)) for text, width in zip(row, self._widths, strict=True))
            legend = sum(len(text.wrap(screen, self._width)) for text in self.legend(self._hits[: shown + 1]))
            if left < legend and shown:
                break
            shown += 1
        return shown

    def parts(self, most: int) -> Iterator[Table]:
        """Yield the table of the first papers in parts, of which only the first has a heading."""
        rows = islice(self._rows(), most)
        part = list(islice(rows, _AT_ONCE))
        yield self._part(part, heading=True)
        while part := list(islice(rows, _AT_ONCE)):
            yield self._part(part, heading=False)

    def legend(self, hits: Sequence[Hit], known: Sequence[Hit] = ()) -> list[Text]:
        """Return what the abbreviations in the rows of some papers mean, but for those of known ones; empty without any."""
        if self._width >= FULL_TERMS:
            return []
        before = abbreviations(known, self._names, self._catalogue)
        parts = []
        for facet, found in abbreviations(hits, self._names, self._catalogue).items():
            if said := [f"{short}={term}" for short, term in found.items() if short not in before.get(facet, {})]:
                parts.append(f"{facet}: {', '.join(said)}")
        return [Text("; ".join(parts), DIM)] if parts else []

    def _rows(self) -> Iterator[Row]:
        return (
            [self._cell(hit, name, width) for name, width in zip(self._names, self._widths, strict=True)]
            for hit in self._hits
        )

    def _cell(self, hit: Hit, name: str, width: int | None = None) -> Text:
        text = cell_text(hit, name, self._catalogue, short=self._width < FULL_TERMS)
        if width is not None:
            text.plain = broken(text.plain, width)
        if name != "title":
            return text
        if self._stacked:
            text = Text.assemble(cell_text(hit, "key", self._catalogue, short=True), "\n", text)
        found = found_text(hit, self._shown)
        return Text.assemble(text, (f"\n{found}", DIM)) if found else text

    def _heading(self, name: str) -> str:
        if self._stacked and name == "title":
            return "key / title"
        return _HEADINGS.get(name, name) if self._width < FULL_HEADINGS else name

    def _fitted(self, names: Sequence[str], rows: Sequence[Row]) -> list[int]:
        """The width of each column that fits: what its text needs, up to a limit, and the rest for the title."""
        texts = [[self._heading(name), *(row[at].plain for row in rows)] for at, name in enumerate(names)]
        widths = [self._needed(name, column) for name, column in zip(names, texts, strict=True)]
        title = names.index("title") if "title" in names else None
        if title is not None:
            widths[title] = _LEAST_TITLE
        while sum(widths) + self._gap * (len(widths) - 1) > self._width and len(widths) > 1:
            widths.pop()
        if title is not None and title < len(widths):
            widths[title] += self._width - sum(widths) - self._gap * (len(widths) - 1) - 1
        return [max(1, width) for width in widths]

    def _needed(self, name: str, texts: Iterable[str]) -> int:
        whole = max(map(cell_len, texts))
        word = max(cell_len(word) for text in texts for word in text.split() or [""])
        widest = _WIDEST | _WIDEST_IN_FULL if self._width >= FULL_TERMS else _WIDEST
        return min(whole, max(widest.get(name, 40), min(word, _LONGEST_WORD)))

    def _part(self, rows: Sequence[Row], heading: bool) -> Table:
        table = Table(
            box=box.SIMPLE_HEAD, padding=(0, self._gap - 1, 0, 0), pad_edge=False, show_edge=False, show_header=heading
        )
        for name, width in zip(self._names, self._widths, strict=True):
            table.add_column(self._heading(name), width=width, header_style=HEAD, overflow="fold")
        for row in rows:
            table.add_row(*row)
        return table
