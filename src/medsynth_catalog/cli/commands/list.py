"""`medsynth list`."""

from collections.abc import Callable, Sequence
from typing import Annotated

import typer

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.choices import choose
from medsynth_catalog.cli import streams
from medsynth_catalog.cli.answering import print_reading, print_why_empty
from medsynth_catalog.cli.application import app, examples
from medsynth_catalog.cli.completion import axes
from medsynth_catalog.cli.format_options import OUTPUT, TABLE, FileFormat, chosen_format
from medsynth_catalog.cli.option_groups import with_option_groups
from medsynth_catalog.cli.options import Catalogues, Output, Selection
from medsynth_catalog.cli.paging import paged, pager_command
from medsynth_catalog.errors import UsageError
from medsynth_catalog.formats import ALL_FORMATS
from medsynth_catalog.formats.columns import chosen_columns
from medsynth_catalog.formats.groups import GROUP_FORMATS
from medsynth_catalog.grouping import AXES, Group, group
from medsynth_catalog.records import FACETS
from medsynth_catalog.searching import Answer, search
from medsynth_catalog.text import counted


@app.command(
    name="list",
    epilog=examples("list --by year", "list --by type --modality mammography", "list --by venue -m ecg -n 10 -f csv"),
)
@with_option_groups
def list_(
    selection: Selection,
    output: Output,
    catalogues: Catalogues,
    by: Annotated[
        str, typer.Option(metavar="AXIS", autocompletion=axes, rich_help_panel=OUTPUT, help=", ".join(AXES) + ".")
    ] = "year",
    format: FileFormat = None,
) -> None:
    """Group papers by year, facet, venue or source.

    A paper with several values is in several groups; a term has the papers with that very term, where search, terms and stats
    add those of its narrower terms. In a pipe each line is a group, its number of papers, and their keys;
    table, csv, tsv and json are of groups, the other formats of their papers.
    """
    form, columns = chosen_format(format, TABLE, output.output), chosen_columns(output.columns)
    if columns and form in GROUP_FORMATS:
        raise UsageError(f"{form} has a row for each group, not for each paper", "use --columns with search")
    streams.check_target(form, output.output)
    catalogue = catalogues.load()
    selection = selection.with_piped_keys(catalogue)
    query = selection.query()
    answer = search(catalogue, query, output.sort)
    groups = group(catalogue, answer.papers, by)
    shown = groups[: output.limit] if output.limit else groups

    def say() -> None:
        if answer:
            print_reading(query, answer, catalogue)

    if form == TABLE and output.output is None and streams.is_screen():
        _print_groups(shown, len(groups), answer, output, _counting(catalogue, by), say)
    else:
        with paged(output.paging):
            if form in GROUP_FORMATS:
                streams.write_output(GROUP_FORMATS[form](shown), output.output)
            else:
                papers = {paper.key: paper for one in shown for paper in one.papers}
                streams.write_output(ALL_FORMATS[form].stream(papers.values(), columns), output.output)
            say()
    if not answer:
        print_why_empty(catalogue, query, answer)


def _counting(catalogue: Catalogue, by: str) -> str:
    """Say how a facet with broader terms is counted, which is otherwise than `terms` and `stats` do."""
    axis = choose("axis", by, AXES)
    facet = next((facet for facet in FACETS if facet == axis), None)
    if facet is None or not any(term.broader for term in catalogue.vocabulary.terms(facet).values()):
        return ""
    return f"; a group has the papers with its very term (medsynth stats --rows {facet} counts narrower terms, too)"


def _print_groups(
    groups: Sequence[Group], of: int, answer: Answer, output: Output, counting: str, print_reading: Callable[[], None]
) -> None:
    from medsynth_catalog.views.groups import group_views, is_folded
    from medsynth_catalog.views.screen import print_views

    width, height = streams.screen_size()
    lines = height if output.limit is None else None  # a reader who says how many groups wants to see their papers
    views = list(group_views(groups, width, lines))
    places = sum(len(one.papers) for one in groups)

    def say() -> None:
        if len(groups) < of:
            streams.print_message(f"{len(groups)} of {of} groups; --limit 0 shows all")
        elif groups:
            several = ", some of them in several groups" if places > len(answer) else ""
            folded = "; --limit 0 shows all" if lines is not None and is_folded(groups, lines) else ""
            streams.print_message(f"{counted(len(answer), 'paper')}{several}{folded}{counting}")
        print_reading()

    in_pager = height is not None and len(groups) + (0 if lines else places) > height and pager_command(output.pager)
    with paged(output.pager):
        if in_pager:
            say()
        print_views(*views, width=width)
        if not in_pager:
            say()
