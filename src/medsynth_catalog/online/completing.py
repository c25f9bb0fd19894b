"""Completing a paper of the catalogue from what services say: unknown facts are filled in, contradictions only reported."""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from medsynth_catalog.fields import in_order
from medsynth_catalog.online.facts import SERVICE_FIELDS, DraftedFacts, preprint_fields
from medsynth_catalog.records import Author, Paper
from medsynth_catalog.text import squash
from medsynth_catalog.venues import Venues

# Not compared: months and publishers, which every source dates and spells in its own way.
_COMPARED = tuple(name for name in SERVICE_FIELDS if name not in ("month", "publisher", "preprint"))


class Completed(Struct, frozen=True):
    """A completed paper.

    Attributes:
        fields: The fields of its paper file.
        messages: A line for each fact filled in and each contradiction.
        changed: Whether a fact was filled in.
    """

    fields: dict[str, Any]
    messages: tuple[str, ...]
    changed: bool


def complete(paper: Paper, found: Sequence[DraftedFacts], venues: Venues) -> Completed:
    """Fill in the unknown facts of a paper.

    Facts of a publication are not filled into the record of a preprint, nor the other way round: the two rightly differ
    in year, venue and more.

    Args:
        paper: A paper of the catalogue.
        found: What services say about it.
        venues: The table of venues, which says when two names mean the same venue.
    """
    fields = msgspec.to_builtins(paper)
    del fields["key"]
    messages: list[str] = []
    evidence: list[str] = []
    for each in found:
        theirs, host = each.draft.fields, each.facts.host
        same = (theirs["kind"] == "preprint") == (paper.kind == "preprint")
        if not same and paper.kind == "preprint":
            where = ", ".join(str(theirs[name]) for name in ("venue", "year", "doi") if name in theirs)
            messages.append(f"the catalogue has the preprint, {host} has a publication: {where}")
            continue
        open_ = (
            {name: theirs[name] for name in SERVICE_FIELDS if name in theirs} if same else preprint_fields(fields, each)
        )
        if fields.get("year", theirs.get("year")) != theirs.get("year"):
            open_.pop("month", None)  # of another year
        added = [name for name in open_ if _unknown(fields, name, open_[name])]
        for name in added:
            fields[name] = open_[name]
            messages.append(f"{name} {_written(open_[name])} added")
        if "authors" in added:
            fields.pop("authors_complete", None)
        if added:
            evidence.append(each.facts.evidence(added))
        messages += [
            f"{name}: {_written(fields[name])} in the catalogue, {_written(open_[name])} at {host}"
            for name in _COMPARED
            if name in open_ and not _SAME.get(name, _equal)(fields[name], open_[name], venues)
        ]
    if evidence:
        fields["evidence"] = [*fields.get("evidence", ()), *evidence]
    return Completed(in_order(fields), tuple(messages), bool(evidence))


def _unknown(fields: dict[str, Any], name: str, said: Any) -> bool:
    """Whether a record leaves a field open; a list of authors that is cut short is, for a longer one."""
    if name == "authors" and not fields.get("authors_complete", True):
        return len(said) > len(fields.get("authors", ()))
    return not fields.get(name)


def _equal(ours: Any, theirs: Any, _venues: Venues) -> bool:
    return squash(str(ours)) == squash(str(theirs))


def _same_venue(ours: str, theirs: str, venues: Venues) -> bool:
    known = venues.resolve(ours)
    return _equal(ours, theirs, venues) or (known is not None and known is venues.resolve(theirs))


def _same_authors(ours: Sequence[str], theirs: Sequence[str], _venues: Venues) -> bool:
    """Given names are spelt out or not; where the family name begins is a matter of opinion."""
    return len(ours) == len(theirs) and all(
        squash(one.family) == squash(other.family) or _words(one) == _words(other)
        for one, other in zip(map(Author.read, ours), map(Author.read, theirs), strict=True)
    )


def _words(author: Author) -> list[str]:
    return sorted(map(squash, author.name.split()))


_SAME: dict[str, Callable[[Any, Any, Venues], bool]] = {"venue": _same_venue, "authors": _same_authors}


def _written(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {text}" for name, text in value.items())
    return "; ".join(value) if isinstance(value, (list, tuple)) else str(value)
