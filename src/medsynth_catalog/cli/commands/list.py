"""`medsynth list`."""

from collections.abc import Sequence
from typing import Annotated

import typer

from medsynth_catalog.cli import answering, delivery
from medsynth_catalog.cli.app import app, examples
from medsynth_catalog.cli.completion import axes
from medsynth_catalog.cli.options import OUTPUT, TABLE, Catalogues, Format, Output, Selection, checked_format, grouped
from medsynth_catalog.formats import FORMATS
from medsynth_catalog.formats.columns import chosen_columns
from medsynth_catalog.grouping import AXES, Group, group
from medsynth_catalog.searching import Answer, search


@app.command(
    name="list",
    epilog=examples("list --by year", "list --by type --modality mammography", "list --by venue -m ecg -f json"),
)
@grouped
def list_(
    selection: Selection,
    output: Output,
    catalogues: Catalogues,
    by: Annotated[
        str, typer.Option(metavar="AXIS", autocompletion=axes, rich_help_panel=OUTPUT, help=", ".join(AXES) + ".")
    ] = "year",
    format: Format = TABLE,
) -> None:
    """Group papers by year, facet, venue, source.

    A paper with two terms stands under both. In a pipe a line is a group, its count and the keys of its papers.
    """
    form, columns = checked_format(format), chosen_columns(output.columns)
    catalogue, query = catalogues.load(), selection.query()
    answer = search(catalogue, query, output.sort, output.limit or 0)
    groups = group(catalogue, answer.papers, by)
    if form == TABLE and output.output is None and delivery.drawn():
        _draw(groups, answer, fit=output.limit is None)
    elif form == TABLE:
        delivery.deliver("".join(map(_line, groups)), output.output)
    elif form == "json":
        delivery.deliver(_json(groups), output.output)
    else:
        ordered = {paper.key: paper for one in groups for paper in one.papers}
        delivery.deliver(FORMATS[form].write(list(ordered.values()), columns), output.output)
    answering.say_why_empty(catalogue, query, answer)


def _line(one: Group) -> str:
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


def _draw(groups: Sequence[Group], answer: Answer, fit: bool) -> None:
    from medsynth_catalog.views.groups import group_view
    from medsynth_catalog.views.screen import show

    if answer:
        width, height = delivery.size()
        show(*group_view(groups, width, height if fit else None))
        places = sum(len(one.papers) for one in groups)
        several = f" in {places} places: some stand in several groups" if places > len(answer) else ""
        delivery.say(f"{answering.papers(len(answer))}{several}")
