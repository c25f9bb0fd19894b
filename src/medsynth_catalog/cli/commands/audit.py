"""`medsynth audit`."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.choices import choose
from medsynth_catalog.cli import audited_file, streams
from medsynth_catalog.cli.answering import answer_selection, print_answer, print_why_empty
from medsynth_catalog.cli.application import app, examples
from medsynth_catalog.cli.audit_online import compare_online
from medsynth_catalog.cli.audit_options import Findings
from medsynth_catalog.cli.exits import ExitCode
from medsynth_catalog.cli.format_options import TABLE, FileFormat, chosen_format
from medsynth_catalog.cli.network import Network
from medsynth_catalog.cli.option_groups import with_option_groups
from medsynth_catalog.cli.options import Catalogues, Output, Selection
from medsynth_catalog.cli.paging import paged
from medsynth_catalog.errors import BibliographyError, UsageError
from medsynth_catalog.searching import search
from medsynth_catalog.text import counted

if TYPE_CHECKING:
    from medsynth_catalog.audit import AuditedEntry

_REPORTS = (TABLE, "json", "sarif", "github")


@app.command(
    epilog=examples(
        "audit refs.bib",
        "audit refs.bib --diff",
        "audit refs.bib --fix -o fixed.bib",
        "audit refs.bib --all",
        "audit refs.bib --ignore missing-doi --fail-on error -f github",
        "audit refs.bib --missing --modality ecg --year 2023..",
        "audit refs.bib --missing -m ecg -f bibtex -o more.bib",
    )
)
@with_option_groups
def audit(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="A .bib, RIS or CSL-JSON file, or several; - for stdin.", show_default=False
        ),
    ],
    selection: Selection,
    output: Output,
    catalogues: Catalogues,
    findings: Findings,
    network: Network,
    fix: Annotated[
        bool,
        typer.Option("--fix", help="Write the file to --output with what can be corrected; nothing else is changed."),
    ] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show what --fix would change.")] = False,
    missing: Annotated[
        bool, typer.Option("--missing", help="Show the papers of a selection that the file doesn't cite.")
    ] = False,
    all_: Annotated[
        bool, typer.Option("--all", help="Also show entries without findings, in the catalogue or outside it.")
    ] = False,
    online: Annotated[
        bool, typer.Option("--online", help="Ask doi.org and arXiv for the entries that the catalogue lacks.")
    ] = False,
    format: FileFormat = None,
) -> None:
    """Check your own bibliography against the catalogue.

    Entries are matched by DOI, arXiv id, title and authors. Findings are facts that contradict the catalogue, preprints
    published since, missing DOIs, duplicate entries, references that look invented, and entries that can't be read;
    docs/audit.md shows each kind. Your own papers prove nothing here, unless --own asks for them alone. A comment in an entry, `% medsynth: ignore published`, suppresses a kind there. The exit
    code is 1 if there are findings, or as --fail-on says.
    """
    # Imported here, since help and completion load every command and this brings the BibTeX reader.
    from medsynth_catalog import audit as auditing
    from medsynth_catalog.formats.bibtex.editing import decoded

    files = [file] if missing else [file, *map(Path, selection.text)]
    selection = selection if missing else selection._replace(text=[])
    _check_options(files, selection, output, (fix, diff, missing))
    form = format if format in _REPORTS else chosen_format(format, TABLE, output.output if missing else None)
    if form not in _REPORTS and not missing:
        raise UsageError(f"--format {form} writes papers, not findings", f"add --missing, or use {', '.join(_REPORTS)}")
    if len(files) > 1 and (fix or diff or form == "json"):
        raise UsageError("--fix, --diff and --format json take one file", "audit the files one by one")
    only, ignore = (_kinds(names) for names in (findings.only, findings.ignore))
    known = _baseline(findings.baseline)
    # A reader's own papers are from such files: that they agree proves nothing.
    catalogue = (catalogues if missing or catalogues.own else catalogues._replace(own=False)).load()
    audited: dict[Path, list[AuditedEntry]] = {}
    for each in files:
        data = streams.read_input(each)
        text, codec = decoded(data)
        bibliography = audited_file.read(each, text, to_mend=fix or diff)
        with streams.print_if_slow(f"comparing {each} with the catalogue ..."):
            found = audited_file.compare(bibliography, catalogue)
        if missing:
            _print_missing(found, selection, output, catalogue, form)
            return
        if online:
            found = compare_online(bibliography, found, catalogue, network.checked())
        for kind in auditing.unknown_kinds(text):
            streams.print_message(f"{each}: a comment ignores {kind!r}, which is not a kind of finding")
        audited[each] = list(auditing.select_findings(found, text, only, ignore, known))
    mended, entries = auditing.mend(text, audited[file]) if fix or diff else (text, 0)
    if diff:
        audited_file.show_diff(file, text, mended, output.output)
    elif fix:
        audited_file.write_mended(file, data, audited_file.encode_mended(file, mended, codec), output.output)
    if not diff and not (fix and str(output.output) == "-"):
        wanted = {
            file: [one for one in found if form == "json" or one.findings or all_] for file, found in audited.items()
        }
        with paged(output.paging):
            audited_file.report(wanted, form, None if fix else output.output)
    for each, found in audited.items():
        audited_file.sum_up(each, found)
    if fix:
        streams.print_message(f"{counted(entries, 'entry', 'entries')} fixed in {output.output}")
    if _fails([one for found in audited.values() for one in found], findings.fail_on):
        raise typer.Exit(ExitCode.FINDINGS)


def _check_options(files: Sequence[Path], selection: Selection, output: Output, asked: tuple[bool, bool, bool]) -> None:
    fix, diff, missing = asked
    narrowing = selection != Selection() or output._replace(output=None, pager=None) != Output()
    if fix and missing:
        raise UsageError("--fix and --missing exclude each other", "leave one out")
    if diff and (fix or missing):
        raise UsageError("--diff excludes --fix and --missing", "leave one out")
    if narrowing and not missing:
        raise UsageError("a selection of papers needs --missing", "add --missing, or leave the selection out")
    if fix and output.output is None:
        raise UsageError("no destination given", "name a file with --output FILE, or - for stdout")
    replaced = (
        None
        if fix or output.output is None
        else next(filter(output.output.samefile, _there(files, output.output)), None)
    )
    if replaced:
        raise UsageError(f"the report would replace {replaced}", "add --fix, or name another file")


def _there(files: Sequence[Path], output: Path) -> list[Path]:
    return [file for file in files if output.exists() and file.exists()]


def _kinds(names: Sequence[str]) -> set[str]:
    from medsynth_catalog.audit import FINDING_KINDS

    wanted = (name.strip() for given in names for name in given.split(","))
    return {choose("kind of finding", name, tuple(FINDING_KINDS)) for name in wanted}


def _baseline(file: Path | None) -> "set[tuple[str, str, str]]":
    from medsynth_catalog.audit import read_baseline

    if file is None:
        return set()
    try:
        return read_baseline(json.loads(streams.read_input(file)))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BibliographyError(
            f"{file} is not a report", "make one with medsynth audit FILE -f json -o REPORT"
        ) from error


def _print_missing(
    found: "Sequence[AuditedEntry]", selection: Selection, output: Output, catalogue: Catalogue, format: str
) -> None:
    uncited = catalogue.without({one.match.paper.key for one in found if one.match})
    missing = answer_selection(selection, output, uncited)
    print_answer(missing, selection.query(), output, uncited, format)
    if not missing.total and (wanted := search(catalogue, selection.query()).total):
        streams.print_message(f"nothing is missing: {counted(wanted, 'paper')} selected, all cited in the file")
    elif not missing:
        print_why_empty(catalogue, selection.query(), missing)


def _fails(audited: "Sequence[AuditedEntry]", fail_on: str) -> bool:
    severities = {finding.severity for one in audited for finding in one.findings}
    return bool(severities) if fail_on == "any" else fail_on in severities
