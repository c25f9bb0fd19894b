"""`medsynth gaps`."""

from typing import Annotated

import typer
from msgspec.structs import replace

from medsynth_catalog.cli import streams
from medsynth_catalog.cli.application import app, examples
from medsynth_catalog.cli.completion import facet_names
from medsynth_catalog.cli.field_options import Drawing, FieldOutput, Plot, print_selection
from medsynth_catalog.cli.format_options import OUTPUT
from medsynth_catalog.cli.option_groups import with_option_groups
from medsynth_catalog.cli.options import Catalogues, Selection, limit_option
from medsynth_catalog.field.gaps import Gaps
from medsynth_catalog.field.gaps import gaps as find_gaps
from medsynth_catalog.field.selecting import select_synthesising
from medsynth_catalog.records import FACETS
from medsynth_catalog.text import counted


@app.command(
    epilog=examples(
        "gaps",
        "gaps --rows anatomy --cols type",
        "gaps -m signal,text --since 2023",
        "gaps -n 10 -f csv -o gaps.csv",
        "gaps --plot gaps.svg",
    )
)
@with_option_groups
def gaps(
    selection: Selection,
    output: FieldOutput,
    plot: Plot,
    catalogues: Catalogues,
    rows: Annotated[
        str,
        typer.Option(metavar="FACET", autocompletion=facet_names, rich_help_panel=OUTPUT, help=f"{', '.join(FACETS)}."),
    ] = "modality",
    cols: Annotated[
        str,
        typer.Option(metavar="FACET", autocompletion=facet_names, rich_help_panel=OUTPUT, help="Another of these."),
    ] = "evaluation",
    limit: Annotated[
        int | None,
        limit_option("The maximum number of pairs; 0 for all."),
    ] = None,
) -> None:
    """Find what hardly anybody has done: pairs of terms with few papers.

    Methods and comparisons count, unless --role says otherwise, and only those whose values are known: unknown is not none. A cell is
    listed if it has at most half the papers that its row and column lead one to expect; the order is that of Fisher's exact test
    (1935), one-sided, and "gap" means a false discovery rate of at most 5% (Benjamini and Hochberg 1995). Intervals are those of
    Wilson (1927). In a pipe each line is row, col, count, assessed, expected, q, verdict, sentence and search.
    """
    plot.check(output)
    catalogue = catalogues.load()
    query = selection.with_piped_keys(catalogue).query()
    found = find_gaps(catalogue, query, rows, cols)
    if plot.is_wanted:
        from medsynth_catalog.plots.gaps import draw_gaps  # brings matplotlib

        plot.write(lambda form: draw_gaps(found, catalogue.vocabulary, form))
    else:
        from medsynth_catalog.formats.field import gaps_object, gaps_rows

        listed = replace(found, gaps=found.gaps[:limit]) if limit else found
        fit = output.fits_screen and limit is None
        output.print(
            lambda: gaps_object(listed), lambda: gaps_rows(listed), lambda width: _draw(found, listed, width, fit)
        )
    print_selection(catalogue, select_synthesising(catalogue, query))


def _draw(found: Gaps, listed: Gaps, width: int, fit: bool) -> Drawing:
    from medsynth_catalog.field.saying import gaps_notes
    from medsynth_catalog.views.gaps import gaps_view

    if not found.papers:
        return (), ()
    notes = list(gaps_notes(found))
    # Below stand the notes, a line that says how many gaps are shown, and the prompt.
    below = sum(-(-len(note) // width) for note in notes) + 2
    lines = streams.screen_size()[1] if fit else None
    views, shown = gaps_view(listed, width, None if lines is None else lines - below)
    all_of_them = f"{counted(shown, 'pair')} of terms."
    return views, (
        all_of_them
        if shown == len(found.gaps)
        else f"{shown} of {len(found.gaps)} pairs of terms; --limit 0 shows all.",
        *notes,
    )
