"""`medsynth add`."""

from pathlib import Path
from typing import Annotated

import typer
from msgspec import structs

from medsynth_catalog.citekeys import claim_key
from medsynth_catalog.cli import streams
from medsynth_catalog.cli.application import app, examples
from medsynth_catalog.cli.drafting import load_with_folder, print_missing, print_paper_file
from medsynth_catalog.cli.exits import ExitCode
from medsynth_catalog.cli.options import Catalogues
from medsynth_catalog.errors import UsageError


@app.command(
    epilog=examples("add refs.bib --to ~/my-papers", "add item.json --to ~/my-papers", "add --print < README.md")
)
def add(
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE]",
            show_default=False,
            help="BibTeX, RIS, CSL-JSON, or Markdown tables and lists; stdin if left out.",
        ),
    ] = None,
    to: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="The catalogue folder that gets the paper files.")
    ] = None,
    print_: Annotated[bool, typer.Option("--print", help="Print the files instead of writing them.")] = False,
) -> None:
    """Make paper files of BibTeX, RIS, CSL-JSON or Markdown.

    Each file has the form that check requires and the status partial; stderr says what is missing. A paper that is already
    in the catalogue is reported by its key and not written again; an entry that makes no paper, by its place and the reason.
    """
    # Imported here, since help and completion load every command and intake brings the readers of every form.
    from medsynth_catalog.intake import Known, Refused, drafts

    if to is None and not print_:
        raise UsageError("no destination given", "name a catalogue folder with --to FOLDER, or use --print")
    catalogue = load_with_folder(to, Catalogues())
    known, taken = Known(catalogue), {paper.key for paper in catalogue.papers}
    left_out = 0
    for entry in drafts(streams.read_text(file), catalogue.vocabulary):
        if isinstance(entry, Refused):
            where = f", {entry.where}" if entry.where else ""
            streams.print_message(f"refused{where}: {entry.entry!r} {entry.reason}")
            left_out += 1
        elif paper := known.paper(entry):
            streams.print_message(f"already in the catalogue: {paper.key}")
            left_out += 1
        elif rejected := known.rejection(entry):
            streams.print_message(f"rejected earlier: {rejected.title}: {rejected.reason}")
            left_out += 1
        else:
            new = structs.replace(entry, key=claim_key(entry.key, taken))
            known.add(new.paper)
            print_paper_file(new.key, new.fields, None if print_ else to)
            print_missing(new.key, new)
    if left_out:
        raise typer.Exit(ExitCode.FINDINGS)
