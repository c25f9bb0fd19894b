"""Counts, gaps and trends as JSON for scripts and as rows for spreadsheets. docs/field.md documents both."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import msgspec

from medsynth_catalog.field.crosstab import CrossTable, ShareOf
from medsynth_catalog.field.gaps import Gap, Gaps
from medsynth_catalog.field.saying import gap_sentence
from medsynth_catalog.field.statistics import Share
from medsynth_catalog.field.trends import Trends
from medsynth_catalog.formats.delimited import csv_line, safe_text

Row = Sequence[str]


def crosstab_object(table: CrossTable, share: ShareOf | None = None) -> dict[str, Any]:
    """Return the documented object of a table: "rows", "cols", "cells" that have papers, "unknown", ..."""
    found: dict[str, Any] = msgspec.to_builtins(table)
    del found["counts"]
    cells = [msgspec.to_builtins(cell) for cell in table.cells]
    if share:
        for cell, one in zip(cells, _shares(table, share), strict=True):
            cell.update(share=one and one.share, of=one and one.of, low=one and one.low, high=one and one.high)
    return found | {
        "cells": cells,
        "unknown": _without(table, "unknown"),
        "not_applicable": _without(table, "not-applicable"),
    }


def gaps_object(found: Gaps) -> dict[str, Any]:
    """Return the documented object of gaps: each has its fields, a sentence and the command that finds its papers."""
    plain: dict[str, Any] = {name: getattr(found, name) for name in found.__struct_fields__ if name != "cells"}
    return plain | {"tested": len(found.cells), "gaps": [_gap_object(gap, found) for gap in found.gaps]}


def to_json(value: Any) -> str:
    """Return a value as indented JSON."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n"


def crosstab_rows(table: CrossTable, share: ShareOf | None = None) -> Iterator[Row]:
    """Yield a heading, and a row for each cell that has papers."""
    yield ("row", *(["col"] if table.cols_by else []), "count", *(("of", "share", "low", "high") if share else ()))
    shares = _shares(table, share) if share else iter(())
    for cell in table.cells:
        one = _share_texts(next(shares)) if share else ()
        yield (cell.row, *([cell.col or ""] if table.cols_by else []), str(cell.count), *one)


def gaps_rows(found: Gaps) -> Iterator[Row]:
    """Yield a heading, and a row for each gap."""
    numbers: dict[str, Callable[[Gap], str]] = {
        "count": lambda gap: str(gap.count),
        "assessed": lambda gap: str(gap.assessed),
        "expected": lambda gap: f"{gap.expected:.2f}",
        "q": lambda gap: f"{gap.q:.3g}",
        "verdict": lambda gap: gap.verdict,
        "sentence": lambda gap: gap_sentence(gap, found),
        "search": lambda gap: gap.search,
    }
    yield ("row", "col", *numbers)
    for gap in found.gaps:
        yield (gap.row, gap.col, *(text(gap) for text in numbers.values()))


def trends_rows(found: Sequence[Trends]) -> Iterator[Row]:
    """Yield a heading, and a row for each term and year in which something is known."""
    yield ("facet", "term", "year", "complete", "count", "of", "share", "low", "high")
    for one in found:
        for term in one.terms:
            for year, share in zip(one.years, term.shares, strict=True):
                if share.of:
                    complete = "no" if year == one.running else "yes"
                    yield (one.by, term.id, str(year), complete, str(share.count), *_share_texts(share))


def write_rows(rows: Iterable[Row], form: str) -> Iterator[str]:
    """Yield rows as "csv", as "tsv" or, for the pipe of a "table", as bare tab-separated lines without the heading."""
    for number, row in enumerate(rows):
        if form == "csv":
            yield csv_line([safe_text(text) for text in row])
        elif form == "tsv":
            yield "\t".join(map(safe_text, row)) + "\n"
        elif number:
            yield "\t".join(row) + "\n"


def _shares(table: CrossTable, share: ShareOf) -> Iterator[Share | None]:
    """The share of each of the cells of a table, in their order."""
    for row, counts in enumerate(table.counts):
        if table.cols_by is None and table.rows[row].count:
            yield table.share(share, row)
        yield from (table.share(share, row, col) for col, count in enumerate(counts) if count)


def _share_texts(share: Share | None) -> tuple[str, ...]:
    if share is None or share.share is None:
        return ("", "", "", "")
    return (str(share.of), f"{share.share:.4f}", f"{share.low:.4f}", f"{share.high:.4f}")


def _without(table: CrossTable, kind: str) -> dict[str, int]:
    """How many papers have no value, for each axis."""
    axes = {"rows": table.rows, "cols": table.cols} if table.cols_by else {"rows": table.rows}
    return {name: one.count for name, categories in axes.items() for one in categories if one.kind == kind}


def _gap_object(gap: Gap, found: Gaps) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(gap)
    del plain["query"]  # `search` says it
    return plain | {"sentence": gap_sentence(gap, found)}
