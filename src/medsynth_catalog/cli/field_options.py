"""The options of the commands that ask about the field as a whole, and how their answers are printed."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple, TypeAlias

import typer

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.cli import streams
from medsynth_catalog.cli.answering import print_why_empty
from medsynth_catalog.cli.format_options import OUTPUT, STDIN, TABLE, checked_format, format_option
from medsynth_catalog.cli.options import OutputFile
from medsynth_catalog.cli.paging import Pager, paged, pager_command
from medsynth_catalog.errors import QueryError, UsageError
from medsynth_catalog.field.selecting import Selected

if TYPE_CHECKING:
    from medsynth_catalog.formats.field import Row
    from medsynth_catalog.views.screen import View

Drawing: TypeAlias = "tuple[Iterable[View], Iterable[str]]"
"""What is drawn on a terminal, and the sentences that say how to read it."""

TEXT = "text"
FORMATS = (TABLE, TEXT, "json", "csv", "tsv")
_ENDINGS = {".json": "json", ".csv": "csv", ".tsv": "tsv", ".txt": TEXT}


class FieldOutput(NamedTuple):
    """The options that say how an answer about the field is written, and where."""

    format: Annotated[
        str | None,
        format_option(f"{', '.join(FORMATS)}; text is the table of a terminal without colours."),
    ] = None
    output: OutputFile = None
    pager: Pager = None

    @property
    def is_drawn(self) -> bool:
        """Whether a person looks at the answer: on a terminal, or as text."""
        return self._form == TEXT or self._is_on_screen

    @property
    def fits_screen(self) -> bool:
        """Whether the answer goes to a terminal without a pager, where what is too long is left out and said."""
        return self._is_on_screen and pager_command(self.pager) is None

    @property
    def is_bare(self) -> bool:
        """Whether rows are printed without a heading."""
        return self._form == TABLE

    @property
    def _is_on_screen(self) -> bool:
        return self._form == TABLE and self.output is None and streams.is_screen()

    @property
    def _form(self) -> str:
        if self.format is not None:
            return checked_format(self.format, FORMATS)
        if self.output is None or str(self.output) == STDIN:
            return TABLE
        ending = self.output.suffix.casefold()
        if ending and ending not in _ENDINGS:
            raise QueryError(
                f"no format for {self.output}", f"name it with --format, or end it in {', '.join(_ENDINGS)}"
            )
        return _ENDINGS.get(ending, TABLE)

    def print(
        self, json: Callable[[], object], rows: Callable[[], Iterable["Row"]], draw: Callable[[int], Drawing]
    ) -> None:
        """Print an answer as JSON, as rows, or drawn for a width. Of the three only that one is made."""
        if self.is_drawn:
            self._print_drawing(*draw(streams.screen_size()[0]))
            return
        from medsynth_catalog.formats import field

        text = field.to_json(json()) if self._form == "json" else field.write_rows(rows(), self._form)
        streams.write_output(text, self.output)

    def _print_drawing(self, views: Iterable["View"], notes: Iterable[str]) -> None:
        """Print a drawing, with its notes below it in a text, else on stderr."""
        from textwrap import fill

        from medsynth_catalog.views.screen import plain_text, print_views

        width = streams.screen_size()[0]
        lines = [fill(note, width, break_on_hyphens=False, break_long_words=False) for note in notes]
        if self._form == TEXT:
            streams.write_output("\n".join([plain_text(views, width), *lines, ""]), self.output)
            return
        drawn = list(views)
        said = "\n".join(lines).splitlines()
        height = streams.screen_size()[1]
        # In a pager what says how to read the answer comes first, where it stays in view.
        first = pager_command(self.pager) is not None and height is not None
        first = first and len(plain_text(drawn, width).splitlines()) + len(said) >= (height or 0)
        with paged(self.pager):
            for line in said if first else ():
                streams.print_message(line)
            print_views(*drawn, width=width)
            for line in () if first else said:
                streams.print_message(line)

    def check(self) -> None:
        """Raise QueryError for a format that there isn't."""
        checked_format(self._form, FORMATS)


class Plot(NamedTuple):
    """The option that draws a picture of an answer about the field."""

    plot: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", rich_help_panel=OUTPUT, help="Draw a picture instead: FILE.svg, FILE.png or FILE.pdf."
        ),
    ] = None

    @property
    def is_wanted(self) -> bool:
        """Whether there is to be a picture."""
        return self.plot is not None

    def write(self, draw: Callable[[str], bytes]) -> None:
        """Write the picture that a function draws in a format, "svg", "png" or "pdf". Raises FileError."""
        if self.plot is not None:
            streams.write_output(draw(self.plot.suffix[1:].casefold()), self.plot)
            streams.print_message(f"drawn: {self.plot}")

    def check(self, output: FieldOutput) -> None:
        """Raise UsageError for options that exclude each other, or a picture of another kind."""
        if self.plot is None:
            output.check()
            return
        if output.output is not None or output.format is not None:
            raise UsageError("--plot excludes --format and --output", "run the command once for each")
        if self.plot.suffix.casefold() not in (".svg", ".png", ".pdf"):
            raise UsageError(f"cannot draw {self.plot}", "name a file that ends in .svg, .png or .pdf")


def print_selection(catalogue: Catalogue, selected: Selected) -> None:
    """Print how a selection was read and, if it is empty, why."""
    print_why_empty(catalogue, selected.query, selected.answer)


def named_axes(axes: Sequence[str]) -> list[str]:
    """Return names of axes that are given one by one or between commas."""
    return [part.strip() for word in axes for part in word.split(",") if part.strip()]
