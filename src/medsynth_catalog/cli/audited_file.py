"""A reader's bibliography under `medsynth audit`: compared, mended, and told of."""

import difflib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from medsynth_catalog.cli import streams
from medsynth_catalog.errors import BibliographyError, InputError, UsageError
from medsynth_catalog.text import counted

if TYPE_CHECKING:
    from medsynth_catalog.audit import AuditedEntry, Matcher
    from medsynth_catalog.audit.reading import Foreign
    from medsynth_catalog.catalogue import Catalogue
    from medsynth_catalog.formats.bibtex.reading import Bibliography


def read(file: Path, text: str, to_mend: bool) -> "Bibliography | Foreign":
    """Read a file of any form.

    Raises:
        BibliographyError: It has no entries.
        InputError: It is larger than what is read.
        UsageError: It can't be mended as asked.
    """
    from medsynth_catalog.audit import read_any

    try:
        bibliography = read_any(text)
    except BibliographyError as error:
        raise BibliographyError(f"{file} contains no entries", error.hint) from error
    except InputError as error:
        raise InputError(f"cannot read {file}", error.hint) from error
    if to_mend and isinstance(bibliography, list):
        raise UsageError("only a BibTeX file can be mended", "leave --fix and --diff out")
    return bibliography


def compare(bibliography: "Bibliography | Foreign", catalogue: "Catalogue | Matcher") -> "list[AuditedEntry]":
    """Audit a file of any form."""
    from medsynth_catalog.audit import audit, audit_foreign

    return audit_foreign(bibliography, catalogue) if isinstance(bibliography, list) else audit(bibliography, catalogue)


def show_diff(file: Path, text: str, mended: str, output: Path | None) -> None:
    """Show what mending would change, as a unified diff that `patch` and `git apply` read."""
    before, after = (one.splitlines(keepends=True) for one in (text, mended))
    lines = difflib.unified_diff(before, after, f"a/{file}", f"b/{file}")
    whole = "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
    streams.write_output(whole, output)


def encode_mended(file: Path, mended: str, codec: str) -> bytes:
    """Return the bytes of the mended text in the encoding of the file. Raises UsageError for a letter that this lacks."""
    from medsynth_catalog.formats.bibtex.editing import encoded

    try:
        return encoded(mended, codec)
    except UnicodeEncodeError as error:
        letter = error.object[error.start]
        raise UsageError(
            f"cannot write {letter!r} to {file}, which is in {codec}", "convert the file to UTF-8"
        ) from error


def write_mended(file: Path, data: bytes, mended: bytes, output: Path | None) -> None:
    """Write the mended file; in place, the old one is kept beside it, and it must be what was read."""
    if output is not None and str(output) != "-" and output.exists() and file.exists() and output.samefile(file):
        kept = file.with_name(f"{file.name}.orig")
        with streams.turn(output):
            streams.write_output(data, kept)
            streams.write_output(mended, output, data)
        streams.print_message(f"the file as it was is in {kept}")
    else:
        streams.write_output(mended, output)


def report(audited: Mapping[Path, Sequence["AuditedEntry"]], format: str, output: Path | None) -> None:
    """Tell the findings by file in a format: the table of a terminal or of a pipe, JSON, SARIF or lines for GitHub."""
    from medsynth_catalog.audit import entry_object, finding_lines, github_lines, sarif_log

    everything = [one for found in audited.values() for one in found]
    if format == "json":
        from medsynth_catalog.formats.structured import to_json

        streams.write_output(to_json(list(map(entry_object, everything))), output)
    elif format == "sarif":
        import msgspec

        log = msgspec.json.format(msgspec.json.encode(sarif_log(audited)), indent=2)
        streams.write_output(log.decode() + "\n", output)
    elif format == "github":
        streams.write_output("".join(github_lines(found, str(file)) for file, found in audited.items()), output)
    elif output is None and streams.is_screen():
        from medsynth_catalog.views.audit import audit_view
        from medsynth_catalog.views.screen import print_views

        print_views(audit_view(everything))
    else:
        streams.write_output("".join(map(finding_lines, everything)), output)


def sum_up(file: Path, audited: Sequence["AuditedEntry"]) -> None:
    """Account for every entry, and count the findings of each kind."""
    from medsynth_catalog.audit import FINDING_KINDS, count_findings

    entries = sum(one.cited is not None for one in audited)
    matched = sum(one.match is not None for one in audited)
    status = Counter(one.status for one in audited)
    name = "stdin" if str(file) == "-" else file
    streams.print_message(f"{name}: {counted(entries, 'entry', 'entries')}, {matched} of them in the catalogue")
    told = f"{status['found']} with findings, {status['outside']} outside the catalogue"
    streams.print_message(f"  {status['in order']} in order, {told}")
    for kind, times in count_findings(audited).items():
        streams.print_message(f"  {times:>4} {kind:<13} {FINDING_KINDS[kind]}")
