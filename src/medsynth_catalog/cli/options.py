"""The options that commands share, each defined once."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, NamedTuple, Self

import typer

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.cli import completion, streams
from medsynth_catalog.cli.format_options import OUTPUT, STDIN
from medsynth_catalog.cli.paging import Pager
from medsynth_catalog.errors import UsageError
from medsynth_catalog.folders import own_folder
from medsynth_catalog.loading import load_catalogue
from medsynth_catalog.query import Query
from medsynth_catalog.text import counted
from medsynth_catalog.years import FORMS

SELECTION, CATALOGUES = "Selection", "Catalogues"


class Catalogues(NamedTuple):
    """The options that say which catalogues are read."""

    catalog: Annotated[
        list[Path],
        typer.Option(
            metavar="FOLDER",
            envvar="MEDSYNTH_CATALOG",
            rich_help_panel=CATALOGUES,
            show_envvar=True,
            help="Add the papers of this catalogue folder or packed file; repeat for more.",
        ),
    ] = []
    only_catalog: Annotated[
        bool,
        typer.Option("--only-catalog", rich_help_panel=CATALOGUES, help="Leave the bundled and your own papers out."),
    ] = False
    own: Annotated[
        bool | None,
        typer.Option(
            "--own/--no-own",
            rich_help_panel=CATALOGUES,
            show_default=False,
            help="Your own papers alone, or without them and your tags and notes (medsynth add).",
        ),
    ] = None

    def load(self) -> Catalogue:
        """Load the catalogues, with a bar on a terminal where that takes long. Raises CatalogueError.

        What is left out of the reader's own papers, since it has problems, is told.
        """
        if self.own and self.only_catalog:
            raise UsageError("--own and --only-catalog exclude each other", "leave one out")
        own = None if self.own is False or self.only_catalog else own_folder()
        with streams.show_reading_progress() as on_reading:
            catalogue = load_catalogue(*self.catalog, bundled=not self.only_catalog, own=own, on_reading=on_reading)
        loaded = own is not None and catalogue.indexes[-1].place == str(own)
        if loaded and (problems := catalogue.indexes[-1].problems):
            more = f", and {counted(len(problems) - 1, 'more problem')}" if len(problems) > 1 else ""
            streams.print_message(f"left out of your own papers: {problems[0]}{more} (medsynth check {own})")
        if self.own:
            return catalogue.only_last() if loaded else catalogue.emptied()
        return catalogue


def _facet(name: str, what: str, short: str | None = None) -> Any:
    flags = [f"--{name}", *([short] if short else [])]
    return _selecting("TERM", completion.terms(name), f"{what} (medsynth terms {name}).", *flags)


def _selecting(metavar: str, offered: Callable[..., Any], help: str, *flags: str) -> Any:
    return typer.Option(*flags, metavar=metavar, rich_help_panel=SELECTION, autocompletion=offered, help=help)


def limit_option(help: str, show_default: bool = False) -> Any:
    """Return the option that limits how much is shown, with its help text."""
    return typer.Option(
        "--limit", "-n", metavar="N", min=0, rich_help_panel=OUTPUT, show_default=show_default, help=help
    )


class Selection(NamedTuple):
    """The options that select papers."""

    text: Annotated[
        list[str],
        typer.Argument(
            metavar="[TEXT]...",
            show_default=False,
            autocompletion=completion.free_words,
            help="Free words: terms, years, authors, venues, data sets, keys, identifiers, or words of titles; typing errors "
            "are forgiven. - reads keys from stdin.",
        ),
    ] = []
    modality: Annotated[list[str], _facet("modality", "What is synthesised", "-m")] = []
    type: Annotated[list[str], _facet("type", "The model family", "-t")] = []
    application: Annotated[list[str], _facet("application", "How synthesis is conditioned, or its purpose", "-a")] = []
    evaluation: Annotated[list[str], _facet("evaluation", "What the synthetic data were judged on", "-e")] = []
    scenario: Annotated[list[str], _facet("scenario", "The training data available")] = []
    anatomy: Annotated[list[str], _facet("anatomy", "The part of the body that the data show")] = []
    role: Annotated[list[str], _facet("role", "What the work is")] = []
    data: Annotated[
        list[str],
        _selecting(
            "NAME",
            completion.data_sets,
            "Trained or judged on this data set, under any of its names (medsynth list --by data).",
        ),
    ] = []
    tag: Annotated[list[str], _selecting("TAG", completion.tags, "With this tag of yours (medsynth tag).")] = []
    year: Annotated[
        str | None,
        typer.Option("--year", "-y", metavar="YEARS", rich_help_panel=SELECTION, help=f"{FORMS}."),
    ] = None
    since: Annotated[
        str | None, typer.Option("--since", metavar="YEAR", rich_help_panel=SELECTION, help="From this year on.")
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
        list[str], _selecting("NAME", completion.authors, "Part of an author's name; repeat for any of several.")
    ] = []
    venue: Annotated[
        list[str], _selecting("NAME", completion.venues, "Part of a venue's name; repeat for any of several.")
    ] = []
    source: Annotated[list[str], _selecting("ID", completion.sources, "Named by this review or list.")] = []
    exclude: Annotated[list[str], _selecting("FACET=TERM", completion.facets, "Leave papers with this term out.")] = []

    def with_piped_keys(self, catalogue: Catalogue) -> Self:
        """Return the selection with the keys that stdin has in the place of "-". Raises NotFoundError."""
        if STDIN not in self.text:
            return self
        from medsynth_catalog.naming import keys_in  # few pipe keys

        keys = keys_in(catalogue, streams.read_text(None).splitlines())
        return self._replace(text=[word for one in self.text for word in (keys if one == STDIN else [one])])

    def query(self) -> Query:
        """Return the selection as a query."""
        if self.since and self.year:
            raise UsageError("--since and --year exclude each other", "write a range, such as --year 2021-2023")
        fields = self._asdict() | {
            "text": " ".join(self.text),
            "year": f"since {self.since}" if self.since else self.year,
        }
        del fields["since"]
        return Query(**fields)


OutputFile = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        rich_help_panel=OUTPUT,
        help="Write to this file, completely or not at all, in the format of its ending.",
    ),
]


class Output(NamedTuple):
    """The options that say what is written, how, and where."""

    output: OutputFile = None
    sort: Annotated[
        str | None,
        typer.Option(
            metavar="ORDER",
            rich_help_panel=OUTPUT,
            autocompletion=completion.orders,
            help="year (newest first), title, author, venue, key or relevance; -year reverses the order.",
        ),
    ] = None
    limit: Annotated[
        int | None,
        limit_option("The maximum number of papers, or of groups of list; 0 for all."),
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
    pager: Pager = None

    @property
    def paging(self) -> bool | None:
        """The choice of a pager, which a file doesn't need."""
        return self.pager if self.output is None else False


Keys = Annotated[
    list[str],
    typer.Argument(
        metavar="KEY...", autocompletion=completion.keys, help="Keys, DOIs or arXiv ids.", show_default=False
    ),
]
Names = Annotated[
    list[str],
    typer.Argument(
        metavar="KEY...",
        autocompletion=completion.keys,
        help="Keys, DOIs or arXiv ids, or words of a title; - reads keys from stdin.",
        show_default=False,
    ),
]

Key = Annotated[
    str,
    typer.Argument(metavar="KEY", autocompletion=completion.keys, help="A key, DOI or arXiv id.", show_default=False),
]
