"""The tables, on the screen and in the documentation. Nothing here names the machine or its folders."""

import json
import os
import platform
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime

from measuring import Spread, Work, done
from results import UNITS, Growth, Point, Result, Rival, Row, seconds
from setting import HERE, PROJECT, Setting, installed

MARKS = re.compile(r"(?<=<!-- performance -->\n).*?(?=<!-- /performance -->)", re.DOTALL)


def printed(results: Sequence[Result]) -> str:
    """Return the tables of what was measured, as Markdown whose columns are aligned."""
    tables = [targets(results), growth(results), inputs(results), races(results)]
    return "\n\n".join(table for table in tables if table)


def told(result: Result) -> str:
    """Return one result as a line of progress."""
    if isinstance(result, Row):
        return f"{result.work}: {_measured(result) or result.detail}"
    if isinstance(result, Point):
        return f"{result.work}, {result.papers:,} papers: {seconds(result.seconds)}"
    if isinstance(result, Growth):
        return (
            f"{result.shape}: {', '.join(map(seconds, result.cpu.values()))}, exponent {_power(result)} {result.note}"
        )
    return f"{result.tool}, {result.papers:,} papers: {_timed(result.query, result.query_ratio) or result.note}"


def targets(results: Sequence[Result]) -> str:
    """Return the table of targets."""
    rows = [
        (row.work, f"{row.target:g}{UNITS[row.unit]}", _measured(row), _verdict(row), row.detail)
        for row in results
        if isinstance(row, Row)
    ]
    return _table(("work", "target", "measured", "met", "times"), rows)


def growth(results: Sequence[Result]) -> str:
    """Return the table of growth: a line for each work, a column for each size."""
    points = [point for point in results if isinstance(point, Point)]
    sizes = sorted({point.papers for point in points})
    cells = {(point.work, point.papers): f"{seconds(point.seconds)}, {point.peak:.0f} MiB" for point in points}
    works = dict.fromkeys(point.work for point in points)
    rows = [(work, *(cells.get((work, size), "") for size in sizes)) for work in works]
    return _table(("work", *(f"{size:,} papers" for size in sizes)), rows)


def inputs(results: Sequence[Result]) -> str:
    """Return the table of hostile input: a line for each shape, a column for each size."""
    shapes = [result for result in results if isinstance(result, Growth)]
    sizes = sorted({size for shape in shapes for size in shape.cpu})
    rows = [
        (
            shape.shape,
            *(seconds(shape.cpu[size]) if size in shape.cpu else "" for size in sizes),
            f"{shape.peak:.0f} MiB",
            _power(shape),
            shape.note,
        )
        for shape in shapes
    ]
    return _table(("input", *(f"{size:,} bytes" for size in sizes), "peak", "exponent", "note"), rows)


def _power(shape: Growth) -> str:
    return "" if shape.exponent is None else f"{shape.exponent:.1f}"


def races(results: Sequence[Result]) -> str:
    """Return the table of rivals."""
    rows = [
        (
            f"{rival.papers:,}",
            rival.tool,
            _timed(rival.query, rival.query_ratio),
            _timed(rival.export, rival.export_ratio),
            "" if rival.peak is None else f"{rival.peak:.0f} MiB",
            "" if rival.hits is None else f"{rival.hits}{'' if rival.same else ', others'}",
            rival.note,
        )
        for rival in results
        if isinstance(rival, Rival)
    ]
    return _table(("papers", "tool", "query", "export", "peak", "hits", "note"), rows)


def written(results: Sequence[Result], setting: Setting) -> None:
    """Write docs/performance.md with its plot, and the table between the marks in the README.

    Raises:
        FailedError: the library that draws can't be installed, or does not draw.
    """
    _plot([point for point in results if isinstance(point, Point)], setting)
    page = (HERE / "page.md").read_text(encoding="utf-8")
    page = page.format(
        date=f"{datetime.now(UTC):%Y-%m-%d}",
        machine=_machine(),
        rounds=setting.rounds,
        extent="a quick run, without the large catalogues" if setting.quick else "a full run",
        targets=targets(results),
        growth=growth(results),
        inputs=inputs(results),
        rivals=races(results),
    )
    (PROJECT / "docs" / "performance.md").write_text(page, encoding="utf-8")
    readme = PROJECT / "README.md"
    text = readme.read_text(encoding="utf-8")
    readme.write_text(MARKS.sub(lambda _: _readme_block(results), text), encoding="utf-8")


def _readme_block(results: Sequence[Result]) -> str:
    """Return the rivals at the largest size at which one of them ran."""
    raced = [rival for rival in results if isinstance(rival, Rival) and rival.query]
    largest = max((rival.papers for rival in raced if rival.query_ratio and rival.tool != raced[0].tool), default=0)
    rows = [
        (rival.tool, _timed(rival.query, None), _timed(rival.export, None), f"{rival.peak:.0f} MiB")
        for rival in raced
        if rival.papers == largest
    ]
    table = _table((f"{largest:,} papers", "query", "export as BibTeX", "peak memory"), rows)
    return (
        "## How fast\n\nThe same papers in every tool; the query is a word of the title and a year, the export all of them.\n\n"
        f"{table}\n\n[docs/performance.md](docs/performance.md) has the method and all numbers.\n"
    )


def _plot(points: list[Point], setting: Setting) -> None:
    scripts = installed(setting.folder / "plot", "matplotlib")
    data = setting.folder / "points.json"
    data.write_text(json.dumps([asdict(point) for point in points]), encoding="utf-8")
    picture = PROJECT / "docs" / "growth.svg"
    done(Work((str(scripts / "python"), str(HERE / "plot.py"), str(data), str(picture)), os.environ))


def _measured(row: Row) -> str:
    if row.spread is None:
        return ""
    median, low, high = map(_number, (row.spread.median, row.spread.low, row.spread.high))
    return f"{median}{UNITS[row.unit]} ({low} to {high})"


def _number(value: float) -> str:
    return f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else f"{value:,.0f}"


def _verdict(row: Row) -> str:
    return {True: "yes", False: "no", None: "not measured"}[row.met]


def _timed(time: Spread | None, ratio: Spread | None) -> str:
    if time is None:
        return ""
    return seconds(time.median) + (f" ({ratio.median:.2g})" if ratio else "")


def _table(heading: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [heading, *rows]
    if len(lines) == 1:
        return ""
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    lines.insert(1, tuple("-" * width for width in widths))
    return "\n".join(
        f"| {' | '.join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))} |" for line in lines
    )


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{os.cpu_count()} cores ({platform.machine()}), {memory:.0f} GiB of memory, {platform.system()}, {python}"
