"""`medsynth related`."""

from typing import Annotated

from medsynth_catalog.cli.application import app, examples
from medsynth_catalog.cli.choosing import find_papers
from medsynth_catalog.cli.field_options import Drawing
from medsynth_catalog.cli.option_groups import with_option_groups
from medsynth_catalog.cli.options import Catalogues, Names, limit_option
from medsynth_catalog.cli.paper_output import PaperOutput
from medsynth_catalog.errors import UsageError
from medsynth_catalog.similarity import related as find_related


@app.command(
    epilog=examples(
        "related alcaraz2023diffusion",
        "related 2301.08227 -n 20",
        "related latent diffusion brain imaging generation",
        "related alcaraz2023diffusion -f bibtex",
    )
)
@with_option_groups
def related(
    keys: Names,
    output: PaperOutput,
    catalogues: Catalogues,
    limit: Annotated[
        int,
        limit_option("The maximum number of papers; 0 for all that share anything.", show_default=True),
    ] = 10,
) -> None:
    """Find the papers most similar to a paper, and say why.

    By terms, data sets, and words of title and method: what both have over what either has, and what few papers have counts
    more (a weighted Jaccard index, from 0 to 1). In a pipe each line is key, year, title, similarity and reasons; table, json, csv and tsv say why,
    the other formats are of the papers.
    """
    output.check()
    catalogue = catalogues.load()
    papers = find_papers(catalogue, keys)
    if len(papers) > 1:
        raise UsageError(f"{len(papers)} papers named", "related takes one; compare takes several")
    found = find_related(catalogue, papers[0], limit)

    def draw(width: int) -> Drawing:
        from medsynth_catalog.views.related import related_view

        of = f"{len(found)} of {len(catalogue) - 1:,} other papers, the most similar to {papers[0].key} first; similarity is from 0 to 1."
        return (related_view(catalogue, found),), (of,)

    from medsynth_catalog.formats.comparison import related_objects, related_rows

    output.print(
        lambda: [one.paper for one in found],
        lambda: related_objects(found),
        lambda: related_rows(catalogue, found),
        draw,
    )
