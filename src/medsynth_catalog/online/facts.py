"""The facts that a service has about a work, and the draft of a paper file made from those of one or two services."""

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from medsynth_catalog.fields import FIELDS, in_order
from medsynth_catalog.intake import Draft, Refused, draft_of_csl
from medsynth_catalog.text import squash

# The fields of a paper that services know; `evidence` names those that were taken from one.
_BIBLIOGRAPHIC = frozenset([
    "title", "authors", "year", "month", "venue", "volume", "number", "pages", "publisher", "doi", "arxiv", "arxiv_class",
    "preprint",
])  # fmt: skip
SERVICE_FIELDS = tuple(name for name in FIELDS if name in _BIBLIOGRAPHIC)


class Facts(Struct, frozen=True):
    """What a service says about a work.

    Attributes:
        item: A CSL-JSON item.
        fields: Fields of a paper file that CSL has no variable for.
        host: The host that was asked.
        address: The address that was asked.
        interface: What the interface of the service is called.
        published_doi: The DOI of the publication that the record of a preprint names.
        journal: The place of publication that the authors of a preprint name, in their words.
        preprints: The DOIs and arXiv ids of the preprints that the record of a publication names.
    """

    item: dict[str, Any]
    fields: dict[str, str]
    host: str
    address: str
    interface: str
    published_doi: str | None = None
    journal: str | None = None
    preprints: tuple[str, ...] = ()

    def evidence(self, fields: Iterable[str]) -> str:
        """Return the `evidence` of a paper file for these fields: where they were seen."""
        return f"{self.address} ({self.interface}: {', '.join(name for name in SERVICE_FIELDS if name in fields)})"


class DraftedFacts(Struct, frozen=True):
    """The facts of a service with the draft of a paper file made from them."""

    facts: Facts
    draft: Draft


def draft_facts(facts: Facts) -> DraftedFacts | Refused:
    """Return the draft that facts make, or the reason why they make none."""
    draft = draft_of_csl(facts.item)
    if isinstance(draft, Refused):
        return draft
    return DraftedFacts(facts, _with(draft, facts.fields))


def merge_drafts(found: Sequence[DraftedFacts]) -> Draft:
    """Return one draft for a work: the facts of the first, which is the publication if there is one, and the id of its preprint."""
    first, *preprints = found
    more: dict[str, Any] = {"evidence": [first.facts.evidence(first.draft.fields)]}
    for preprint in preprints:
        more |= preprint_fields(first.draft.fields, preprint)
        more["evidence"].append(preprint.facts.evidence(more))
    return _with(first.draft, more)


def preprint_fields(publication: dict[str, Any], preprint: DraftedFacts) -> dict[str, Any]:
    """Return the fields that a preprint adds to its publication: its id and class, its year, and its title if it differs."""
    theirs = preprint.draft.fields
    found: dict[str, Any] = {name: theirs[name] for name in ("arxiv", "arxiv_class") if name in theirs}
    if publication["kind"] == "preprint":
        return found
    own = {"year": theirs["year"]} if "year" in theirs else {}
    title = theirs.get("title", "")
    if squash(title) not in ("", squash(publication.get("title", title))):
        own["title"] = title
    return found | ({"preprint": own} if own else {})


def _with(draft: Draft, more: dict[str, Any]) -> Draft:
    fields = draft.fields | more
    missing = (name for name in draft.missing if name not in fields and name != "doi, arxiv or url")
    return replace(draft, fields=in_order(fields), missing=tuple(missing))
