"""`medsynth pick`."""

from medsynth_catalog.cli.application import app, examples
from medsynth_catalog.cli.option_groups import with_option_groups
from medsynth_catalog.cli.options import Catalogues, Output, Selection
from medsynth_catalog.cli.picking import KEYS, pick_papers


@app.command(
    epilog=examples(
        "pick",
        "pick ecg diffusion",
        "pick -m mri --has-code | medsynth export - -o refs.bib",
        "search ecg -f keys | medsynth pick -",
    )
)
@with_option_groups
def pick(selection: Selection, catalogues: Catalogues) -> None:
    """Pick papers from a list that narrows while you type.

    The card of the current paper stands beside the list, or below it. Text is understood as by search and may be changed on
    the screen; options stay. Tab marks a paper, and so does Space after an arrow key. Enter prints the keys of the marked
    papers, or of the current one; Ctrl-E exports, Ctrl-R cites, Ctrl-O opens them. Esc cancels (exit code 130).
    """
    pick_papers(selection, Output(), catalogues, KEYS)
