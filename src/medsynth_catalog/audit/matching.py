"""Which paper of the catalogue an entry cites, and how sure that is."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from medsynth_catalog import fuzzy
from medsynth_catalog.audit.citation import Citation, read_citation
from medsynth_catalog.audit.findings import Match, MatchedBy
from medsynth_catalog.audit.likeness import Likeness, compare, elsewhere
from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.formats.bibtex.reading import Bibliography
from medsynth_catalog.identity.titles import ordered_words
from medsynth_catalog.identity.works import WorkIndex, address_keys, dois, listed_keys, match_keys, titles
from medsynth_catalog.records import Paper
from medsynth_catalog.venues import Venues

# A title this near is the same title; then one with slips; then one that may be of the work if more speaks for it.
_SAME, _NEAR, _LIKE = 0.97, 0.9, 0.7
# How sure an identifier or a key is where nothing speaks for it or against it; nobody writes a key of ours by a slip.
_IDENTIFIER_ALONE, _KEY_ALONE = 0.8, 0.85
# Of fewer words a title is too common for a near one to mean anything.
_TELLING_WORDS = 4


class Matcher:
    """Says which paper of a catalogue an entry cites. The one definition: audits, what is missing and what is appended
    all ask here.

    Args:
        catalogue: The catalogue.
        keys: The citation key of each paper in the reader's file, by the key of the catalogue, where the two differ.
    """

    def __init__(self, catalogue: Catalogue, keys: Mapping[str, str] | None = None) -> None:
        self.venues = catalogue.venues
        self._papers = catalogue.papers
        self._index: WorkIndex[Paper] = WorkIndex()
        for paper in catalogue.papers:
            self._index.add(paper, listed_keys(paper))
        self._by_key = {(keys or {}).get(paper.key, paper.key): paper for paper in catalogue.papers}

    def with_doi(self, doi: str | None) -> Paper | None:
        """Return the paper that has this DOI, or `None`."""
        return self._index.find(match_keys(doi, None, None))

    def with_arxiv(self, arxiv: str | None) -> Paper | None:
        """Return the paper that has this arXiv id, or `None`."""
        return self._index.find(match_keys(None, arxiv, None))

    def match(self, cited: Citation) -> Match | None:
        """Return the paper that an entry cites, or `None`."""
        best: Match | None = None
        for paper, ways, likeness in self._candidates(cited):
            for by in ways:
                certainty = self._certainty(cited, paper, by, likeness)
                if certainty is not None and (best is None or certainty > best.certainty):
                    best = Match(paper, certainty, by)
        return best

    def lookalike(self, cited: Citation) -> Paper | None:
        """Return the paper that an entry which cites none resembles: near its title, but by others or under another
        identifier."""
        telling = len((cited.title or "").split()) >= _TELLING_WORDS
        for paper, _, likeness in self._candidates(cited):
            suspect = likeness.authors == 0 or _contradicted(cited, paper)
            if suspect and (likeness.title or 0) >= (_NEAR if telling else 1):
                return paper
        return None

    def _candidates(self, cited: Citation) -> Iterator[tuple[Paper, Sequence[MatchedBy], Likeness]]:
        """Yield papers that an entry may cite, each once, with what they were found by and how like the entry they are."""
        found: dict[str, tuple[Paper, list[MatchedBy]]] = {}
        for paper, by in self._leads(cited):
            found.setdefault(paper.key, (paper, []))[1].append(by)
        for paper, ways in found.values():
            yield paper, ways, compare(cited, paper)

    def _leads(self, cited: Citation) -> Iterator[tuple[Paper, MatchedBy]]:
        title = [*match_keys(None, None, cited.title)]
        for key in (*match_keys(cited.doi, cited.arxiv, None), *address_keys(cited.url), *title):
            if paper := self._index.find([key]):
                yield paper, key[0]
        if cited.entry.key in self._by_key:
            yield self._by_key[cited.entry.key], "key"
        if cited.title and self._index.find(title) is None:
            texts, papers = self._titles
            near = fuzzy.most_alike(ordered_words(cited.title), texts, _LIKE)
            yield from ((papers[place], "title") for place in near)

    def _certainty(self, cited: Citation, paper: Paper, by: MatchedBy, likeness: Likeness) -> float | None:
        """How sure it is that an entry cites a paper that was found by something; `None` when it cites another work."""
        if by == "title":
            return _by_title(cited, paper, likeness, self.venues)
        if by == "key":  # many write theirs as we do: it counts where an entry says nothing else
            return None if cited.title or cited.authors else _KEY_ALONE
        return _by_identifier(cited, likeness)

    @cached_property
    def _titles(self) -> tuple[Sequence[str], Sequence[Paper]]:
        pairs = [(ordered_words(title), paper) for paper in self._papers for title in titles(paper)]
        return [text for text, _ in pairs], [paper for _, paper in pairs]


def cited_keys(bibliography: Bibliography, catalogue: Catalogue, keys: Mapping[str, str] | None = None) -> set[str]:
    """Return the catalogue keys of the papers that a bibliography cites.

    Args:
        bibliography: The bibliography as read.
        catalogue: All papers that an entry may cite. Not a selection of them: an entry cites the paper it is most like.
        keys: The citation key of each paper in the reader's file, by the key of the catalogue, where the two differ.
    """
    matcher = Matcher(catalogue, keys)
    matches = (matcher.match(read_citation(entry)) for entry in bibliography.entries)
    return {match.paper.key for match in matches if match}


def _by_identifier(cited: Citation, likeness: Likeness) -> float | None:
    """An identifier tells much, but a wrong one is a common mistake: title or authors must speak for it."""
    if likeness.title is None and likeness.authors is None:
        return _IDENTIFIER_ALONE if not (cited.title or cited.authors) else 0.5
    if max(likeness.title or 0, likeness.authors or 0) < 0.5:
        return None
    return likeness.certainty if likeness.title and likeness.title < _LIKE else 0.5 + likeness.certainty / 2


def _by_title(cited: Citation, paper: Paper, likeness: Likeness, venues: Venues) -> float | None:
    """A title wants an author beside it, or without any to be the very title; if an identifier contradicts, both.

    Years later and elsewhere there is another version of the work, such as a book after an article.
    """
    title, authors = likeness.title or 0.0, likeness.authors
    contradicted = _contradicted(cited, paper)
    if likeness.year == 0 and (title < _SAME or elsewhere(cited, paper, venues)):
        return None
    if authors is None:
        accepted = title >= _SAME
    elif contradicted:
        accepted = title >= _SAME and authors > 0
    else:
        accepted = (title >= _NEAR and authors > 0) or authors >= 0.5
    return likeness.certainty * (0.8 if contradicted else 1) if accepted else None


def _contradicted(cited: Citation, paper: Paper) -> bool:
    """Whether an identifier of the entry is not the paper's, although that has one of the kind."""
    own = dois(paper)
    return bool(
        (cited.doi and own and cited.doi not in own) or (cited.arxiv and paper.arxiv and cited.arxiv != paper.arxiv)
    )
