"""Entries of one file that are the same: under one key, of one work, or two works under one DOI."""

from collections.abc import Iterator

from medsynth_catalog import fuzzy
from medsynth_catalog.audit.citation import Citation
from medsynth_catalog.audit.findings import Finding, Match
from medsynth_catalog.identity.titles import comparable_title, ordered_words
from medsynth_catalog.text import printable, squash

_BY_TITLE = "title and first author"
# Titles that have less in common are of two works, whatever DOI they share.
_ONE_WORK = 0.7
# By the same authors less will do; and so many letters at the beginning of both.
_RETITLED = 0.6
_BEGINNING = 15
# What an entry and the other may both name, and differ in, if they are two works of one title.
_PLACES = ("volume", "number", "pages")


class Earlier:
    """The entries before one, found by all that makes two entries the same."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, str], tuple[Citation, Match | None]] = {}

    def findings(self, cited: Citation, match: Match | None) -> list[Finding]:
        """Tell the first earlier entry that has the same key or is of the same work; then count this one among them."""
        traits = list(_traits(cited, match))
        found: list[Finding] = []
        for what, name in traits:
            if not found and (seen := self._seen.get((what, name))):
                found.extend(_told(what, cited, match, *seen))
        for trait in traits:
            self._seen.setdefault(trait, (cited, match))
        return found


def _told(what: str, cited: Citation, match: Match | None, other: Citation, earlier: Match | None) -> Iterator[Finding]:
    name = f"{printable(other.key) or 'the entry'} in line {other.line}"
    paper = match.paper.key if match else None
    if match and earlier and match.paper.key != earlier.paper.key and what != "key":
        return
    same_work = bool(match and earlier)
    if what in ("DOI", "arXiv id") and _two_works(cited, other):
        if not (match or earlier):
            yield Finding("doi" if what == "DOI" else "arxiv", f"same {what} as {name}, which is another work", paper)
    elif what == _BY_TITLE and _elsewhere(cited, other):
        return
    elif what != "key" and cited.archived != other.archived and (cited.venue or other.venue):
        yield Finding("both-versions", f"preprint and publication of one work: {name} is the other", paper)
    elif what == "work" and same_work and _elsewhere(cited, other) and _two_versions(cited, other):
        yield Finding("both-versions", f"another version of {name}", paper)
    else:
        yield Finding("duplicate", f"same {what} as {name}", paper)


def _traits(cited: Citation, match: Match | None) -> Iterator[tuple[str, str]]:
    """What makes two entries the same: in words for the reader, and the trait itself."""
    if cited.key:
        yield "key", cited.key.casefold()
    if match:
        yield "work", match.paper.key
    if cited.doi:
        yield "DOI", cited.doi
    if cited.arxiv:
        yield "arXiv id", cited.arxiv
    if cited.title and cited.authors:
        family = squash(cited.authors[0].family)
        yield _BY_TITLE, f"{comparable_title(cited.title)} {family}"


def _two_works(one: Citation, other: Citation) -> bool:
    """Whether two entries are of two works although they share an identifier."""
    if not one.title or not other.title or comparable_title(one.title) == comparable_title(other.title):
        return False
    # A work that was retitled, and the page of a publisher or a library about it, are no other work.
    ours, theirs = ([squash(author.family) for author in cited.authors] for cited in (one, other))
    may_be_one = ours == theirs or not ours or not theirs
    if may_be_one and _begin_or_contain(comparable_title(one.title), comparable_title(other.title)):
        return False
    likeness = fuzzy.likeness(ordered_words(one.title), ordered_words(other.title))
    return likeness < (_RETITLED if may_be_one else _ONE_WORK)


def _begin_or_contain(one: str, other: str) -> bool:
    """Whether two titles begin alike, or one is in the other."""
    short, long = sorted((one, other), key=len)
    return short in long or short[:_BEGINNING] == long[:_BEGINNING]


def _two_versions(one: Citation, other: Citation) -> bool:
    """Whether two entries of one work at different places are of two versions: each has its DOI, or one is a conference
    paper and the other an article of another year."""
    if one.doi and other.doi:
        return one.doi != other.doi
    types = {cited.entry.type.casefold() for cited in (one, other) if cited.entry}
    return types in ({"article", "inproceedings"}, {"article", "conference"}) and one.year != other.year


def _elsewhere(one: Citation, other: Citation) -> bool:
    """Whether two entries stand at different places: a column of a journal, or a work at a conference and in a journal."""
    if one.archived or other.archived:
        return False
    if one.venue and other.venue and squash(one.venue) != squash(other.venue):
        return True
    if one.doi and other.doi and one.doi != other.doi:
        return True
    ours, theirs = one.facts, other.facts
    return any(
        squash(ours[name]) != squash(theirs[name]) for name in _PLACES if ours.get(name) and theirs.get(name)
    ) or (one.year != other.year and not (one.doi and one.doi == other.doi))
