"""`medsynth audit`."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.cli import streams
from medsynth_catalog.cli.answering import answer_selection, print_answer, print_why_empty
from medsynth_catalog.cli.application import app, examples
from medsynth_catalog.cli.exits import ExitCode
from medsynth_catalog.cli.options import (
    TABLE,
    Catalogues,
    Format,
    Output,
    Selection,
    checked_format,
    with_option_groups,
)
from medsynth_catalog.errors import BibliographyError, UsageError
from medsynth_catalog.searching import search
from medsynth_catalog.text import counted

if TYPE_CHECKING:
    from medsynth_catalog.audit import AuditedEntry


@app.command(
    epilog=examples(
        "audit refs.bib",
        "audit refs.bib --fix -o fixed.bib",
        "audit refs.bib --all",
        "audit refs.bib -f json",
        "audit refs.bib --missing --modality ecg --year 2023..",
        "audit refs.bib --missing -m ecg -f bibtex -o more.bib",
    )
)
@with_option_groups
def audit(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A .bib file; - for stdin.", show_default=False)],
    selection: Selection,
    output: Output,
    catalogues: Catalogues,
    fix: Annotated[
        bool,
        typer.Option("--fix", help="Write the file to --output with what can be corrected; nothing else is changed."),
    ] = False,
    missing: Annotated[
        bool, typer.Option("--missing", help="Show the papers of a selection that the file doesn't cite.")
    ] = False,
    all_: Annotated[bool, typer.Option("--all", help="Also show matched entries without findings.")] = False,
    format: Format = TABLE,
) -> None:
    """Check your own .bib file against the catalogue.

    Entries are matched by DOI, arXiv id, title and authors. Findings are facts that contradict the catalogue, preprints
    published since, missing DOIs, duplicate entries, references that look invented, and entries that can't be read. The exit
    code is 1 if there are any.
    """
    # Imported here, since help and completion load every command and this brings the BibTeX reader.
    from medsynth_catalog import audit as auditing
    from medsynth_catalog.formats.bibtex.editing import decoded, encoded

    _check_options(selection, output, fix, missing)
    form = checked_format(format)
    if form not in (TABLE, "json") and not missing:
        raise UsageError(f"--format {form} writes papers, not findings", "add --missing, or use table or json")
    catalogue = catalogues.load()
    text, codec = decoded(streams.read_input(file))
    if not re.search(r"@\s*\w+\s*[{(]", text) and text.strip():
        raise BibliographyError(f"{file} contains no entries", "is it a BibTeX file?")
    with streams.print_if_slow(f"comparing {file} with the catalogue ..."):
        bibliography = auditing.read_bibliography(text)
        if missing:
            uncited = catalogue.without(auditing.cited_keys(bibliography, catalogue))
        else:
            audited = auditing.audit(bibliography, catalogue)
    if missing:
        _print_missing(uncited, selection, output, catalogue, form)
        return
    if fix:
        mended, entries = auditing.mend(text, audited)
        streams.write_output(encoded(mended, codec), output.output)
    if not (fix and str(output.output) == "-"):
        told = [one for one in audited if one.findings or (one.match and all_)]
        _print_findings(audited if form == "json" else told, form, None if fix else output.output)
    _print_summary(file, audited)
    if fix:
        streams.print_message(f"{counted(entries, 'entry', 'entries')} fixed in {output.output}")
    if any(one.findings for one in audited):
        raise typer.Exit(ExitCode.FINDINGS)


def _check_options(selection: Selection, output: Output, fix: bool, missing: bool) -> None:
    narrowing = selection != Selection() or output._replace(output=None) != Output()
    if fix and missing:
        raise UsageError("--fix and --missing exclude each other", "leave one out")
    if narrowing and not missing:
        raise UsageError("a selection of papers needs --missing", "add --missing, or leave the selection out")
    if fix and output.output is None:
        raise UsageError("no destination given", "name a file with --output FILE, or - for stdout")


def _print_missing(uncited: Catalogue, selection: Selection, output: Output, catalogue: Catalogue, format: str) -> None:
    missing = answer_selection(selection, output, uncited)
    print_answer(missing, output, uncited, format)
    if not missing.total and (wanted := search(catalogue, selection.query()).total):
        streams.print_message(f"nothing is missing: {counted(wanted, 'paper')} selected, all cited in the file")
    else:
        print_why_empty(catalogue, selection.query(), missing)


def _print_findings(audited: Sequence["AuditedEntry"], format: str, output: Path | None) -> None:
    if format == "json":
        from medsynth_catalog.audit import entry_object
        from medsynth_catalog.formats.structured import to_json

        streams.write_output(to_json(list(map(entry_object, audited))), output)
    elif output is None and streams.is_screen():
        from medsynth_catalog.views.audit import audit_view
        from medsynth_catalog.views.screen import print_views

        print_views(audit_view(audited))
    else:
        from medsynth_catalog.audit import finding_lines

        streams.write_output("".join(map(finding_lines, audited)), output)


def _print_summary(file: Path, audited: Sequence["AuditedEntry"]) -> None:
    from medsynth_catalog.audit import FINDING_KINDS, count_findings

    entries = sum(one.entry is not None for one in audited)
    matched = sum(one.match is not None for one in audited)
    name = "stdin" if str(file) == "-" else file
    streams.print_message(f"{name}: {counted(entries, 'entry', 'entries')}, {matched} of them in the catalogue")
    for kind, times in count_findings(audited).items():
        streams.print_message(f"  {times:>4} {kind:<12} {FINDING_KINDS[kind]}")
