"""`medsynth export`."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from medsynth_catalog.choices import choose
from medsynth_catalog.citekeys import KEY_STYLES, OWN_KEYS
from medsynth_catalog.cli import delivery
from medsynth_catalog.cli.answering import answered, find, papers, say_why_empty
from medsynth_catalog.cli.app import app, examples
from medsynth_catalog.cli.completion import key_styles
from medsynth_catalog.cli.exits import ExitCode
from medsynth_catalog.cli.options import OUTPUT, Catalogues, Format, Output, Selection, checked_format, grouped
from medsynth_catalog.cli.receiving import received
from medsynth_catalog.errors import OutputError, QueryError
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
        answer = answered(selection, output, catalogue, style)
        _append(append, answer.papers, format, rename=style != OWN_KEYS)
    say_why_empty(catalogue, selection.query(), answer)


def _append(file: Path, wanted: Sequence[Paper], format: str, rename: bool) -> None:
    # Imported here, since help and completion load every command and this brings the BibTeX reader.
    from medsynth_catalog.audit import lacking
    from medsynth_catalog.formats.bibtex.editing import appended, decoded, encoded
    from medsynth_catalog.formats.bibtex.reading import read_bibliography
    from medsynth_catalog.formats.bibtex.writing import DIALECTS

    dialect = DIALECTS[checked_format(format, tuple(DIALECTS))]
    text, codec = decoded(received(file) if file.is_file() or str(file) == "-" else b"")
    with delivery.say_if_slow(f"reading {file} ..."):
        bibliography = read_bibliography(text)
        found = lacking(bibliography, wanted, rename)
    if unclosed := next((broken for broken in bibliography.broken if "end of file" in broken.reason), None):
        raise OutputError(f"cannot add to {file}: the entry in line {unclosed.line} is not closed")
    if found.papers:
        try:
            data = encoded(appended(bibliography, found.papers, dialect), codec)
        except UnicodeEncodeError as error:
            raise QueryError(
                f"{file} is {codec}, which lacks {error.object[error.start]!r}", "use --format bibtex"
            ) from error
        delivery.deliver(data, file)
    for broken in bibliography.broken:
        delivery.say(f"{file}:{broken.line}: can't be read: {broken.reason}")
    for paper in found.clashing:
        delivery.say(f"not added: {paper.key}: {file} has another work under this key")
    there = len(wanted) - len(found.papers) - len(found.clashing)
    delivery.say(f"{papers(len(found.papers))} added to {file}, {there} there already")
    if found.clashing:
        raise typer.Exit(ExitCode.NOT_FOUND)
