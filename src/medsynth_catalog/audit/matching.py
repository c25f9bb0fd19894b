"""Which paper of the catalogue an entry cites, how sure that is, and what it rests on."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from medsynth_catalog import fuzzy
from medsynth_catalog.audit.citation import Citation, read_citation
from medsynth_catalog.audit.findings import Match, MatchedBy
from medsynth_catalog.audit.likeness import Likeness, compare, title_parts
from medsynth_catalog.audit.places import other_venue, same_venue
from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.formats.bibtex.reading import Bibliography
from medsynth_catalog.identity.titles import comparable_title, ordered_words
from medsynth_catalog.identity.works import WorkIndex, address_keys, dois, listed_keys, match_keys, titles
from medsynth_catalog.records import Paper
from medsynth_catalog.venues import Venues

# A title this near is the same title; then one with slips; then one that may be of the work if more speaks for it.
SAME, NEAR, LIKE = 0.97, 0.9, 0.7
# How sure an identifier or a key is where nothing speaks for it or against it; nobody writes a key of ours by a slip.
_IDENTIFIER_ALONE, _KEY_ALONE = 0.8, 0.85
# So many of the authors make a title that is only like one that of the same work.
_MOST = 0.8
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# How sure a part of a title is that leaves the rest out.
_PART = 0.9
_NAMES: dict[MatchedBy, str] = {"doi": "DOI", "arxiv": "arXiv id", "url": "address", "title": "title", "key": "key"}


class Matcher:
    """Says which paper of a catalogue an entry cites. The one definition: audits, what is missing and what is appended
    all ask here.

    Args:
        catalogue: The catalogue.
        keys: The citation key of each paper in the reader's file, by the key of the catalogue, where the two differ.
    """

    def __init__(self, catalogue: Catalogue, keys: Mapping[str, str] | None = None) -> None:
        self.venues = catalogue.venues
        self.papers = catalogue.papers
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

    def with_address(self, url: str | None) -> Paper | None:
        """Return the paper that has this web address, or `None`."""
        return self._index.find(address_keys(url))

    def match(self, cited: Citation) -> Match | None:
        """Return the paper that an entry cites, or `None`."""
        if cited.of_code:
            return None
        best: Match | None = None
        for paper, ways, likeness in self.candidates(cited):
            for by in ways:
                certainty = self._certainty(cited, paper, by, likeness)
                if certainty is not None and (best is None or certainty > best.certainty):
                    best = Match(paper, certainty, by, _basis(by, likeness), likeness.title, likeness.authors)
        return best

    def candidates(self, cited: Citation) -> Iterator[tuple[Paper, Sequence[MatchedBy], Likeness]]:
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
        if cited.key in self._by_key:
            yield self._by_key[cited.key], "key"
        if cited.title and self._index.find(title) is None:
            texts, papers = self._titles
            near = fuzzy.most_alike(ordered_words(cited.title), texts, LIKE)
            yield from ((papers[place], "title") for place in near)
            parts = dict.fromkeys((comparable_title(cited.title), *title_parts(cited.title)))
            yield from ((paper, "title") for part in parts for paper in self._parts.get(part, ()))

    def _certainty(self, cited: Citation, paper: Paper, by: MatchedBy, likeness: Likeness) -> float | None:
        """How sure it is that an entry cites a paper that was found by something; `None` when it cites another work."""
        if by == "title":
            return _by_title(cited, paper, likeness, self.venues)
        if by == "key":  # many write theirs as we do: it counts where an entry says nothing else
            return None if cited.title or cited.authors else _KEY_ALONE
        return _by_identifier(cited, likeness)

    @cached_property
    def _titles(self) -> tuple[Sequence[str], Sequence[Paper]]:
        pairs = [(ordered_words(title), paper) for paper in self.papers for title in titles(paper)]
        return [text for text, _ in pairs], [paper for _, paper in pairs]

    @cached_property
    def _parts(self) -> Mapping[str, list[Paper]]:
        """The papers by what their titles say before or after a colon, and by the names of their methods."""
        found: dict[str, list[Paper]] = {}
        for paper in self.papers:
            parts = {part for title in titles(paper) for part in (*title_parts(title), comparable_title(title))}
            for part in parts | {comparable_title(paper.architecture or "")} - {""}:
                found.setdefault(part, []).append(paper)
        return found


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
    return likeness.certainty if likeness.title and likeness.title < LIKE else 0.5 + likeness.certainty / 2


def _by_title(cited: Citation, paper: Paper, likeness: Likeness, venues: Venues) -> float | None:
    """A title wants an author beside it, or without any to be the very title; if an identifier contradicts, both.

    Years later and elsewhere there is another version of the work, such as a book after an article. A title that is only
    like one is that of another work by the same people, unless all else agrees.
    """
    title, authors = likeness.title or 0.0, likeness.authors
    contradicted_ = contradicted(cited, paper)
    if likeness.year == 0 and (title < SAME or not same_venue(cited.venue, paper.venue, venues)):
        return None
    if _of_other_years(cited, paper):
        return None
    agreed = not contradicted_ and (likeness.year or 0) >= 0.75 and same_venue(cited.venue, paper.venue, venues)
    if authors is None:
        accepted = title >= SAME
    elif title >= SAME:
        accepted = authors > 0
    elif is_part(cited, paper):
        # The name of a method is the title of another work, too, by one of the authors and at another place.
        elsewhere = bool(cited.venue and paper.venue and other_venue(cited.venue, paper.venue, venues))
        enough = authors >= _MOST and likeness.shared >= min(2, likeness.named) if elsewhere else authors >= 0.5
        accepted = not contradicted_ and (enough or (authors > 0 and agreed))
        return _PART * (1 if authors >= _MOST else 0.9) if accepted else None
    elif title >= NEAR:
        accepted = not contradicted_ and (authors >= 0.5 or (authors > 0 and agreed))
    else:
        accepted = agreed and authors >= _MOST
    return likeness.certainty * (0.8 if contradicted_ else 1) if accepted else None


def is_part(cited: Citation, paper: Paper) -> bool:
    """Whether an entry has a part of a paper's title for a title, or the name of its method, or the other way round."""
    ours = comparable_title(cited.title or "")
    whole = {comparable_title(title) for title in titles(paper)}
    parts = {part for title in titles(paper) for part in title_parts(title)}
    return ours in parts | {comparable_title(paper.architecture or "")} or bool(
        whole & set(title_parts(cited.title or ""))
    )


def _of_other_years(cited: Citation, paper: Paper) -> bool:
    """Whether a title names a year and that of the paper another, as those of a challenge that comes every year do."""
    ours, theirs = set(_YEAR.findall(cited.title or "")), set(_YEAR.findall(" ".join(titles(paper))))
    return bool(ours and theirs and not ours & theirs)


def contradicted(cited: Citation, paper: Paper) -> bool:
    """Whether an identifier of the entry is not the paper's, although that has one of the kind."""
    own = dois(paper)
    return bool(
        (cited.doi and own and cited.doi not in own) or (cited.arxiv and paper.arxiv and cited.arxiv != paper.arxiv)
    )


def _basis(by: MatchedBy, likeness: Likeness) -> str:
    """What a match rests on, in a few words."""
    title = likeness.title or 0
    people = f"{likeness.shared} of {likeness.named} authors" if likeness.authors is not None else ""
    if by != "title":
        if title >= NEAR:
            return f"{_NAMES[by]} and title agree"
        return f"{_NAMES[by]} and {people}" if people else f"{_NAMES[by]} alone"
    words = "title" if title >= SAME else "near title" if title >= NEAR else "part of the title"
    return f"{words} and {people}" if people else f"{words} alone"
