"""What a reader has decided: kinds of findings they want or don't, comments in their file, findings they know already."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from medsynth_catalog.audit.findings import FINDING_KINDS, AuditedEntry, Finding

_IGNORE = re.compile(r"medsynth:[ \t]*ignore[ \t]+([a-z-]+(?:[ \t]*,[ \t]*[a-z-]+)*)", re.IGNORECASE)
# Comments in the lines directly above an entry speak of it, since BibTeX knows none inside.
_ABOVE = re.compile(r"(?:^[ \t]*%[^\n]*\n)+\Z", re.MULTILINE)

Known = tuple[str, str, str]
"""What a baseline knows a finding by: the key of the entry, the kind and the message."""


def select_findings(
    audited: Iterable[AuditedEntry],
    text: str,
    only: Collection[str] = (),
    ignore: Collection[str] = (),
    baseline: Collection[Known] = (),
) -> Iterator[AuditedEntry]:
    """Yield the entries with those findings alone that a reader wants to see.

    A comment in an entry, or directly above it, ignores kinds of findings there: `% medsynth: ignore published, year`, or
    `all`. Any field may say it too, for programs that drop comments.

    Args:
        audited: What `audit` found.
        text: The text that was audited.
        only: The kinds that are wanted; all if there are none.
        ignore: The kinds that aren't.
        baseline: The findings that are known already.
    """
    for one in audited:
        if not one.findings:
            yield one
            continue
        ignored = {*ignore, *_ignored_in(one, text)}
        findings = tuple(
            finding
            for finding in one.findings
            if not ({finding.kind, "all"} & ignored or (only and finding.kind not in only))
            and _known(one, finding) not in baseline
        )
        yield replace(one, findings=findings) if len(findings) < len(one.findings) else one


def read_baseline(objects: Iterable[Mapping[str, Any]]) -> set[Known]:
    """Return the findings in an earlier report, the objects of `entry_object`. Raises KeyError or TypeError for others."""
    return {
        (str(one["key"] or ""), str(finding["kind"]), str(finding["message"]))
        for one in objects
        for finding in one["findings"]
    }


def unknown_kinds(text: str) -> list[str]:
    """Return what comments of a file ignore although no kind of finding has that name."""
    named = (name.strip().casefold() for found in _IGNORE.finditer(text) for name in found[1].split(","))
    return [name for name in dict.fromkeys(named) if name not in FINDING_KINDS and name != "all"]


def _known(one: AuditedEntry, finding: Finding) -> Known:
    return one.key or "", finding.kind, finding.message


def _ignored_in(one: AuditedEntry, text: str) -> Iterator[str]:
    if one.entry is None:
        return
    start = text.rfind("\n", 0, one.entry.start) + 1
    above = _ABOVE.search(text, max(0, start - 2000), start)
    said = (above[0] if above else "") + text[one.entry.start : one.entry.end]
    for found in _IGNORE.finditer(said):
        yield from (name.strip().casefold() for name in found[1].split(","))
