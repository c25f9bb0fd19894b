"""`medsynth check`."""

from pathlib import Path
from typing import Annotated

import typer

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.cli import delivery
from medsynth_catalog.cli.answering import papers
from medsynth_catalog.cli.app import app, examples
from medsynth_catalog.cli.exits import ExitCode
from medsynth_catalog.loading import BUNDLED, load_catalogue
from medsynth_catalog.loading.making import check_folder


@app.command(epilog=examples("check", "check ~/my-papers", "check --quiet"))
def check(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="[FOLDER]", show_default=False, help="A catalogue folder; the bundled one if left out."),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Only problems, no warnings.")] = False,
) -> None:
    """Validate a catalogue.

    Tells every problem at once, with file and field, and warns of records that no source completes.
    """
    itself = folder is None or folder.resolve() == BUNDLED.resolve()
    with delivery.reading_progress() as on_reading:
        part, findings = check_folder(folder or BUNDLED, Catalogue() if itself else load_catalogue(), on_reading)
    problems = [finding for finding in findings if not finding.warning]
    told = problems if quiet else findings
    delivery.write("".join(f"{'warning: ' * finding.warning}{finding}\n" for finding in told))
    delivery.say(f"{papers(len(part.papers))}, {len(problems)} problems, {len(findings) - len(problems)} warnings")
    if problems:
        raise typer.Exit(ExitCode.BROKEN_CATALOGUE)
