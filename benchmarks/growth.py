"""What happens to the costs when a catalogue grows: questions, memory, exports, a changed file, a first build."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

from measuring import Costs, FailedError, Work, answer, done
from results import Result, Row, absolute, compared, point
from setting import MILLION, SPARE, Setting

# Ten papers are shown whatever the size, so that the answer does not grow with the catalogue.
FACETS = ("search", "--modality", "mri", "--type", "DM", "-n", "10")
SLIP = ("search", "diffusoin", "-n", "10")
TWO_WORDS = ("search", "diffusoin", "image", "-n", "10")
BUNDLED = "bundled"

LOADER = """
import pathlib, sys, yaml
for path in sorted(pathlib.Path(sys.argv[1]).glob("papers/*.yaml")):
    yaml.load(path.read_bytes(), yaml.CSafeLoader)
"""


def facets(setting: Setting) -> Iterator[Result]:
    """A facet query at every size, and the peak memory at 100,000."""
    yield from _query(setting, "facet query", FACETS, {10_000: 1.1, 100_000: 1.3, MILLION: 3})
    yield from _from_files(setting)


def text(setting: Setting) -> Iterator[Result]:
    """A text query with a slip at every size, and the peak memory at 100,000; also one of two words."""
    yield from _query(setting, "text query with a slip", SLIP, {10_000: 1.3, 100_000: 2.5})
    yield from _query(setting, "text query of two words, one with a slip", TWO_WORDS, {})


def _query(setting: Setting, name: str, words: tuple[str, ...], targets: dict[int, float]) -> Iterator[Result]:
    works = {BUNDLED: setting.medsynth(*words)}
    missing = dict.fromkeys(set(targets) - set(setting.sizes), "left out of a quick run")
    for papers in setting.sizes:
        try:
            works[f"{papers:,}"] = setting.medsynth(*words, papers=papers, packed=True)
        except FailedError as error:
            missing[papers] = str(error)
    for size, work in works.items():
        if (shown := sum(1 for _ in answer(work))) != 10:
            raise FailedError(f"{name} at {size} shows {shown} papers, not ten")
    costs = setting.measure(works)
    for papers in setting.sizes:
        if papers not in missing:
            yield point(name, papers, costs, f"{papers:,}")
    for papers, target in targets.items():
        row = f"{name} at {papers:,} / bundled"
        if papers in missing:
            yield Row(row, target, detail=missing[papers])
        else:
            yield compared(row, target, costs, f"{papers:,}", BUNDLED)
    if 100_000 in targets:
        row = f"{name} at 100,000, peak memory"
        if 100_000 in missing:
            yield Row(row, 80, "MiB", detail=missing[100_000])
        else:
            yield absolute(row, 80, costs, "100,000", "peak")


def _from_files(setting: Setting) -> Iterator[Result]:
    """The same query of a folder of files, the state of each of which has to be looked at."""
    works = {f"{papers:,}": setting.medsynth(*FACETS, papers=papers) for papers in _of_files(setting)}
    costs = setting.measure(works)
    for papers in _of_files(setting):
        yield point("facet query of a folder of files", papers, costs, f"{papers:,}")


def export(setting: Setting) -> Iterator[Result]:
    """Whole catalogues as BibTeX, and 10,000 papers beside bibtool, which reads and writes the same entries."""
    peak = 0.0
    for papers in _of_files(setting):
        if peak * 10 > SPARE:  # each size is ten times the one before
            return
        works = {"export": setting.medsynth("export", "-n", "0", papers=papers)}
        done(setting.medsynth("search", "-n", "1", papers=papers))  # so that no index has to be made
        bibtool = shutil.which("bibtool") if papers == 10_000 else None
        if bibtool:
            works["bibtool"] = Work((bibtool, str(setting.exported("bibtex", papers))), setting.environment)
        costs = setting.measure(works, once=papers > 10_000, warm=papers < 10_000)
        yield point("export as BibTeX", papers, costs, "export")
        peak = costs.spread("export", "peak").median
        if papers == 10_000:
            work = "10,000 papers as BibTeX"
            yield (
                compared(f"{work} / bibtool on the same entries", 1, costs, "export", "bibtool")
                if bibtool
                else Row(f"{work} / bibtool on the same entries", 1, detail="bibtool is not installed")
            )
            yield absolute(f"{work}, peak memory", 100, costs, "export", "peak")


def changed(setting: Setting) -> Iterator[Result]:
    """A query after one paper file has changed, which must find what changed."""
    for papers in _of_files(setting):
        work = setting.medsynth("search", "--modality", "mri", "-n", "10", papers=papers)
        edit = _edits(setting.catalogue(papers))
        done(work)  # so that there is something out of date
        found = setting.medsynth("search", edit(), "-f", "keys", papers=papers)
        if len(list(answer(found))) != 1:
            raise FailedError("a changed title is not found")
        large = papers > 10_000
        works = {"changed": replace(work, before=edit)}
        costs = setting.measure(works, once=large, warm=not large)
        yield point("query after one file changed", papers, costs, "changed")
        if papers == 10_000:
            yield absolute("10,000 papers, one file changed, next query", 0.5, costs, "changed", "wall")


def build(setting: Setting) -> Iterator[Result]:
    """The first query of a new catalogue, beside PyYAML's C loader alone over the same files."""
    for papers in _of_files(setting):
        costs = _built(setting, papers)
        yield point("first query of a new catalogue", papers, costs, "build")
        if papers == 10_000:
            yield compared("first build of 10,000 papers / YAML C loader alone", 1.5, costs, "build", "loader")


def _built(setting: Setting, papers: int) -> Costs:
    folder = setting.catalogue(papers)
    fresh = setting.folder / "fresh"
    first = setting.medsynth("search", "--modality", "mri", "-n", "10", papers=papers)
    works = {
        "build": replace(
            first,
            environment={**first.environment, "XDG_CACHE_HOME": str(fresh)},
            before=lambda: shutil.rmtree(fresh, ignore_errors=True),
        ),
        "loader": setting.python("-c", LOADER, str(folder)),
    }
    return setting.measure(works, once=papers > 10_000, warm=False)


def _of_files(setting: Setting) -> Iterator[int]:
    return (papers for papers in setting.sizes if papers < MILLION)


def _edits(folder: Path) -> Callable[[], str]:
    """Return a function that gives one paper a new title, and returns the word in it that no other has."""
    path = min(folder.glob("papers/*.yaml"))
    rest = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("title:")]
    numbers = count(1)

    def edit() -> str:
        word = f"zyxwvuts{next(numbers)}"
        path.write_text("\n".join([f'title: "{word} of changes"', *rest]) + "\n", encoding="utf-8")
        return word

    return edit
