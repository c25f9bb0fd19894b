"""How long a query takes from the shell, against floors that no typer program can go below.

Every command is run once per round, in turn, so that a machine that slows down slows all of them; the ratio is taken
round by round and its median is shown. Run it with an installed wheel:

    python benchmarks/startup.py [ROUNDS]

Floors: `import typer` alone for a query into a pipe, and for a table on a terminal a minimal typer and rich program that
prints the same table from constants. The bounds are those of docs/design.md; nothing fails when one is crossed.
"""

import os
import pty
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

MEDSYNTH = [str(Path(sys.executable).with_name("medsynth"))]
QUERY = ["search", "--modality", "ecg", "--type", "DM"]

MINIMAL = """
import typer
app = typer.Typer()
COLUMNS = {columns!r}
ROWS = {rows!r}
@app.command()
def search(modality: str = "", type: str = "") -> None:
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


def into_a_pipe(command: list[str]) -> float:
    """Seconds of wall time of a process whose output is read and thrown away."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def on_a_terminal(command: list[str]) -> float:
    """Seconds of wall time of a process that draws on a terminal of its own."""
    leader, follower = pty.openpty()
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=follower, stderr=subprocess.DEVNULL) as process:
        os.close(follower)
        try:
            while os.read(leader, 65536):
                pass
        except OSError:
            pass  # the process has closed its side
        process.wait()
    os.close(leader)
    return time.perf_counter() - start


def minimal_program(folder: str) -> list[str]:
    """Write the program that draws the answer of QUERY from constants."""
    told = subprocess.run([*MEDSYNTH, *QUERY], capture_output=True, text=True, check=True)
    rows = [line.split("\t") for line in told.stdout.splitlines()]
    columns = ["key", "year", "title", "method", "type", "application", "evaluation", "code"]
    path = Path(folder) / "minimal.py"
    path.write_text(MINIMAL.format(columns=columns, rows=rows), encoding="utf-8")
    return [sys.executable, str(path)]


def main(rounds: int) -> None:
    """Measure and print a line per pair."""
    with tempfile.TemporaryDirectory() as folder:
        typer_alone = [sys.executable, "-c", "import typer"]
        minimal = minimal_program(folder)
        pairs = {
            "query into a pipe / import typer": (into_a_pipe, [*MEDSYNTH, *QUERY], typer_alone, 1.5),
            "text query into a pipe / import typer": (
                into_a_pipe,
                [*MEDSYNTH, "search", "difusion"],
                typer_alone,
                None,
            ),
            "whole catalogue as JSON / import typer": (
                into_a_pipe,
                [*MEDSYNTH, "search", "-f", "json"],
                typer_alone,
                None,
            ),
            "table on a terminal / minimal program": (on_a_terminal, [*MEDSYNTH, *QUERY], minimal, 1.25),
        }
        seconds: dict[str, list[tuple[float, float]]] = {name: [] for name in pairs}
        for turn in range(rounds + 1):
            for name, (measure, ours, floor, _) in pairs.items():
                timed = (measure(ours), measure(floor))
                if turn:  # the first round warms up
                    seconds[name].append(timed)
    for name, (_, _, _, bound) in pairs.items():
        ratio = statistics.median(ours / floor for ours, floor in seconds[name])
        ours, floor = (1000 * statistics.median(column) for column in zip(*seconds[name], strict=True))
        limit = f"  (bound {bound})" if bound else ""
        print(f"{name:<40} {ratio:5.2f}   {ours:5.0f} ms / {floor:4.0f} ms{limit}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 21)
