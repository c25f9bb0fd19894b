"""What starts cost: a question, a completion, a table, the whole bundled catalogue, beside floors that no such program can go below."""

from collections.abc import Iterator
from dataclasses import replace

from measuring import Work, answer
from results import Row, absolute, compared
from setting import Setting

FACETS = ("search", "--modality", "ecg", "--type", "DM")
TEXT = ("search", "diffusion")
SLIP = ("search", "difusion")
TYPER = "import typer"

# The table that medsynth draws of the same papers, from constants: what typer and rich alone cost.
MINIMAL = """
import typer
app = typer.Typer()
COLUMNS = {columns!r}
ROWS = {rows!r}
@app.command()
def search(modality: str = "", type: str = "", limit: int = 0) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name in COLUMNS:
        table.add_column(name, overflow="fold")
    for row in ROWS:
        table.add_row(*(Text(text) for text in row))
    Console(highlight=False).print(table)
app()
"""


def start(setting: Setting) -> Iterator[Row]:
    """Questions into a pipe, the version and completion, beside `import typer` alone."""
    works = {
        TYPER: setting.python("-c", "import typer"),
        "facets": setting.medsynth(*FACETS),
        "text": setting.medsynth(*TEXT),
        "slip": setting.medsynth(*SLIP),
        "version": setting.medsynth("--version"),
        "term": _pressed_tab(setting, "medsynth search --modality ec", "ecg"),
        "key": _pressed_tab(setting, "medsynth show alcaraz", "alcaraz2023diffusion"),
    }
    found = {name: sum(1 for _ in answer(works[name])) for name in ("facets", "text", "slip")}
    costs = setting.measure(works)
    yield compared(f"facet query into a pipe, {found['facets']} papers / {TYPER}", 1.3, costs, "facets", TYPER)
    yield compared(f"text query into a pipe, {found['text']} papers / {TYPER}", 1.6, costs, "text", TYPER)
    yield compared(f"the same with a slip, {found['slip']} papers / {TYPER}", 1.6, costs, "slip", TYPER)
    yield compared(f"--version / {TYPER}", 1.25, costs, "version", TYPER)
    yield compared(f"one TAB press, a term / {TYPER}", 1.25, costs, "term", TYPER)
    yield compared(f"one TAB press, a key / {TYPER}", 1.25, costs, "key", TYPER)


def terminal(setting: Setting) -> Iterator[Row]:
    """A table of ten papers on a terminal, beside a minimal program that draws it from constants."""
    query = setting.medsynth(*FACETS, "-n", "10")
    columns = ["key", "year", "title", "method", "type", "application", "evaluation", "code"]
    rows = [line.split("\t") for line in answer(query)]
    program = setting.folder / "minimal.py"
    program.write_text(MINIMAL.format(columns=columns, rows=rows), encoding="utf-8")
    works = {
        "minimal": replace(setting.python(str(program)), terminal=True),
        "table": replace(query, terminal=True),
    }
    costs = setting.measure(works)
    yield compared("table on a terminal / minimal program with typer and rich", 1.1, costs, "table", "minimal")


def bundled(setting: Setting) -> Iterator[Row]:
    """The whole bundled catalogue as BibTeX."""
    works = {TYPER: setting.python("-c", "import typer"), "export": setting.medsynth("export", "-n", "0")}
    costs = setting.measure(works)
    work = f"bundled catalogue as BibTeX, {setting.bundled():,} papers"
    yield compared(f"{work} / {TYPER}", 4, costs, "export", TYPER)
    yield absolute(f"{work}, peak memory", 60, costs, "export", "peak")


def audit(setting: Setting) -> Iterator[Row]:
    """An audit of our own export: of as many papers as the first release had, and of 10,000."""
    small, large = 1_309, 10_000
    works = {
        TYPER: setting.python("-c", "import typer"),
        "small": setting.medsynth("audit", str(setting.exported("bibtex", limit=small))),
        "large": setting.medsynth("audit", str(setting.exported("bibtex", large)), papers=large),
    }
    works = {name: replace(work, codes=(0, 1)) for name, work in works.items()}  # findings are no failure
    costs = setting.measure(works)
    # The first release took 0.67 s where `import typer` took 51 ms.
    yield compared(f"audit of {small:,} entries / {TYPER} (half of what 0.1.0 took)", 6.6, costs, "small", TYPER)
    linear = round(large / small, 1)
    yield compared(f"audit of {large:,} entries / of {small:,} (at most linear)", linear, costs, "large", "small")


def _pressed_tab(setting: Setting, typed: str, offered: str) -> Work:
    """Return what bash runs when TAB is pressed after some words, as long as that offers what it should."""
    work = setting.medsynth()
    variables = {"_MEDSYNTH_COMPLETE": "complete_bash", "COMP_WORDS": typed, "COMP_CWORD": str(typed.count(" "))}
    work = replace(work, environment={**work.environment, **variables})
    assert offered in list(answer(work)), f"{typed} offers no {offered}"
    return work
