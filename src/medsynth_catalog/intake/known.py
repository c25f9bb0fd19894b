"""Which works a catalogue has already, or has left out. Looks a draft up and changes nothing."""

from collections.abc import Iterator

from medsynth_catalog.catalogue import Catalogue, Mark, marks, marks_of
from medsynth_catalog.intake.drafting import Draft
from medsynth_catalog.intake.identifiers import address_mark
from medsynth_catalog.records import Paper, Rejection


class Known:
    """The works that a catalogue has or has left out, found by DOI, arXiv id, title or an address that a list gives."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._papers: dict[Mark, Paper] = {}
        for paper in catalogue.papers:
            self.add(paper)
        self._rejected = {
            mark: one
            for one in catalogue.rejected
            for mark in (*marks(one.doi, one.arxiv, one.title), *_addresses(one.url))
        }

    def add(self, paper: Paper) -> None:
        """Know one more paper; of two that have a mark in common, the first keeps it."""
        for mark in (*marks_of(paper), *_addresses(paper.url, *(listing.link for listing in paper.listings))):
            self._papers.setdefault(mark, paper)

    def named(self, what: str, name: str | None) -> Paper | None:
        """Return the paper that has this "doi", "arxiv" id, "title" or "url"; the last two in their bare forms."""
        return self._papers.get((what, name)) if name else None

    def paper(self, draft: Draft) -> Paper | None:
        """Return the paper that a draft is of."""
        return next((self._papers[mark] for mark in _marks(draft) if mark in self._papers), None)

    def rejection(self, draft: Draft) -> Rejection | None:
        """Return the note of a draft's work that was read before and left out."""
        return next((self._rejected[mark] for mark in _marks(draft) if mark in self._rejected), None)


def _marks(draft: Draft) -> Iterator[Mark]:
    fields = draft.fields
    yield from marks(fields.get("doi"), fields.get("arxiv"), fields.get("title"))
    yield from _addresses(fields.get("url"))


def _addresses(*links: str | None) -> Iterator[Mark]:
    return (("url", address_mark(link)) for link in links if link)
