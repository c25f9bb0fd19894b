"""What the commands that select papers share: answering a selection, printing the answer, and printing why it is empty."""

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.cli import streams
from medsynth_catalog.cli.options import TABLE, Output, Selection, checked_format
from medsynth_catalog.formats import ALL_FORMATS
from medsynth_catalog.formats.columns import DEFAULT_COLUMNS, chosen_columns
from medsynth_catalog.query import Query
from medsynth_catalog.searching import Answer, search
from medsynth_catalog.text import counted


def answer_selection(
    selection: Selection, output: Output, catalogue: Catalogue, key_style: str | None = None
) -> Answer:
    """Return the papers of a selection, sorted and limited as `output` says, under keys of a style of KEY_STYLES."""
    answer = search(catalogue, selection.query(), output.sort, output.limit or 0)
    if key_style is None:
        return answer
    from medsynth_catalog.citekeys import styled_keys  # few ask for other keys

    return answer.renamed(styled_keys(catalogue.papers, key_style))


def print_answer(answer: Answer, output: Output, catalogue: Catalogue, format: str) -> None:
    """Print an answer as rows or in a format, to the screen, the pipe or a file. Raises QueryError, FileError."""
    form, columns = checked_format(format), chosen_columns(output.columns)
    streams.check_target(form, output.output)
    if form != TABLE:
        streams.write_output(ALL_FORMATS[form].stream(answer, columns), output.output)
    elif output.output is None and streams.is_screen():
        _print_table(catalogue, answer, columns, fit=output.limit is None)
    else:
        from medsynth_catalog.formats.rows import write_rows

        streams.write_output(write_rows(answer, columns or DEFAULT_COLUMNS), output.output)


def _print_table(catalogue: Catalogue, answer: Answer, columns: tuple[str, ...], fit: bool) -> None:
    from medsynth_catalog.views.screen import print_views
    from medsynth_catalog.views.table import paper_table

    if answer:
        width, height = streams.screen_size()
        height -= 2 if answer.asked else 1  # for the lines that tell how the question was read
        hits = answer.first(height if fit else len(answer))
        table, shown = paper_table(hits, columns, catalogue, width, height if fit else None)
        print_views(table)
        if shown < answer.total:
            streams.print_message(f"{shown} of {answer.total} papers; --limit 0 shows all")
        else:
            streams.print_message(counted(answer.total, "paper"))


def print_reading(query: Query, answer: Answer, catalogue: Catalogue) -> None:
    """Print how the words of a query were read, where that isn't what was typed, and what no paper has."""
    import shlex  # here alone

    from medsynth_catalog.conditions import rewritten_options

    asked = answer.asked
    options = rewritten_options(query, catalogue)
    if options or (asked and asked.is_rewritten):
        quotes = (
            f"; the very words: medsynth search {shlex.quote(asked.in_quotes)}" if asked and asked.is_rewritten else ""
        )
        read_as = " ".join(filter(None, (options, asked.read_as if asked else "")))
        streams.print_message(f"read as: {read_as}{quotes}")
    if query.data:
        from medsynth_catalog.datasets import assessed

        known, total = assessed(catalogue)
        streams.print_message(f"data sets are known of {known} of {counted(total, 'paper')}; others may use it, too")
    if asked and answer and answer.is_partial:
        streams.print_message(
            f"no paper has all of it: these have {answer.matched} of {len(asked.wanted)} things asked for"
        )


def print_why_empty(catalogue: Catalogue, query: Query, answer: Answer) -> None:
    """Print how a query was read; of an empty answer what left it without papers, and a query near it that has some."""
    print_reading(query, answer, catalogue)
    if answer:
        return
    from medsynth_catalog.explaining import explain  # an answer needs no explanation

    why = explain(catalogue, query)
    if why is None:
        streams.print_message("no papers: the catalogue is empty")
        return
    streams.print_message(f"no paper matches: {why.removed_by} removed the last {why.removed}")
    if why.nearest:
        nearest = " ".join(why.nearest)
        streams.print_message(f"nearest search with results: medsynth search {nearest} ({counted(why.found, 'paper')})")
