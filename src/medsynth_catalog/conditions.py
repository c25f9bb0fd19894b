"""What a query means for a catalogue: one condition for each option, with the set of papers that meet it. Reads no records."""

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from itertools import product
from operator import and_, or_

from msgspec import Struct
from msgspec.structs import replace

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.choices import choose
from medsynth_catalog.errors import QueryError
from medsynth_catalog.query import Query, Words
from medsynth_catalog.records import FACETS, Facet
from medsynth_catalog.text import fold, printable, squash
from medsynth_catalog.years import Years, parse_years


class Condition(Struct, frozen=True):
    """One condition of a query.

    Attributes:
        option: The option of the command line that states it, in its canonical spelling.
        papers: The set of papers that meet it.
    """

    option: str
    papers: int


def conditions(query: Query, catalogue: Catalogue) -> list[Condition]:
    """Return the conditions of a query other than its text. Raises QueryError for an unknown term or an invalid range."""
    return list(_conditions(query, catalogue))


def rewritten_options(query: Query, catalogue: Catalogue) -> str:
    """Return the facets and data sets of a query in their ids, if some of its words are others: aliases, other spellings."""
    said: list[str] = []
    rewritten = False
    for facet in FACETS:
        for word in (word for each in _split(getattr(query, facet)) for word in each.split("+")):
            term = catalogue.vocabulary.resolve(facet, word)
            rewritten = rewritten or squash(word) != squash(term)
        if words := _split(getattr(query, facet)):
            said.append(_in_facet(facet, words, catalogue).option)
    if words := _split(query.data):
        condition = _with_data(words, catalogue)
        said.append(condition.option)
        rewritten = rewritten or condition.option != f"--data {','.join(words)}"
    return " ".join(said) if rewritten else ""


def in_both(query: Query, terms: Mapping[str, str]) -> Query:
    """Return the query for those papers of a query that have a term of each of some facets, too.

    >>> in_both(Query(modality="ct,mri"), {"modality": "image", "type": "gan"}).modality
    ('ct+image', 'mri+image')
    """
    both = {}
    for facet, term in terms.items():
        words = _split(getattr(query, facet))
        both[facet] = tuple(f"{word}+{term}" if word != term else word for word in words) if words else (term,)
    return replace(query, **both)


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
    if words := _split(query.data):
        yield _with_data(words, catalogue)
    if words := _split(query.tag):
        yield _tagged(words, catalogue)
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
        from medsynth_catalog.wordsearch import papers_with_name  # the words are asked of by names and texts alone

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
    # A paper must match one alternative; an alternative "a+b" means all of its terms.
    alternatives = [[catalogue.vocabulary.resolve(facet, word) for word in each.split("+")] for each in words]
    papers = _any(reduce(and_, (papers_with_term(facet, term, catalogue) for term in terms)) for terms in alternatives)
    return Condition(f"--{facet} {','.join('+'.join(terms) for terms in alternatives)}", papers)


def _with_data(words: list[str], catalogue: Catalogue) -> Condition:
    from medsynth_catalog.datasets import resolve_data_set  # few ask for data sets

    alternatives = [[resolve_data_set(word, catalogue) for word in each.split("+")] for each in words]
    groups = catalogue.group("data")
    papers = _any(
        reduce(and_, (_any(groups.get(one.key, 0) for one in meant) for meant in together)) for together in alternatives
    )
    spelt = (
        "+".join(paths)
        for together in alternatives
        for paths in product(*([one.key for one in meant] for meant in together))
    )
    return Condition(f"--data {','.join(dict.fromkeys(spelt))}", papers)


def _tagged(words: list[str], catalogue: Catalogue) -> Condition:
    tags = catalogue.tags
    if not tags:
        raise QueryError("no paper has a tag", "give one with medsynth tag TAG KEY")
    chosen = [[choose("tag", word, tags) for word in each.split("+")] for each in words]
    papers = _any(reduce(and_, (tags[tag] for tag in together)) for together in chosen)
    return Condition(f"--tag {','.join('+'.join(together) for together in chosen)}", papers)


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


def papers_in_years(ranges: Sequence[Years], catalogue: Catalogue) -> int:
    """Return the set of papers of some ranges of years."""
    years = catalogue.group("year").items()
    return _any(bits for year, bits in years if any(first <= int(year) <= last for first, last in ranges))


def _in_years(text: str, catalogue: Catalogue) -> Condition:
    ranges = parse_years(text)
    return Condition(f"--year {','.join(map(str, ranges))}", papers_in_years(ranges, catalogue))


def _in_venues(names: Sequence[str], catalogue: Catalogue) -> Condition:
    papers = _any(papers_at_venue(name, catalogue) for name in names)
    return Condition(_spelt("venue", names), papers)


def papers_at_venue(name: str, catalogue: Catalogue) -> int:
    """Return the set of papers of a venue under any of its names, or else of all whose name has `name` as a part."""
    groups = catalogue.group("venue")
    venue = catalogue.venues.resolve(name)
    if venue is not None:
        return groups.get(venue.name, 0)
    part = fold(name).strip()
    return _any(bits for known, bits in groups.items() if part in fold(known))


def _named_by(words: list[str], catalogue: Catalogue) -> Condition:
    ids = sorted({choose("source", word, catalogue.sources) for word in words})
    groups = catalogue.group("source")
    return Condition(f"--source {','.join(ids)}", _any(groups.get(id_, 0) for id_ in ids))


def meeting_most(everything: int, sets: Sequence[int]) -> tuple[int, int]:
    """Return the set of papers that are in the most of some sets, and how many sets that is."""
    # Adds up all papers at once: a paper in digits[n] has bit n set in the number of sets that hold it.
    digits: list[int] = []
    for papers in sets:
        carried = papers & everything
        for place, digit in enumerate(digits):
            digits[place], carried = digit ^ carried, digit & carried
        if carried:
            digits.append(carried)
    best, most = everything, 0
    for place in reversed(range(len(digits))):
        if best & digits[place]:
            best &= digits[place]
            most |= 1 << place
    return best, most
