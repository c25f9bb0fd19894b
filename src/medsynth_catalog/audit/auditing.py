"""Going through a bibliography: every entry compared with the catalogue and with the entries before it."""

from collections.abc import Iterator

from medsynth_catalog.audit.citation import Citation, read_citation
from medsynth_catalog.audit.facts import describe, differences
from medsynth_catalog.audit.findings import AuditedEntry, Finding, Match
from medsynth_catalog.audit.matching import Matcher
from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.formats.bibtex.reading import Bibliography
from medsynth_catalog.identity.names import share_author
from medsynth_catalog.identity.titles import comparable_title
from medsynth_catalog.text import printable, squash


def audit(bibliography: Bibliography, catalogue: Catalogue) -> list[AuditedEntry]:
    """Compare every entry of a bibliography with the catalogue and with the entries before it.

    Args:
        bibliography: What `read_bibliography` made of a file.
        catalogue: The catalogue to compare it with.

    Returns:
        The entries, and the blocks that can't be read, in the order of the file: which paper each cites, and what is
        wrong with it.

    >>> from medsynth_catalog import Catalogue
    >>> from medsynth_catalog.audit import audit, read_bibliography
    >>> [one.findings for one in audit(read_bibliography("@misc{k, title={On something else}}"), Catalogue())]
    [()]
    """
    matcher, earlier = Matcher(catalogue), _Earlier()
    audited = [
        AuditedEntry(
            block.line, None, None, None, (Finding("broken", f"{printable(block.text)[:60]!r}: {block.reason}"),)
        )
        for block in bibliography.broken
    ]
    for entry in bibliography.entries:
        cited = read_citation(entry)
        match = matcher.match(cited)
        found = differences(cited, match, matcher) if match else _suspicions(cited, matcher)
        audited.append(AuditedEntry(entry.line, entry.key, entry, match, (*earlier.findings(cited, match), *found)))
    return sorted(audited, key=lambda one: one.line)


def _suspicions(cited: Citation, matcher: Matcher) -> Iterator[Finding]:
    """Yield what is wrong with an entry that cites no paper and still resembles one: a reference made up, or mixed up."""
    if other := matcher.with_doi(cited.doi):
        yield Finding("doi", f"{cited.doi} belongs to {describe(other)}", other.key)
        return
    if other := matcher.with_arxiv(cited.arxiv):
        yield Finding("arxiv", f"{cited.arxiv} belongs to {describe(other)}", other.key)
        return
    if paper := matcher.lookalike(cited):
        shared = not cited.authors or share_author(cited.authors, paper.authors)
        but = "a different identifier" if shared else "different authors"
        own = f" ({cited.doi or cited.arxiv})" if cited.doi or cited.arxiv else ""
        yield Finding("invented", f"resembles {describe(paper)} but has {but}{own}", paper.key)


_BY_TITLE = "title, first author and year"


class _Earlier:
    """The entries before one, found by all that makes two entries the same."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, str], Citation] = {}

    def findings(self, cited: Citation, match: Match | None) -> list[Finding]:
        """Tell the first earlier entry that has the same key or is of the same work; then count this one among them."""
        traits = list(_traits(cited, match))
        same = [
            (what, other)
            for what, name in traits
            if (other := self._seen.get((what, name))) and not (what == _BY_TITLE and _elsewhere(cited, other))
        ]
        for trait in traits:
            self._seen.setdefault(trait, cited)
        return [
            Finding(
                "duplicate",
                f"same {what} as {printable(other.entry.key) or 'an entry without a key'} in line {other.entry.line}",
                match.paper.key if match else None,
            )
            for what, other in same[:1]
        ]


def _traits(cited: Citation, match: Match | None) -> Iterator[tuple[str, str]]:
    """What makes two entries the same: in words for the reader, and the trait itself."""
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


def _elsewhere(one: Citation, other: Citation) -> bool:
    """Whether two entries stand at different places: a column of a journal, or a work at a conference and in a journal."""
    ours, theirs = one.entry.facts, other.entry.facts
    return any(
        name in ours and name in theirs and ours[name] != theirs[name]
        for name in ("doi", "journal", "booktitle", "volume", "number", "pages")
    )
