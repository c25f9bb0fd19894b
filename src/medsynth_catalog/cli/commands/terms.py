"""`medsynth terms`."""

from collections.abc import Sequence
from typing import Annotated

import typer

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.choices import choose
from medsynth_catalog.cli import streams
from medsynth_catalog.cli.application import app, examples
from medsynth_catalog.cli.completion import facets_and_terms
from medsynth_catalog.cli.format_options import TABLE, Format, checked_format
from medsynth_catalog.cli.option_groups import with_option_groups
from medsynth_catalog.cli.options import Catalogues
from medsynth_catalog.cli.paging import Pager, paged
from medsynth_catalog.glossary import CountedTerm, counted_terms, profile_rows, term_profile
from medsynth_catalog.records import FACETS, Facet
from medsynth_catalog.text import squash


@app.command(epilog=examples("terms", "terms modality", "terms ecg", "terms type -f json"))
@with_option_groups
def terms(
    catalogues: Catalogues,
    name: Annotated[
        list[str],
        typer.Argument(
            metavar="[FACET|TERM]...",
            autocompletion=facets_and_terms,
            show_default=False,
            help=f"{', '.join(FACETS)}; or a term of any of them.",
        ),
    ] = [],  # noqa: B006  # typer copies it
    format: Format = TABLE,
    pager: Pager = None,
) -> None:
    """Show the vocabulary of the facets, or a term.

    Each term of a facet with its definition, other spellings and number of papers, as a tree, json or tsv; a single term
    also with the years of its papers, the terms beside it, and those that its papers have besides.
    """
    form = checked_format(format, (TABLE, "json", "tsv"))
    catalogue, word = catalogues.load(), " ".join(name)
    wanted = next((facet for facet in FACETS if squash(facet) == squash(word)), None)
    with paged(pager):
        if word and wanted is None:
            _print_terms(catalogue, word, form)
        else:
            _print_facets(catalogue, [facet for facet in FACETS if wanted in (None, facet)], form)


def _print_facets(catalogue: Catalogue, facets: Sequence[Facet], form: str) -> None:
    found = list(counted_terms(catalogue, facets))
    if form == "json":
        from medsynth_catalog.formats.structured import to_json

        streams.write_stdout(to_json(found))
    elif form == TABLE and streams.is_screen():
        from medsynth_catalog.views.screen import print_views
        from medsynth_catalog.views.terms import term_tree

        print_views(*(term_tree(facet, [term for term in found if term.facet == facet]) for facet in facets))
        if any(term.broader for term in found):
            streams.print_message(
                "a term counts the papers of its narrower terms; medsynth list --by counts the very terms"
            )
    else:
        _print_rows(found, form)


def _print_terms(catalogue: Catalogue, word: str, form: str) -> None:
    """Print every term that a word names, since terms of two facets may have the same name."""
    named = catalogue.vocabulary.meanings(word)
    if not named:
        choose(
            "facet or term", word, [*FACETS, *(term for facet in FACETS for term in catalogue.vocabulary.terms(facet))]
        )
    found = [term for term in counted_terms(catalogue, FACETS) if (term.facet, term.id) in named]
    profiles = [(term, term_profile(catalogue, term.facet, term.id)) for term in found]
    if form == "json":
        from msgspec.structs import asdict

        from medsynth_catalog.formats.structured import to_json

        streams.write_stdout(to_json([asdict(term) | asdict(profile) for term, profile in profiles]))
    elif form == "tsv":
        _print_rows(found, form)
    elif streams.is_screen():
        from medsynth_catalog.views.card import card_view
        from medsynth_catalog.views.screen import print_views

        print_views(*(card_view(profile_rows(*one)) for one in profiles))
    else:
        lines = ("".join(f"{label}\t{text}\n" for label, text in profile_rows(*one)) for one in profiles)
        streams.write_stdout("\n".join(lines))


def _print_rows(found: Sequence[CountedTerm], form: str) -> None:
    heading = "\t".join(CountedTerm.__struct_fields__) + "\n" if form == "tsv" else ""
    streams.write_stdout(heading + "".join(map(_line, found)))


def _line(term: CountedTerm) -> str:
    texts = (term.facet, term.id, term.label, "; ".join(term.aliases), term.broader or "", term.definition)
    return "\t".join((*texts, str(term.count))) + "\n"
