"""What an audit found, for scripts: objects and lines, and how often each kind."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from medsynth_catalog.audit.findings import FINDING_KINDS, AuditedEntry, FindingKind
from medsynth_catalog.text import printable


def entry_object(one: AuditedEntry) -> dict[str, Any]:
    """Return the documented JSON object of an entry, with findings or without."""
    return {
        "line": one.line,
        "key": one.key,
        "paper": one.match.paper.key if one.match else None,
        "certainty": round(one.match.certainty, 3) if one.match else None,
        "by": one.match.by if one.match else None,
        "findings": [
            {
                "kind": finding.kind,
                "message": finding.message,
                "paper": finding.paper,
                "mend": None if finding.mend is None else dict(finding.mend.fields) | _type(finding.mend.type),
            }
            for finding in one.findings
        ],
    }


def _type(type: str | None) -> dict[str, str]:
    return {"ENTRYTYPE": type} if type else {}


def finding_lines(one: AuditedEntry) -> str:
    """Return a line for each finding, or one that says "ok": line, key, kind, message, paper and certainty between tabs."""
    sure = f"{one.match.certainty:.0%}" if one.match else ""
    matched = one.match.paper.key if one.match else ""
    found: list[tuple[str, str, str]] = [
        (finding.kind, finding.message, finding.paper or "") for finding in one.findings
    ]
    return "".join(
        "\t".join((str(one.line), printable(one.key or ""), kind, printable(message), paper, sure)) + "\n"
        for kind, message, paper in found or [("ok", "", matched)]
    )


def count_findings(audited: Iterable[AuditedEntry]) -> dict[FindingKind, int]:
    """Return how many findings there are of each kind that occurs, in the order of FINDING_KINDS."""
    found = Counter(finding.kind for one in audited for finding in one.findings)
    return {kind: found[kind] for kind in FINDING_KINDS if found[kind]}
