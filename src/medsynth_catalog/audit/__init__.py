"""A reader's own bibliography beside the catalogue: what it cites, what it says wrongly, what it lacks, and adding that.

    >>> from medsynth_catalog import load_catalogue
    >>> from medsynth_catalog.audit import audit, read_bibliography
    >>> entry = "@article{alcaraz, doi={10.1016/j.compbiomed.2023.107115}, year={2021}}"
    >>> (one,) = audit(read_bibliography(entry), load_catalogue())
    >>> one.match.paper.key
    'alcaraz2023diffusion'
    >>> [finding.kind for finding in one.findings]
    ['title', 'authors', 'year', 'missing-field']

Files are bytes: `formats.bibtex.editing` decodes them so that encoding gives the same bytes again.
"""

from medsynth_catalog.audit.annotations import github_lines, sarif_log
from medsynth_catalog.audit.appending import Appended, append
from medsynth_catalog.audit.auditing import audit, audit_foreign
from medsynth_catalog.audit.citation import Citation
from medsynth_catalog.audit.deciding import read_baseline, select_findings, unknown_kinds
from medsynth_catalog.audit.findings import FINDING_KINDS, AuditedEntry, Finding, FindingKind, Match, MatchedBy, Mend
from medsynth_catalog.audit.matching import Matcher, cited_keys
from medsynth_catalog.audit.mending import mend
from medsynth_catalog.audit.reading import read_any
from medsynth_catalog.audit.report import count_findings, entry_object, finding_lines
from medsynth_catalog.formats.bibtex.reading import BibEntry, Bibliography, BrokenBlock, read_bibliography

__all__ = [
    "FINDING_KINDS",
    "Appended",
    "AuditedEntry",
    "BibEntry",
    "Bibliography",
    "BrokenBlock",
    "Citation",
    "Finding",
    "FindingKind",
    "Match",
    "MatchedBy",
    "Matcher",
    "Mend",
    "append",
    "audit",
    "audit_foreign",
    "cited_keys",
    "count_findings",
    "entry_object",
    "finding_lines",
    "github_lines",
    "mend",
    "read_any",
    "read_baseline",
    "read_bibliography",
    "sarif_log",
    "select_findings",
    "unknown_kinds",
]
