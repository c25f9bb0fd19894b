"""`medsynth add`."""

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec import structs

from medsynth_catalog.citekeys import KeyClaims
from medsynth_catalog.cli import streams
from medsynth_catalog.cli.application import app, examples
from medsynth_catalog.cli.drafting import load_with_folder, print_missing, print_paper_file
from medsynth_catalog.cli.exits import ExitCode
from medsynth_catalog.cli.options import Catalogues
from medsynth_catalog.cli.owning import telling_of
from medsynth_catalog.folders import own_folder
from medsynth_catalog.text import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from medsynth_catalog.catalogue import Catalogue
    from medsynth_catalog.intake import Draft, Refused
from medsynth_catalog.turns import alone_in


@app.command(epilog=examples("add refs.bib", "add item.json --to ~/my-papers", "add --print < README.md"))
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
        Path | None,
        typer.Option(metavar="FOLDER", help="Write to this catalogue folder, not to that of your own papers."),
    ] = None,
    print_: Annotated[bool, typer.Option("--print", help="Print the files that --to would write.")] = False,
) -> None:
    """Add papers of BibTeX, RIS, CSL-JSON or Markdown to your own.

    Your own papers are in a folder that every command reads together with the bundled catalogue (medsynth info says where; --own and
    --no-own select). They keep the keys under which you cite them, in lower case, and get the terms that their titles say.

    With --to or --print, the files are drafts for a catalogue: with keys and terms as its curators choose them. Each file
    has the form that check requires and the status partial; stderr says what is missing. A paper that is already in the
    catalogue is reported by its key and not added again; an entry that makes no paper, by its place and the reason.
    """
    # Imported here, since help and completion load every command and intake brings the readers of every form.
    from medsynth_catalog.intake import Draft, drafts, own_draft

    own = to is None and not print_
    folder = None if print_ else own_folder() if own else to
    text = streams.read_text(file)
    catalogues = Catalogues(own=None if own else False)
    before = load_with_folder(to, catalogues)
    entries = list(drafts(text, before.vocabulary))
    if own:
        entries = [
            own_draft(one, before.vocabulary, before.venues) if isinstance(one, Draft) else one for one in entries
        ]
    with telling_of(folder) if folder else nullcontext(), alone_in(folder / "papers") if folder else nullcontext():
        # Loaded once more: another process may have left the folder a moment ago.
        catalogue = load_with_folder(to, catalogues)
        keys = KeyClaims(set(catalogue.keys()))
        added = [_print_paper(draft, keys, folder) for draft in _new_papers(entries, catalogue, own)]
    if own:
        streams.print_message(f"{counted(len(added), 'paper')} added to your own papers in {folder}")
        if added:
            streams.print_message("every command reads them now; these alone: medsynth search --own")
    if len(added) < len(entries):
        raise typer.Exit(ExitCode.FINDINGS)


def _new_papers(entries: "Sequence[Draft | Refused]", catalogue: "Catalogue", own: bool) -> "Iterator[Draft]":
    """Yield the drafts of papers that the catalogue doesn't have, and tell of the others.

    What the catalogue rejected may be among a reader's own papers.
    """
    from medsynth_catalog.intake import Known, Refused

    known = Known(catalogue)
    for entry in entries:
        if isinstance(entry, Refused):
            where = f", {entry.where}" if entry.where else ""
            streams.print_message(f"refused{where}: {entry.entry!r} {entry.reason}")
        elif paper := known.paper(entry):
            streams.print_message(f"already in the catalogue: {paper.key}")
        else:
            if rejected := known.rejection(entry):
                streams.print_message(f"rejected earlier: {rejected.title}: {rejected.reason}")
                if not own:
                    continue
            known.add(entry.paper)
            yield entry


def _print_paper(draft: "Draft", keys: KeyClaims, folder: Path | None) -> "Draft":
    """Print the file of a new paper, or make it in a folder, under the first key that is free there too."""
    while True:
        new = structs.replace(draft, key=keys.claim(draft.key))
        try:
            print_paper_file(new.key, new.fields, folder, new=True)
        except FileExistsError:  # a file that has problems, or that another process made
            continue
        print_missing(new.key, new)
        if new.key != draft.key:
            streams.print_message(f"papers/{new.key}.yaml: another paper has the key {draft.key}")
        return new
