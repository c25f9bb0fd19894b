"""Where a work appeared, compared: venue, volume, number, pages, and what the type of an entry demands."""

import re
from collections.abc import Iterator

from medsynth_catalog.audit.comparison import Comparison, instead
from medsynth_catalog.audit.findings import Finding, FindingKind
from medsynth_catalog.audit.places import other_edition, same_number, same_pages
from medsynth_catalog.formats.bibtex.writing import entry_fields

# Proceedings that come out like a journal, as their publishers' own entries cite them (AAAI) and Google Scholar (NeurIPS).
_SERIAL = re.compile(r"(?:proceedings of the .*aaai|advances in )", re.IGNORECASE)
_VENUES = ("journal", "journaltitle", "booktitle")


def appearance(case: Comparison) -> Iterator[Finding]:
    """Yield what an entry says otherwise of the place of a publication."""
    if case.version == "preprint" or case.paper.kind == "preprint":
        return
    venue = list(_venue(case))
    yield from venue
    if not venue:
        yield from _numbers(case)
        yield from _entry_type(case)


def _venue(case: Comparison) -> Iterator[Finding]:
    cited, paper = case.cited, case.paper
    if not case.elsewhere or paper.venue is None:
        return
    entry = case.cited.entry
    there = [name for name in _VENUES if entry and entry.field(name)]
    mend = None
    known = case.matcher.venues.resolve(cited.venue or "") is not None  # and not the title of a volume
    if (
        known
        and cited.doi
        and cited.doi == paper.doi
        and len(there) == 1
        and case.dialect.types[paper.kind][1] == there[0]
    ):
        written = entry_fields(paper, case.dialect)
        fields: dict[str, str | None] = {there[0]: written[there[0]]}
        if cited.doi in cited.facts.get(there[0], "").casefold():  # which would go with it
            fields["doi"] = written["doi"]
        mend = case.mend(fields)
    yield Finding("venue", instead(cited.venue, paper.venue), paper.key, mend, remark=case.known_by_preprint)


def _numbers(case: Comparison) -> Iterator[Finding]:
    """Volume, number and pages. They are mended where the DOI is that of the publication, or will be."""
    cited, paper = case.cited, case.paper
    identified = bool(paper.doi and cited.doi in (paper.doi, None))
    said = {"volume": cited.facts.get("volume"), "number": cited.facts.get("number"), "pages": cited.pages}
    known = {"volume": paper.volume, "number": paper.number, "pages": paper.pages}
    kinds: tuple[FindingKind, ...] = ("volume", "number", "pages")
    for kind in kinds:
        ours, theirs = said[kind], known[kind]
        same = same_pages if kind == "pages" else same_number
        edition = (
            kind == "pages"
            and paper.kind == "inproceedings"
            and bool(ours and theirs)
            and other_edition(ours or "", theirs or "", paper.venue or "")
        )
        if ours and theirs and not same(ours, theirs) and not edition:
            written = entry_fields(paper, case.dialect).get(kind)
            mend = case.mend({kind: written}) if identified and written and kind != "number" else None
            yield Finding(kind, instead(ours, theirs), paper.key, mend)


def _entry_type(case: Comparison) -> Iterator[Finding]:
    """A conference paper as an article, or the other way round; a volume of proceedings may pass for that of a journal."""
    cited, paper, entry = case.cited, case.paper, case.cited.entry
    if entry is None or paper.kind not in ("article", "inproceedings") or "crossref" in cited.facts:
        return
    type = entry.type.casefold()
    clash = (
        type in ("phdthesis", "mastersthesis", "thesis", "book", "techreport")
        or (type in ("inproceedings", "conference") and paper.kind == "article" and case.known_kind == "article")
        or (
            type == "article"
            and paper.kind == "inproceedings"
            and case.known_kind == "inproceedings"
            and "volume" not in cited.facts
            and not _SERIAL.match(cited.venue or "")
        )
    )
    if clash:
        right, field = case.dialect.types[paper.kind]
        there = next((name for name in _VENUES if entry.field(name)), None)
        moved: dict[str, str | None] = {}
        if there and there != field and (value := entry.field(there)) and not entry.field(field):
            moved = {there: None, field: value.value}
        mend = case.mend(moved, right) if there else None  # without a place it may be that of a preprint
        yield Finding("entry-type", f"@{right}, not @{entry.type}", paper.key, mend)
