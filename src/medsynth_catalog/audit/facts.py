"""Comparing an entry with the paper it is of: published since, title, authors, year, DOI, arXiv id."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from medsynth_catalog.audit.citation import Citation, is_archive
from medsynth_catalog.audit.findings import Finding, Match, Mend
from medsynth_catalog.audit.likeness import compare, elsewhere
from medsynth_catalog.audit.matching import Matcher
from medsynth_catalog.formats.bibtex.reading import BibEntry
from medsynth_catalog.formats.bibtex.writing import BIBLATEX, CLASSIC, Dialect, entry_fields
from medsynth_catalog.identity.names import differing_authors, same_person
from medsynth_catalog.identity.titles import comparable_title
from medsynth_catalog.identity.works import dois, titles, years
from medsynth_catalog.records import Author, Paper

# What says which work it is; all other fields say where it appeared.
_WORK = frozenset(["author", "title", "key", "label", "type", "primaryclass", "eprintclass"])
# What marks an entry as one for biblatex. Such a one is mended in its words, and in ASCII, which every file can hold.
_MODERN = ("date", "journaltitle", "eprinttype")
# So much of title and authors a preprint has in common with what became of it.
_FORMER = 0.5
_BIBLATEX = replace(BIBLATEX, encode=CLASSIC.encode)
# Where entries name an archive as if it were a journal, with "abs/2301.08227" for a volume.
_ARCHIVES = ("journal", "journaltitle", "howpublished", "publisher", "organization")
_ARCHIVED_AS = ("volume", "number", "pages")


def differences(cited: Citation, match: Match, matcher: Matcher) -> Iterator[Finding]:
    """Yield what an entry says otherwise than the catalogue, or leaves out. A preprint may be cited with its own facts.

    Nothing is mended where no identifier says which version of the work is cited, and the entry names another venue or
    a DOI that the catalogue doesn't know.
    """
    strange = cited.doi is not None and matcher.with_doi(cited.doi) is None
    uncertain = match.by == "title" and (strange or elsewhere(cited, match.paper, matcher.venues))
    for finding in _differences(cited, match.paper, matcher):
        yield replace(finding, mend=None) if uncertain else finding


def _differences(cited: Citation, paper: Paper, matcher: Matcher) -> Iterator[Finding]:
    published = _published(cited, paper)
    if published is None:
        yield from _year(cited, paper)
        yield from _doi(cited, paper, matcher)
        yield from _title(cited, paper)
        yield from _authors(cited, paper)
    else:
        yield published
        # A preprint may have had another title and other authors, as long as they are like those of the paper.
        likeness = compare(cited, paper)
        if (likeness.title or 0) < _FORMER:
            yield from _title(cited, paper)
        if (likeness.authors or 0) < _FORMER:
            yield from _authors(cited, paper)
    yield from _arxiv(cited, paper, matcher)


def describe(paper: Paper) -> str:
    """Return a paper as findings name it: its key and its title."""
    return f"{paper.key} ({paper.title or 'title unknown'})"


def _published(cited: Citation, paper: Paper) -> Finding | None:
    preprint_doi = paper.preprint.doi if paper.preprint else None
    of_preprint = cited.archived or (cited.venue is None and cited.doi is not None and cited.doi == preprint_doi)
    appeared = paper.kind in ("article", "inproceedings", "incollection") and paper.venue
    if not appeared or not of_preprint or (cited.doi and cited.doi == paper.doi):
        return None
    dialect = _dialect(cited.entry)
    known = entry_fields(paper, dialect)
    fields: dict[str, str | None] = {name: value for name, value in known.items() if name not in _WORK}
    if "date" in fields:
        fields |= {name: None for name in ("year", "month") if cited.entry.field(name)}
    fields = _keeping_address(cited, paper, fields)
    for finding in (*_title(cited, paper, [paper.title]), *_authors(cited, paper)):
        fields |= finding.mend.fields if finding.mend else {}
    stale = [name for name in _ARCHIVES if is_archive(cited.entry.facts.get(name, ""))]
    stale += [name for name in _ARCHIVED_AS if name in cited.entry.facts]
    mend = Mend(dict.fromkeys(stale) | fields, dialect.types[paper.kind][0])
    where = ", ".join(filter(None, (paper.venue, str(paper.year or ""), paper.doi)))
    return Finding("published", f"published in {where}", paper.key, mend)


def _year(cited: Citation, paper: Paper) -> Iterator[Finding]:
    accepted: set[int | None] = {*years(paper)} if cited.archived else {paper.year}
    if cited.archived and paper.arxiv and paper.arxiv[:4].isdecimal():
        accepted.add(2000 + int(paper.arxiv[:2]))  # its first version
    # What the catalogue knows as a preprint may have appeared since.
    later = paper.kind == "preprint" and not cited.archived and (cited.year or 0) >= (paper.year or 0)
    if paper.year and cited.year not in accepted and not later:
        field = "date" if cited.entry.field("date") and not cited.entry.field("year") else "year"
        yield Finding("year", _instead(cited.year, paper.year), paper.key, Mend({field: f"{{{paper.year}}}"}))


def _keeping_address(cited: Citation, paper: Paper, fields: dict[str, str | None]) -> dict[str, str | None]:
    """An address of the reader's stays, unless it is that of the preprint; and that of the preprint is no better than none."""
    of_archive = cited.url is None or is_archive(cited.url) or "10.48550" in cited.url
    known = paper.doi or paper.url
    return fields if of_archive and known else {name: value for name, value in fields.items() if name != "url"}


def _title(cited: Citation, paper: Paper, accepted: Sequence[str | None] = ()) -> Iterator[Finding]:
    accepted = accepted or (titles(paper) if cited.archived else [paper.title])
    if paper.title and comparable_title(cited.title or "") not in [
        comparable_title(title) for title in accepted if title
    ]:
        yield Finding("title", _instead(cited.title, paper.title), paper.key, Mend(_retitled(cited, paper)))


def _retitled(cited: Citation, paper: Paper) -> dict[str, str | None]:
    subtitle: dict[str, str | None] = {"subtitle": None} if cited.entry.field("subtitle") else {}
    return subtitle | {"title": entry_fields(paper, CLASSIC)["title"]}


def _authors(cited: Citation, paper: Paper) -> Iterator[Finding]:
    ours, theirs = _people(cited.authors), _people(paper.authors)
    missing, extra = differing_authors(ours, theirs)
    if cited.more_authors and cited.authors:
        missing = []
    if not paper.authors_complete:
        extra = []
    told = [f"missing {_names(missing)}"] if missing else []
    told += [f"not by {_names(extra)}"] if extra else []
    if not told and not all(map(same_person, ours, theirs)):
        told = ["in a different order"]
    if told and paper.names:
        mend = Mend({"author": entry_fields(paper, CLASSIC)["author"]})
        yield Finding("authors", ", ".join(told), paper.key, mend)


def _people(authors: Sequence[Author]) -> Sequence[Author]:
    """The authors before a group, which some name with its members and some leave out."""
    groups = [place for place, author in enumerate(authors) if not author.given]
    return authors[: groups[0]] if groups and groups[0] else authors


def _doi(cited: Citation, paper: Paper, matcher: Matcher) -> Iterator[Finding]:
    fields = {"doi": f"{{{paper.doi}}}" if paper.doi else None}
    if cited.doi and cited.doi in (cited.url or "").casefold():
        fields["url"] = f"{{{paper.link}}}" if paper.link else None
    mend = Mend(fields)
    own = dois(paper)
    other = matcher.with_doi(cited.doi)
    if cited.doi is None and paper.doi:
        yield Finding("missing-doi", paper.doi, paper.key, mend)
    elif cited.doi in own and cited.doi != paper.doi and paper.doi:
        yield Finding("doi", f"{cited.doi} belongs to the preprint; the paper has {paper.doi}", paper.key, mend)
    elif cited.doi and cited.doi not in own and other:
        yield Finding("doi", f"{cited.doi} belongs to {describe(other)}", paper.key, mend)
    elif cited.doi and cited.doi not in own and paper.doi:
        # Perhaps of another version of the work, so nothing that may be mended unseen.
        yield Finding("doi", _instead(cited.doi, paper.doi), paper.key)


def _arxiv(cited: Citation, paper: Paper, matcher: Matcher) -> Iterator[Finding]:
    if cited.arxiv and cited.arxiv != paper.arxiv:
        other = matcher.with_arxiv(cited.arxiv)
        mend = Mend({"eprint": f"{{{paper.arxiv}}}" if paper.arxiv else None}) if cited.entry.field("eprint") else None
        if other:
            yield Finding("arxiv", f"{cited.arxiv} belongs to {describe(other)}", paper.key, mend)
        elif paper.arxiv:
            yield Finding("arxiv", _instead(cited.arxiv, paper.arxiv), paper.key)


def _instead(said: object, known: object) -> str:
    return f"{known}, not {said}" if said else f"{known} is missing"


def _dialect(entry: BibEntry) -> Dialect:
    return _BIBLATEX if any(entry.field(name) for name in _MODERN) else CLASSIC


def _names(authors: list[Author]) -> str:
    return ", ".join(author.name for author in authors)
