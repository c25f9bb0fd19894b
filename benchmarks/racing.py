"""The rivals beside medsynth: the same papers, the same question, the same hits, in turn."""

import shutil
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from measuring import Costs, FailedError, Work, answer, done
from results import Rival
from rivals import TOOLS, WORD, YEAR, Place, Tool
from setting import SPARE, Setting, installed

OURS = "medsynth"
PATIENCE = 200  # seconds that a rival may take to read the papers in


@dataclass
class Course:
    """What is known of the rivals: where they are, what keeps one out, and how long each took to read the papers in."""

    scripts: dict[str, Path] = field(default_factory=dict)
    out: dict[str, str] = field(default_factory=dict)
    took: dict[str, float] = field(default_factory=dict)


def rivals(setting: Setting) -> Iterator[Rival]:
    """Measure every rival at every size."""
    course = Course()
    for name, tool in TOOLS.items():
        try:
            course.scripts[name] = _installed(setting, name, tool)
        except FailedError as error:
            course.out[name] = str(error)
    for papers in (1_300,) if setting.quick else (130, 1_300, 10_000, 100_000):
        at_size = list(_at_size(setting, course, papers))
        yield from at_size
        if (peak := at_size[0].peak) and 10 * peak > SPARE and papers < 100_000:
            yield Rival(OURS, 10 * papers, note=f"left out: {papers:,} papers took {peak:.0f} MiB")
            return


def _installed(setting: Setting, name: str, tool: Tool) -> Path:
    if tool.requirements:
        return installed(setting.folder / name, *tool.requirements)
    if not shutil.which(name):
        raise FailedError("not installed")
    return setting.scripts


def _at_size(setting: Setting, course: Course, papers: int) -> Iterator[Rival]:
    query = setting.medsynth("search", WORD, "--year", YEAR, "-n", "0", "-f", "keys", papers=papers)
    expected = set(answer(query))
    queries, exports = {OURS: query}, {OURS: setting.medsynth("export", "-n", "0", papers=papers)}
    hits = {OURS: expected}
    notes: dict[str, str] = {}
    for name, tool in TOOLS.items():
        if name in course.out:
            notes[name] = course.out[name]
        elif 10 * course.took.get(name, 0) > PATIENCE:
            notes[name] = f"left out: a tenth of the papers took {course.took[name]:.0f} s to read in"
        else:
            place = _place(setting, name, course.scripts[name], papers)
            try:
                course.took[name] = _read_in(tool, place)
                work = place.run(*tool.query(place))
                hits[name] = {line.split("::")[0].strip("[] \t") for line in list(answer(work))[tool.heading :]}
                queries[name] = work
                if tool.export:
                    work = place.run(*tool.export(place))
                    notes[name] = _lost(work, place, papers)
                    exports[name] = work
            except FailedError as error:
                notes[name] = str(error)
    # All have run once, so that they are warm.
    asked = setting.measure(queries, once=papers > 10_000, warm=False)
    written = setting.measure(exports, once=papers > 10_000, warm=False)
    for name in (OURS, *TOOLS):
        yield _rival(name, papers, asked, written, hits, notes.get(name, ""))


def _place(setting: Setting, name: str, scripts: Path, papers: int) -> Place:
    home = setting.folder / f"{name}-{papers}"
    home.mkdir()
    environment = {**setting.environment, "HOME": str(home), "XDG_CACHE_HOME": str(home / "cache")}
    return Place(scripts, home, setting.exported("bibtex", papers), setting.exported("jsonl", papers), environment)


def _read_in(tool: Tool, place: Place) -> float:
    start = time.perf_counter()
    for work in tool.read_in(place):
        done(work)
    return time.perf_counter() - start


def _lost(work: Work, place: Place, papers: int) -> str:
    """Return what an export lacks, in words; nothing if it has all entries."""
    entries = sum(line.startswith("@") for line in answer(work))
    if not entries and place.exported.exists():
        with place.exported.open(encoding="utf-8") as lines:
            entries = sum(line.startswith("@") for line in lines)
    return "" if entries == papers else f"exports {entries:,} entries"


def _rival(name: str, papers: int, asked: Costs, written: Costs, hits: Mapping[str, set[str]], note: str) -> Rival:
    if name not in asked.costs:
        return Rival(name, papers, note=note)
    exports = name in written.costs
    peaks = [costs.spread(name, "peak").median for costs in (asked, written) if name in costs.costs]
    return Rival(
        name,
        papers,
        len(hits[name]),
        hits[name] == hits[OURS],
        asked.spread(name),
        written.spread(name) if exports else None,
        asked.ratio(name, OURS),
        written.ratio(name, OURS) if exports else None,
        max(peaks),
        note,
    )
