"""Which works a catalogue has already, or has left out. Looks a draft up and changes nothing."""

from collections.abc import Iterator

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.identity.works import MatchKey, WorkIndex, address_keys, listed_keys, match_keys, rejected_works
from medsynth_catalog.intake.drafting import Draft
from medsynth_catalog.records import Paper, Rejection


class Known:
    """The works that a catalogue has or has left out, found by DOI, arXiv id, title or an address that a list gives."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._papers: WorkIndex[Paper] = WorkIndex()
        for paper in catalogue.papers:
            self.add(paper)
        self._rejected = rejected_works(catalogue.rejected)

    def add(self, paper: Paper) -> None:
        """Know one more paper; of two that have a match key in common, the first keeps it."""
        self._papers.add(paper, listed_keys(paper))

    def paper(self, draft: Draft) -> Paper | None:
        """Return the paper that a draft is of, or `None`."""
        return self._papers.find(_keys(draft))

    def rejection(self, draft: Draft) -> Rejection | None:
        """Return the note of a draft's work that was read before and left out, or `None`."""
        return self._rejected.find(_keys(draft))


def _keys(draft: Draft) -> Iterator[MatchKey]:
    fields = draft.fields
    yield from match_keys(fields.get("doi"), fields.get("arxiv"), fields.get("title"))
    yield from address_keys(fields.get("url"))
