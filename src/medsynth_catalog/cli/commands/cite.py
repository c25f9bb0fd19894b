"""`medsynth cite`."""

from typing import Annotated

import typer

from medsynth_catalog import citing
from medsynth_catalog.choices import choose
from medsynth_catalog.cli import streams
from medsynth_catalog.cli.application import app, examples
from medsynth_catalog.cli.completion import citation_styles
from medsynth_catalog.cli.options import OUTPUT, Catalogues, Keys, with_option_groups
from medsynth_catalog.fields import CITED, unknown_facts


@app.command(
    epilog=examples(
        "cite alcaraz2023diffusion",
        "cite alcaraz2023diffusion 2306.01875 --style ieee",
        "cite 10.1038/s41598-023-34341-2 --style nature --format html",
    )
)
@with_option_groups
def cite(
    keys: Keys,
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
    ] = "vancouver",
    format: Annotated[
        str,
        typer.Option("--format", "-f", metavar="FORMAT", rich_help_panel=OUTPUT, help=f"{', '.join(citing.MARKUPS)}."),
    ] = "text",
) -> None:
    """Print formatted references, for a slide or an e-mail.

    They are made from official styles of the Citation Style Language, in the order that the style prescribes.
    """
    markup = choose("format", format, citing.MARKUPS)
    papers = catalogues.load().find_all(keys)
    streams.write_stdout(citing.cite(papers, style, markup))
    for paper in papers:
        if unknown := [words for field, words in unknown_facts(paper).items() if field in CITED]:
            streams.print_message(f"{paper.key}: the reference is incomplete: {', '.join(unknown)} unknown")
