"""`medsynth show`."""

from medsynth_catalog.card import card_rows
from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.cli import delivery
from medsynth_catalog.cli.app import app, examples
from medsynth_catalog.cli.options import TABLE, Catalogues, Format, Keys, checked_format, grouped
from medsynth_catalog.formats import FORMATS
from medsynth_catalog.records import Paper


@app.command(epilog=examples("show alcaraz2023diffusion", "show 10.1038/s41598-023-34341-2", "show 2301.08227 -f json"))
@grouped
def show(keys: Keys, catalogues: Catalogues, format: Format = TABLE) -> None:
    """Show all that is known of a paper.

    Its facts and links, what the sources say, where the facts were seen, and its nearest relatives.
    """
    form = checked_format(format)
    catalogue = catalogues.load()
    papers = catalogue.find_all(keys)
    if form != TABLE:
        delivery.write(FORMATS[form].write(papers))
    elif delivery.drawn():
        from medsynth_catalog.views import card, screen

        screen.show(*(card.card_view(card_rows(catalogue, paper)) for paper in papers))
    else:
        delivery.write("\n".join(_plain(catalogue, paper) for paper in papers))


def _plain(catalogue: Catalogue, paper: Paper) -> str:
    """A label and a text a line; an empty line stands between papers."""
    return "".join(f"{label}\t{line}\n" for label, text in card_rows(catalogue, paper) for line in text.splitlines())
