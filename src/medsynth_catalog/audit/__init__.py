"""A reader's own bibliography compared with the catalogue: which papers it cites, what it says wrongly, what it lacks."""

from medsynth_catalog.audit.auditing import audit
from medsynth_catalog.audit.findings import KINDS, Audited, Finding, Match, Mend
from medsynth_catalog.audit.lacking import Lacking, lacking
from medsynth_catalog.audit.mending import mended
from medsynth_catalog.audit.report import as_lines, as_object, counted

__all__ = [
    "KINDS",
    "Audited",
    "Finding",
    "Lacking",
    "Match",
    "Mend",
    "as_lines",
    "as_object",
    "audit",
    "counted",
    "lacking",
    "mended",
]
