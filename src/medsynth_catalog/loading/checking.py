"""The rules of a catalogue: of each record, between records, and of its vocabulary. Needs no files."""

from collections.abc import Iterable, Iterator

from medsynth_catalog import fuzzy
from medsynth_catalog.catalogue import Catalogue, Part
from medsynth_catalog.fields import unknown_facts
from medsynth_catalog.identity.works import match_keys, paper_keys
from medsynth_catalog.loading.problems import Problem
from medsynth_catalog.loading.suspicions import suspect
from medsynth_catalog.records import FACETS, Facet, Paper, Source, Term, Venue
from medsynth_catalog.text import squash
from medsynth_catalog.venues import spellings


def check_part(part: Part, base: Catalogue) -> Iterator[Problem]:
    """Yield everything wrong with `part` as an addition to `base`, a catalogue already known to be right."""
    broken = list(_check_terms(part.terms, base))
    yield from broken
    yield from _check_sources(part.sources, base)
    yield from _check_venues(part.venues, base)
    if not any(problem.field and problem.field.endswith("broader") for problem in broken):
        both = Catalogue((*base.parts, part))
        keys = {paper.key for paper in both.papers}
        for paper in part.papers:
            file = f"papers/{paper.key}.yaml"
            for field, message in (*_check_facets(paper, both), *_check_listings(paper, both), *_check_facts(paper)):
                yield Problem(file, field, message)
            for key in paper.data:
                if key not in keys:
                    yield Problem(file, "data", f"no paper has the key {key!r}")
            if paper.status == "partial":
                missing = ", ".join(unknown_facts(paper)) or "see its notes"
                yield Problem(file, "status", f"partial: no source completes {missing}", warning=True)
        yield from suspect(part.papers, both)
    yield from _check_same_work(part, base)
    yield from _check_rejected(part, base)


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
                yield Problem(file, f"{id_}.broader", "leads back to the term itself")
            if id_ in base.vocabulary.terms(facet):
                yield Problem(file, id_, "is a term already")
            seen: set[str] = set()
            for name in term.names:
                form = squash(name)
                if owner.setdefault(form, id_) != id_:
                    yield Problem(file, id_, f"{name!r} already means {owner[form]}")
                if name in term.aliases and form in seen:
                    yield Problem(
                        file,
                        f"{id_}.aliases",
                        f"{name!r} says nothing that another name of {id_} doesn't",
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
            yield Problem("sources.yaml", source.id, "is a source already")


def _check_venues(venues: Iterable[Venue], base: Catalogue) -> Iterator[Problem]:
    owner = {form: venue.id for venue in base.venues for name in venue.names for form in spellings(name)}
    for venue in venues:
        for name in venue.names:
            for form in spellings(name):
                if owner.setdefault(form, venue.id) != venue.id:
                    yield Problem("venues.yaml", venue.id, f"{name!r} already means {owner[form]}")


def _check_facets(paper: Paper, catalogue: Catalogue) -> Iterator[tuple[Facet, str]]:
    for facet in FACETS:
        terms = catalogue.vocabulary.terms(facet)
        given = paper.terms(facet)
        for id_ in given:
            if id_ not in terms:
                meaning = {squash(name): term.id for term in terms.values() for name in term.names}
                near = meaning.get(squash(id_)) or meaning.get(fuzzy.closest(squash(id_), meaning) or "")
                yield facet, f"unknown term {id_!r}" + (f", did you mean {near}?" if near else "")
        if len(set(given)) < len(given):
            yield facet, "names a term twice"
    if paper.evaluation == ():
        yield "evaluation", "is empty; leave it out where nobody assessed it"


def _check_listings(paper: Paper, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    for listing in paper.listings:
        source = catalogue.sources.get(listing.source)
        if source is None:
            near = fuzzy.closest(listing.source, catalogue.sources)
            yield "listings", f"unknown source {listing.source!r}" + (f", did you mean {near}?" if near else "")
        elif listing.edition is not None and listing.edition not in source.editions:
            yield "listings", f"{source.id} has no edition {listing.edition!r}"
        if listing.names == "preprint" and paper.preprint is None and paper.kind != "preprint":
            yield "listings", "names a preprint that the paper doesn't have"


def _check_facts(paper: Paper) -> Iterator[tuple[str, str]]:
    if paper.status == "verified":
        for field in unknown_facts(paper):
            yield field, "a verified paper shows it; find it or set status: partial"
        if not paper.evidence:
            yield "evidence", "a verified paper says where its facts were seen"
    for author in paper.authors:
        if not author.family:
            yield "authors", "a name without a family name; write 'Family, Given' or the whole name of a group"
    if paper.publication_sought and paper.kind != "preprint":
        yield "publication_sought", "is for preprints; this paper is published"
    if paper.kind == "preprint" and paper.preprint is not None:
        yield "preprint", "describes the preprint of a published paper; this paper is one itself"


def _check_same_work(part: Part, base: Catalogue) -> Iterator[Problem]:
    first = {key: paper.key for paper in base.papers for key in paper_keys(paper, preprint_title=False)}
    taken = {paper.key for paper in base.papers}
    for paper in part.papers:
        if paper.key in taken:
            yield Problem(f"papers/{paper.key}.yaml", "key", f"the same as that of {paper.key}")
        for kind, value in paper_keys(paper, preprint_title=False):
            other = first.setdefault((kind, value), paper.key)
            if other != paper.key:
                yield Problem(f"papers/{paper.key}.yaml", kind, f"the same as that of {other}")


def _check_rejected(part: Part, base: Catalogue) -> Iterator[Problem]:
    """A folder can't both have a work and leave it out; a reader may well want what another catalogue left out."""
    for rejected, warning in ((part.rejected, False), (base.rejected, True)):
        out = {key: one for one in rejected for key in match_keys(one.doi, one.arxiv, one.title)}
        for paper in part.papers:
            for kind, value in paper_keys(paper, preprint_title=False):
                if one := out.get((kind, value)):
                    file = f"papers/{paper.key}.yaml"
                    yield Problem(file, kind, f"was left out as {one.id}: {one.reason}", warning=warning)
