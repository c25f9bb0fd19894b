"""The definition of a search: what a plain pass over all records finds, in which order. No index of words, no cleverness.

What the words of a text mean is asked of `interpret`; which papers have that, and in which order they come, is found here anew.

`test_index` holds the real search against it.
"""

from collections.abc import Sequence
from math import log

from medsynth_catalog import FACETS, Catalogue, Facet, Paper, Query, Vocabulary
from medsynth_catalog.fuzzy import slips
from medsynth_catalog.interpreting import interpret
from medsynth_catalog.meanings import Wanted
from medsynth_catalog.text import canonical, compounds, fold, squash, words
from medsynth_catalog.venues import Venues

WEIGHTS = {"title": 1.0, "former title": 1.0, "method": 1.0, "authors": 0.9, "key": 0.8, "venue": 0.5}


def scan(catalogue: Catalogue, query: Query) -> list[str]:
    """Return the keys of the papers that answer a query, best first, then newest, then by key."""
    everything = list(catalogue)
    known = {word for paper in everything for standing in fields(paper).values() for word in standing}
    asked = interpret(catalogue, query.text)
    left = [paper for paper in everything if selected(paper, catalogue.vocabulary, catalogue.venues, query)]
    left = [paper for paper in left if not any(is_unwanted(catalogue, paper, one, known) for one in asked.unwanted)]
    fitting = {paper.key: [fit(catalogue, paper, place, known) for place in asked.wanted] for paper in everything}
    matched = {paper.key: sum(1 for score in fitting[paper.key] if score) for paper in left}
    most = max(matched.values(), default=0)
    if asked.wanted:
        left = [paper for paper in left if most and matched[paper.key] == most]
    rarity = [
        log(1 + len(everything) / having) if (having := sum(1 for scores in fitting.values() if scores[place])) else 0.0
        for place in range(len(asked.wanted))
    ]
    phrase = [canonical(word) for word in asked.words]

    def score(paper: Paper) -> float:
        total = 0.0
        for weight, fits in zip(rarity, fitting[paper.key], strict=True):
            total += weight * fits
        return round(together(paper, phrase, total / (sum(rarity) or 1.0)), 4)

    return [
        paper.key for paper in sorted(left, key=lambda one: (-score(one), -(one.year or 0), -(one.month or 0), one.key))
    ]


def fit(catalogue: Catalogue, paper: Paper, place: Sequence[Wanted], known: set[str]) -> float:
    """How well a paper fits the alternatives in one place of a text: the best of them."""
    return max(fit_one(catalogue, paper, one, known) for one in place)


def fit_one(catalogue: Catalogue, paper: Paper, one: Wanted, known: set[str]) -> float:
    """The meaning counts 0.55 and the words 0.45 where words have a meaning; else the words alone."""
    means = has_meaning(catalogue, paper, one)
    if one.exact:
        return exactly(paper, one.text)
    if one.certain:
        return 1.0 if means else 0.0
    found = [best(paper, word, known) for word in one.text.split()]
    written = sum(found) / len(found) if all(found) else 0.0
    return 0.55 * means + 0.45 * written if one.options else written


def has_meaning(catalogue: Catalogue, paper: Paper, one: Wanted) -> bool:
    number = catalogue.number("key", paper.key)
    return number is not None and bool(one.papers >> number & 1)


def is_unwanted(catalogue: Catalogue, paper: Paper, one: Wanted, known: set[str]) -> bool:
    """Words that mean something leave out what has that meaning, others what has the words."""
    return has_meaning(catalogue, paper, one) if one.options else fit_one(catalogue, paper, one, known) > 0


def exactly(paper: Paper, text: str) -> float:
    phrase = [canonical(word) for word in words(text)]
    return max(
        (
            WEIGHTS[field]
            for field, standing in ordered(paper).items()
            if phrase and phrase in runs(standing, len(phrase))
        ),
        default=0.0,
    )


def selected(paper: Paper, vocabulary: Vocabulary, venues: Venues, query: Query) -> bool:
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


def is_at(paper: Paper, venues: Venues, name: str) -> bool:
    """A venue under any of its names, or a part of a name that is nobody's."""
    venue = venues.resolve(name)
    return paper.venue == venue.name if venue else fold(name).strip() in fold(paper.venue or "")


def has_author(paper: Paper, name: str) -> bool:
    part = fold(name).strip()
    return any(
        part in fold(text) for author in paper.authors for text in (author.name, f"{author.family}, {author.given}")
    )


def texts(paper: Paper) -> dict[str, str | None]:
    """The fields that a text is looked for in."""
    return {
        "title": paper.title,
        "former title": paper.preprint.title if paper.preprint else None,
        "method": paper.architecture,
        "authors": " ".join(paper.names),
        "key": paper.key,
        "venue": paper.venue,
    }


def ordered(paper: Paper) -> dict[str, list[str]]:
    """The words of each field in their order; those of names as they are, others without plural and British spelling."""
    return {field: [form(field, word) for word in words(text or "")] for field, text in texts(paper).items()}


def fields(paper: Paper) -> dict[str, list[str]]:
    """All words of each field, the parts of compounds too."""
    return {
        field: [form(field, word) for word in (*words(text or ""), *compounds(text or ""))]
        for field, text in texts(paper).items()
    }


def form(field: str, word: str) -> str:
    return word if field in ("authors", "key") else canonical(word)


def best(paper: Paper, word: str, known: set[str]) -> float:
    """How well one word fits: joined, or else all its parts."""
    joined = fits(paper, squash(word), known)
    parts = [fits(paper, part, known) for part in words(word)]
    return joined or (sum(parts) / len(parts) if len(parts) > 1 and all(parts) else 0.0)


def fits(paper: Paper, word: str, known: set[str]) -> float:
    """Exactly, as the beginning of a longer word, or with slips where nothing has the word itself."""
    same = {word, canonical(word)}
    is_known = bool(same & known)
    near = slips(word, sorted(known)) if word.isalpha() and not is_known else {}
    begun = 0.95 if len(word) > 4 or (len(word) == 4 and not is_known) else 0.0
    return max(
        (
            WEIGHTS[field] * nearness
            for field, standing in fields(paper).items()
            for there in standing
            if (nearness := 1.0 if there in same else max(near.get(there, 0.0), begun * there.startswith(word)))
        ),
        default=0.0,
    )


def together(paper: Paper, phrase: Sequence[str], score: float) -> float:
    """A whole title or method counts more than words that follow one another there, these more than words apart."""
    standing = [ordered(paper)[field] for field in ("title", "former title", "method")]
    if phrase and any(text == list(phrase) for text in standing):
        return 0.98 + (1 - 0.98) * score
    return score * (0.97 if phrase and any(list(phrase) in runs(text, len(phrase)) for text in standing) else 0.9)


def runs(text: Sequence[str], length: int) -> list[list[str]]:
    return [list(text[start : start + length]) for start in range(len(text) - length + 1)]
