"""`medsynth export`."""

from medsynth_catalog.cli.answering import find
from medsynth_catalog.cli.app import app, examples
from medsynth_catalog.cli.options import Catalogues, Format, Output, Selection, grouped


@app.command(
    epilog=examples(
        "export --modality ecg -o refs.bib",
        "export -m mri -t diffusion -e privacy",
        "export --author Nunez --year 2021..2024 -f json",
    )
)
@grouped
def export(selection: Selection, output: Output, catalogues: Catalogues, format: Format = "bibtex") -> None:
    """Write found papers as BibTeX, CSV, JSON, ...

    The selection is that of search; the default format is BibTeX.
    """
    find(selection, output, catalogues, format)
