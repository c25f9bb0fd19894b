"""The options of commands that list papers with something to say of each, and how they are printed."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from medsynth_catalog.cli import streams
from medsynth_catalog.cli.field_options import Drawing, FieldOutput
from medsynth_catalog.cli.format_options import TABLE, FileFormat, chosen_format
from medsynth_catalog.cli.options import OutputFile
from medsynth_catalog.cli.paging import Pager, paged
from medsynth_catalog.formats import ALL_FORMATS
from medsynth_catalog.records import Paper

if TYPE_CHECKING:
    from medsynth_catalog.formats.field import Row

# These say what there is to say; the others are of the papers alone.
_SAYING = (TABLE, "json", "csv", "tsv")


class PaperOutput(NamedTuple):
    """The options that say how papers are written, and where."""

    format: FileFormat = None
    output: OutputFile = None
    pager: Pager = None

    @property
    def is_drawn(self) -> bool:
        """Whether a person looks at the answer on a terminal."""
        return self._form == TABLE and self._field.is_drawn

    @property
    def fits_screen(self) -> bool:
        """Whether the answer goes to a terminal without a pager, where what is too long is left out and said."""
        return self._field.fits_screen

    def check(self) -> None:
        """Raise QueryError for a format that there isn't, or a binary one for a terminal."""
        streams.check_target(self._form, self.output)

    def print(
        self,
        papers: Callable[[], Sequence[Paper]],
        json: Callable[[], object],
        rows: Callable[[], Iterable["Row"]],
        draw: Callable[[int], Drawing],
    ) -> None:
        """Print papers in a format of papers, or what is said of them as JSON, as rows, or drawn for a width."""
        if self._form in _SAYING:
            self._field.print(json, rows, draw)
            return
        with paged(self.pager if self.output is None else False):
            streams.write_output(ALL_FORMATS[self._form].stream(papers()), self.output)

    @property
    def _form(self) -> str:
        return chosen_format(self.format, TABLE, self.output)

    @property
    def _field(self) -> FieldOutput:
        return FieldOutput(self._form, self.output, self.pager)
