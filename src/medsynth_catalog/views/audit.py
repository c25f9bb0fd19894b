"""An audit on a terminal: each entry, the paper that it cites, and the findings."""

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from medsynth_catalog.audit import AuditedEntry
from medsynth_catalog.text import printable


def audit_view(audited: Iterable[AuditedEntry]) -> Group:
    """Return a heading for each entry, and under it a line for each finding."""
    parts: list[RenderableType] = []
    for one in audited:
        parts.append(_heading(one))
        if one.findings:
            findings = Table.grid(padding=(0, 2))
            findings.add_column(style="yellow", no_wrap=True, min_width=11)
            findings.add_column()
            for finding in one.findings:
                findings.add_row(finding.kind, Text(printable(finding.message)))
            parts.append(Padding(findings, (0, 0, 0, 6)))
    return Group(*parts)


def _heading(one: AuditedEntry) -> Text:
    heading = Text.assemble((f"{one.line:>5} ", "dim"), (printable(one.key or ""), "bold"))
    if one.match:
        heading.append(f" is {one.match.paper.key}, {one.match.certainty:.0%} sure: {one.match.basis}", "dim")
    elif one.status == "outside":
        heading.append(" is outside the catalogue", "dim")
    return heading
