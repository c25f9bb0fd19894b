"""What the shell offers at TAB: terms, keys, names, formats and orders with their labels. A broken catalogue offers nothing.

Nothing is offered twice: what the command line has already is left out. Imports stand where they are needed: every command
loads this module, and one TAB needs one of them.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

import typer

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.errors import MedsynthError
from medsynth_catalog.folders import own_folder
from medsynth_catalog.loading import load_catalogue
from medsynth_catalog.records import FACETS, Facet
from medsynth_catalog.text import counted, fold

Suggestion = tuple[str, str]
"""A completed word and its description."""


def terms(name: str) -> Callable[[typer.Context, str], Iterator[Suggestion]]:
    """Suggest the terms of a facet; after a comma or plus the part before it stays."""
    facet: Facet = next(facet for facet in FACETS if facet == name)

    def suggest(context: typer.Context, incomplete: str) -> Iterator[Suggestion]:
        found = _catalogue(context).vocabulary.terms(facet).values()
        return _listed(incomplete, ((term.id, term.label) for term in found), _given(context, name))

    return suggest


def keys(context: typer.Context, incomplete: str) -> Iterator[Suggestion]:
    """Suggest keys with the titles of their papers."""
    catalogue, given = _catalogue(context), _given(context, "keys")
    yield from ((key, catalogue[key].title or "") for key in sorted(catalogue.keys(incomplete)) if key not in given)


def data_sets(context: typer.Context, incomplete: str) -> Iterator[Suggestion]:
    """Suggest data sets by their own names or keys, with their titles."""
    from medsynth_catalog.datasets import data_sets as known

    begun, given = fold(incomplete), _given(context, "data")
    names = ((paper.architecture or paper.key, paper.title or "") for paper in known(_catalogue(context)))
    yield from (
        (_as_typed(incomplete, name), title)
        for name, title in names
        if fold(name).startswith(begun) and name not in given
    )


def tags(context: typer.Context, incomplete: str) -> Iterator[Suggestion]:
    """Suggest the reader's tags."""
    return _listed(incomplete, ((tag, "") for tag in _catalogue(context).tags), _given(context, "tag"))


def free_words(context: typer.Context, incomplete: str) -> Iterator[Suggestion]:
    """Suggest terms of any facet, and from two letters on keys; nothing where `audit` takes files, which the shell knows."""
    if context.info_name == "audit" and not context.params.get("missing"):
        return
    given, catalogue = _given(context, "text"), _catalogue(context)
    seen = set(given)
    for facet in FACETS:
        for term in catalogue.vocabulary.terms(facet).values():
            if term.id.startswith(incomplete.casefold()) and term.id not in seen:
                seen.add(term.id)
                yield term.id, f"{facet}: {term.label}"
    if len(incomplete) > 1:
        yield from (found for found in keys(context, incomplete) if found[0] not in given)


def sources(context: typer.Context, incomplete: str) -> Iterator[Suggestion]:
    """Suggest sources with their titles; after a comma the part before it stays."""
    found = _catalogue(context).sources.values()
    return _listed(incomplete, ((source.id, source.title) for source in found), _given(context, "source"))


def authors(context: typer.Context, incomplete: str) -> Iterator[Suggestion]:
    """Suggest family names, and whole names where the given name is begun, with the number of papers."""
    begun, given, papers = fold(incomplete), _given(context, "author"), Counter[str]()
    for paper in _catalogue(context):
        names = {name for author in paper.authors for name in (author.family, author.name if begun else author.family)}
        papers.update(name for name in names if fold(name).startswith(begun))
    for name in sorted(papers.keys() - given, key=fold):
        yield _as_typed(incomplete, name), counted(papers[name], "paper")


def venues(context: typer.Context, incomplete: str) -> Iterator[Suggestion]:
    """Suggest the names of venues with papers, short or full, with the number of papers."""
    catalogue, begun, given = _catalogue(context), fold(incomplete), _given(context, "venue")
    for full, papers in sorted(catalogue.group("venue").items(), key=lambda venue: fold(venue[0])):
        short = catalogue.venues.short(full)
        name = next((name for name in (short, full) if fold(name).startswith(begun)), None)
        if name and name not in given:
            count = counted(papers.bit_count(), "paper")
            yield _as_typed(incomplete, name), count if name == full else f"{full}, {count}"


def facets(context: typer.Context, incomplete: str) -> Iterator[Suggestion]:
    """Suggest `facet=` and then its terms; after a comma the part before it stays."""
    begun, word = _split(incomplete, ",")
    name, equals, term = word.partition("=")
    fitting = [facet for facet in FACETS if facet == name or (not equals and facet.startswith(name))]
    if len(fitting) > 1:
        yield from ((f"{begun}{facet}=", "") for facet in fitting)
        return
    given = {*_given(context, "exclude"), *begun.split(",")}
    for facet in fitting:
        for known in _catalogue(context).vocabulary.terms(facet).values():
            if known.id.startswith(term.casefold()) and f"{facet}={known.id}" not in given:
                yield f"{begun}{facet}={known.id}", known.label


def facets_and_terms(context: typer.Context, incomplete: str) -> Iterator[Suggestion]:
    """Suggest facets, and terms with their labels."""
    vocabulary = _catalogue(context).vocabulary
    yield from ((facet, "a facet") for facet in FACETS if facet.startswith(incomplete))
    known = {term.id: term.label for facet in FACETS for term in vocabulary.terms(facet).values()}
    yield from ((id_, label) for id_, label in known.items() if id_.startswith(incomplete))


def axes(incomplete: str) -> list[str]:
    """Suggest what papers can be grouped by."""
    from medsynth_catalog.grouping import AXES

    return [axis for axis in AXES if axis.startswith(incomplete)]


def facet_names(incomplete: str) -> list[str]:
    """Suggest facets."""
    return [facet for facet in FACETS if facet.startswith(incomplete)]


def field_axes(incomplete: str) -> list[str]:
    """Suggest what papers can be counted by."""
    from medsynth_catalog.field.axes import AXES

    return [axis for axis in AXES if axis.startswith(incomplete)]


def formats(incomplete: str) -> list[Suggestion]:
    """Suggest formats with what they are."""
    from medsynth_catalog.formats import ALL_FORMATS

    return [(name, format_.description) for name, format_ in ALL_FORMATS.items() if name.startswith(incomplete)]


def key_styles(incomplete: str) -> list[str]:
    """Suggest styles of citation keys."""
    from medsynth_catalog.citekeys import KEY_STYLES

    return [name for name in KEY_STYLES if name.startswith(incomplete)]


def citation_styles(incomplete: str) -> list[str]:
    """Suggest styles of references."""
    from medsynth_catalog.citing import STYLES

    return [name for name in STYLES if name.startswith(incomplete)]


def orders(incomplete: str) -> list[str]:
    """Suggest orders; behind a minus, reversed ones."""
    from medsynth_catalog.searching import ORDERS

    minus = "-" if incomplete.startswith("-") else ""
    return [minus + name for name in ORDERS if name.startswith(incomplete.removeprefix("-"))]


def columns(context: typer.Context, incomplete: str) -> Iterator[Suggestion]:
    """Suggest columns; after a comma the part before it stays."""
    from medsynth_catalog.formats.columns import COLUMNS

    return _listed(incomplete, ((name, "") for name in COLUMNS), _given(context, "columns"))


def _listed(incomplete: str, known: Iterable[Suggestion], given: set[str]) -> Iterator[Suggestion]:
    """The known names that fit behind the last comma or plus of a list, but those that were given."""
    begun, word = _split(incomplete, ",+")
    before = given | set(re.split("[,+]", begun))
    for name, description in known:
        if name.startswith(word.casefold()) and name not in before:
            yield begun + name, description


def _split(incomplete: str, marks: str) -> tuple[str, str]:
    cut = max(incomplete.rfind(mark) for mark in marks) + 1
    return incomplete[:cut], incomplete[cut:]


def _as_typed(incomplete: str, name: str) -> str:
    """A name that begins with the very letters that were typed, since a shell takes no other; case and accents don't matter here."""
    return incomplete + name[len(incomplete) :] if len(fold(name)) == len(name) else name


def _given(context: typer.Context, parameter: str) -> set[str]:
    """What the command line has for a parameter already, and the parts of its lists."""
    values = [str(value) for value in context.params.get(parameter) or ()]
    return {*values, *(part for value in values for part in re.split("[,+]", value))}


def _catalogue(context: typer.Context) -> Catalogue:
    """The catalogue that the command line asks."""
    try:
        params = context.params
        own = None if params.get("own") is False or params.get("only_catalog") else own_folder()
        return load_catalogue(*params.get("catalog") or (), bundled=not params.get("only_catalog"), own=own)
    except MedsynthError:
        return Catalogue()
