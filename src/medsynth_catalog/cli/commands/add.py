"""`medsynth add`."""

import sys
from collections.abc import Container
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec import structs

from medsynth_catalog.cli import delivery
from medsynth_catalog.cli.app import app, examples
from medsynth_catalog.cli.exits import ExitCode
from medsynth_catalog.errors import OutputError, QueryError
from medsynth_catalog.loading import load_catalogue

if TYPE_CHECKING:
    from medsynth_catalog.intake import Draft


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

    Each gets the form that check wants, as partial, and stderr says what is missing. A paper that is there already is
    told by its key and not written again; an entry that makes no paper is named with its place and the reason.
    """
    # Imported here, since help and completion load every command and intake brings the readers of every form.
    from medsynth_catalog.intake import Known, Refused, drafts

    if to is None and not print_:
        raise QueryError("where to?", "name a catalogue folder with --to FOLDER, or --print")
    mine = [to] if to is not None and (to / "papers").is_dir() else []
    catalogue = load_catalogue(*mine)
    known = Known(catalogue)
    taken = {paper.key for paper in catalogue.papers}
    left_out = 0
    for entry in drafts(_read(file), catalogue.vocabulary):
        if isinstance(entry, Refused):
            where = f", {entry.where}" if entry.where else ""
            delivery.say(f"refused{where}: {entry.entry!r} {entry.reason}")
            left_out += 1
        elif paper := known.paper(entry):
            delivery.say(f"already there: {paper.key}")
            left_out += 1
        elif rejected := known.rejection(entry):
            delivery.say(f"left out before: {rejected.title}: {rejected.reason}")
            left_out += 1
        else:
            new = structs.replace(entry, key=_free(entry.key, taken, None if print_ else to))
            _write(new, None if print_ else to)
            taken.add(new.key)
            known.add(new.paper)
    if left_out:
        raise typer.Exit(ExitCode.NOT_FOUND)


def _write(draft: "Draft", folder: Path | None) -> None:
    from medsynth_catalog.loading.files import to_yaml

    text = to_yaml(draft.fields)
    name = f"papers/{draft.key}.yaml"
    if folder is None:
        delivery.write(f"# {name}\n{text}")
    else:
        path = folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(f"cannot write {path}: {error.strerror}") from error
        delivery.deliver(text, path)
        delivery.write(f"{path}\n")
    delivery.say(f"{name}: missing {', '.join(draft.missing)}" if draft.missing else f"{name}: nothing missing")
    for remark in draft.remarks:
        delivery.say(f"{name}: {remark}")


def _free(key: str, taken: Container[str], folder: Path | None) -> str:
    """The key, with one or two letters behind it where another paper has it."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    for more in ("", *letters[1:], *(one + other for one in letters for other in letters)):
        if f"{key}{more}" not in taken and not (folder and (folder / f"papers/{key}{more}.yaml").exists()):
            return f"{key}{more}"
    raise QueryError(f"no key is free for {key!r}", "rename a paper file")


def _read(file: Path | None) -> str:
    try:
        data = sys.stdin.buffer.read() if file is None or str(file) == "-" else file.read_bytes()
    except OSError as error:
        raise OutputError(f"cannot read {file}: {error.strerror}") from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise QueryError(f"cannot read {file or 'stdin'}", f"it is not UTF-8 (byte {error.start})") from error
