"""A preprint that has appeared since: told, and made the entry of the publication without losing what the reader had."""

from collections.abc import Iterable

from medsynth_catalog.audit.citation import is_archive
from medsynth_catalog.audit.comparison import APPEARED, Comparison
from medsynth_catalog.audit.findings import Finding, Mend
from medsynth_catalog.formats.bibtex.reading import BibEntry
from medsynth_catalog.formats.bibtex.writing import entry_fields

# What says which work it is; all other fields say where it appeared.
_WORK = frozenset(["author", "title", "key", "label", "type", "primaryclass", "eprintclass"])
# Where entries name an archive as if it were a journal, with "abs/2301.08227" for a volume.
_ARCHIVES = ("journal", "journaltitle", "howpublished", "publisher", "organization", "volume", "number", "pages")


def publication(case: Comparison, corrections: Iterable[Finding]) -> Finding | None:
    """Return what to say of an entry that cites the preprint of what has appeared since, or `None`.

    Args:
        case: The entry and the paper.
        corrections: What else is to be mended, since title and authors of the publication may be others.
    """
    cited, paper = case.cited, case.paper
    if paper.kind not in APPEARED or not paper.venue or case.version != "preprint":
        return None
    where = ", ".join(filter(None, (paper.venue, str(paper.year or ""), paper.doi)))
    mend = None
    known_place = paper.doi or paper.url or paper.pages or paper.volume
    if cited.entry and known_place and case.is_sure:
        fields = _fields(case, cited.entry)
        for finding in corrections:
            fields |= finding.mend.fields if finding.mend else {}
        mend = Mend(fields, case.dialect.types[paper.kind][0])
    return Finding("published", f"published in {where}", paper.key, mend)


def _fields(case: Comparison, entry: BibEntry) -> dict[str, str | None]:
    paper, dialect = case.paper, case.dialect
    known = entry_fields(paper, dialect)
    fields: dict[str, str | None] = {name: value for name, value in known.items() if name not in _WORK}
    if "date" in fields:
        fields |= {name: None for name in ("year", "month") if entry.field(name)}
    if entry.field("eprinttype"):
        fields.pop("archiveprefix", None)
    stale: dict[str, str | None] = dict.fromkeys(name for name in _ARCHIVES if _names_archive(case, name))
    return stale | _kept_id(case, entry) | _keeping_address(case, fields)


def _names_archive(case: Comparison, name: str) -> bool:
    """Whether a field names the archive or the id of the preprint; a number of the reader's own stays."""
    said = case.cited.facts.get(name, "")
    return bool(said) and (
        is_archive(said) or said.startswith("abs/") or bool(case.cited.arxiv and case.cited.arxiv in said)
    )


def _kept_id(case: Comparison, entry: BibEntry) -> dict[str, str | None]:
    """The arXiv id of the entry where the catalogue has none, since it may stand in a field that goes."""
    if case.paper.arxiv or not case.cited.arxiv or entry.field("eprint"):
        return {}
    return {"eprint": f"{{{case.cited.arxiv}}}", case.dialect.archive: "{arXiv}"}


def _keeping_address(case: Comparison, fields: dict[str, str | None]) -> dict[str, str | None]:
    """An address of the reader's stays, unless it is that of the preprint; and that of the preprint is no better than none."""
    url = case.cited.url
    of_archive = url is None or is_archive(url) or "10.48550" in url
    known = case.paper.doi or case.paper.url
    return fields if of_archive and known else {name: value for name, value in fields.items() if name != "url"}
