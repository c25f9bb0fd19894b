"""What services say of stale records, on a terminal: each record, and the findings."""

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from medsynth_catalog.fields import display_title
from medsynth_catalog.online.renewals import Renewed
from medsynth_catalog.views.screen import DIM, KEY


def stale_view(renewed: Iterable[Renewed]) -> Group:
    """Return a heading for each record, and under it a line for each finding."""
    parts: list[RenderableType] = []
    for one in renewed:
        parts.append(Text.assemble((one.paper.key, KEY), "  ", (display_title(one.paper), DIM)))
        findings = Table.grid(padding=(0, 2))
        findings.add_column(style="yellow", no_wrap=True)
        findings.add_column()
        for finding in one.findings:
            findings.add_row(finding.kind, Text(f"{finding.message} ({finding.service})"))
        parts.append(Padding(findings, (0, 0, 0, 4)))
    return Group(*parts)
