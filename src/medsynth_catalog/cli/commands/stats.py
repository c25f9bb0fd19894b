"""`medsynth stats`."""

from typing import Annotated

import typer

from medsynth_catalog.cli.application import app, examples
from medsynth_catalog.cli.completion import field_axes
from medsynth_catalog.cli.field_options import Drawing, FieldOutput, Plot, print_selection
from medsynth_catalog.cli.format_options import OUTPUT
from medsynth_catalog.cli.option_groups import with_option_groups
from medsynth_catalog.cli.options import Catalogues, Selection
from medsynth_catalog.field.axes import AXES
from medsynth_catalog.field.crosstab import CrossTable, ShareOf, checked_share, crosstab
from medsynth_catalog.field.selecting import select

# On a screen, of axes that may have thousands of values.
_TOP = 20


@app.command(
    epilog=examples(
        "stats",
        "stats --rows modality --cols evaluation",
        "stats --rows type --cols year -m ecg",
        "stats --rows modality --cols evaluation --share row",
        "stats --rows author --top 10 -m ct",
        "stats --rows modality --cols evaluation --plot map.svg",
    )
)
@with_option_groups
def stats(
    selection: Selection,
    output: FieldOutput,
    plot: Plot,
    catalogues: Catalogues,
    rows: Annotated[
        str,
        typer.Option(metavar="AXIS", autocompletion=field_axes, rich_help_panel=OUTPUT, help=f"{', '.join(AXES)}."),
    ] = "modality",
    cols: Annotated[
        str | None,
        typer.Option(
            metavar="AXIS", autocompletion=field_axes, rich_help_panel=OUTPUT, help="Another of these, for a table."
        ),
    ] = None,
    share: Annotated[
        str | None,
        typer.Option(
            metavar="OF",
            rich_help_panel=OUTPUT,
            help="Shares of each row, col or all, among the papers whose values are known, instead of counts.",
        ),
    ] = None,
    top: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=0,
            rich_help_panel=OUTPUT,
            show_default=False,
            help=f"At most N venues, authors and data sets; 0 for all. {_TOP} on a terminal and in pictures, else all.",
        ),
    ] = None,
) -> None:
    """Count papers by one axis or two.

    Every paper of the selection counts, under each of its terms; a term counts the papers of its narrower terms, as in search. Papers whose value
    nobody knows are a row and a column of their own. In a pipe each line is a row, a column and the number of their papers.
    """
    plot.check(output)
    of = None if share is None else checked_share(share, cols)
    catalogue = catalogues.load()
    query = selection.with_piped_keys(catalogue).query()
    fitted = output.is_drawn or plot.is_wanted
    table = crosstab(catalogue, query, rows, cols, (_TOP if fitted else 0) if top is None else top)
    if plot.is_wanted:
        from medsynth_catalog.plots.crosstable import draw_crosstab  # brings matplotlib

        plot.write(lambda form: draw_crosstab(table, form, of))
    else:
        from medsynth_catalog.formats.field import crosstab_object, crosstab_rows

        output.print(
            lambda: crosstab_object(table, of), lambda: crosstab_rows(table, of), lambda width: _draw(table, of, width)
        )
    print_selection(catalogue, select(catalogue, query))


def _draw(table: CrossTable, share: ShareOf | None, width: int) -> Drawing:
    from medsynth_catalog.field.saying import crosstab_notes, papers_said
    from medsynth_catalog.views.crosstable import crosstab_view, reading

    if not table.papers:
        return (), ()
    counted = f"{papers_said(table.papers, table.selection)}."
    return crosstab_view(table, width, share), (counted, *crosstab_notes(table, share), *reading(table))
