"""Gaps as a map: every pair of terms with its papers and those expected, dark where most of them are missing."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from medsynth_catalog.field.gaps import Gap, Gaps
from medsynth_catalog.field.saying import gaps_notes, plural, source_said
from medsynth_catalog.plots.drawing import Sheet, check_size, picture
from medsynth_catalog.plots.grid import Line, Square, draw_grid
from medsynth_catalog.records import Facet
from medsynth_catalog.vocabulary import Vocabulary

# From cividis, light to dark, so that they differ in grey, too: up to which part of what is expected, with the colour.
_CLASSES = ((0.0, "#00224E"), (0.25, "#575C6D"), (0.5, "#A59C74"), (0.75, "#E8D98A"))
_ENOUGH = "#FFFFFF"
_KEY = (
    ("no paper", Square("", _CLASSES[0][1])),
    ("at most a quarter of those expected", Square("", _CLASSES[1][1])),
    ("at most half of those expected", Square("", _CLASSES[2][1])),
    ("at most three quarters of those expected", Square("", _CLASSES[3][1])),
    ("more", Square("", _ENOUGH)),
    ("fewer than one expected: no statement", Square("", _ENOUGH, hatched=True)),
    ("gap: at most half, with a false discovery rate of at most 5%", Square("", _ENOUGH, framed=True)),
)


def draw_gaps(found: Gaps, vocabulary: Vocabulary, form: str) -> bytes:
    """Draw a gap map as a file in "svg", "png" or "pdf".

    Raises QueryError where matplotlib isn't installed, or nothing could be compared.
    """
    rows = _lines(found.rows_by, {cell.row for cell in found.cells}, vocabulary)
    cols = _lines(found.cols_by, {cell.col for cell in found.cells}, vocabulary)
    check_size(len(rows), plural(found.rows_by), "use a narrower selection", least=1)
    return picture(_draw, form)(found, rows, cols)


def _lines(facet: Facet, terms: AbstractSet[str], vocabulary: Vocabulary) -> dict[str, Line]:
    return {term.id: Line(term.label, depth) for term, depth in vocabulary.tree(facet) if term.id in terms}


def _draw(found: Gaps, rows: Mapping[str, Line], cols: Mapping[str, Line]) -> Sheet:
    cells = {(cell.row, cell.col): cell for cell in found.cells}
    return draw_grid(
        f"Papers found and expected by {found.rows_by} and {found.cols_by}",
        list(rows.values()),
        list(cols.values()),
        [[_square(cells[row, col]) for col in cols] for row in rows],
        ["In each cell: papers / papers expected.", *gaps_notes(found), f"{source_said(found.date)}."],
        _KEY,
    )


def _square(cell: Gap) -> Square:
    text = f"{cell.count}/{cell.expected:.0f}" if cell.expected >= 10 else f"{cell.count}/{cell.expected:.1f}"
    if cell.expected < 1:
        return Square(text, _ENOUGH, hatched=True)
    part = cell.count / cell.expected
    fill = next((colour for most, colour in _CLASSES if part <= most), _ENOUGH)
    return Square(text, fill, framed=cell.verdict == "gap")
