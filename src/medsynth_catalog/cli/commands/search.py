"""`medsynth search`."""

from typing import Annotated

import typer

from medsynth_catalog.cli.answering import answer_selection, print_answer, print_why_empty
from medsynth_catalog.cli.application import app, examples
from medsynth_catalog.cli.format_options import OUTPUT, TABLE, FileFormat, chosen_format
from medsynth_catalog.cli.option_groups import with_option_groups
from medsynth_catalog.cli.options import Catalogues, Output, Selection


@app.command(
    epilog=examples(
        "search --modality ecg --type DM",
        'search "counterfactual brain" --year 2023.. --has-code',
        "search -m mri -e utility+privacy --exclude type=gan",
        "search -m ultrasound -o ultrasound.csv",
        "search mri diffusion -f lines",
        "search -m eeg | cut -f1",
        "search ecg --pick -f bibtex",
    )
)
@with_option_groups
def search(
    selection: Selection,
    output: Output,
    catalogues: Catalogues,
    format: FileFormat = None,
    pick: Annotated[
        bool, typer.Option("--pick", rich_help_panel=OUTPUT, help="Pick papers on the screen first (medsynth pick).")
    ] = False,
) -> None:
    """Find papers by facet, year, name or text.

    Several terms of a facet mean any of them, a+b means both, and a term includes its narrower terms; different options
    must all hold. In a pipe the table is tab-separated lines without a heading.
    """
    if pick:
        from medsynth_catalog.cli.picking import KEYS, pick_papers  # most answers are printed whole

        pick_papers(selection, output, catalogues, chosen_format(format, KEYS, output.output))
        return
    form = chosen_format(format, TABLE, output.output)
    catalogue = catalogues.load()
    selection = selection.with_piped_keys(catalogue)
    answer = answer_selection(selection, output, catalogue)
    print_answer(answer, selection.query(), output, catalogue, form)
    if not answer:
        print_why_empty(catalogue, selection.query(), answer)
