"""`medsynth list`."""

from collections.abc import Sequence
from typing import Annotated

import typer

from medsynth_catalog.cli import streams
from medsynth_catalog.cli.answering import print_why_empty
from medsynth_catalog.cli.application import app, examples
from medsynth_catalog.cli.completion import axes
from medsynth_catalog.cli.options import (
    OUTPUT,
    TABLE,
    Catalogues,
    Format,
    Output,
    Selection,
    checked_format,
    with_option_groups,
)
from medsynth_catalog.formats import ALL_FORMATS
from medsynth_catalog.formats.columns import chosen_columns
from medsynth_catalog.grouping import AXES, Group, group
from medsynth_catalog.searching import Answer, search
from medsynth_catalog.text import counted


@app.command(
    name="list",
    epilog=examples("list --by year", "list --by type --modality mammography", "list --by venue -m ecg -f json"),
)
@with_option_groups
def list_(
    selection: Selection,
    output: Output,
    catalogues: Catalogues,
    by: Annotated[
        str, typer.Option(metavar="AXIS", autocompletion=axes, rich_help_panel=OUTPUT, help=", ".join(AXES) + ".")
    ] = "year",
    format: Format = TABLE,
) -> None:
    """Group papers by year, facet, venue or source.

    A paper with several values is in several groups. In a pipe each line is a group, its number of papers, and their keys.
    """
    form, columns = checked_format(format), chosen_columns(output.columns)
    streams.check_target(form, output.output)
    catalogue, query = catalogues.load(), selection.query()
    answer = search(catalogue, query, output.sort, output.limit or 0)
    groups = group(catalogue, answer.papers, by)
    if form == TABLE and output.output is None and streams.is_screen():
        _print_groups(groups, answer, fit=output.limit is None)
    elif form == TABLE:
        streams.write_output("".join(map(_row, groups)), output.output)
    elif form == "json":
        streams.write_output(_json(groups), output.output)
    else:
        ordered = {paper.key: paper for one in groups for paper in one.papers}
        streams.write_output(ALL_FORMATS[form].stream(ordered.values(), columns), output.output)
    print_why_empty(catalogue, query, answer)


def _row(one: Group) -> str:
    return f"{one.id}\t{len(one.papers)}\t{' '.join(paper.key for paper in one.papers)}\n"


def _json(groups: Sequence[Group]) -> str:
    from medsynth_catalog.formats.structured import to_json

    return to_json(
        [
            {
                "group": one.id,
                "label": one.label,
                "count": len(one.papers),
                "papers": [paper.key for paper in one.papers],
            }
            for one in groups
        ]
    )


def _print_groups(groups: Sequence[Group], answer: Answer, fit: bool) -> None:
    from medsynth_catalog.views.groups import group_view
    from medsynth_catalog.views.screen import print_views

    if answer:
        width, height = streams.screen_size()
        print_views(*group_view(groups, width, height if fit else None))
        places = sum(len(one.papers) for one in groups)
        several = ", some of them in several groups" if places > len(answer) else ""
        streams.print_message(f"{counted(len(answer), 'paper')}{several}")
