"""A reader's own bibliography compared with the catalogue: which papers it cites, what it says wrongly, what it lacks."""

from medsynth_catalog.audit.auditing import audit
from medsynth_catalog.audit.findings import KINDS, Audited, Finding, Match, Mend
from medsynth_catalog.audit.lacking import Lacking, lacking
from medsynth_catalog.audit.mending import mended

__all__ = ["KINDS", "Audited", "Finding", "Lacking", "Match", "Mend", "audit", "lacking", "mended"]
