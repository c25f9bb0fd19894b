"""What `pick` and `search --pick` share: the terminal on which papers are picked, and what is then done with them."""

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TextIO

import typer

from medsynth_catalog.cli import streams
from medsynth_catalog.cli.answering import print_answer, print_why_empty
from medsynth_catalog.cli.exits import ExitCode
from medsynth_catalog.cli.format_options import STDIN
from medsynth_catalog.cli.options import Catalogues, Output, Selection
from medsynth_catalog.errors import UsageError
from medsynth_catalog.query import Query
from medsynth_catalog.searching import Answer

KEYS = "keys"


def pick_papers(selection: Selection, output: Output, catalogues: Catalogues, format: str) -> None:
    """Let the reader pick some of the selected papers, and do with them what they ask for.

    Args:
        selection: The papers to pick from; its text may be changed on the screen.
        output: How and where the picked papers are written.
        catalogues: The catalogues that are read.
        format: The format in which the picked papers are written, unless the reader asks for something else.

    Raises:
        UsageError: There is no terminal; or the selection has an unknown term, or an invalid range, exclusion or order.
        typer.Exit: The reader cancelled.
    """
    with _terminal() as (keyboard, screen):
        catalogue = catalogues.load()
        among = None
        if STDIN in selection.text:
            from medsynth_catalog.naming import keys_in  # few pipe keys

            among = keys_in(catalogue, streams.read_text(None).splitlines())
            selection = selection._replace(text=[word for word in selection.text if word != STDIN])
        # Here alone, since it brings the library of the screen.
        from medsynth_catalog.picking.screen import Action, pick
        from medsynth_catalog.picking.state import Picking

        picking = Picking(catalogue, selection.query(), among, output.sort, output.limit or 0)
        if not picking.answer and not picking.text and among is None:  # nothing that is typed could find a paper
            print_why_empty(catalogue, selection.query(), picking.answer)
            return
        gc.enable()  # a reader may stay for long
        picked = pick(picking, keyboard, screen)
    if picked is None:
        raise typer.Exit(ExitCode.INTERRUPTED)
    if picked.action is Action.CITE:
        from medsynth_catalog.cli.commands.cite import print_references

        print_references(picked.papers)
    elif picked.action is Action.OPEN:
        from medsynth_catalog.cli.commands.open import open_papers

        open_papers(picked.papers)
    else:
        numbers = [number for paper in picked.papers if (number := catalogue.number("key", paper.key)) is not None]
        answer = Answer(catalogue, numbers, len(numbers), {})
        as_bibtex = picked.action is Action.EXPORT and format == KEYS
        print_answer(answer, Query(), output, catalogue, "bibtex" if as_bibtex else format)


@contextmanager
def _terminal() -> Iterator[tuple[TextIO, TextIO]]:
    """Open the terminal for reading and writing, whatever stdin, stdout and stderr are. Raises UsageError."""
    missing = UsageError("pick needs a terminal", "without one, use medsynth search")
    if os.name == "nt":
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise missing
        yield sys.stdin, sys.stdout
        return
    if os.environ.get("TERM", "dumb") == "dumb":
        raise missing
    # The terminal itself where a stream is one: some systems can't wait for keys from /dev/tty.
    place = Path(next((os.ttyname(stream) for stream in range(3) if os.isatty(stream)), "/dev/tty"))
    with ExitStack() as opened:
        try:
            keyboard = opened.enter_context(place.open(encoding="locale"))
            screen = opened.enter_context(place.open("w", encoding="locale"))
        except OSError as error:
            raise missing from error
        yield keyboard, screen
