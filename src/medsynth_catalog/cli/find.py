"""The commands that select papers: search, list, export."""

from typing import Annotated

import typer

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.cli import delivery
from medsynth_catalog.cli.app import app, examples
from medsynth_catalog.cli.completion import axes
from medsynth_catalog.cli.options import OUTPUT, TABLE, Catalogues, Format, Output, Selection, checked_format, grouped
from medsynth_catalog.formats import FORMATS
from medsynth_catalog.formats.columns import DEFAULT_COLUMNS, chosen_columns
from medsynth_catalog.grouping import Group, group
from medsynth_catalog.query import Query
from medsynth_catalog.search import Answer, explain
from medsynth_catalog.search import search as ask


@app.command(
    epilog=examples(
        "search --modality ecg --type DM",
        'search "counterfactual brain" --year 2023.. --has-code',
        "search -m mri -e utility+privacy --exclude type=gan",
        "search -m ultrasound -f csv -o ultrasound.csv",
        "search -m eeg | cut -f1",
    )
)
@grouped
def search(selection: Selection, output: Output, catalogues: Catalogues, format: Format = TABLE) -> None:
    """Find papers by facets, years, names and words of their text."""
    _find(selection, output, catalogues, format)


@app.command(
    epilog=examples(
        "export --modality ecg -o refs.bib",
        "export -m mri -t diffusion -e privacy",
        "export --author Nunez --year 2021..2024 -f json",
    )
)
@grouped
def export(selection: Selection, output: Output, catalogues: Catalogues, format: Format = "bibtex") -> None:
    """Write the papers that search finds, by default as BibTeX."""
    _find(selection, output, catalogues, format)


@app.command(
    name="list",
    epilog=examples("list --by year", "list --by type --modality mammography", "list --by venue -m ecg -f json"),
)
@grouped
def list_(
    selection: Selection,
    output: Output,
    catalogues: Catalogues,
    by: Annotated[
        str,
        typer.Option(
            "--by",
            metavar="AXIS",
            autocompletion=axes,
            rich_help_panel=OUTPUT,
            help="year, modality, type, application, evaluation, scenario, role, venue or source.",
        ),
    ] = "year",
    format: Format = TABLE,
) -> None:
    """Group papers by year, by a facet, by venue or by source."""
    form = checked_format(format)
    catalogue, query = catalogues.load(), selection.query()
    answer = ask(catalogue, query, output.sort, output.limit or 0)
    groups = group(catalogue, answer.papers, by)
    if form == TABLE and output.output is None and delivery.drawn():
        _draw_groups(groups, answer, output.limit is None)
    elif form == "json":
        delivery.deliver(_group_json(groups), output.output)
    elif form == TABLE:
        delivery.deliver(
            "".join(f"{one.id}\t{len(one.papers)}\t{' '.join(paper.key for paper in one.papers)}\n" for one in groups),
            output.output,
        )
    else:
        papers = {paper.key: paper for one in groups for paper in one.papers}
        delivery.deliver(FORMATS[form].write(list(papers.values()), chosen_columns(output.columns)), output.output)
    _say_why(catalogue, query, answer)


def _find(selection: Selection, output: Output, catalogues: Catalogues, format: str) -> None:
    form, columns = checked_format(format), chosen_columns(output.columns)
    catalogue, query = catalogues.load(), selection.query()
    answer = ask(catalogue, query, output.sort, output.limit or 0)
    if form != TABLE:
        delivery.deliver(FORMATS[form].write(answer.papers, columns), output.output)
    elif output.output is None and delivery.drawn():
        _draw(catalogue, answer, columns, fit=output.limit is None)
    else:
        from medsynth_catalog.formats.delimited import write_rows

        delivery.deliver(write_rows(answer.papers, columns or DEFAULT_COLUMNS), output.output)
    _say_why(catalogue, query, answer)


def _draw(catalogue: Catalogue, answer: Answer, columns: tuple[str, ...], fit: bool) -> None:
    from medsynth_catalog.views.screen import show
    from medsynth_catalog.views.table import paper_table

    if answer.hits:
        width, height = delivery.size()
        table, shown = paper_table(answer.hits, columns, catalogue.vocabulary, width, height if fit else None)
        show(table)
        cut = f"{shown} of " if shown < answer.total else ""
        hint = "; --limit 0 shows all" if shown < answer.total else ""
        delivery.say(f"{cut}{answer.total} paper{'s' * (answer.total != 1)}{hint}")


def _draw_groups(groups: list[Group], answer: Answer, fit: bool) -> None:
    from medsynth_catalog.views.groups import group_view
    from medsynth_catalog.views.screen import show

    width, height = delivery.size()
    show(*group_view(groups, width, height if fit else None))
    if groups:
        places = sum(len(one.papers) for one in groups)
        several = f" in {places} places: some stand in several groups" if places > len(answer.hits) else ""
        delivery.say(f"{len(answer.hits)} paper{'s' * (len(answer.hits) != 1)}{several}")


def _group_json(groups: list[Group]) -> str:
    from medsynth_catalog.formats.structured import to_json

    return to_json(
        [
            {
                "group": one.id,
                "label": one.label,
                "count": len(one.papers),
                "papers": [paper.key for paper in one.papers],
            }
            for one in groups
        ]
    )


def _say_why(catalogue: Catalogue, query: Query, answer: Answer) -> None:
    """Tell a reader with an empty answer what emptied it and what to ask instead."""
    if answer.hits:
        return
    why = explain(catalogue, query)
    if why is None:
        delivery.say("no papers: the catalogue is empty")
        return
    delivery.say(f"no paper matches: {why.removed_by} removed the last {why.removed}")
    options = " ".join(why.nearest)
    if options:
        delivery.say(f"nearest with an answer: medsynth search {options} ({why.found} paper{'s' * (why.found != 1)})")
