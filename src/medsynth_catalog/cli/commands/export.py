"""`medsynth export`."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.choices import choose
from medsynth_catalog.citekeys import KEY_STYLES, OWN_KEYS
from medsynth_catalog.cli import delivery
from medsynth_catalog.cli.answering import answered, find, papers, say_why_empty
from medsynth_catalog.cli.app import app, examples
from medsynth_catalog.cli.completion import key_styles
from medsynth_catalog.cli.exits import ExitCode
from medsynth_catalog.cli.options import OUTPUT, Catalogues, Format, Output, Selection, checked_format, grouped
from medsynth_catalog.cli.receiving import received
from medsynth_catalog.errors import BibliographyError, QueryError
from medsynth_catalog.records import Paper


@app.command(
    epilog=examples(
        "export --modality ecg -o refs.bib",
        "export -m mri -t diffusion -e privacy -f ris -o refs.ris",
        "export --author Nunez --year 2021..2024 -f json",
        "export -m ecg -t DM --append thesis.bib",
        "export -m eeg --key-style acronym",
    )
)
@grouped
def export(
    selection: Selection,
    output: Output,
    catalogues: Catalogues,
    format: Format = "bibtex",
    append: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            rich_help_panel=OUTPUT,
            help="Add to this .bib file what isn't in it; all else stays as it is.",
        ),
    ] = None,
    key_style: Annotated[
        str,
        typer.Option(
            metavar="STYLE", autocompletion=key_styles, rich_help_panel=OUTPUT, help=f"{', '.join(KEY_STYLES)}."
        ),
    ] = OWN_KEYS,
) -> None:
    """Write found papers as BibTeX, RIS, CSV, ...

    The selection is that of search; the default format is BibTeX. --append knows what a file has by key, DOI, arXiv id and
    title, so that it may be run again.
    """
    if append is not None and output.output is not None:
        raise QueryError("--append writes to its file", "leave --output out")
    style = choose("key style", key_style, KEY_STYLES)
    catalogue = catalogues.load()
    if append is None:
        answer = find(selection, output, catalogue, format, style)
    else:
        answer = answered(selection, output, catalogue, OWN_KEYS)
        _append(append, answer.papers, catalogue, format, style)
    say_why_empty(catalogue, selection.query(), answer)


def _append(file: Path, wanted: Sequence[Paper], catalogue: Catalogue, format: str, key_style: str) -> None:
    # Imported here, since help and completion load every command and this brings the BibTeX reader.
    from medsynth_catalog.audit import append
    from medsynth_catalog.formats.bibtex.editing import decoded, encoded
    from medsynth_catalog.formats.bibtex.writing import DIALECTS

    dialect = checked_format(format, tuple(DIALECTS))
    text, codec = decoded(received(file) if file.is_file() or str(file) == "-" else b"")
    with delivery.say_if_slow(f"reading {file} ..."):
        try:
            appended = append(text, wanted, catalogue, dialect, key_style)
        except BibliographyError as error:
            raise BibliographyError(f"cannot add to {file}", str(error)) from error
    if appended.added:
        try:
            data = encoded(appended.text, codec)
        except UnicodeEncodeError as error:
            raise QueryError(
                f"{file} is {codec}, which lacks {error.object[error.start]!r}", "use --format bibtex"
            ) from error
        delivery.deliver(data, file)
    for broken in appended.broken:
        delivery.say(f"{file}:{broken.line}: can't be read: {broken.reason}")
    for paper in appended.clashing:
        delivery.say(f"not added: {paper.key}: {file} has another work under this key")
    delivery.say(f"{papers(len(appended.added))} added to {file}, {len(appended.cited)} there already")
    if appended.clashing:
        raise typer.Exit(ExitCode.NOT_FOUND)
