"""The commands of those who look after a catalogue: check."""

from pathlib import Path
from typing import Annotated

import typer

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.cli import delivery
from medsynth_catalog.cli.app import app, examples
from medsynth_catalog.cli.exits import ExitCode
from medsynth_catalog.loading import BUNDLED, check_folder, load_catalogue


@app.command(epilog=examples("check", "check ~/my-papers"))
def check(
    path: Annotated[
        Path | None,
        typer.Argument(metavar="[FOLDER]", show_default=False, help="A catalogue folder; the bundled one if left out."),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No warnings, only problems.")] = False,
) -> None:
    """Validate a catalogue: every problem at once, with file and field, and warnings of what no source completes."""
    folder = path or BUNDLED
    alone = folder.resolve() == BUNDLED.resolve()
    # A folder with a vocabulary of its own that repeats the bundled one is a catalogue on its own feet: our own checkout.
    base = Catalogue() if alone else load_catalogue()
    part, findings = check_folder(folder, base)
    shown = [finding for finding in findings if not (quiet and finding.warning)]
    delivery.write("".join(f"{'warning: ' * finding.warning}{finding}\n" for finding in shown))
    problems = sum(not finding.warning for finding in findings)
    delivery.say(f"{len(part.papers)} papers, {problems} problems, {len(findings) - problems} warnings")
    if problems:
        raise typer.Exit(ExitCode.BROKEN_CATALOGUE)
