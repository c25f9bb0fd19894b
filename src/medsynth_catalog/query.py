"""A question to the catalogue as a value: what the reader asked, and the conditions it becomes. Ranks and prints nothing."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.choices import choose
from medsynth_catalog.errors import QueryError
from medsynth_catalog.records import FACETS, Author, Facet, Paper
from medsynth_catalog.text import fold, printable, squash
from medsynth_catalog.vocabulary import Vocabulary

Words = str | tuple[str, ...] | list[str]

_YEARS = re.compile(r"(?P<first>\d{4})?(?P<dash>\.\.|-)?(?P<last>\d{4})?")


class Query(Struct, frozen=True, kw_only=True):
    """What a reader asks for; every field is optional and narrows the answer.

    Facets take words of the vocabulary in any spelling. Within a facet any of the words will do, "a+b" asks for both,
    and a term includes its narrower terms; between facets all must hold. `exclude` holds "facet=term" pairs. `year` is
    "2023", "2021-2023", "2023..", "..2020". `author` and `venue` match a part of the name, `source` an id of a source.
    `has_code` keeps the papers with (True) or without (False) a known code address. `text` is matched forgivingly by
    `search`, every word of it.

    >>> Query(modality="ecg", type=["DM", "vae"], year="2023..").year
    '2023..'
    """

    text: str = ""
    modality: Words = ()
    type: Words = ()
    application: Words = ()
    evaluation: Words = ()
    scenario: Words = ()
    anatomy: Words = ()
    role: Words = ()
    exclude: Words = ()
    year: str | None = None
    has_code: bool | None = None
    author: Words = ()
    venue: Words = ()
    source: Words = ()

    def conditions(self, catalogue: Catalogue) -> list["Condition"]:
        """Resolve every word against the catalogue. Raises QueryError for a word or range that means nothing."""
        return list(self._conditions(catalogue))

    def _conditions(self, catalogue: Catalogue) -> Iterator["Condition"]:
        for facet in FACETS:
            if words := _split(getattr(self, facet)):
                yield _wanted(facet, words, catalogue.vocabulary)
        if self.year is not None:
            yield _in_years(self.year)
        if self.has_code is not None:
            yield _with_code(self.has_code)
        for option, names in (("author", self.author), ("venue", self.venue)):
            if names:
                yield _named(option, _each(names))
        if ids := _split(self.source):
            yield _listed(ids, catalogue)
        for pair in _split(self.exclude):
            yield _unwanted(pair, catalogue.vocabulary)


class Condition(Struct, frozen=True):
    """One narrowing of the answer: the option that says it, in its plainest spelling, and the test of a paper."""

    option: str
    holds: Callable[[Paper], bool]


def matches(paper: Paper, conditions: Iterable[Condition]) -> bool:
    """Say whether a paper meets all conditions."""
    return all(condition.holds(paper) for condition in conditions)


def _each(words: Words) -> Sequence[str]:
    return [words] if isinstance(words, str) else words


def _split(words: Words) -> list[str]:
    return [part.strip() for word in _each(words) for part in word.split(",") if part.strip()]


def _wanted(facet: Facet, words: list[str], vocabulary: Vocabulary) -> Condition:
    # Any of the groups will do; each group, written "a+b", is asked for as a whole.
    groups = [[vocabulary.resolve(facet, word) for word in group.split("+")] for group in words]
    included = [[vocabulary.narrower(facet, term) for term in group] for group in groups]

    def holds(paper: Paper) -> bool:
        terms = paper.terms(facet)
        return any(all(not below.isdisjoint(terms) for below in group) for group in included)

    return Condition(f"--{facet} {','.join('+'.join(group) for group in groups)}", holds)


def _unwanted(pair: str, vocabulary: Vocabulary) -> Condition:
    name, equals, word = pair.partition("=")
    facet = next((facet for facet in FACETS if squash(facet) == squash(name)), None)
    if facet is None or not equals:
        raise QueryError(
            f"cannot exclude {printable(pair)!r}",
            "write FACET=TERM, such as type=gan (facets: " + ", ".join(FACETS) + ")",
        )
    term = vocabulary.resolve(facet, word)
    below = vocabulary.narrower(facet, term)
    return Condition(f"--exclude {facet}={term}", lambda paper: below.isdisjoint(paper.terms(facet)))


def _in_years(text: str) -> Condition:
    found = _YEARS.fullmatch(text.strip().replace(" ", ""))
    first, dash, last = found.group("first", "dash", "last") if found else (None, None, None)
    if not (first or last) or (last and not dash) or (dash == "-" and not (first and last)):
        raise QueryError(f"no year range: {printable(text)!r}", "write 2023, 2021-2023, 2023.. or ..2020")
    low = int(first) if first else 0
    high = int(last) if last else (9999 if dash else low)
    if low > high:
        raise QueryError(f"no year lies in {printable(text)!r}", f"did you mean {last}-{first}?")
    return Condition(
        f"--year {first or ''}{dash or ''}{last or ''}",
        lambda paper: paper.year is not None and low <= paper.year <= high,
    )


def _with_code(wanted: bool) -> Condition:
    return Condition("--has-code" if wanted else "--no-code", lambda paper: (paper.code is not None) is wanted)


def _named(option: str, names: Sequence[str]) -> Condition:
    wanted = [fold(name).strip() for name in names]

    def holds(paper: Paper) -> bool:
        if option == "venue":
            texts = [fold(paper.venue or "")]
        else:
            texts = [fold(text) for written in paper.names for text in (written, Author.read(written).name)]
        return any(name in text for name in wanted for text in texts)

    spelt = " ".join(f"--{option} {name!r}" for name in names)
    return Condition(spelt, holds)


def _listed(words: list[str], catalogue: Catalogue) -> Condition:
    ids = {choose("source", word, catalogue.sources) for word in words}
    return Condition(f"--source {','.join(sorted(ids))}", lambda paper: not ids.isdisjoint(paper.sources))
