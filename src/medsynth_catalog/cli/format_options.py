"""The option that says the format, and how its name, the ending of a file and a command's default decide together."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any

import typer

from medsynth_catalog.choices import choose
from medsynth_catalog.cli import completion, streams
from medsynth_catalog.errors import QueryError
from medsynth_catalog.formats import ALL_FORMATS, formats_of

OUTPUT = "Output"
TABLE, LINES = "table", "lines"
STDIN = "-"


def format_option(help: str, offered: Callable[[str], Sequence[Any]] | None = None, show_default: bool = False) -> Any:
    """Return the option that says the format, with its help text and what completes it."""
    return typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        rich_help_panel=OUTPUT,
        autocompletion=offered,
        show_default=show_default,
        help=help,
    )


_FORMAT = format_option(f"{TABLE}, {', '.join(ALL_FORMATS)}.", completion.formats)
Format = Annotated[str, _FORMAT]
FileFormat = Annotated[str | None, _FORMAT]
"""A format for commands that write files, which the ending of the file may say."""


def checked_format(name: str, allowed: Sequence[str] = (TABLE, *ALL_FORMATS)) -> str:
    """Return the format that `name` spells. Raises QueryError for one that isn't allowed."""
    return choose("format", name, allowed)


def chosen_format(name: str | None, default: str, output: Path | None) -> str:
    """Return the format that `name` spells, else that of the ending of a file, else the default.

    A name that doesn't go with the ending counts, and stderr says so. Raises QueryError for an unknown format or ending.
    """
    to_file = output is not None and str(output) != STDIN
    if name is None:
        usual = formats_of(output) if output is not None and to_file else []
        return default if default in usual or not usual else usual[0]
    form = checked_format(name)
    if output is not None and to_file and form != TABLE:
        with suppress(QueryError):  # whoever names a format may call the file anything
            usual = formats_of(output)
            if usual and form not in usual:
                streams.print_message(f"{output} is written as {form}, as --format says, not as {usual[0]}")
    return form
