"""`medsynth search`."""

from medsynth_catalog.cli.answering import answer_selection, print_answer, print_why_empty
from medsynth_catalog.cli.application import app, examples
from medsynth_catalog.cli.options import TABLE, Catalogues, Format, Output, Selection, with_option_groups


@app.command(
    epilog=examples(
        "search --modality ecg --type DM",
        'search "counterfactual brain" --year 2023.. --has-code',
        "search -m mri -e utility+privacy --exclude type=gan",
        "search -m ultrasound -f csv -o ultrasound.csv",
        "search -m eeg | cut -f1",
    )
)
@with_option_groups
def search(selection: Selection, output: Output, catalogues: Catalogues, format: Format = TABLE) -> None:
    """Find papers by facet, year, name or text.

    Several terms of a facet mean any of them, a+b means both, and a term includes its narrower terms; different options
    must all hold. In a pipe the table is tab-separated lines without a heading.
    """
    catalogue = catalogues.load()
    answer = answer_selection(selection, output, catalogue)
    print_answer(answer, output, catalogue, format)
    print_why_empty(catalogue, selection.query(), answer)
