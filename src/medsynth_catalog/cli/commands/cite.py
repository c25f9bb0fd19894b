"""`medsynth cite`."""

from collections.abc import Callable, Sequence
from typing import Annotated

import typer

from medsynth_catalog import citing
from medsynth_catalog.choices import choose
from medsynth_catalog.cli import streams
from medsynth_catalog.cli.answering import print_reading, print_why_empty
from medsynth_catalog.cli.application import app, examples
from medsynth_catalog.cli.completion import citation_styles
from medsynth_catalog.cli.format_options import OUTPUT, format_option
from medsynth_catalog.cli.option_groups import with_option_groups
from medsynth_catalog.cli.options import Catalogues, Selection
from medsynth_catalog.cli.paging import Pager, paged
from medsynth_catalog.errors import UsageError
from medsynth_catalog.fields import CITED, unknown_facts
from medsynth_catalog.naming import is_name
from medsynth_catalog.records import Paper

STYLE, MARKUP = "vancouver", "text"


@app.command(
    epilog=examples(
        "cite alcaraz2023diffusion",
        "cite alcaraz2023diffusion 2306.01875 --style ieee",
        "cite 10.1038/s41598-023-34341-2 --style nature --format html",
        "cite -m ecg -t diffusion -e privacy",
    )
)
@with_option_groups
def cite(
    selection: Selection,
    catalogues: Catalogues,
    style: Annotated[
        str,
        typer.Option(
            "--style",
            "-s",
            metavar="STYLE",
            autocompletion=citation_styles,
            rich_help_panel=OUTPUT,
            help=f"{', '.join(citing.STYLES)}, or the path of a CSL file.",
        ),
    ] = STYLE,
    format: Annotated[
        str,
        format_option(f"{', '.join(citing.MARKUPS)}.", show_default=True),
    ] = MARKUP,
    pager: Pager = None,
) -> None:
    """Print formatted references, for a slide or an e-mail.

    Papers are named, or selected as by search. The references are made from official styles of the Citation Style
    Language, in the order that the style prescribes.
    """
    markup = choose("format", format, citing.MARKUPS)
    if selection == Selection():
        raise UsageError("no papers to cite", "name them, or select some, such as medsynth cite -m ecg -t diffusion")
    catalogue = catalogues.load()
    selection = selection.with_piped_keys(catalogue)
    for word in filter(is_name, selection.text):
        catalogue.find(word)  # a name that is none isn't searched for
    named = all(is_name(word) or word.casefold() in catalogue for word in selection.text)
    if named and selection == Selection(text=selection.text):  # in the order of the names, where the style has none
        print_references(catalogue.find_all(selection.text), style, markup, pager)
        return
    from medsynth_catalog.searching import search  # names are found without

    answer = search(catalogue, selection.query())
    print_references(answer, style, markup, pager, lambda: print_reading(selection.query(), answer, catalogue))
    if not answer:
        print_why_empty(catalogue, selection.query(), answer)


def print_references(
    papers: Sequence[Paper],
    style: str = STYLE,
    markup: str = MARKUP,
    pager: bool | None = None,
    print_reading: Callable[[], None] = lambda: None,
) -> None:
    """Print the references of papers in a style and a markup, and which of them lack facts."""
    with paged(pager):
        streams.write_stdout(citing.cite(papers, style, markup))
        for paper in papers:
            if unknown := [words for field, words in unknown_facts(paper).items() if field in CITED]:
                streams.print_message(f"{paper.key}: the reference is incomplete: {', '.join(unknown)} unknown")
        if papers:
            print_reading()
