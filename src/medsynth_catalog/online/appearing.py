"""Whether what a service has is the publication of a paper, and the facts that a publication gives to the record."""

import re
from collections.abc import Sequence
from typing import Any

import msgspec

from medsynth_catalog import fuzzy
from medsynth_catalog.audit.likeness import same_title
from medsynth_catalog.audit.matching import SAME
from medsynth_catalog.audit.people import compare_people
from medsynth_catalog.identity.titles import ordered_words
from medsynth_catalog.identity.works import titles
from medsynth_catalog.online.facts import DraftedFacts
from medsynth_catalog.online.staleness import APPEARED
from medsynth_catalog.records import Author, Paper
from medsynth_catalog.text import squash
from medsynth_catalog.venues import Venues

# The types of Crossref and of CSL for what has appeared. Others, such as components, reviews and reports, are no publications.
_TYPES = frozenset(
    ["journal-article", "proceedings-article", "book-chapter", "article-journal", "paper-conference", "chapter"]
)
# What tells the parts of a series apart whose titles are else the same.
_NUMBER = re.compile(r"\d+|\b[IVX]+\b")
# What a preprint's record says of where it appeared, all of which a publication replaces.
_OF_APPEARANCE = ("month", "volume", "number", "pages", "publisher", "url", "publication_sought")


def is_publication(found: DraftedFacts) -> bool:
    """Whether a service has something that appeared in a journal, proceedings or a book."""
    return found.facts.item.get("type") in _TYPES


def agreeing(paper: Paper, found: DraftedFacts) -> tuple[bool, bool]:
    """Return whether the titles are the same, and whether at least half of the shorter list of authors is in the other."""
    theirs = found.draft.fields
    title = str(theirs.get("title", ""))
    same = any(
        same_title(title, one)
        or (_numbers(title) == _numbers(one) and fuzzy.likeness(ordered_words(title), ordered_words(one)) >= SAME)
        for one in titles(paper)
    )
    authors = [Author.read(name) for name in theirs.get("authors", ())]
    people = compare_people(authors, paper.authors)
    shared = len(people.pairs) - len(people.renamed)
    return same, bool(shared) and 2 * shared >= min(len(authors), len(paper.names))


def _numbers(title: str) -> list[str]:
    return _NUMBER.findall(title)


def is_same_work(paper: Paper, found: DraftedFacts, named: bool) -> bool:
    """Whether a service has the paper: the same title by the same people; one of the two if an identifier leads to it.

    A record that has neither contradicts nothing.

    Args:
        paper: A paper of the catalogue.
        found: What a service has.
        named: Whether its identifier is the paper's, or the record of one names the other.
    """
    if named and not (paper.title or paper.names):
        return True
    title, people = agreeing(paper, found)
    return title or people if named else title and people


def names_preprint(paper: Paper, found: DraftedFacts) -> bool:
    """Whether the record of a publication names this preprint as its own."""
    return bool({paper.doi, paper.arxiv} & set(found.facts.preprints))


def venue_of(found: DraftedFacts, venues: Venues) -> tuple[str | None, str]:
    """Return the venue and the kind of a publication, by the table of venues if that has one of the names given.

    Crossref names a series before the book in it.
    """
    kind, said = str(found.draft.fields["kind"]), found.facts.item.get("container-title")
    names = [str(name) for name in (said if isinstance(said, list) else [said]) if name]
    known = next((venue for name in reversed(names) if (venue := venues.resolve(name))), None)
    if known is None:
        return (names[-1] if names else None), kind
    return known.name, known.kind if known.kind in APPEARED else kind


def published_changes(paper: Paper, found: DraftedFacts, venues: Venues) -> dict[str, Any]:
    """Return what changes in the file of a preprint that has appeared: new values, and `None` for fields that go."""
    theirs = found.draft.fields
    venue, kind = venue_of(found, venues)
    changes: dict[str, Any] = dict.fromkeys(_OF_APPEARANCE)
    changes |= {name: theirs[name] for name in ("year", *_OF_APPEARANCE, "doi") if name in theirs}
    changes |= {"kind": kind, "venue": venue}
    if not any(same_title(theirs["title"], one) for one in titles(paper)):
        changes["title"] = theirs["title"]
    if authors := theirs.get("authors"):
        changes |= {"authors": _in_our_spelling(authors, paper), "authors_complete": theirs.get("authors_complete")}
    seen = [name for name, value in changes.items() if value and name in theirs]
    changes |= {
        "preprint": _preprint(paper, changes.get("title")),
        "evidence": [*paper.evidence, found.facts.evidence(seen)],
    }
    before = msgspec.json.decode(msgspec.json.encode(paper))
    return {name: value for name, value in changes.items() if value != before.get(name)}


def _preprint(paper: Paper, title: str | None) -> dict[str, Any]:
    own: dict[str, Any] = {"year": paper.year, "title": paper.title if title else None}
    own |= {"server": paper.venue if not paper.arxiv and paper.venue != "arXiv" else None, "doi": paper.doi}
    return {name: value for name, value in own.items() if value}


def _in_our_spelling(authors: Sequence[str], paper: Paper) -> list[str]:
    """The authors of a publication in its order; who is known by the same name keeps the spelling of the catalogue.

    Services have names without accents, in capitals, or with initials for given names.
    """
    theirs = [Author.read(name) for name in authors]
    ours = {
        one: other
        for one, other in compare_people(theirs, paper.authors).pairs
        if squash(one.family) == squash(other.family) and len(squash(one.given)) <= len(squash(other.given))
    }
    return [ours.get(one, one).written for one in theirs]
