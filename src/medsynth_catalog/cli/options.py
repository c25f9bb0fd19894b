"""The options that commands share, each written once, and the decorator that spreads them into a command's signature."""

import inspect
from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, NamedTuple, get_type_hints

import typer

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.choices import choose
from medsynth_catalog.cli import completion, delivery
from medsynth_catalog.formats import FORMATS
from medsynth_catalog.loading import load_catalogue
from medsynth_catalog.query import Query

SELECTION, OUTPUT, CATALOGUES = "Selection", "Output", "Catalogues"
TABLE = "table"


class Catalogues(NamedTuple):
    """Which catalogues are read."""

    catalog: Annotated[
        list[Path],
        typer.Option(
            metavar="FOLDER",
            envvar="MEDSYNTH_CATALOG",
            rich_help_panel=CATALOGUES,
            show_envvar=True,
            help="Add the papers of this catalogue folder; repeat for more.",
        ),
    ] = []
    only_catalog: Annotated[
        bool, typer.Option("--only-catalog", rich_help_panel=CATALOGUES, help="Leave the bundled papers out.")
    ] = False

    def load(self) -> Catalogue:
        """Load them. Raises CatalogueError."""
        with delivery.reading_progress() as on_reading:
            return load_catalogue(*self.catalog, bundled=not self.only_catalog, on_reading=on_reading)


def _facet(name: str, what: str, short: str | None = None) -> Any:
    flags = [f"--{name}", *([short] if short else [])]
    return typer.Option(
        *flags,
        metavar="TERM",
        rich_help_panel=SELECTION,
        autocompletion=completion.terms(name),
        help=f"{what} (medsynth terms {name}).",
    )


class Selection(NamedTuple):
    """What is asked for."""

    text: Annotated[
        list[str],
        typer.Argument(
            metavar="[TEXT]...",
            show_default=False,
            help="Words in title, authors, method, venue or key; accents, case and slips are forgiven.",
        ),
    ] = []
    modality: Annotated[list[str], _facet("modality", "What is synthesised", "-m")] = []
    type: Annotated[list[str], _facet("type", "The model family", "-t")] = []
    application: Annotated[list[str], _facet("application", "How it is conditioned, or what for", "-a")] = []
    evaluation: Annotated[list[str], _facet("evaluation", "What it was judged on", "-e")] = []
    scenario: Annotated[list[str], _facet("scenario", "The training data at hand")] = []
    anatomy: Annotated[list[str], _facet("anatomy", "The part of the body that the data show")] = []
    role: Annotated[list[str], _facet("role", "What the work is")] = []
    year: Annotated[
        str | None,
        typer.Option(
            "--year", "-y", metavar="YEARS", rich_help_panel=SELECTION, help="2023, 2021-2023, 2023.. or ..2020."
        ),
    ] = None
    has_code: Annotated[
        bool | None,
        typer.Option(
            "--has-code/--no-code",
            rich_help_panel=SELECTION,
            show_default=False,
            help="With or without a known code address.",
        ),
    ] = None
    author: Annotated[
        list[str],
        typer.Option(
            metavar="NAME", rich_help_panel=SELECTION, help="Part of an author's name; repeat for any of several."
        ),
    ] = []
    venue: Annotated[
        list[str],
        typer.Option(
            metavar="NAME", rich_help_panel=SELECTION, help="Part of a venue's name; repeat for any of several."
        ),
    ] = []
    source: Annotated[
        list[str],
        typer.Option(
            metavar="ID",
            rich_help_panel=SELECTION,
            autocompletion=completion.sources,
            help="Named by this review or list.",
        ),
    ] = []
    exclude: Annotated[
        list[str],
        typer.Option(
            metavar="FACET=TERM",
            rich_help_panel=SELECTION,
            autocompletion=completion.facets,
            help="Leave papers with this term out.",
        ),
    ] = []

    def query(self) -> Query:
        """The question as a value."""
        return Query(**self._asdict() | {"text": " ".join(self.text)})


class Output(NamedTuple):
    """What is written, how, and where."""

    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", rich_help_panel=OUTPUT, help="Write to this file, whole or not at all."
        ),
    ] = None
    sort: Annotated[
        str | None,
        typer.Option(
            metavar="ORDER",
            rich_help_panel=OUTPUT,
            autocompletion=completion.orders,
            help="year (newest first), title, author, venue, key or relevance; -year turns it round.",
        ),
    ] = None
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit",
            "-n",
            metavar="N",
            min=0,
            rich_help_panel=OUTPUT,
            show_default=False,
            help="At most so many papers; 0 for all.",
        ),
    ] = None
    columns: Annotated[
        list[str],
        typer.Option(
            metavar="NAMES",
            rich_help_panel=OUTPUT,
            autocompletion=completion.columns,
            help="Columns of table, csv, tsv or markdown-table.",
        ),
    ] = []


Format = Annotated[
    str,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        rich_help_panel=OUTPUT,
        autocompletion=completion.formats,
        help=f"{TABLE}, {', '.join(FORMATS)}.",
    ),
]
Keys = Annotated[
    list[str],
    typer.Argument(
        metavar="KEY...", autocompletion=completion.keys, help="Keys, DOIs or arXiv ids.", show_default=False
    ),
]

Key = Annotated[
    str,
    typer.Argument(metavar="KEY", autocompletion=completion.keys, help="A key, DOI or arXiv id.", show_default=False),
]


def checked_format(name: str, allowed: Sequence[str] = (TABLE, *FORMATS)) -> str:
    """Return the name of a format. Raises QueryError for one that isn't there."""
    return choose("format", name, allowed)


def grouped(command: Callable[..., None]) -> Callable[..., None]:
    """Spread each parameter that is a group of options into its fields, and gather them again for the call.

    typer reads options from a signature, so a command that takes `selection: Selection` gets one with them all.
    """
    hints = get_type_hints(command, include_extras=True)
    groups: dict[str, Any] = {name: hint for name, hint in hints.items() if hasattr(hint, "_field_defaults")}
    parameters: list[inspect.Parameter] = []
    for parameter in inspect.signature(command).parameters.values():
        if parameter.name in groups:
            group = groups[parameter.name]
            parameters += [
                inspect.Parameter(
                    name, inspect.Parameter.KEYWORD_ONLY, default=group._field_defaults[name], annotation=hint
                )
                for name, hint in get_type_hints(group, include_extras=True).items()
            ]
        else:
            parameters.append(parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY, annotation=hints[parameter.name]))

    @wraps(command)
    def spread(**values: Any) -> None:
        for name, group in groups.items():
            values[name] = group(**{field: values.pop(field) for field in group._fields})
        command(**values)

    spread.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # read by inspect.signature
    spread.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return spread
