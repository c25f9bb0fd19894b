"""`medsynth pack`."""

from pathlib import Path
from typing import Annotated

import typer

from medsynth_catalog.cli import delivery
from medsynth_catalog.cli.answering import papers
from medsynth_catalog.cli.app import app, examples
from medsynth_catalog.loading import load_catalogue, pack_folder


@app.command(epilog=examples("pack ~/my-papers -o my-papers.index", "search --catalog my-papers.index -m ecg"))
def pack(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A catalogue folder.", show_default=False)],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The file to write.")],
    only_catalog: Annotated[
        bool,
        typer.Option("--only-catalog", help="For use with --only-catalog: it may hold works of the bundled papers."),
    ] = False,
) -> None:
    """Pack a catalogue folder into one file.

    --catalog takes the file as it takes a folder. It opens at once however many papers it holds, since no paper files have
    to be looked at, and belongs to the version of medsynth and of its catalogue that wrote it.
    """
    with delivery.reading_progress() as on_reading:
        delivery.deliver(pack_folder(folder, not only_catalog, on_reading), output)
    packed = load_catalogue(output, bundled=False)
    delivery.say(f"{papers(len(packed))} packed into {output}")
