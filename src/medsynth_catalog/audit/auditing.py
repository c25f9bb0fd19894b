"""Going through a bibliography: every entry compared with the catalogue and with the entries before it."""

from collections.abc import Iterable, Iterator

from medsynth_catalog.audit.citation import Citation, read_citation, read_foreign
from medsynth_catalog.audit.comparison import Comparison
from medsynth_catalog.audit.duplicates import Earlier
from medsynth_catalog.audit.facts import differences
from medsynth_catalog.audit.findings import FINDING_KINDS, AuditedEntry, Finding
from medsynth_catalog.audit.matching import SAME, Matcher
from medsynth_catalog.audit.reading import Foreign
from medsynth_catalog.audit.shape import shape
from medsynth_catalog.audit.suspicions import Suspicion
from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.formats.bibtex.reading import Bibliography
from medsynth_catalog.formats.foreign import ForeignEntry, Refused
from medsynth_catalog.text import printable

_ORDER = list(FINDING_KINDS)


def audit(bibliography: Bibliography, catalogue: Catalogue | Matcher) -> list[AuditedEntry]:
    """Compare every entry of a bibliography with the catalogue and with the entries before it.

    Args:
        bibliography: What `read_bibliography` made of a file.
        catalogue: The catalogue to compare it with; for many files its `Matcher`, which takes a while to make.

    Returns:
        The entries, and the blocks that can't be read, in the order of the file: which paper each cites, and what is
        wrong with it.

    >>> from medsynth_catalog import Catalogue
    >>> from medsynth_catalog.audit import audit, read_bibliography
    >>> [one.status for one in audit(read_bibliography("@misc{k, title={On something else}}"), Catalogue())]
    ['outside']
    """
    audited = [_broken(block.line, block.text, block.reason) for block in bibliography.broken]
    audited += _audited(map(read_citation, bibliography.entries), catalogue)
    return sorted(audited, key=lambda one: one.line)


def audit_foreign(entries: Foreign, catalogue: Catalogue | Matcher) -> list[AuditedEntry]:
    """Compare the entries of a RIS or CSL-JSON file with the catalogue; nothing of it can be mended.

    Args:
        entries: What `read_any` made of a file.
        catalogue: The catalogue to compare it with, or its `Matcher`.
    """
    refused = [
        _broken(int(one.where.rpartition(" ")[2] or 0), one.entry, one.reason)
        for _, one in entries
        if isinstance(one, Refused)
    ]
    read = [read_foreign(one, key) for key, one in entries if isinstance(one, ForeignEntry)]
    return sorted((*refused, *_audited(read, catalogue)), key=lambda one: one.line)


def _broken(line: int, text: str, reason: str) -> AuditedEntry:
    return AuditedEntry(line, None, None, None, (Finding("broken", f"{printable(text)[:60]!r}: {reason}"),))


def _audited(citations: Iterable[Citation], catalogue: Catalogue | Matcher) -> Iterator[AuditedEntry]:
    matcher, earlier = catalogue if isinstance(catalogue, Matcher) else Matcher(catalogue), Earlier()
    suspicion = Suspicion(matcher)
    for cited in citations:
        match = matcher.match(cited)
        if match and match.by == "title" and (match.title or 0) < SAME and suspicion.spliced(cited):
            match = None
        case = Comparison(cited, match, matcher) if match else None
        found = [
            *earlier.findings(cited, match),
            *(differences(case) if case else suspicion.findings(cited)),
            *shape(cited, case),
        ]
        found.sort(key=lambda finding: _ORDER.index(finding.kind))
        yield AuditedEntry(cited.line, cited.key, cited, match, tuple(found))
