"""`medsynth pack`."""

from pathlib import Path
from typing import Annotated

import typer

from medsynth_catalog.cli import streams
from medsynth_catalog.cli.application import app, examples
from medsynth_catalog.loading import load_catalogue, pack_folder
from medsynth_catalog.text import counted


@app.command(epilog=examples("pack ~/my-papers -o my-papers.index", "search --catalog my-papers.index -m ecg"))
def pack(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A catalogue folder.", show_default=False)],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The file to write.")],
    only_catalog: Annotated[
        bool,
        typer.Option(
            "--only-catalog", help="Make a file for --only-catalog, which may contain works that are bundled too."
        ),
    ] = False,
) -> None:
    """Pack a catalogue folder into one file.

    --catalog takes the file in place of the folder, and opens it without looking at any paper file. The file is valid for the
    version of medsynth and of the bundled catalogue that wrote it.
    """
    with streams.show_reading_progress() as on_reading:
        streams.write_output(pack_folder(folder, not only_catalog, on_reading), output)
    packed = load_catalogue(output, bundled=False)
    streams.print_message(f"{counted(len(packed), 'paper')} packed into {output}")
