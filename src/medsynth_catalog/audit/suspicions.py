"""References that cite no paper and still resemble one: made up, mixed up, or under the DOI of another work."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from medsynth_catalog.audit.citation import Citation
from medsynth_catalog.audit.comparison import describe
from medsynth_catalog.audit.findings import Finding
from medsynth_catalog.audit.likeness import Likeness
from medsynth_catalog.audit.links import DEPOSIT_DOIS
from medsynth_catalog.audit.matching import NEAR, SAME, Matcher
from medsynth_catalog.audit.people import compare_people
from medsynth_catalog.audit.places import same_venue
from medsynth_catalog.identity.works import titles
from medsynth_catalog.records import Paper
from medsynth_catalog.text import fold, words

# Of fewer words the very title may be that of two works, and a near one that of many.
_TELLING, _NEAR_TELLING = 5, 6
# So many words in a row of a title aren't anybody's by chance.
_ROW = 3


class Suspicion:
    """Judges entries that cite no paper of a catalogue.

    Args:
        matcher: The papers of the catalogue.
    """

    def __init__(self, matcher: Matcher) -> None:
        self._matcher = matcher

    def findings(self, cited: Citation) -> Iterator[Finding]:
        """Yield what is wrong with an entry that cites no paper and still resembles one."""
        # An identifier of its own speaks for a work that is there.
        if not (cited.doi or cited.arxiv) and (spliced := self.spliced(cited)):
            first, second = spliced
            message = f"its title is put together from those of {describe(first)} and {describe(second)}"
            yield Finding("invented", message, first.key)
            return
        if other := self._matcher.with_doi(cited.doi):
            yield Finding("doi", f"{cited.doi} belongs to {describe(other)}", other.key)
            return
        if other := self._matcher.with_arxiv(cited.arxiv):
            yield Finding("arxiv", f"{cited.arxiv} belongs to {describe(other)}", other.key)
            return
        if (cited.doi or "").startswith(DEPOSIT_DOIS):
            return
        for paper, _, likeness in self._matcher.candidates(cited):
            if reason := self._contradiction(cited, paper, likeness):
                yield Finding("invented", f"resembles {describe(paper)}, but {reason}", paper.key)
                return

    def _contradiction(self, cited: Citation, paper: Paper, likeness: Likeness) -> str | None:
        """What speaks for an invention: the title is a paper's, and none of its authors are. Nobody is accused whose entry
        names no authors, or who may cite another work of a common title."""
        title, length = likeness.title or 0, len(words(cited.title or ""))
        if (
            not cited.authors
            or "anonymous" in fold(cited.authors[0].name)
            or likeness.authors is None
            or not paper.authors_complete
            or likeness.shared
        ):
            return None
        people = compare_people(cited.authors, paper.authors)
        if people.pairs:  # a family name in common, so that the given names may be what is wrong
            return None
        same = title >= SAME and length >= _TELLING
        own = bool(cited.doi or cited.arxiv)
        place = bool(cited.venue and paper.venue and same_venue(cited.venue, paper.venue, self._matcher.venues))
        near = title >= NEAR and length >= _NEAR_TELLING and (not own or place)
        if not (same or near):
            return None
        also = f", and {cited.doi or cited.arxiv} isn't its identifier" if own else ""
        return f"none of its {likeness.named} authors is named{also}"

    def spliced(self, cited: Citation) -> tuple[Paper, Paper] | None:
        """Return two papers whose titles, the beginning of one and the end of another, make the title of an entry that has
        the authors of one of them; a title of its own or an identifier of either speaks against it."""
        said = words(cited.title or "")
        if len(said) < 2 * _ROW or not cited.authors:
            return None
        beginnings, ends, wholes = self._runs
        if " ".join(said) in wholes:
            return None
        first = beginnings.get(" ".join(said[:_ROW]), ())
        second = ends.get(" ".join(said[-_ROW:]), ())
        for one, ours in first:
            start = _common(said, ours)
            for other, theirs in second:
                end = _common(said[::-1], theirs[::-1])
                whole = start < len(said) and end < len(said) and start + end >= len(said)
                if whole and one.key != other.key and self._by_either(cited, one, other):
                    return one, other
        return None

    def _by_either(self, cited: Citation, one: Paper, other: Paper) -> bool:
        ours, theirs = (compare_people(cited.authors, paper.authors) for paper in (one, other))
        together = compare_people(one.authors, other.authors)
        # People who write two works of one beginning and one end may write a third, and so may one of them with others.
        named = any(people.pairs and not people.extra and not people.missing for people in (ours, theirs))
        return named and not together.pairs

    @cached_property
    def _runs(
        self,
    ) -> tuple[Mapping[str, list[tuple[Paper, list[str]]]], Mapping[str, list[tuple[Paper, list[str]]]], set[str]]:
        """The papers by the first and by the last words of their titles, and all titles."""
        beginnings: dict[str, list[tuple[Paper, list[str]]]] = {}
        ends: dict[str, list[tuple[Paper, list[str]]]] = {}
        wholes = set()
        for paper in self._matcher.papers:
            for title in titles(paper):
                own = words(title)
                beginnings.setdefault(" ".join(own[:_ROW]), []).append((paper, own))
                ends.setdefault(" ".join(own[-_ROW:]), []).append((paper, own))
                wholes.add(" ".join(own))
        return beginnings, ends, wholes


def _common(one: list[str], other: list[str]) -> int:
    """How many words two lists begin with together."""
    return next(
        (place for place, (ours, theirs) in enumerate(zip(one, other, strict=False)) if ours != theirs),
        min(len(one), len(other)),
    )
