"""What an audit found, for scripts: objects and lines, and how often each kind."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from medsynth_catalog.audit.findings import FINDING_KINDS, AuditedEntry, FindingKind, Mend
from medsynth_catalog.text import printable

# What stands for the kind of a finding at an entry without any.
_WORDS = {"in order": "ok", "outside": "outside"}


def entry_object(one: AuditedEntry) -> dict[str, Any]:
    """Return the documented JSON object of an entry, with findings or without."""
    return {
        "line": one.line,
        "key": one.key,
        "paper": one.match.paper.key if one.match else None,
        "certainty": round(one.match.certainty, 3) if one.match else None,
        "by": one.match.by if one.match else None,
        "basis": one.match.basis if one.match else None,
        "status": one.status,
        "findings": [
            {
                "kind": finding.kind,
                "severity": finding.severity,
                "message": finding.message,
                "paper": finding.paper,
                "mend": None if finding.mend is None else _mend_object(finding.mend),
            }
            for finding in one.findings
        ],
    }


def _mend_object(mend: Mend) -> dict[str, Any]:
    """The fields that mend an entry, and in capitals what isn't one: its type, and how many commas it lacks."""
    found: dict[str, Any] = dict(mend.fields)
    found |= {"ENTRYTYPE": mend.type} if mend.type else {}
    return found | ({"COMMAS": len(mend.commas)} if mend.commas else {})


def finding_lines(one: AuditedEntry) -> str:
    """Return a line for each finding, or one that says "ok" or "outside": line, key, kind, message, paper and certainty between tabs."""
    sure = f"{one.match.certainty:.0%}" if one.match else ""
    matched = one.match.paper.key if one.match else ""
    found: list[tuple[str, str, str]] = [
        (finding.kind, finding.message, finding.paper or "") for finding in one.findings
    ]
    return "".join(
        "\t".join((str(one.line), printable(one.key or ""), kind, printable(message), paper, sure)) + "\n"
        for kind, message, paper in found or [(_WORDS.get(one.status, one.status), "", matched)]
    )


def count_findings(audited: Iterable[AuditedEntry]) -> dict[FindingKind, int]:
    """Return how many findings there are of each kind that occurs, in the order of FINDING_KINDS."""
    found = Counter(finding.kind for one in audited for finding in one.findings)
    return {kind: found[kind] for kind in FINDING_KINDS if found[kind]}
