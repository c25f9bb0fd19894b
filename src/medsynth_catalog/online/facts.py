"""What a service says of one work, and the draft of a paper file that it makes, alone or with another's."""

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from medsynth_catalog.fields import FIELDS, in_order
from medsynth_catalog.intake import Draft, Refused, draft_of_csl
from medsynth_catalog.text import squash

# What evidence names, in the order of a record: what services know of a work.
_BIBLIOGRAPHIC = frozenset([
    "title", "authors", "year", "month", "venue", "volume", "number", "pages", "publisher", "doi", "arxiv", "arxiv_class",
    "preprint",
])  # fmt: skip
SHOWN = tuple(name for name in FIELDS if name in _BIBLIOGRAPHIC)


class Facts(Struct, frozen=True):
    """A CSL-JSON item, the fields of a paper file that CSL has no word for, and who says so.

    `host` was asked at `address`, `way` says how; `published` is the DOI of the publication that a preprint's record
    names.
    """

    item: dict[str, Any]
    fields: dict[str, str]
    host: str
    address: str
    way: str
    published: str | None = None

    def evidence(self, fields: Iterable[str]) -> str:
        """Name the place where fields were seen, as `evidence` of a paper file does."""
        return f"{self.address} ({self.way}: {', '.join(name for name in SHOWN if name in fields)})"


class Shown(Struct, frozen=True):
    """Facts as the draft of a paper file."""

    facts: Facts
    draft: Draft


def shown(facts: Facts) -> Shown | Refused:
    """Return what a service says as a draft, or why it makes none."""
    draft = draft_of_csl(facts.item)
    if isinstance(draft, Refused):
        return draft
    return Shown(facts, _with(draft, facts.fields))


def united(found: Sequence[Shown]) -> Draft:
    """Return one draft of what services say of one work, the publication first: its facts, with its preprint's id."""
    first, *preprints = found
    more: dict[str, Any] = {"evidence": [first.facts.evidence(first.draft.fields)]}
    for preprint in preprints:
        more |= preprint_of(first.draft.fields, preprint)
        more["evidence"].append(preprint.facts.evidence(more))
    return _with(first.draft, more)


def preprint_of(publication: dict[str, Any], preprint: Shown) -> dict[str, Any]:
    """Return what a preprint adds to its publication: its id and class, its year, and its title if another."""
    theirs = preprint.draft.fields
    found: dict[str, Any] = {name: theirs[name] for name in ("arxiv", "arxiv_class") if name in theirs}
    if publication["kind"] == "preprint":
        return found
    own = {"year": theirs["year"]} if "year" in theirs else {}
    if squash(theirs["title"]) != squash(publication.get("title", theirs["title"])):
        own["title"] = theirs["title"]
    return found | ({"preprint": own} if own else {})


def _with(draft: Draft, more: dict[str, Any]) -> Draft:
    fields = draft.fields | more
    missing = (name for name in draft.missing if name not in fields and name != "doi, arxiv or url")
    return replace(draft, fields=in_order(fields), missing=tuple(missing))
