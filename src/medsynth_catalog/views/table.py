"""Papers as a table that fits the screen: with the key beside the title from 100 columns on, above it on narrower screens."""

from collections.abc import Sequence

from rich import box
from rich.table import Table
from rich.text import Text

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.fields import display_title
from medsynth_catalog.formats.columns import DEFAULT_COLUMNS, cell
from medsynth_catalog.records import FACETS, Paper
from medsynth_catalog.searching import Hit
from medsynth_catalog.views.screen import DIM, HEAD, KEY, MARK, console
from medsynth_catalog.vocabulary import Vocabulary

NARROW, WIDE = 72, 100
_FEW = ("key", "year", "title", "type", "code")
# The width from which a column folds; titles take what is left.
_WIDEST = {
    "key": 30,
    "method": 16,
    "type": 9,
    "application": 9,
    "evaluation": 6,
    "venue": 24,
    "authors": 24,
    "found": 18,
}
_HEADINGS = {"evaluation": "eval", "application": "appl"}


def paper_table(
    hits: Sequence[Hit], columns: Sequence[str], catalogue: Catalogue, width: int, height: int | None
) -> tuple[Table, int]:
    """Return a table of hits for a screen, and how many of them it holds.

    Args:
        hits: The papers, in order.
        columns: Names of columns; the default ones if empty.
        catalogue: Where short names of terms and venues come from.
        width: The columns of the screen.
        height: The lines of the screen, or `None` to include all hits.
    """
    names = list(columns or (DEFAULT_COLUMNS if width >= NARROW else _FEW))
    stacked = width < WIDE and {"key", "title"} <= set(names)
    if stacked:
        names.remove("key")
        names.insert(0, names.pop(names.index("title")))
    most = len(hits) if height is None else max(1, height)
    rows = [[_text(hit, name, catalogue, stacked) for name in names] for hit in hits[:most]]
    gap = 2 if width >= WIDE else 1
    widths = _widths(names, rows, width, gap)
    table = Table(box=box.SIMPLE_HEAD, padding=(0, gap - 1, 0, 0), pad_edge=False, show_edge=False)
    for name, fixed in zip(names, widths, strict=True):
        heading = "key / title" if stacked and name == "title" else _HEADINGS.get(name, name)
        table.add_column(heading, width=fixed, header_style=HEAD, overflow="fold")
    shown = _fitting(rows, widths, height)
    for row in rows[:shown]:
        table.add_row(*row)
    return table, shown


def _text(hit: Hit, name: str, catalogue: Catalogue, stacked: bool) -> Text:
    paper = hit.paper
    if name == "key":
        return Text(paper.key, KEY)
    if name == "title":
        title = Text(display_title(paper), "" if paper.title else DIM)
        key = (f"{paper.key}\n", KEY) if stacked else ""
        found = (f"\n{_found(hit)}", DIM) if hit.found else ""
        return Text.assemble(key, title, found)
    if name == "venue":
        return Text(catalogue.venues.short(paper.venue or ""))
    if name == "code":
        return Text("yes", f"{MARK} link {paper.code}") if paper.code else Text("")
    return Text(_terms(paper, name, catalogue.vocabulary) or cell(paper, name))


def _terms(paper: Paper, name: str, vocabulary: Vocabulary) -> str | None:
    """Return the short forms of the terms of a facet; those of evaluation, which are letters, joined, "?" if nobody assessed it."""
    for facet in FACETS:
        if facet == name:
            shorts = [vocabulary.short(facet, term) for term in paper.terms(facet)]
            return "".join(shorts) or "?" if facet == "evaluation" else " ".join(shorts)
    return None


def _found(hit: Hit) -> str:
    """Return which words of the text were found in which field: "title: diffusion brain"."""
    places: dict[str, list[str]] = {}
    for field, word in hit.found:
        places.setdefault(field, []).append(word)
    return ", ".join(f"{field}: {' '.join(words)}" for field, words in places.items())


def _widths(names: Sequence[str], rows: Sequence[Sequence[Text]], width: int, gap: int) -> list[int]:
    """Return the width of each column: what its text needs, up to a limit, and the rest for the title."""
    needed = [
        min(_WIDEST.get(name, 40), max(len(_HEADINGS.get(name, name)), *(row[index].cell_len for row in rows)))
        for index, name in enumerate(names)
    ]
    if "title" in names:
        index = names.index("title")
        needed[index] = max(20, width - (sum(needed) - needed[index]) - gap * (len(names) - 1) - 1)
    return needed


def _fitting(rows: Sequence[Sequence[Text]], widths: Sequence[int], height: int | None) -> int:
    """Return how many rows fit below a heading of two lines, with two more lines left for the count and the prompt."""
    if height is None:
        return len(rows)
    screen = console()
    left, shown = height - 4, 0
    for row in rows:
        left -= max(len(text.wrap(screen, fixed)) for text, fixed in zip(row, widths, strict=True))
        if left < 0 and shown:
            break
        shown += 1
    return shown
