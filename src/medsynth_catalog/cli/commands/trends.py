"""`medsynth trends`."""

from collections.abc import Sequence
from typing import Annotated

import typer

from medsynth_catalog.cli.application import app, examples
from medsynth_catalog.cli.completion import facet_names
from medsynth_catalog.cli.field_options import Drawing, FieldOutput, Plot, named_axes, print_selection
from medsynth_catalog.cli.format_options import OUTPUT
from medsynth_catalog.cli.option_groups import with_option_groups
from medsynth_catalog.cli.options import Catalogues, Selection
from medsynth_catalog.field.selecting import select_synthesising
from medsynth_catalog.field.trends import Trends
from medsynth_catalog.field.trends import trends as follow_trends
from medsynth_catalog.records import FACETS

_BY = ("type", "modality", "evaluation")


@app.command(
    epilog=examples(
        "trends",
        "trends --by type -m ecg",
        "trends --by application --since 2018",
        "trends -f csv -o trends.csv",
        "trends --by type --plot trends.svg",
    )
)
@with_option_groups
def trends(
    selection: Selection,
    output: FieldOutput,
    plot: Plot,
    catalogues: Catalogues,
    by: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FACET",
            autocompletion=facet_names,
            rich_help_panel=OUTPUT,
            show_default=False,
            help=f"{', '.join(FACETS)}; repeat for several. {', '.join(_BY)} without it.",
        ),
    ] = None,
) -> None:
    """Show what rises and falls over the years.

    Methods and comparisons count, unless --role says otherwise. The share of a term is that among the papers of a year whose value is known, with
    Wilson's interval (1927); the year of the catalogue's day is incomplete. Rises and falls are ordered by the test of Cochran (1954)
    and Armitage (1955) over the last five complete years. In a pipe each line is facet, term, year, whether it is complete, count, of, share,
    and the ends of the interval.
    """
    plot.check(output)
    catalogue = catalogues.load()
    query = selection.with_piped_keys(catalogue).query()
    found = [follow_trends(catalogue, query, facet) for facet in named_axes(by or _BY)]
    if plot.is_wanted:
        from medsynth_catalog.plots.trends import draw_trends  # brings matplotlib

        plot.write(lambda form: draw_trends(found, form))
    else:
        from medsynth_catalog.formats.field import trends_rows

        output.print(lambda: found, lambda: trends_rows(found), lambda width: _draw(found, width))
    print_selection(catalogue, select_synthesising(catalogue, query))


def _draw(found: Sequence[Trends], width: int) -> Drawing:
    from medsynth_catalog.field.saying import trends_notes
    from medsynth_catalog.views.trends import READING, trends_views

    notes = dict.fromkeys(note for one in found if one.papers for note in trends_notes(one))
    return trends_views(found, width), (*notes, READING) if notes else ()
