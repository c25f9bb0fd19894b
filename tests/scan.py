"""The definition of a search: what a plain pass over all records finds, in which order. No index, no sets, no cleverness.

`test_index` holds the real search against it.
"""

from collections.abc import Iterable, Iterator, Sequence

from medsynth_catalog import FACETS, Facet, Paper, Query, Vocabulary
from medsynth_catalog.fuzzy import slips
from medsynth_catalog.text import compounds, fold, squash, words

WEIGHTS = {"title": 1.0, "former title": 1.0, "method": 1.0, "authors": 0.9, "key": 0.8, "venue": 0.5}


def scan(papers: Iterable[Paper], vocabulary: Vocabulary, query: Query) -> list[str]:
    """Return the keys of the papers that answer a query, best first, then newest, then by key."""
    everything = list(papers)
    known = {word for paper in everything for standing in fields(paper).values() for word in standing}
    scores = {
        paper.key: score(paper, query.text, known) if query.text.split() else 1.0
        for paper in everything
        if selected(paper, vocabulary, query)
    }
    found = [paper for paper in everything if scores.get(paper.key)]
    return [
        paper.key
        for paper in sorted(found, key=lambda one: (-scores[one.key], -(one.year or 0), -(one.month or 0), one.key))
    ]


def selected(paper: Paper, vocabulary: Vocabulary, query: Query) -> bool:
    """Within a facet any of the terms, across options all; "a+b" asks for both; a term includes its narrower ones."""
    return (
        all(
            any(
                all(has(paper, vocabulary, facet, term) for term in group.split("+")) for group in getattr(query, facet)
            )
            for facet in FACETS
            if getattr(query, facet)
        )
        and (query.year is None or (paper.year is not None and in_years(paper.year, query.year)))
        and (query.has_code is None or (paper.code is not None) is query.has_code)
        and (not query.author or any(has_author(paper, name) for name in query.author))
        and (
            not query.venue or any(fold(name).strip() in fold(paper.venue or "") for name in query.venue if paper.venue)
        )
        and (not query.source or any(source in paper.sources for source in query.source))
        and not any(has(paper, vocabulary, *pair.split("=")) for pair in query.exclude)  # type: ignore[arg-type]
    )


def has(paper: Paper, vocabulary: Vocabulary, facet: Facet, word: str) -> bool:
    """Whether a paper has a term or one below it, by climbing from each of its own terms."""
    terms = vocabulary.terms(facet)
    for own in paper.terms(facet):
        above: str | None = own
        while above is not None:
            if above == word:
                return True
            above = terms[above].broader
    return False


def in_years(year: int, wanted: str) -> bool:
    first, dots, last = wanted.partition("..") if ".." in wanted else wanted.partition("-")
    return int(first or 0) <= year <= int(last or (9999 if dots else first))


def has_author(paper: Paper, name: str) -> bool:
    part = fold(name).strip()
    return any(
        part in fold(text) for author in paper.authors for text in (author.name, f"{author.family}, {author.given}")
    )


def fields(paper: Paper) -> dict[str, list[str]]:
    """The words of each field that a text is looked for in."""
    texts = {
        "title": paper.title,
        "former title": paper.preprint.title if paper.preprint else None,
        "method": paper.architecture,
        "authors": " ".join(paper.names),
        "key": paper.key,
        "venue": paper.venue,
    }
    return {field: [*words(text or ""), *compounds(text or "")] for field, text in texts.items()}


def score(paper: Paper, text: str, known: set[str]) -> float:
    """How well a text fits a paper; 0 when some word of it is nowhere."""
    asked = [word for word in text.split() if squash(word)] or text.split()
    found = [best(paper, word, known) for word in asked]
    if not all(found):
        return 0.0
    return round(sum(found) / len(asked) * together(paper, words(text)), 4)


def best(paper: Paper, word: str, known: set[str]) -> float:
    """How well one word fits: joined, or else all its parts."""
    joined = fits(paper, squash(word), known)
    parts = [fits(paper, part, known) for part in words(word)]
    return joined or (sum(parts) / len(parts) if len(parts) > 1 and all(parts) else 0.0)


def fits(paper: Paper, word: str, known: set[str]) -> float:
    near = {} if word in known or not word.isalpha() else slips(word, sorted(known))
    return max(
        (
            WEIGHTS[field] * nearness
            for field, standing in fields(paper).items()
            for there in standing
            if (nearness := 1.0 if there == word else max(near.get(there, 0.0), begun(there, word)))
        ),
        default=0.0,
    )


def begun(there: str, word: str) -> float:
    return 0.95 if len(word) > 2 and there.startswith(word) else 0.0


def together(paper: Paper, phrase: Sequence[str]) -> float:
    """A whole title or method counts more than words that follow one another there, these more than words apart."""
    texts = [words(text or "") for text in (paper.title, paper.preprint and paper.preprint.title, paper.architecture)]
    if any(text == list(phrase) for text in texts):
        return 1.0
    return 0.97 if any(list(phrase) in runs(text, len(phrase)) for text in texts) else 0.9


def runs(text: Sequence[str], length: int) -> Iterator[list[str]]:
    return (list(text[start : start + length]) for start in range(len(text) - length + 1))
