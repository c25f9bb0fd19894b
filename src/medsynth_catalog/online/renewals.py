"""The words of a search for what stale records don't say yet: kinds of findings, and what was found of a record."""

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from msgspec import Struct

from medsynth_catalog.records import Paper

StaleKind = Literal[
    "published", "several-publications", "journal-reference", "other-version", "duplicate", "other-work", "unknown-doi",
    "missing-doi", "missing-volume", "missing-number", "missing-pages", "missing-publisher",
]  # fmt: skip
STALE_KINDS: dict[StaleKind, str] = {
    "published": "preprint published since",
    "several-publications": "perhaps one of several publications",
    "journal-reference": "a publication that arXiv names without a usable DOI",
    "other-version": "a publication of this title elsewhere or in another year",
    "duplicate": "its publication is another paper of the catalogue",
    "other-work": "a DOI that leads to another work",
    "unknown-doi": "a DOI that no service knows",
    "missing-doi": "DOI is missing",
    "missing-volume": "volume is missing",
    "missing-number": "number is missing",
    "missing-pages": "pages are missing",
    "missing-publisher": "publisher is missing",
}
"""Every kind of finding with what it means, in the order of reports."""

MISSING: Mapping[str, StaleKind] = {
    "doi": "missing-doi",
    "volume": "missing-volume",
    "number": "missing-number",
    "pages": "missing-pages",
    "publisher": "missing-publisher",
}
"""The kind of finding for each field that a record lacks."""


class StaleFinding(Struct, frozen=True):
    """One thing that a record doesn't say yet.

    Attributes:
        kind: One of STALE_KINDS.
        message: What a service says, in one line.
        service: The host of the service.
        address: The address of its record.
    """

    kind: StaleKind
    message: str
    service: str
    address: str

    @property
    def needs_decision(self) -> bool:
        """Whether a person has to decide, so that nothing is written."""
        return self.kind != "published" and self.kind not in MISSING.values()


class Renewed(Struct, frozen=True):
    """What the services say of a stale record.

    Attributes:
        paper: The record.
        findings: What it doesn't say yet.
        changes: The fields of its file that change; `None` for one that goes.
        unanswered: Why services that had to be asked gave no answer, one line each.
    """

    paper: Paper
    findings: tuple[StaleFinding, ...] = ()
    changes: Mapping[str, Any] = {}
    unanswered: tuple[str, ...] = ()


def renewed_object(one: Renewed) -> dict[str, Any]:
    """Return the documented JSON object of a record with findings."""
    return {
        "key": one.paper.key,
        "findings": [
            {
                "kind": finding.kind,
                "message": finding.message,
                "service": finding.service,
                "address": finding.address,
                "needs_decision": finding.needs_decision,
            }
            for finding in one.findings
        ],
        "changes": dict(one.changes),
    }


def renewed_lines(renewed: Iterable[Renewed]) -> str:
    """Return a line for each finding: key, kind, message and service between tabs."""
    return "".join(
        f"{one.paper.key}\t{finding.kind}\t{finding.message}\t{finding.service}\n"
        for one in renewed
        for finding in one.findings
    )
