"""What a query means for a catalogue: one condition for each option, with the set of papers that meet it. Needs no records."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from operator import and_, or_

from msgspec import Struct

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.choices import choose
from medsynth_catalog.errors import QueryError
from medsynth_catalog.query import Query, Words
from medsynth_catalog.records import FACETS, Facet
from medsynth_catalog.text import fold, printable, squash
from medsynth_catalog.wordsearch import papers_with_name

_YEARS = r"(?P<first>\d{4})?(?P<dash>\.\.|-)?(?P<last>\d{4})?"


class Condition(Struct, frozen=True):
    """One narrowing of an answer.

    Attributes:
        option: the option that says it, in its plainest spelling.
        papers: the set of papers that meet it.
    """

    option: str
    papers: int


def conditions(query: Query, catalogue: Catalogue) -> list[Condition]:
    """Resolve the fields of a query other than its text. Raises QueryError for a term or range that means nothing."""
    return list(_conditions(query, catalogue))


def selected(catalogue: Catalogue, narrowing: Sequence[Condition]) -> int:
    """Return the set of papers that meet all conditions."""
    return reduce(and_, (condition.papers for condition in narrowing), catalogue.everything)


def papers_with_term(facet: Facet, term: str, catalogue: Catalogue) -> int:
    """Return the set of papers that have a term or a narrower one."""
    groups = catalogue.group(facet)
    return _any(groups.get(id_, 0) for id_ in catalogue.vocabulary.narrower(facet, term))


def _conditions(query: Query, catalogue: Catalogue) -> Iterator[Condition]:
    for facet in FACETS:
        if terms := _split(getattr(query, facet)):
            yield _in_facet(facet, terms, catalogue)
    if query.year is not None:
        yield _in_years(query.year, catalogue)
    if query.has_code is not None:
        with_code = catalogue.group("code").get("yes", 0)
        yield (
            Condition("--has-code", with_code)
            if query.has_code
            else Condition("--no-code", catalogue.everything & ~with_code)
        )
    if names := _each(query.author):
        yield Condition(_spelt("author", names), _any(papers_with_name(catalogue, name) for name in names))
    if names := _each(query.venue):
        yield _in_venues(names, catalogue)
    if ids := _split(query.source):
        yield _named_by(ids, catalogue)
    for pair in _split(query.exclude):
        yield _without(pair, catalogue)


def _each(words: Words) -> Sequence[str]:
    return [words] if isinstance(words, str) else words


def _split(words: Words) -> list[str]:
    return [part.strip() for word in _each(words) for part in word.split(",") if part.strip()]


def _any(sets: Iterator[int]) -> int:
    return reduce(or_, sets, 0)


def _spelt(option: str, names: Sequence[str]) -> str:
    return " ".join(f"--{option} {name!r}" for name in names)


def _in_facet(facet: Facet, words: list[str], catalogue: Catalogue) -> Condition:
    # Any of the alternatives will do; each, written "a+b", is asked for as a whole.
    alternatives = [[catalogue.vocabulary.resolve(facet, word) for word in each.split("+")] for each in words]
    papers = _any(reduce(and_, (papers_with_term(facet, term, catalogue) for term in terms)) for terms in alternatives)
    return Condition(f"--{facet} {','.join('+'.join(terms) for terms in alternatives)}", papers)


def _without(pair: str, catalogue: Catalogue) -> Condition:
    name, equals, word = pair.partition("=")
    facet = next((facet for facet in FACETS if squash(facet) == squash(name)), None)
    if facet is None or not equals:
        raise QueryError(
            f"invalid exclusion {printable(pair)!r}",
            "write FACET=TERM, such as type=gan (facets: " + ", ".join(FACETS) + ")",
        )
    term = catalogue.vocabulary.resolve(facet, word)
    papers = catalogue.everything & ~papers_with_term(facet, term, catalogue)
    return Condition(f"--exclude {facet}={term}", papers)


def _in_years(text: str, catalogue: Catalogue) -> Condition:
    found = re.fullmatch(_YEARS, text.strip().replace(" ", ""))
    first, dash, last = found.group("first", "dash", "last") if found else (None, None, None)
    if not (first or last) or (last and not dash) or (dash == "-" and not (first and last)):
        raise QueryError(f"invalid year range {printable(text)!r}", "write 2023, 2021-2023, 2023.. or ..2020")
    low = int(first) if first else 0
    high = int(last) if last else (9999 if dash else low)
    if low > high:
        raise QueryError(f"empty year range {printable(text)!r}", f"did you mean {last}-{first}?")
    years: Mapping[str, int] = catalogue.group("year")
    papers = _any(bits for year, bits in years.items() if low <= int(year) <= high)
    return Condition(f"--year {first or ''}{dash or ''}{last or ''}", papers)


def _in_venues(names: Sequence[str], catalogue: Catalogue) -> Condition:
    wanted = [fold(name).strip() for name in names]
    venues = catalogue.group("venue").items()
    papers = _any(bits for venue, bits in venues if any(name in fold(venue) for name in wanted))
    return Condition(_spelt("venue", names), papers)


def _named_by(words: list[str], catalogue: Catalogue) -> Condition:
    ids = sorted({choose("source", word, catalogue.sources) for word in words})
    groups = catalogue.group("source")
    return Condition(f"--source {','.join(ids)}", _any(groups.get(id_, 0) for id_ in ids))
