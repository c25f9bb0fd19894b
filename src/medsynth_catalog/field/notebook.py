"""Counts, gaps and trends in notebooks: what their `_repr_html_` shows."""

from medsynth_catalog.field.crosstab import CrossTable
from medsynth_catalog.field.gaps import Gaps
from medsynth_catalog.field.saying import gap_sentence, papers_said, percent
from medsynth_catalog.field.trends import Trends
from medsynth_catalog.hypertext import Html, shaded, table, text

# Space that a reader's eye takes for the depth of a term.
_INDENT = "\u2003"
_SHOWN = 20


def crosstab_html(found: CrossTable) -> str:
    """Return a table of counts, shaded; values without papers are left out."""
    cols = [place for place, col in enumerate(found.cols) if col.count]
    most = max((count for row in found.counts for count in row), default=0)
    rows: list[list[Html]] = []
    for row, counts in zip(found.rows, found.counts, strict=True):
        if row.count:
            shares = (shaded(counts[place], counts[place] / most if most else 0) for place in cols)
            rows.append([text(_INDENT * row.depth + row.label), text(row.count), *shares])
    head = (found.rows_by, "papers", *(found.cols[place].label for place in cols))
    return table(head, rows, papers_said(found.papers, found.selection))


def gaps_html(found: Gaps) -> str:
    """Return the first gaps, each with its sentence and the search that shows its papers."""
    rows = (map(text, (gap.verdict, gap_sentence(gap, found), gap.search)) for gap in found.gaps[:_SHOWN])
    listed = f"{len(found.gaps)} pairs of {found.rows_by} and {found.cols_by} with few papers"
    shown = f", {_SHOWN} of them here" if len(found.gaps) > _SHOWN else ""
    return table(
        ("verdict", "", "search"), map(list, rows), f"{listed}{shown}; {papers_said(found.papers, found.selection)}"
    )


def trends_html(found: Trends) -> str:
    """Return the shares of terms by year."""
    rows = [
        [
            text(term.label),
            *(
                text("")
                if share.share is None
                else shaded(f"{percent(share.share)}{'*' * share.is_small}", share.share)
                for share in term.shares
            ),
        ]
        for term in found.terms
    ]
    head = (found.by, *(f"{year}, incomplete" if year == found.running else year for year in found.years))
    said = f"{papers_said(found.papers, found.selection)}; * marks shares of few papers"
    return table(head, rows, said)
