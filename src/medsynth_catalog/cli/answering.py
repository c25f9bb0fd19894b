"""What the commands that select papers share: asking, showing the answer, and saying why it is empty."""

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.citekeys import OWN_KEYS, styled_keys
from medsynth_catalog.cli import delivery
from medsynth_catalog.cli.options import TABLE, Output, Selection, checked_format
from medsynth_catalog.formats import FORMATS
from medsynth_catalog.formats.columns import DEFAULT_COLUMNS, chosen_columns
from medsynth_catalog.query import Query
from medsynth_catalog.searching import Answer, search


def find(selection: Selection, output: Output, catalogue: Catalogue, format: str, key_style: str = OWN_KEYS) -> Answer:
    """Answer a selection as rows or in a format, to the screen, the pipe or a file; return what was found."""
    form, columns = checked_format(format), chosen_columns(output.columns)
    answer = answered(selection, output, catalogue, key_style)
    if form != TABLE:
        delivery.deliver(FORMATS[form].stream(answer, columns), output.output)
    elif output.output is None and delivery.drawn():
        _draw(catalogue, answer, columns, fit=output.limit is None)
    else:
        from medsynth_catalog.formats.rows import write_rows

        delivery.deliver(write_rows(answer, columns or DEFAULT_COLUMNS), output.output)
    return answer


def answered(selection: Selection, output: Output, catalogue: Catalogue, key_style: str) -> Answer:
    """Answer a selection, its papers under keys of a style, one of KEY_STYLES."""
    answer = search(catalogue, selection.query(), output.sort, output.limit or 0)
    if key_style == OWN_KEYS:
        return answer
    return answer.renamed(styled_keys(catalogue.papers, key_style))


def _draw(catalogue: Catalogue, answer: Answer, columns: tuple[str, ...], fit: bool) -> None:
    from medsynth_catalog.views.screen import show
    from medsynth_catalog.views.table import paper_table

    if answer:
        width, height = delivery.size()
        hits = answer.first(height if fit else len(answer))
        table, shown = paper_table(hits, columns, catalogue, width, height if fit else None)
        show(table)
        if shown < answer.total:
            delivery.say(f"{shown} of {answer.total} papers; --limit 0 shows all")
        else:
            delivery.say(papers(answer.total))


def say_why_empty(catalogue: Catalogue, query: Query, answer: Answer) -> None:
    """Tell a reader with an empty answer what emptied it and what to ask instead."""
    if answer:
        return
    from medsynth_catalog.explaining import explain  # an answer needs no explanation

    why = explain(catalogue, query)
    if why is None:
        delivery.say("no papers: the catalogue is empty")
        return
    delivery.say(f"no paper matches: {why.removed_by} removed the last {why.removed}")
    if why.nearest:
        delivery.say(f"nearest with an answer: medsynth search {' '.join(why.nearest)} ({papers(why.found)})")


def papers(count: int) -> str:
    """ "1 paper", "2 papers"."""
    return f"{count} paper" if count == 1 else f"{count} papers"
