"""The options of the commands that ask about the field as a whole, and how their answers are printed."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.cli import streams
from medsynth_catalog.cli.answering import print_why_empty
from medsynth_catalog.cli.options import OUTPUT, TABLE, OutputFile, checked_format
from medsynth_catalog.errors import UsageError
from medsynth_catalog.field.selecting import Selected

if TYPE_CHECKING:
    from medsynth_catalog.formats.field import Row
    from medsynth_catalog.views.screen import View

TEXT = "text"
FORMATS = (TABLE, TEXT, "json", "csv", "tsv")


class FieldOutput(NamedTuple):
    """The options that say how an answer about the field is written, and where."""

    format: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            rich_help_panel=OUTPUT,
            help=f"{', '.join(FORMATS)}; text is the table of a terminal without colours.",
        ),
    ] = TABLE
    output: OutputFile = None
    plot: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", rich_help_panel=OUTPUT, help="Draw a picture instead: FILE.svg, FILE.png or FILE.pdf."
        ),
    ] = None

    @property
    def is_drawn(self) -> bool:
        """Whether a person looks at the answer: on a terminal, or as text."""
        form = checked_format(self.format, FORMATS)
        return form == TEXT or (form == TABLE and self.output is None and streams.is_screen())

    @property
    def fits_screen(self) -> bool:
        """Whether the answer goes to a terminal, where what is too long is left out and said."""
        return self.is_drawn and self.format != TEXT

    def print(
        self,
        json: Callable[[], object],
        rows: Callable[[], Iterable["Row"]],
        view: Callable[[int], Iterable["View"]],
        notes: Iterable[str],
    ) -> None:
        """Print an answer as JSON, as rows or as drawn for a width; what must be known to read it goes below or to stderr."""
        from medsynth_catalog.formats import field

        form = checked_format(self.format, FORMATS)
        if form == "json":
            streams.write_output(field.to_json(json()), self.output)
        elif not self.is_drawn:
            streams.write_output(field.write_rows(rows(), form), self.output)
        elif form == TEXT:
            from medsynth_catalog.views.screen import plain_text

            drawn = plain_text(view(streams.screen_size()[0]), streams.screen_size()[0])
            streams.write_output(drawn + "\n" + "".join(f"{note}\n" for note in notes), self.output)
        else:
            from medsynth_catalog.views.screen import print_views

            print_views(*view(streams.screen_size()[0]))
            for note in notes:
                streams.print_message(note)

    def write_plot(self, draw: Callable[[str], bytes]) -> None:
        """Write the picture that a function draws in a format, "svg", "png" or "pdf". Raises UsageError, FileError."""
        if self.plot is not None:
            streams.write_output(draw(self.plot.suffix[1:].casefold()), self.plot)
            streams.print_message(f"drawn: {self.plot}")

    def check(self) -> None:
        """Raise UsageError for options that exclude each other, or a picture of another kind."""
        checked_format(self.format, FORMATS)
        if self.plot is None:
            return
        if self.output is not None or self.format != TABLE:
            raise UsageError("--plot excludes --format and --output", "run the command once for each")
        if self.plot.suffix.casefold() not in (".svg", ".png", ".pdf"):
            raise UsageError(f"cannot draw {self.plot}", "name a file that ends in .svg, .png or .pdf")


def print_selection(catalogue: Catalogue, selected: Selected) -> None:
    """Print how a selection was read and, if it is empty, why."""
    print_why_empty(catalogue, selected.query, selected.answer)


def named_axes(axes: Sequence[str]) -> list[str]:
    """Return names of axes that are given one by one or between commas."""
    return [part.strip() for word in axes for part in word.split(",") if part.strip()]
