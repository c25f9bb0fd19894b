"""`medsynth check`."""

from pathlib import Path
from typing import Annotated

import typer

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.cli import streams
from medsynth_catalog.cli.application import app, examples
from medsynth_catalog.cli.exits import ExitCode
from medsynth_catalog.loading import BUNDLED, load_catalogue
from medsynth_catalog.loading.making import check_folder
from medsynth_catalog.text import counted


@app.command(epilog=examples("check", "check ~/my-papers", "check --quiet"))
def check(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="[FOLDER]", show_default=False, help="A catalogue folder; the bundled one if left out."),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Only problems, no warnings.")] = False,
) -> None:
    """Validate a catalogue.

    Reports every problem with its file and field, and warns of incomplete and suspicious records.
    """
    itself = folder is None or (folder.is_dir() and folder.samefile(BUNDLED))
    with streams.show_reading_progress() as on_reading:
        part, findings = check_folder(folder or BUNDLED, Catalogue() if itself else load_catalogue(), on_reading)
    problems = [finding for finding in findings if not finding.warning]
    told = problems if quiet else findings
    streams.write_stdout("".join(f"{'warning: ' * finding.warning}{finding}\n" for finding in told))
    counts = ((len(part.papers), "paper"), (len(problems), "problem"), (len(findings) - len(problems), "warning"))
    streams.print_message(", ".join(counted(number, noun) for number, noun in counts))
    if problems:
        raise typer.Exit(ExitCode.INVALID_CATALOGUE)
