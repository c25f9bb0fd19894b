"""`medsynth terms`."""

from typing import Annotated

import typer

from medsynth_catalog.choices import choose
from medsynth_catalog.cli import streams
from medsynth_catalog.cli.application import app, examples
from medsynth_catalog.cli.completion import facet_names
from medsynth_catalog.cli.options import TABLE, Catalogues, Format, checked_format, with_option_groups
from medsynth_catalog.glossary import CountedTerm, counted_terms
from medsynth_catalog.records import FACETS


@app.command(epilog=examples("terms", "terms modality", "terms type -f json"))
@with_option_groups
def terms(
    catalogues: Catalogues,
    facet: Annotated[
        str | None,
        typer.Argument(metavar="[FACET]", autocompletion=facet_names, show_default=False, help=", ".join(FACETS) + "."),
    ] = None,
    format: Format = TABLE,
) -> None:
    """Show the vocabulary of the facets.

    Each term with its definition, other spellings and number of papers, as a tree, json or tsv.
    """
    form = checked_format(format, (TABLE, "json", "tsv"))
    wanted = None if facet is None else choose("facet", facet, FACETS)
    facets = [one for one in FACETS if wanted in (None, one)]
    found = list(counted_terms(catalogues.load(), facets))
    if form == "json":
        from medsynth_catalog.formats.structured import to_json

        streams.write_stdout(to_json(found))
    elif form == TABLE and streams.is_screen():
        from medsynth_catalog.views.screen import print_views
        from medsynth_catalog.views.terms import term_tree

        print_views(*(term_tree(one, [term for term in found if term.facet == one]) for one in facets))
    else:
        heading = "\t".join(CountedTerm.__struct_fields__) + "\n" if form == "tsv" else ""
        streams.write_stdout(heading + "".join(map(_line, found)))


def _line(term: CountedTerm) -> str:
    texts = (term.facet, term.id, term.label, "; ".join(term.aliases), term.broader or "", term.definition)
    return "\t".join((*texts, str(term.count))) + "\n"
