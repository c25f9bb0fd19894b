"""What some words mean: terms, years, venues, data sets, identifiers, code, or words to look for."""

from collections.abc import Sequence
from functools import reduce
from operator import or_
from shlex import quote

from msgspec import Struct

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.conditions import papers_at_venue, papers_in_years, papers_with_term
from medsynth_catalog.identity.identifiers import parse_identifier
from medsynth_catalog.records import FACETS, Facet
from medsynth_catalog.text import fold, squash, words
from medsynth_catalog.wordsearch import BEGUN, alike_words, papers_with_name
from medsynth_catalog.years import read_years

# Words that a question may have without asking for anything.
EMPTY = frozenset([
    "a", "about", "an", "and", "any", "approach", "are", "as", "assessed", "at", "based", "by", "data",
    "evaluated", "find", "for", "generate", "generated", "generating", "generation", "generative", "give", "i",
    "in", "into", "is", "its", "judged", "me", "medical", "method", "methods", "modality", "model", "models",
    "new", "novel", "of", "on", "paper", "papers", "please", "show", "some", "studies", "study", "synthesis",
    "synthesise", "synthesised", "synthesising", "synthesize", "synthesized", "synthesizing", "synthetic", "that",
    "the", "to", "using", "via", "what", "which", "with", "work", "works",
])  # fmt: skip
SHOWN = 3  # near words that are told
CODE = {
    "with code": True,
    "has code": True,
    "code available": True,
    "open source": True,
    "without code": False,
    "no code": False,
}


class Wanted(Struct, frozen=True):
    """One thing that a text asks for: a word, or several that mean one thing.

    Attributes:
        text: the words as typed.
        options: what they were read as, in options of the command line, any of which may be meant; none for words that are only looked for.
        papers: the set of papers with that meaning.
        near: known words that a word with a slip may stand for, the nearest first.
        certain: whether they mean nothing else, so that they aren't looked for in titles.
        names_paper: whether they are the key, DOI, arXiv id or address of one paper.
        exact: whether they must stand as they are typed, one behind the other.
    """

    text: str
    options: tuple[str, ...] = ()
    papers: int = 0
    near: tuple[str, ...] = ()
    certain: bool = False
    names_paper: bool = False
    exact: bool = False


def meaning_of(catalogue: Catalogue, run: Sequence[str]) -> list[Wanted]:
    """Return what some words mean together, or nothing."""
    text = " ".join(run)
    if years := read_years(text.strip(",;()")):
        return [Wanted(text, (f"--year {years}",), papers_in_years([years], catalogue), certain=years[0] < years[1])]
    plain = " ".join(words(text))
    if plain in CODE:
        with_code = catalogue.group("code").get("yes", 0)
        papers = with_code if CODE[plain] else catalogue.everything & ~with_code
        return [Wanted(text, ("--has-code" if CODE[plain] else "--no-code",), papers, certain=True)]
    if plain.endswith(" et al"):
        name = " ".join(run[:-2]).strip(",(")
        return [Wanted(text, (f"--author {name!r}",), papers_with_name(catalogue, name), certain=True)]
    if len(run) == 1 and (number := _named_paper(catalogue, text)) is not None:
        return [Wanted(text, (catalogue.paper(number).key,), 1 << number, certain=True, names_paper=True)]
    meant = _terms(catalogue, run) or _venue_or_source(catalogue, text, single=len(run) == 1)
    return _with_tag(catalogue, text, meant or _data_sets(catalogue, text))


def word_alone(catalogue: Catalogue, word: str) -> Wanted:
    """Return a word that means nothing by itself; with a slip in it, perhaps a term."""
    near = alike_words(catalogue, word)
    if near and 1.0 not in near.values():
        for facet in FACETS:
            if term := catalogue.vocabulary.misspelt(facet, word):
                return _of_terms(catalogue, word, frozenset({(facet, term)}))
    slips = sorted((known for known in near if near[known] < BEGUN), key=lambda known: -near[known])
    return Wanted(word, near=() if len(slips) < len(near) else tuple(slips[:SHOWN]))


def _named_paper(catalogue: Catalogue, text: str) -> int | None:
    """The paper with this key, DOI or arXiv id."""
    text = text.strip("<>,;.")
    identifier = parse_identifier(text)
    if identifier is None and "." in text and "/" in text:
        from medsynth_catalog.identity.mentions import comparable_address, find_arxiv_ids, find_dois

        for kind, find in (("doi", find_dois), ("arxiv", find_arxiv_ids)):
            for name in find(text):
                return catalogue.number(kind, name)
        return catalogue.number("url", comparable_address(text))
    return catalogue.number(*identifier) if identifier else catalogue.number("key", text.casefold())


def _terms(catalogue: Catalogue, run: Sequence[str]) -> list[Wanted]:
    """The terms that some words name; where the words name terms one by one that say as much or more, these."""
    named = catalogue.vocabulary.meanings(" ".join(run))
    if not named:
        return []
    if len(run) > 1:
        single = [(word, catalogue.vocabulary.meanings(word)) for word in run if fold(word) not in EMPTY]
        if all(meanings for _, meanings in single) and any(named & meanings for _, meanings in single):
            return [_of_terms(catalogue, word, meanings) for word, meanings in single]
    return [_of_terms(catalogue, " ".join(run), named)]


def _of_terms(catalogue: Catalogue, text: str, named: frozenset[tuple[Facet, str]]) -> Wanted:
    ordered = sorted(named, key=lambda pair: FACETS.index(pair[0]))
    papers = reduce(or_, (papers_with_term(facet, term, catalogue) for facet, term in ordered))
    return Wanted(text, tuple(f"--{facet} {term}" for facet, term in ordered), papers)


def _venue_or_source(catalogue: Catalogue, text: str, single: bool) -> list[Wanted]:
    source = next(
        (one for one in catalogue.sources.values() if squash(text) in (squash(one.id), squash(one.title))), None
    )
    if source:
        return [Wanted(text, (f"--source {source.id}",), catalogue.group("source").get(source.id, 0))]
    venue = (
        None if any(map(read_years, text.split())) else catalogue.venues.resolve(text)
    )  # the year is asked for apart
    # A journal may be called by a common word, such as Sensors; a venue of one word is meant by its acronym alone.
    if venue and (not single or any(name.isupper() and squash(name) == squash(text) for name in venue.names)):
        return [Wanted(text, (f"--venue {venue.short!r}",), papers_at_venue(venue.name, catalogue))]
    return []


def _data_sets(catalogue: Catalogue, text: str) -> list[Wanted]:
    # Words that are terms one by one ask for these: "CT MR" isn't the name that one data set has in brackets.
    if all(word in EMPTY or catalogue.vocabulary.meanings(word) for word in words(text)):
        return []
    from medsynth_catalog.datasets import data_sets_named  # most words are known before

    keys = data_sets_named(text, catalogue)
    if not keys:
        return []
    used_by, papers = catalogue.group("data"), 0
    for key in keys:
        number = catalogue.number("key", key)  # its own record is asked for, too
        papers |= used_by[key] | (0 if number is None else 1 << number)
    return [Wanted(text, (f"--data {','.join(keys)}",), papers)]


def _with_tag(catalogue: Catalogue, text: str, meant: list[Wanted]) -> list[Wanted]:
    """What some words mean, and the reader's tag of that name besides."""
    tag = next((tag for tag in catalogue.tags if squash(tag) == squash(text)), None)
    if tag is None or len(meant) > 1:
        return meant
    options, papers = (meant[0].options, meant[0].papers) if meant else ((), 0)
    return [Wanted(text, (*options, f"--tag {quote(tag)}"), papers | catalogue.tags[tag])]
