"""The rules that records must follow: each by itself, between records, and in the vocabulary. Reads no files."""

from collections.abc import Container, Iterable, Iterator, Mapping

from medsynth_catalog import fuzzy
from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.fields import unknown_facts
from medsynth_catalog.identity.works import match_keys
from medsynth_catalog.index.names import PaperNames, names_of
from medsynth_catalog.loading.problems import Problem
from medsynth_catalog.records import FACETS, Facet, Paper, Part, Source, Term, Venue
from medsynth_catalog.text import squash
from medsynth_catalog.venues import spellings
from medsynth_catalog.vocabulary import Vocabulary


def check_part(
    part: Part, base: Catalogue, names: PaperNames | None = None, unchecked: Container[str] | None = None
) -> Iterator[Problem]:
    """Yield everything that is wrong with the records of a folder.

    Args:
        part: The records of the folder.
        base: The catalogue that they are added to, already checked.
        names: The names of each paper, if they were found before.
        unchecked: The keys of the papers that weren't checked before; all by default.
    """
    broken = list(_check_terms(part.terms, base))
    yield from broken
    yield from _check_sources(part.sources, base)
    yield from _check_venues(part.venues, base)
    if not any(problem.field and problem.field.endswith("broader") for problem in broken):
        vocabulary = base.vocabulary.extended(part.terms)
        sources = base.sources | {source.id: source for source in part.sources}
        # A data set may be one of the bundled catalogue even if its papers are left out of the answers.
        keys = [{f"key:{paper.key}" for paper in part.papers}, *(index.numbers for index in base.indexes)]
        for paper in part.papers:
            file = f"papers/{paper.key}.yaml"
            if unchecked is None or paper.key in unchecked:
                for field, message in (
                    *_check_facets(paper, vocabulary),
                    *_check_listings(paper, sources),
                    *_check_facts(paper),
                ):
                    yield Problem(file, field, message)
            for key in paper.data:
                if not any(f"key:{key}" in there for there in keys):
                    yield Problem(file, "data", f"no paper has the key {key!r}")
    names = names_of(part.papers) if names is None else names
    yield from _check_same_work(part, base, names)
    yield from _check_rejected(part, names)


def _check_terms(terms: Iterable[Term], base: Catalogue) -> Iterator[Problem]:
    for facet in FACETS:
        ours = {term.id: term for term in terms if term.facet == facet}
        everything = base.vocabulary.terms(facet) | ours
        owner = {squash(name): id_ for id_, term in base.vocabulary.terms(facet).items() for name in term.names}
        for id_, term in ours.items():
            file = f"vocabulary/{facet}.yaml"
            if term.broader is not None and term.broader not in everything:
                yield Problem(file, f"{id_}.broader", f"unknown term {term.broader!r}")
            elif _circles(term, everything):
                yield Problem(file, f"{id_}.broader", "circular: it leads back to the term itself")
            if id_ in base.vocabulary.terms(facet):
                yield Problem(file, id_, "is already a term")
            seen: set[str] = set()
            for name in term.names:
                form = squash(name)
                if owner.setdefault(form, id_) != id_:
                    yield Problem(file, id_, f"{name!r} already means {owner[form]}")
                if name in term.aliases and form in seen:
                    yield Problem(
                        file,
                        f"{id_}.aliases",
                        f"{name!r} is redundant: another name of {id_} has the same letters",
                        warning=True,
                    )
                seen.add(form)


def _circles(term: Term, terms: dict[str, Term]) -> bool:
    seen: set[str] = set()
    above: Term | None = term
    while above is not None and above.id not in seen:
        seen.add(above.id)
        above = terms.get(above.broader) if above.broader else None
    return above is not None


def _check_sources(sources: Iterable[Source], base: Catalogue) -> Iterator[Problem]:
    for source in sources:
        if source.id in base.sources:
            yield Problem("sources.yaml", source.id, "is already a source")


def _check_venues(venues: Iterable[Venue], base: Catalogue) -> Iterator[Problem]:
    owner = {form: venue.id for venue in base.venues for name in venue.names for form in spellings(name)}
    for venue in venues:
        for name in venue.names:
            for form in spellings(name):
                if owner.setdefault(form, venue.id) != venue.id:
                    yield Problem("venues.yaml", venue.id, f"{name!r} already means {owner[form]}")


def _check_facets(paper: Paper, vocabulary: Vocabulary) -> Iterator[tuple[Facet, str]]:
    for facet in FACETS:
        terms = vocabulary.terms(facet)
        given = paper.terms(facet)
        for id_ in given:
            if id_ not in terms:
                near = vocabulary.nearest(facet, id_)
                yield facet, f"unknown term {id_!r}" + (f", did you mean {near}?" if near else "")
        if len(set(given)) < len(given):
            yield facet, "names a term twice"
    if paper.evaluation == ():
        yield "evaluation", "is empty; leave it out if nobody assessed it"


def _check_listings(paper: Paper, sources: Mapping[str, Source]) -> Iterator[tuple[str, str]]:
    for listing in paper.listings:
        source = sources.get(listing.source)
        if source is None:
            near = fuzzy.closest(listing.source, sources)
            yield "listings", f"unknown source {listing.source!r}" + (f", did you mean {near}?" if near else "")
        elif listing.edition is not None and listing.edition not in source.editions:
            yield "listings", f"{source.id} has no edition {listing.edition!r}"
        if listing.names == "preprint" and paper.preprint is None and paper.kind != "preprint":
            yield "listings", "names the preprint, but the paper has no preprint"


def _check_facts(paper: Paper) -> Iterator[tuple[str, str]]:
    if paper.status == "verified":
        for field, words in unknown_facts(paper).items():
            yield field, f"{words} unknown; find it or set status: partial"
        if not paper.evidence:
            yield "evidence", "is missing; name the sources in which the facts were seen"
    for author in paper.authors:
        if not author.family:
            yield "authors", "a name without a family name; write 'Family, Given' or the whole name of a group"
    if paper.publication_sought and paper.kind != "preprint":
        yield "publication_sought", "applies to preprints only; this paper is published"
    if paper.kind == "preprint" and paper.preprint is not None:
        yield "preprint", "applies to published papers only; this paper is a preprint"


def _check_same_work(part: Part, base: Catalogue, names: PaperNames) -> Iterator[Problem]:
    taken: dict[str, str] = {}
    theirs = [index.numbers.keys() for index in base.indexes]
    for paper in part.papers:
        file = f"papers/{paper.key}.yaml"
        for name in names[paper.key]:
            kind, _, value = name.partition(":")
            if kind == "url":  # several works may share a page or the address of their code
                continue
            number = base.number(kind, value) if any(name in there for there in theirs) else None
            other = taken.setdefault(name, paper.key) if number is None else base.paper(number).key
            if number is not None or other != paper.key:
                yield Problem(file, kind, f"is the same as that of {other}")


def _check_rejected(part: Part, names: PaperNames) -> Iterator[Problem]:
    """Yield a problem for each paper that the same folder rejects."""
    out = {f"{kind}:{value}": one for one in part.rejected for kind, value in match_keys(one.doi, one.arxiv, one.title)}
    for paper in part.papers if out else ():
        for name in names[paper.key]:
            if one := out.get(name):
                kind = name.partition(":")[0]
                yield Problem(f"papers/{paper.key}.yaml", kind, f"was rejected as {one.id}: {one.reason}")
