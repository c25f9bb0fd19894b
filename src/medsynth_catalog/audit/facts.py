"""What says which work it is, compared: title, authors, year. Then all that is compared, in order."""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from medsynth_catalog.audit.appearance import appearance
from medsynth_catalog.audit.citation import Citation
from medsynth_catalog.audit.comparison import Comparison, instead
from medsynth_catalog.audit.findings import Finding, Mend
from medsynth_catalog.audit.likeness import compare, same_title
from medsynth_catalog.audit.links import links
from medsynth_catalog.audit.people import Compared, compare_people
from medsynth_catalog.audit.places import same_venue
from medsynth_catalog.audit.publication import publication
from medsynth_catalog.formats.bibtex.writing import CLASSIC, entry_fields
from medsynth_catalog.identity.works import titles, years
from medsynth_catalog.records import Author, Paper
from medsynth_catalog.text import fold, words

# So much of title and authors a preprint has in common with what became of it.
_FORMER = 0.5
# So many names are told of those who are missing.
_TOLD = 4


def differences(case: Comparison) -> Iterator[Finding]:
    """Yield what an entry says otherwise than the catalogue, or leaves out. A preprint may be cited with its own facts.

    Another version of the work is told and not compared: it may rightly have another title, other authors and another year.
    """
    if case.is_other_version:
        paper = case.paper
        where = ", ".join(filter(None, (paper.venue, str(paper.year or ""), paper.doi)))
        yield Finding("version", f"perhaps another version: {paper.title} ({where})", paper.key)
        yield from _given_names(case, None)
        return
    published = publication(case, [*_title(case, [case.paper.title]), *_authors(case)])
    if published is None:
        yield from _year(case)
        yield from _title(case)
        yield from _authors(case)
        yield from appearance(case)
    else:
        yield published
        # A preprint may have had another title and other authors, as long as they are like those of the paper, or most
        # of them are among those.
        likeness = compare(case.cited, case.paper)
        former = [*_title(case)] if (likeness.title or 0) < _FORMER else []
        people = compare_people(case.cited.authors, case.paper.authors)
        others = len(people.pairs) <= _FORMER * len(case.cited.authors)
        # Of a family name beside authors who came or went nobody knows who is meant.
        given_names = [] if people.missing and people.extra else [*_given_names(case, None)]
        former += [*_authors(case)] if others and (likeness.authors or 0) < _FORMER else given_names
        yield from (replace(one, mend=None, remark=one not in given_names) for one in former)
    yield from links(case, published is not None)


def _year(case: Comparison) -> Iterator[Finding]:
    cited, paper = case.cited, case.paper
    if paper.year is None:
        return
    accepted = set(years(paper)) if case.version != "published" else {paper.year}
    if case.version != "published" and paper.arxiv and paper.arxiv[:4].isdecimal():
        accepted.add(2000 + int(paper.arxiv[:2]))  # its first version
        accepted.update(range(min(accepted), max(accepted)))
    # What the catalogue knows as a preprint may have appeared since.
    if case.paper.kind == "preprint" and case.known_by_preprint and (cited.year or 0) >= min(accepted):
        return
    if cited.year is None:
        if not cited.facts.get("date") and not cited.facts.get("year") and not case.known_by_preprint:
            identified = case.match.by != "title" or (case.is_sure and paper.doi)
            if cited.entry and not (identified or cited.venue):  # the year of which version?
                yield Finding("missing-field", f"@{cited.entry.type} needs year", paper.key)
            else:
                yield Finding("year", instead(None, paper.year), paper.key, case.mend(_dated(case, paper.year)))
    elif cited.year not in accepted:
        if min(abs(cited.year - year) for year in accepted) > 1:
            mend = (
                case.mend(_dated(case, paper.year)) if case.version != "preprint" or paper.kind == "preprint" else None
            )
            yield Finding("year", instead(cited.year, paper.year), paper.key, mend)
        elif not _of_edition(cited, paper) and not (case.version == "preprint" and cited.year > min(accepted)):
            message = f"{paper.year} is usual, not {cited.year}: the year online, of the conference or of the volume"
            yield Finding("year", message, paper.key, remark=True)


def _of_edition(cited: Citation, paper: Paper) -> bool:
    """Whether the other year is that of the conference beside that of the volume, one of which the venue may name."""
    if paper.kind != "inproceedings" or cited.year is None or paper.year is None:
        return str(cited.year) in (cited.venue or "")
    return cited.year < paper.year or any(str(year) in (cited.venue or "") for year in (cited.year, paper.year))


def _dated(case: Comparison, year: int) -> dict[str, str | None]:
    entry = case.cited.entry
    field = "date" if entry and entry.field("date") and not entry.field("year") else "year"
    return {field: f"{{{year}}}"}


def _title(case: Comparison, accepted: Iterable[str | None] = ()) -> Iterator[Finding]:
    cited, paper = case.cited, case.paper
    known = [title for title in accepted if title] or (
        titles(paper) if case.version != "published" else [paper.title or ""]
    )
    said = cited.title or ""
    if not paper.title or any(same_title(_unplaced(said, case), _unplaced(title, case)) for title in known):
        return
    subtitle: dict[str, str | None] = {"subtitle": None} if cited.entry and cited.entry.field("subtitle") else {}
    mend = case.mend(subtitle | {"title": entry_fields(paper, CLASSIC)["title"]})
    if cited.title and case.may_be_revised:
        message = f"{instead(cited.title, paper.title)}, unless another version of the preprint has it"
        yield Finding("title", message, paper.key, remark=True)
    else:
        yield Finding("title", instead(cited.title, paper.title), paper.key, mend, remark=case.known_by_preprint)


def _unplaced(title: str, case: Comparison) -> str:
    """A title without the acronym of the conference that some put before that of a challenge."""
    first, _, rest = title.partition(" ")
    acronym = rest and first.isupper() and case.paper.venue
    return rest if acronym and same_venue(first, case.paper.venue, case.matcher.venues) else title


def _authors(case: Comparison) -> Iterator[Finding]:
    cited, paper = case.cited, case.paper
    if not paper.names or cited.authors_elsewhere:
        return
    people = compare_people(cited.authors, paper.authors)
    notes = fold(paper.notes or "")
    missing = [] if cited.more_authors and cited.authors else _unexplained(people.missing, paper)
    # The members of a consortium, whom some name, and the authors of another version of a preprint.
    more = "consortium" in notes or (case.may_be_revised and "author" in notes and "version" in notes)
    # The authors of a publication of which the catalogue has no DOI may be those of its preprint.
    unseen = case.strange_doi and paper.doi is None and paper.arxiv is not None
    extra = _unexplained(people.extra, paper) if paper.authors_complete and not (more or unseen) else []
    twice = [author for author in extra if any(author == ours for ours, _ in people.pairs)]
    extra = [author for author in extra if author not in twice]
    told = [f"missing {_names(missing)}"] if missing else []
    told += [f"not by {_names(extra)}"] if extra else []
    told += [f"{_names(twice)} twice"] if twice else []
    cut_short = case.may_be_revised and cited.more_authors  # the first ones of another version
    if not told and people.reordered and "order" not in notes and not (more or cut_short):
        told = ["in a different order"]
    mend = _authors_mend(case, people) if told or people.renamed else None
    if told and not (paper.kind == "preprint" and case.known_by_preprint and people.pairs):
        # Lists differ from publishers in the order of authors, and preprints from their versions in the authors.
        revised = case.may_be_revised and bool(people.pairs)
        order = told == ["in a different order"]
        remark = revised or case.known_by_preprint or (order and paper.doi is None)
        yield Finding("authors", ", ".join(told), paper.key, None if revised or order else mend, remark=remark)
    yield from _given_names(case, mend if not told else None)


def _given_names(case: Comparison, mend: Mend | None) -> Iterator[Finding]:
    """Given names that can't be of the same people: they are wrong whichever version is cited."""
    paper = case.paper
    people = compare_people(case.cited.authors, paper.authors)
    renamed = [pair for pair in people.renamed if _unexplained(pair[1:], paper)]
    told = [f"{theirs.name}, not {ours.name}" for ours, theirs in renamed[:_TOLD]]
    if told:
        yield Finding("authors", f"given names: {'; '.join(told)}", paper.key, mend)


def _authors_mend(case: Comparison, people: Compared) -> Mend | None:
    """The authors of the paper, each as the entry names them where it says more; none where the catalogue lacks some."""
    paper = case.paper
    if not paper.authors_complete or not (paper.doi or paper.kind == "preprint" or case.match.by == "arxiv"):
        return None
    fuller = {
        theirs: ours
        for ours, theirs in people.pairs
        if (ours, theirs) not in people.renamed and len(ours.given) > len(theirs.given) and ours.family == theirs.family
    }
    names = tuple(fuller.get(author, author).written for author in paper.authors)
    return case.mend({"author": entry_fields(replace(paper, names=names), CLASSIC)["author"]})


def _unexplained(authors: Iterable[Author], paper: Paper) -> list[Author]:
    """The authors whose names the notes of a record don't speak of."""
    notes = f" {' '.join(words(paper.notes or ''))} "
    return [author for author in authors if f" {' '.join(words(author.family))} " not in notes]


def _names(authors: list[Author]) -> str:
    more = f" and {len(authors) - _TOLD + 1} more" if len(authors) > _TOLD else ""
    return ", ".join(author.name for author in (authors[: _TOLD - 1] if more else authors)) + more
