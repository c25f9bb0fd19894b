"""Going through a bibliography: every entry compared with the catalogue and with the entries before it."""

from collections.abc import Iterator

from medsynth_catalog.audit.facts import compared, shown
from medsynth_catalog.audit.findings import Audited, Finding, Match
from medsynth_catalog.audit.matching import Works
from medsynth_catalog.audit.reference import Reference, reference
from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.formats.bibtex.reading import Bibliography
from medsynth_catalog.identity.names import share_author
from medsynth_catalog.identity.titles import comparable_title
from medsynth_catalog.text import printable, squash


def audit(bibliography: Bibliography, catalogue: Catalogue) -> list[Audited]:
    """Say of every entry, in the order of the file, which paper it is of and what is wrong with it."""
    works, earlier = Works(catalogue), _Earlier()
    audited = [
        Audited(one.line, None, None, None, (Finding("broken", f"{printable(one.text)[:60]!r}: {one.reason}"),))
        for one in bibliography.broken
    ]
    for entry in bibliography.entries:
        cited = reference(entry)
        match = works.match(cited)
        facts = compared(cited, match, works) if match else _of_none(cited, works)
        audited.append(Audited(entry.line, entry.key, entry, match, (*earlier.findings(cited, match), *facts)))
    return sorted(audited, key=lambda one: one.line)


def _of_none(cited: Reference, works: Works) -> Iterator[Finding]:
    """An entry that is of no paper and still bears the marks of one: a reference that somebody made up, or mixed up."""
    if other := works.with_doi(cited.doi):
        yield Finding("doi", f"{cited.doi} is of {shown(other)}", other.key)
        return
    if other := works.with_arxiv(cited.arxiv):
        yield Finding("arxiv", f"{cited.arxiv} is of {shown(other)}", other.key)
        return
    if paper := works.lookalike(cited):
        shared = not cited.authors or share_author(cited.authors, paper.authors)
        but = "the identifier is another" if shared else "the authors are others"
        known_as = f" (it has {cited.doi or cited.arxiv})" if cited.doi or cited.arxiv else ""
        yield Finding("invented", f"looks like {shown(paper)}, but {but}{known_as}", paper.key)


_BY_TITLE = "title, first author and year"


class _Earlier:
    """The entries before one, found by all that makes two entries the same."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, str], Reference] = {}

    def findings(self, cited: Reference, match: Match | None) -> list[Finding]:
        """Tell the first earlier entry that has the same key or is of the same work; then count this one among them."""
        marks = list(_marks(cited, match))
        same = [
            (what, other)
            for what, name in marks
            if (other := self._seen.get((what, name))) and not (what == _BY_TITLE and _elsewhere(cited, other))
        ]
        for mark in marks:
            self._seen.setdefault(mark, cited)
        return [
            Finding(
                "duplicate",
                f"has the {what} of {printable(other.entry.key) or 'an entry without key'} in line {other.entry.line}",
                match.paper.key if match else None,
            )
            for what, other in same[:1]
        ]


def _marks(cited: Reference, match: Match | None) -> Iterator[tuple[str, str]]:
    if cited.entry.key:
        yield "key", cited.entry.key.casefold()
    if match:
        yield "work", match.paper.key
        return
    if cited.doi:
        yield "DOI", cited.doi
    if cited.arxiv:
        yield "arXiv id", cited.arxiv
    if cited.title and cited.authors:
        yield _BY_TITLE, f"{comparable_title(cited.title)} {squash(cited.authors[0].family)} {cited.year}"


def _elsewhere(one: Reference, other: Reference) -> bool:
    """Whether two entries stand at different places: a column of a journal, or a work at a conference and in a journal."""
    ours, theirs = one.entry.facts, other.entry.facts
    return any(
        name in ours and name in theirs and ours[name] != theirs[name]
        for name in ("doi", "journal", "booktitle", "volume", "number", "pages")
    )
