"""Terms that a title says, proposed for a paper that nobody has described yet. A person decides."""

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from medsynth_catalog.fields import in_order
from medsynth_catalog.intake.drafting import Draft, missing_facts
from medsynth_catalog.records import FACETS, FORMS, Facet
from medsynth_catalog.text import words
from medsynth_catalog.venues import Venues
from medsynth_catalog.vocabulary import Vocabulary

# Of the other facets a title says little: "augmentation" or "clinical" in one is seldom what a reader of the work would say.
_PROPOSED: tuple[Facet, ...] = ("modality", "type", "scenario", "anatomy")
# Words that the titles of the bundled papers have more often in another sense.
_OTHERWISE = frozenset(
    ["blood", "pathology", "simulated", "simulation", "simulators", "text", "transformer", "transformers"]
)
_LONGEST = 6  # words of the longest name of a term


# What a curator of the catalogue owes it, and a reader may leave out of their own papers.
_CURATORS = ("evidence", "facets_from")


def own_draft(draft: Draft, vocabulary: Vocabulary, venues: Venues) -> Draft:
    """Return a draft as a reader wants it among their own papers.

    It has the key under which they cite the work, in lower case, if that has the form of a key; the venue under its name
    in the table; and for facets that the entry doesn't tell the terms that its title says, which a remark lists.
    """
    terms = proposed_terms(draft.fields.get("title", ""), vocabulary)
    proposed = {facet: ids for facet, ids in terms.items() if facet not in draft.fields}
    fields = draft.fields | {facet: ids[0] if facet == "role" else ids for facet, ids in proposed.items()}
    if venue := venues.resolve(fields.get("venue", "")):
        fields["venue"] = venue.name
    remarks = draft.remarks
    key = draft.cited_as.casefold()
    if not re.fullmatch(FORMS["key"], key):
        if key:
            rule = "at most 120 letters, digits and hyphens, and no name that Windows reserves"
            remarks = (*remarks, f"{draft.cited_as!r} can't be a key, which is of {rule}")
        key = draft.key
    if proposed:
        if not any(facet in draft.fields for facet in FACETS):
            fields["facets_from"] = "title"
        said = "; ".join(f"{facet} {', '.join(ids)}" for facet, ids in proposed.items())
        remarks = (*remarks, f"read from the title: {said}")
    missing = tuple(name for name in missing_facts(fields) if name not in _CURATORS)
    return replace(
        draft,
        key=key,
        fields=in_order(fields),
        missing=missing,
        remarks=remarks,
    )


def proposed_terms(title: str, vocabulary: Vocabulary) -> dict[Facet, list[str]]:
    """Return the ids of the terms that a title says, by facet, in the order of the vocabulary.

    Modality is what comes out: of "CT to MR" and "MR from CT" only MR. A term is left out beside a narrower one. That the
    work is a survey is the one role that a title tells reliably.
    """
    found: dict[Facet, list[str]] = {}
    said = list(_said(words(title), vocabulary))
    for facet in _PROPOSED:
        named = [(id_, before, after) for one, id_, before, after in said if one == facet]
        if facet == "modality":
            named = [one for one in named if one[1] != "from" and one[2] != "to"] or named
        ids = {id_ for id_, _, _ in named}
        finest = [
            id_ for id_ in vocabulary.terms(facet) if id_ in ids and not ids & (vocabulary.narrower(facet, id_) - {id_})
        ]
        if finest:
            found[facet] = finest
    if any((facet, id_) == ("role", "survey") for facet, id_, _, _ in said):
        found["role"] = ["survey"]
    return found


def _said(title: Sequence[str], vocabulary: Vocabulary) -> Iterator[tuple[Facet, str, str, str]]:
    """Yield each term that the words of a title name, the longest names first, with the words before and behind it."""
    start = 0
    while start < len(title):
        size = 1
        for length in range(min(_LONGEST, len(title) - start), 0, -1):
            name = " ".join(title[start : start + length])
            meant = vocabulary.meanings(name) if name not in _OTHERWISE else ()
            if meant:
                size, end = length, start + length
                before = title[start - 1] if start else ""
                after = title[end] if end < len(title) else ""
                yield from ((facet, id_, before, after) for facet, id_ in meant)
                if length > 1:  # "brain MRI" is a name of MRI
                    within = (each for word in title[start:end] for each in vocabulary.meanings(word))
                    yield from (("anatomy", id_, before, after) for facet, id_ in within if facet == "anatomy")
                break
        start += size
