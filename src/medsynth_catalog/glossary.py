"""The vocabulary with the number of papers that have each term, and single terms in their surroundings. Computes; `terms` prints."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from msgspec import Struct

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.conditions import papers_with_term
from medsynth_catalog.records import FACETS, Facet, Term


class CountedTerm(Struct, frozen=True):
    """A term with its number of papers; its fields are those of `terms -f json`.

    Attributes:
        facet: The facet of the term.
        id: Its id.
        label: Its name for a reader.
        aliases: Its other spellings.
        broader: The id of the term that includes it, or `None`.
        definition: What it means.
        count: The number of papers that have it or a narrower term.
    """

    facet: Facet
    id: str
    label: str
    aliases: tuple[str, ...]
    broader: str | None
    definition: str
    count: int


class TermProfile(Struct, frozen=True):
    """A term in its surroundings; its fields follow those of the term in `terms ecg -f json`.

    Attributes:
        narrower: The terms right below it, with their numbers of papers.
        beside: The terms with the same broader term, with their numbers of papers; for one without a broader term, those of
            its facet that have none.
        years: The numbers of its papers by year, the newest year first.
        together: For each facet the terms that most of its papers have besides, with the number of these papers.
    """

    narrower: dict[str, int]
    beside: dict[str, int]
    years: dict[str, int]
    together: dict[Facet, dict[str, int]]


def term_profile(catalogue: Catalogue, facet: Facet, id_: str, most: int = 6) -> TermProfile:
    """Return what stands around a term, with at most `most` terms of each facet that its papers have besides."""
    vocabulary = catalogue.vocabulary
    papers = papers_with_term(facet, id_, catalogue)
    terms = vocabulary.terms(facet).values()
    own = {one.id for one in terms if id_ in vocabulary.narrower(facet, one.id)} | vocabulary.narrower(facet, id_)

    def counts(among: Iterable[Term]) -> dict[str, int]:
        return {one.id: papers_with_term(facet, one.id, catalogue).bit_count() for one in among}

    years = sorted(catalogue.group("year").items(), reverse=True)
    return TermProfile(
        counts(one for one in terms if one.broader == id_),
        counts(one for one in terms if one.broader == vocabulary.terms(facet)[id_].broader and one.id != id_),
        {year: count for year, found in years if (count := (found & papers).bit_count())},
        {
            other: found
            for other in FACETS
            if (found := _together(catalogue, papers, other, own if other == facet else frozenset(), most))
        },
    )


def _together(catalogue: Catalogue, papers: int, facet: Facet, but: AbstractSet[str], most: int) -> dict[str, int]:
    """The terms of a facet that most of some papers have, by their own ids: a broader term would come before all of its own."""
    counts = {
        id_: count
        for id_, found in catalogue.group(facet).items()
        if id_ not in but and (count := (found & papers).bit_count())
    }
    return {id_: counts[id_] for id_ in sorted(counts, key=lambda id_: (-counts[id_], id_))[:most]}


def profile_rows(term: CountedTerm, profile: TermProfile) -> Iterator[tuple[str, str]]:
    """Yield the label and the text of each line that tells of a term."""
    yield "term", f"{term.id} ({term.facet})"
    yield "label", term.label
    yield "definition", term.definition
    if term.aliases:
        yield "also", "; ".join(term.aliases)
    if term.broader:
        yield "broader", term.broader
    yield from (
        (label, _said(found)) for label, found in (("narrower", profile.narrower), ("beside", profile.beside)) if found
    )
    yield "papers", str(term.count)
    if profile.years:
        yield "years", _said(profile.years)
    for facet, found in profile.together.items():
        yield f"with {facet}", _said(found)


def _said(counts: dict[str, int]) -> str:
    return "; ".join(f"{name} {count}" for name, count in counts.items())


def counted_terms(catalogue: Catalogue, facets: Iterable[Facet]) -> Iterator[CountedTerm]:
    """Yield the terms of some facets, each before its narrower ones."""
    vocabulary = catalogue.vocabulary
    for facet in facets:
        for term, _ in vocabulary.tree(facet):
            count = papers_with_term(facet, term.id, catalogue).bit_count()
            yield CountedTerm(facet, term.id, term.label, term.aliases, term.broader, term.definition, count)
