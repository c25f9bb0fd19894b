"""`medsynth terms`."""

from typing import Annotated

import typer

from medsynth_catalog.choices import choose
from medsynth_catalog.cli import delivery
from medsynth_catalog.cli.app import app, examples
from medsynth_catalog.cli.completion import facet_names
from medsynth_catalog.cli.options import TABLE, Catalogues, Format, checked_format, grouped
from medsynth_catalog.glossary import Entry, glossary
from medsynth_catalog.records import FACETS


@app.command(epilog=examples("terms", "terms modality", "terms type -f json"))
@grouped
def terms(
    catalogues: Catalogues,
    facet: Annotated[
        str | None,
        typer.Argument(metavar="[FACET]", autocompletion=facet_names, show_default=False, help=", ".join(FACETS) + "."),
    ] = None,
    format: Format = TABLE,
) -> None:
    """Show the vocabulary of the facets.

    Terms, what they mean, their other spellings, and how many papers have them; json, tsv or a tree.
    """
    form = checked_format(format, (TABLE, "json", "tsv"))
    wanted = None if facet is None else choose("facet", facet, FACETS)
    facets = [one for one in FACETS if wanted in (None, one)]
    entries = list(glossary(catalogues.load(), facets))
    if form == "json":
        from medsynth_catalog.formats.structured import to_json

        delivery.write(to_json(entries))
    elif form == TABLE and delivery.drawn():
        from medsynth_catalog.views.screen import show
        from medsynth_catalog.views.terms import term_tree

        show(*(term_tree(one, [entry for entry in entries if entry.facet == one]) for one in facets))
    else:
        heading = "\t".join(Entry.__struct_fields__) + "\n" if form == "tsv" else ""
        delivery.write(heading + "".join(map(_line, entries)))


def _line(entry: Entry) -> str:
    texts = (entry.facet, entry.id, entry.label, "; ".join(entry.aliases), entry.broader or "", entry.definition)
    return "\t".join((*texts, str(entry.count))) + "\n"
