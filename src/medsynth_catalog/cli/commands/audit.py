"""`medsynth audit`."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.cli import delivery
from medsynth_catalog.cli.answering import find, papers, say_why_empty
from medsynth_catalog.cli.app import app, examples
from medsynth_catalog.cli.exits import ExitCode
from medsynth_catalog.cli.options import TABLE, Catalogues, Format, Output, Selection, checked_format, grouped
from medsynth_catalog.cli.receiving import received
from medsynth_catalog.errors import BibliographyError, QueryError
from medsynth_catalog.searching import search

if TYPE_CHECKING:
    from medsynth_catalog.audit import AuditedEntry


@app.command(
    epilog=examples(
        "audit refs.bib",
        "audit refs.bib --fix -o mended.bib",
        "audit refs.bib --all",
        "audit refs.bib -f json",
        "audit refs.bib --missing --modality ecg --year 2023..",
        "audit refs.bib --missing -m ecg -f bibtex -o more.bib",
    )
)
@grouped
def audit(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A .bib file; - for stdin.", show_default=False)],
    selection: Selection,
    output: Output,
    catalogues: Catalogues,
    fix: Annotated[
        bool, typer.Option("--fix", help="Write the file with what can be mended to --output; all else stays as it is.")
    ] = False,
    missing: Annotated[
        bool, typer.Option("--missing", help="Show the papers of a selection that the file doesn't cite.")
    ] = False,
    all_: Annotated[
        bool, typer.Option("--all", help="Show the entries in order too, with the paper that each is of.")
    ] = False,
    format: Format = TABLE,
) -> None:
    """Check your own .bib file against the catalogue.

    Entries are matched by DOI, arXiv id, title and authors. Told are facts that contradict the catalogue, preprints that have
    appeared since, missing DOIs, entries given twice, references that look made up, and what can't be read. The exit code is
    1 when anything is told.
    """
    # Imported here, since help and completion load every command and this brings the BibTeX reader.
    from medsynth_catalog import audit as auditing
    from medsynth_catalog.formats.bibtex.editing import decoded, encoded

    _check_options(selection, output, fix, missing)
    form = checked_format(format)
    if form not in (TABLE, "json") and not missing:
        raise QueryError(f"{form} is a format for papers", "give --missing too, or take table or json")
    catalogue = catalogues.load()
    text, codec = decoded(received(file))
    if not re.search(r"@\s*\w+\s*[{(]", text) and text.strip():
        raise BibliographyError(f"{file} holds no entries", "is it a BibTeX file?")
    with delivery.say_if_slow(f"comparing {file} with the catalogue ..."):
        bibliography = auditing.read_bibliography(text)
        if missing:
            uncited = catalogue.without(auditing.cited_keys(bibliography, catalogue))
        else:
            audited = auditing.audit(bibliography, catalogue)
    if missing:
        _show_missing(uncited, selection, output, catalogue, form)
        return
    if fix:
        mended, entries = auditing.mend(text, audited)
        delivery.deliver(encoded(mended, codec), output.output)
    if not (fix and str(output.output) == "-"):
        told = [one for one in audited if one.findings or (one.match and all_)]
        _report(audited if form == "json" else told, form, None if fix else output.output)
    _sum_up(file, audited)
    if fix:
        delivery.say(f"{_count(entries, 'entry', 'entries')} mended in {output.output}")
    if any(one.findings for one in audited):
        raise typer.Exit(ExitCode.NOT_FOUND)


def _check_options(selection: Selection, output: Output, fix: bool, missing: bool) -> None:
    narrowing = selection != Selection() or output._replace(output=None) != Output()
    if fix and missing:
        raise QueryError("--fix and --missing are two questions", "ask one at a time")
    if narrowing and not missing:
        raise QueryError("a selection of papers narrows --missing", "give --missing too, or leave the selection out")
    if fix and output.output is None:
        raise QueryError("where to?", "name a file with --output FILE, or - for stdout")


def _show_missing(uncited: Catalogue, selection: Selection, output: Output, catalogue: Catalogue, format: str) -> None:
    missing = find(selection, output, uncited, format)
    if not missing.total and (wanted := search(catalogue, selection.query()).total):
        delivery.say(f"nothing is missing: the file cites all of {papers(wanted)}")
    else:
        say_why_empty(catalogue, selection.query(), missing)


def _report(audited: Sequence["AuditedEntry"], format: str, output: Path | None) -> None:
    if format == "json":
        from medsynth_catalog.audit import entry_object
        from medsynth_catalog.formats.structured import to_json

        delivery.deliver(to_json(list(map(entry_object, audited))), output)
    elif output is None and delivery.drawn():
        from medsynth_catalog.views.audit import audit_view
        from medsynth_catalog.views.screen import show

        show(audit_view(audited))
    else:
        from medsynth_catalog.audit import finding_lines

        delivery.deliver("".join(map(finding_lines, audited)), output)


def _sum_up(file: Path, audited: Sequence["AuditedEntry"]) -> None:
    from medsynth_catalog.audit import FINDING_KINDS, count_findings

    entries = sum(one.entry is not None for one in audited)
    matched = sum(one.match is not None for one in audited)
    name = "stdin" if str(file) == "-" else file
    delivery.say(f"{name}: {_count(entries, 'entry', 'entries')}, {matched} of them in the catalogue")
    for kind, times in count_findings(audited).items():
        delivery.say(f"  {times:>4} {kind:<12} {FINDING_KINDS[kind]}")


def _count(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"
