"""`medsynth show`."""

from medsynth_catalog.card import card_rows
from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.cli import streams
from medsynth_catalog.cli.application import app, examples
from medsynth_catalog.cli.choosing import find_papers
from medsynth_catalog.cli.format_options import TABLE, Format, checked_format
from medsynth_catalog.cli.option_groups import with_option_groups
from medsynth_catalog.cli.options import Catalogues, Names
from medsynth_catalog.cli.paging import Pager, paged
from medsynth_catalog.formats import ALL_FORMATS
from medsynth_catalog.records import Paper


@app.command(
    epilog=examples(
        "show alcaraz2023diffusion",
        "show 10.1038/s41598-023-34341-2",
        "show 2301.08227 -f json",
        "show latent diffusion brain imaging generation",
    )
)
@with_option_groups
def show(keys: Names, catalogues: Catalogues, format: Format = TABLE, pager: Pager = None) -> None:
    """Show everything that is known about a paper.

    Its facts and links, what the sources say, where the facts were seen, and the most similar papers. Words of a title do
    if they are of one paper; of several, these are listed.
    """
    form = checked_format(format)
    streams.check_target(form, None, "redirect it to a file with >")
    catalogue = catalogues.load()
    papers = find_papers(catalogue, keys)
    with paged(pager):
        if form != TABLE:
            streams.write_stdout(ALL_FORMATS[form].stream(papers))
        elif streams.is_screen():
            from medsynth_catalog.views import card, screen

            screen.print_views(*(card.card_view(card_rows(catalogue, paper), paper.link) for paper in papers))
        else:
            streams.write_stdout("\n".join(_plain(catalogue, paper) for paper in papers))


def _plain(catalogue: Catalogue, paper: Paper) -> str:
    """A label and a text a line; an empty line stands between papers."""
    return "".join(f"{label}\t{line}\n" for label, text in card_rows(catalogue, paper) for line in text.splitlines())
