"""What an audit found, for programs that show findings beside the lines of a file: SARIF, and the log of GitHub's workflows.

SARIF: OASIS standard 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/). Workflow commands:
https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from medsynth_catalog.audit.findings import FINDING_KINDS, AuditedEntry
from medsynth_catalog.text import printable
from medsynth_catalog.version import VERSION

_HOME = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sarif_log(audited: Mapping[Path, Iterable[AuditedEntry]]) -> dict[str, Any]:
    """Return the findings as a SARIF log: an error is one, a remark is a note.

    Args:
        audited: What `audit` found, by file; their paths are relative to the repository that they lie in.
    """
    results = [
        {
            "ruleId": finding.kind,
            "level": "error" if finding.severity == "error" else "note",
            "message": {"text": f"{printable(one.key or '')}: {printable(finding.message)}".removeprefix(": ")},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": file.as_posix()},
                        "region": {"startLine": max(1, one.line)},
                    }
                }
            ],
        }
        for file, found in audited.items()
        for one in found
        for finding in one.findings
    ]
    rules = [{"id": kind, "shortDescription": {"text": meaning}} for kind, meaning in FINDING_KINDS.items()]
    driver = {"name": "medsynth audit", "version": VERSION, "rules": rules}
    return {"$schema": _HOME, "version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": results}]}


def github_lines(audited: Iterable[AuditedEntry], file: str) -> str:
    """Return a workflow command for each finding, which GitHub shows at the line of the file.

    Args:
        audited: What `audit` found.
        file: The path of the file, relative to the repository that it lies in.
    """
    return "".join(
        f"::{'error' if finding.severity == 'error' else 'notice'} file={_property(file)},line={max(1, one.line)},"
        f"title={_property(f'{finding.kind}: {one.key or file}')}::{_escaped(printable(finding.message))}\n"
        for one in audited
        for finding in one.findings
    )


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(printable(text)).replace(":", "%3A").replace(",", "%2C")
