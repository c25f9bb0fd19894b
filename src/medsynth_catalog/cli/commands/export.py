"""`medsynth export`."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.choices import choose
from medsynth_catalog.citekeys import KEY_STYLES, OWN_KEYS
from medsynth_catalog.cli import streams
from medsynth_catalog.cli.answering import answer_selection, print_answer, print_why_empty
from medsynth_catalog.cli.application import app, examples
from medsynth_catalog.cli.completion import key_styles
from medsynth_catalog.cli.exits import ExitCode
from medsynth_catalog.cli.format_options import OUTPUT, FileFormat, chosen_format
from medsynth_catalog.cli.option_groups import with_option_groups
from medsynth_catalog.cli.options import Catalogues, Output, Selection
from medsynth_catalog.errors import BibliographyError, InputError, UsageError
from medsynth_catalog.records import Paper
from medsynth_catalog.text import counted


@app.command(
    epilog=examples(
        "export --modality ecg -o refs.bib",
        "export -m mri -t diffusion -e privacy -o refs.ris",
        "export --author Nunez --year 2021..2024 -f json",
        "export -m ecg -t DM --append thesis.bib",
        "export -m eeg --key-style acronym",
    )
)
@with_option_groups
def export(
    selection: Selection,
    output: Output,
    catalogues: Catalogues,
    format: FileFormat = None,
    append: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            rich_help_panel=OUTPUT,
            help="Add the papers that this .bib file doesn't cite; nothing else in it is changed.",
        ),
    ] = None,
    key_style: Annotated[
        str,
        typer.Option(
            metavar="STYLE", autocompletion=key_styles, rich_help_panel=OUTPUT, help=f"{', '.join(KEY_STYLES)}."
        ),
    ] = OWN_KEYS,
) -> None:
    """Write papers as BibTeX, RIS, CSV, ...

    Papers are selected as by search; the default format is BibTeX. --append recognises what the file cites by key, DOI,
    arXiv id and title, so that it can be repeated.
    """
    if append is not None and output.output is not None:
        raise UsageError("--append and --output exclude each other", "leave one out")
    style = choose("key style", key_style, KEY_STYLES)
    form = chosen_format(format, "bibtex", output.output)
    catalogue = catalogues.load()
    selection = selection.with_piped_keys(catalogue)
    if append is None:
        answer = answer_selection(selection, output, catalogue, None if style == OWN_KEYS else style)
        print_answer(answer, selection.query(), output, catalogue, form)
    else:
        answer = answer_selection(selection, output, catalogue)
        _append_to_file(append, answer.papers, catalogue, form, style)
    if append is not None or not answer:
        print_why_empty(catalogue, selection.query(), answer)


def _append_to_file(file: Path, wanted: Sequence[Paper], catalogue: Catalogue, format: str, key_style: str) -> None:
    # Imported here, since help and completion load every command and this brings the BibTeX reader.
    from medsynth_catalog.audit import append
    from medsynth_catalog.formats.bibtex.editing import decoded, encoded
    from medsynth_catalog.formats.bibtex.writing import DIALECTS

    dialect = choose("format", format, tuple(DIALECTS))
    with streams.print_if_slow(f"reading {file} ..."), streams.turn(file):
        data = streams.read_input(file) if file.exists() or str(file) == "-" else b""
        text, codec = decoded(data)
        try:
            appended = append(text, wanted, catalogue, dialect, key_style)
        except BibliographyError as error:
            raise BibliographyError(f"cannot add to {file}", str(error)) from error
        except InputError as error:
            raise InputError(f"cannot read {file}", error.hint) from error
        try:
            changed = encoded(appended.text, codec)
        except UnicodeEncodeError as error:
            raise UsageError(
                f"cannot write {error.object[error.start]!r} to {file}, which is in {codec}", "use --format bibtex"
            ) from error
        if changed != data or str(file) == "-":
            streams.write_output(changed, file, data)
    for broken in appended.broken:
        streams.print_message(f"{file}:{broken.line}: cannot be read: {broken.reason}")
    for paper in appended.clashing:
        streams.print_message(f"not added: {paper.key}: {file} has another work under this key")
    streams.print_message(
        f"{counted(len(appended.added), 'paper')} added to {file}, {len(appended.cited)} already there"
    )
    if appended.clashing:
        raise typer.Exit(ExitCode.FINDINGS)
