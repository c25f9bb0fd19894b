"""Groups of papers as `list` writes them: a row or an object for each group, with its number of papers and their keys."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from medsynth_catalog.grouping import Group

_FIELDS = ("group", "label", "count", "papers")


def write_rows(groups: Sequence[Group]) -> str:
    """Return a line for each group, with its papers between spaces, for a shell."""
    return "".join(f"{one.id}\t{len(one.papers)}\t{_keys(one)}\n" for one in groups)


def write_csv(groups: Sequence[Group]) -> str:
    """Return RFC 4180 values under a heading line; keys stand between spaces."""
    from medsynth_catalog.formats.delimited import csv_line  # as below, rows for a shell need none of these

    return "".join(map(csv_line, _table(groups)))


def write_tsv(groups: Sequence[Group]) -> str:
    """Return tab-separated values under a heading line; keys stand between spaces."""
    return "".join("\t".join(values) + "\n" for values in _table(groups))


def write_json(groups: Sequence[Group]) -> str:
    """Return an array of objects."""
    from medsynth_catalog.formats.structured import to_json

    return to_json([_object(one) for one in groups])


GROUP_FORMATS: dict[str, Callable[[Sequence[Group]], str]] = {
    "table": write_rows,
    "csv": write_csv,
    "tsv": write_tsv,
    "json": write_json,
}
"""The formats that are of groups, by name; the others are of the papers in them."""


def _object(one: Group) -> dict[str, Any]:
    values = (one.id, one.label, len(one.papers), [paper.key for paper in one.papers])
    return dict(zip(_FIELDS, values, strict=True))


def _table(groups: Sequence[Group]) -> Iterator[Sequence[str]]:
    from medsynth_catalog.formats.delimited import safe_text

    yield _FIELDS
    for one in groups:
        yield [safe_text(one.id), safe_text(one.label), str(len(one.papers)), _keys(one)]


def _keys(one: Group) -> str:
    return " ".join(paper.key for paper in one.papers)
