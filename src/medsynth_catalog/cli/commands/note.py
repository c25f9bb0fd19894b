"""`medsynth note`."""

from typing import Annotated

import typer

from medsynth_catalog.cli import streams
from medsynth_catalog.cli.application import app, examples
from medsynth_catalog.cli.option_groups import with_option_groups
from medsynth_catalog.cli.options import Catalogues, Key
from medsynth_catalog.cli.owning import annotated_folder, telling_of
from medsynth_catalog.errors import UsageError
from medsynth_catalog.text import printable


@app.command(
    epilog=examples(
        'note alcaraz2023diffusion "compare with our model"',
        "note alcaraz2023diffusion",
        "note alcaraz2023diffusion --remove",
    )
)
@with_option_groups
def note(
    key: Key,
    catalogues: Catalogues,
    text: Annotated[
        list[str] | None,
        typer.Argument(metavar="[TEXT]...", show_default=False, help="The note; without it, the note is printed."),
    ] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Remove the note.")] = False,
) -> None:
    """Write a note of your own on a paper, a bundled one too, or print it.

    A paper has one note; a new one replaces it, and stderr says what it was. Notes are kept in the folder of your own papers
    (medsynth info). Free words find them, show prints them, and exports have them where the format has a place.
    """
    # Imported here, since help and completion load every command and this brings yaml.
    from medsynth_catalog.annotating import set_note

    if remove and text:
        raise UsageError("--remove takes no text", "leave one out")
    folder = annotated_folder(catalogues)
    paper = catalogues.load().find(key)
    if text is None and not remove:
        streams.write_stdout(f"{paper.note}\n" if paper.note else "")
        if not paper.note:
            streams.print_message(f"no note on {paper.key}")
        return
    written = printable(" ".join(text or ())) or None
    if written is None and not remove:
        raise UsageError("the note is empty", "use --remove to remove one")
    with telling_of(folder):
        set_note(folder, paper.key, written)
    if paper.note and paper.note != written:
        streams.print_message(f"{'removed' if remove else 'replaced'}: {paper.note}")
    if written:
        streams.print_message(f"noted on {paper.key}")
    elif not paper.note:
        streams.print_message(f"no note on {paper.key}")
