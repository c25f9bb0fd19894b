"""Which papers a reader's file has no entry for, so that they can be put there and nothing twice."""

from collections import defaultdict
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from medsynth_catalog.audit.reference import Reference, reference
from medsynth_catalog.citekeys import free
from medsynth_catalog.formats.bibtex.reading import Bibliography
from medsynth_catalog.identity.names import share_author
from medsynth_catalog.identity.titles import comparable_title
from medsynth_catalog.identity.works import MatchKey, match_keys, paper_keys
from medsynth_catalog.records import Paper


class Lacking(Struct, frozen=True):
    """The papers to add, and those whose key names another work in the file, so that they can't be."""

    papers: tuple[Paper, ...]
    clashing: tuple[Paper, ...]


def lacking(bibliography: Bibliography, papers: Sequence[Paper], rename: bool) -> Lacking:
    """Return the papers that no entry has the DOI, arXiv id, key, or title and an author of.

    A paper whose key another work has in the file gets the next letter behind it if `rename`.
    """
    cited = [reference(entry) for entry in bibliography.entries]
    there: defaultdict[MatchKey, list[Reference]] = defaultdict(list)
    for one in cited:
        for mark in match_keys(one.doi, one.arxiv, one.title):
            there[mark].append(one)
    keys = {one.entry.key.casefold(): one for one in cited}
    taken = set(keys)
    added, clashing = [], []
    for paper in papers:
        if any(_same(one, paper, mark) for mark in paper_keys(paper) for one in there.get(mark, ())):
            continue
        other = keys.get(paper.key)
        if other is None:
            added.append(paper)
        elif (
            other.title is None or paper.title is None or comparable_title(other.title) == comparable_title(paper.title)
        ):
            continue
        elif rename:
            added.append(replace(paper, key=free(paper.key, taken)))
        else:
            clashing.append(paper)
    return Lacking(tuple(added), tuple(clashing))


def _same(cited: Reference, paper: Paper, mark: MatchKey) -> bool:
    """An identifier is enough; a title wants an author beside it, where both say who wrote it."""
    what, _ = mark
    return what != "title" or not (cited.authors and paper.names) or share_author(cited.authors, paper.authors)
