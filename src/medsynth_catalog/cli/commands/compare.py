"""`medsynth compare`."""

from collections.abc import Sequence
from typing import Annotated

import typer

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.cli.answering import print_why_empty
from medsynth_catalog.cli.application import app, examples
from medsynth_catalog.cli.field_options import Drawing, FieldOutput
from medsynth_catalog.cli.format_options import OUTPUT
from medsynth_catalog.cli.option_groups import with_option_groups
from medsynth_catalog.cli.options import Catalogues, Selection
from medsynth_catalog.comparing import MOST
from medsynth_catalog.comparing import compare as set_side_by_side
from medsynth_catalog.errors import UsageError
from medsynth_catalog.naming import is_name
from medsynth_catalog.records import Paper
from medsynth_catalog.text import counted


@app.command(
    epilog=examples(
        "compare alcaraz2023diffusion neifar2023diffecg",
        "compare 2301.08227 2306.01875 --differences",
        "compare -m ecg -t diffusion -e clinical-validity",
        "compare -f tsv alcaraz2023diffusion neifar2023diffecg",
    )
)
@with_option_groups
def compare(
    selection: Selection,
    output: FieldOutput,
    catalogues: Catalogues,
    differences: Annotated[
        bool, typer.Option("--differences", "-d", rich_help_panel=OUTPUT, help="Leave out what is the same for all.")
    ] = False,
) -> None:
    """Show a few papers side by side, and where they differ.

    Papers are named, or selected as by search, two to eight of them. A fact that differs is marked, and so are terms that only some have.
    In a pipe each line is a fact, whether it differs, and its value for each paper; the first line has the keys.
    """
    output.check()
    if selection == Selection():
        raise UsageError("no papers to compare", "name some, such as medsynth compare KEY KEY")
    catalogue = catalogues.load()
    selection = selection.with_piped_keys(catalogue)
    papers = _papers(catalogue, selection)
    if not papers:
        return
    if len(papers) == 1:
        raise UsageError("one paper alone can't be compared", "name another, or see medsynth related")
    if len(papers) > MOST:
        raise UsageError(
            f"{counted(len(papers), 'paper')} are too many to compare, at most {MOST}",
            "narrow the selection, or take the first: medsynth search ... -n 4 -f keys | medsynth compare -",
        )
    found = set_side_by_side(catalogue, papers)
    facts = found.differences if differences else found.facts

    def draw(width: int) -> Drawing:
        from medsynth_catalog.views.comparison import READING, comparison_view

        same = len(found.facts) - len(found.differences)
        left_out = f" {counted(same, 'fact')} the same for all left out." if differences and same else ""
        return comparison_view(found, facts, width), (f"{len(papers)} papers; {READING}{left_out}",)

    from medsynth_catalog.formats.comparison import comparison_object, comparison_rows

    output.print(lambda: comparison_object(found, facts), lambda: comparison_rows(found, facts, output.is_bare), draw)


def _papers(catalogue: Catalogue, selection: Selection) -> Sequence[Paper]:
    """The papers that are named, in the order of the names, or selected. What a selection without papers lacks is told."""
    for word in filter(is_name, selection.text):
        catalogue.find(word)  # a name that is none isn't searched for
    if selection == Selection(text=selection.text) and all(
        is_name(word) or word.casefold() in catalogue for word in selection.text
    ):
        return catalogue.find_all(selection.text)
    from medsynth_catalog.searching import search  # names are found without

    answer = search(catalogue, selection.query())
    print_why_empty(catalogue, selection.query(), answer)
    return answer
