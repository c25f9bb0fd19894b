"""`medsynth page`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.choices import choose
from medsynth_catalog.cli import streams
from medsynth_catalog.cli.answering import print_why_empty
from medsynth_catalog.cli.application import app, examples
from medsynth_catalog.cli.format_options import OUTPUT, format_option
from medsynth_catalog.cli.option_groups import with_option_groups
from medsynth_catalog.cli.options import Catalogues, OutputFile, Selection
from medsynth_catalog.errors import UsageError
from medsynth_catalog.query import Query
from medsynth_catalog.searching import Answer, search
from medsynth_catalog.text import counted

HTML, MARKDOWN = "html", "markdown"
FORMATS = (HTML, MARKDOWN)
_TITLE = "Papers on medical data synthesis"


@app.command(
    epilog=examples(
        "page -o field.html",
        'page -o ecg.html --modality ecg --since 2020 --title "ECG synthesis"',
        "page -o papers.md",
    )
)
@with_option_groups
def page(
    selection: Selection,
    catalogues: Catalogues,
    output: OutputFile = None,
    format: Annotated[
        str | None,
        format_option(
            "html, a page to search and filter, or markdown, a list by modality.",
            lambda incomplete: [name for name in FORMATS if name.startswith(incomplete)],
        ),
    ] = None,
    title: Annotated[
        str, typer.Option(metavar="TEXT", rich_help_panel=OUTPUT, help="The heading of the page.")
    ] = _TITLE,
) -> None:
    """Make a page to share: one HTML file with search, filters, gap map and timeline, or a Markdown list.

    The HTML file needs no network, no server and no other file. Papers are selected as by search; their order is that of years.
    """
    form = choose("format", format or _format_of(output), FORMATS)
    if form == HTML and (output is None or str(output) == "-") and sys.stdout.isatty():
        raise UsageError("a page in HTML is not for a terminal", "name a file with --output, such as -o field.html")
    catalogue, query = catalogues.load(), selection.query()
    answer = search(catalogue, query, "year")
    text = _html(catalogue, answer, query, title) if form == HTML else _markdown(catalogue, answer, title)
    streams.write_output(text, output)
    print_why_empty(catalogue, query, answer)
    where = f" in {output}" if output is not None and str(output) != "-" else ""
    streams.print_message(f"{counted(len(answer), 'paper')}, {len(text.encode()) / 1000:.0f} kB{where}")


def _format_of(output: Path | None) -> str:
    return MARKDOWN if output is not None and output.suffix.casefold() in (".md", ".markdown") else HTML


def _html(catalogue: Catalogue, answer: Answer, query: Query, title: str) -> str:
    # Imported here, as `_markdown` does: help and completion load every command.
    from medsynth_catalog.conditions import conditions
    from medsynth_catalog.page.assembling import page_html
    from medsynth_catalog.page.data import page_data

    options = [query.text, *(condition.option for condition in conditions(query, catalogue))]
    return page_html(page_data(catalogue, answer, title, " ".join(filter(None, options))))


def _markdown(catalogue: Catalogue, answer: Answer, title: str) -> str:
    from medsynth_catalog.page.listing import write_page

    return "".join(write_page(catalogue, answer, title))
