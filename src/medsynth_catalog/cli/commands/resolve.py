"""`medsynth resolve`, the one command that uses the network."""

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.choices import choose
from medsynth_catalog.citekeys import free
from medsynth_catalog.cli import completion, delivery
from medsynth_catalog.cli.app import app, examples
from medsynth_catalog.cli.drafting import hand_over, lies_in, load_with, say_missing
from medsynth_catalog.cli.exits import ExitCode
from medsynth_catalog.cli.network import Network
from medsynth_catalog.cli.options import OUTPUT, Catalogues, grouped
from medsynth_catalog.errors import QueryError
from medsynth_catalog.formats import FORMATS
from medsynth_catalog.records import Paper

if TYPE_CHECKING:
    from medsynth_catalog.intake import Draft
    from medsynth_catalog.online.resolving import Resolved, Work

YAML = "yaml"


class _Record(msgspec.Struct, frozen=True):
    """A paper file to hand over: the draft of a new paper, or a paper of the catalogue, completed."""

    key: str
    fields: dict[str, Any]
    draft: "Draft | None" = None
    wanted: bool = True  # a new paper that wasn't left out before, or one with a fact filled in


@app.command(
    epilog=examples(
        "resolve 10.1016/j.compbiomed.2023.107115",
        "resolve 2301.08227 2306.01875 --format bibtex",
        "resolve neifar2023diffecg --offline",
        "resolve https://arxiv.org/abs/2306.01875 --to ~/my-papers",
    )
)
@grouped
def resolve(
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="NAME...",
            autocompletion=completion.keys,
            show_default=False,
            help="DOIs, arXiv ids, their addresses, or keys of papers.",
        ),
    ],
    network: Network,
    catalogues: Catalogues,
    format: Annotated[
        str,
        typer.Option("--format", "-f", metavar="FORMAT", rich_help_panel=OUTPUT, help=f"{YAML}, {', '.join(FORMATS)}."),
    ] = YAML,
    to: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", rich_help_panel=OUTPUT, help="The catalogue folder that gets the paper files."),
    ] = None,
) -> None:
    """Ask doi.org and arXiv for the facts of works.

    The only command that uses the network. A work that the catalogue lacks becomes a draft, as with add, or a citation
    in the format asked for. Of one that it has, unknown facts are filled in; each of these, and each contradiction, is
    told on stderr. With --to, new papers are written, and a paper that lies in that folder is written anew, without its
    comments, if there is a fact to fill in. Answers are kept for a month.
    """
    form = choose("format", format, (YAML, *FORMATS))
    if to is not None and form != YAML:
        raise QueryError("--to writes paper files only", "leave --format or --to out")
    catalogue = load_with(to, catalogues)
    results = _ask(catalogue, names, network.checked())
    records = list(_records(results, catalogue))
    whole = all(result.whole for result in results)
    if form != YAML:
        papers = [msgspec.convert({"key": record.key} | record.fields, Paper) for record in records]
        delivery.write(FORMATS[form].write(papers))
    else:
        for record in records:
            whole &= _hand_over(record, to)
    if not whole:
        raise typer.Exit(ExitCode.NOT_FOUND)


def _ask(catalogue: Catalogue, names: Sequence[str], network: Network) -> "list[Resolved]":
    # Imported here: no other command may pay for the HTTP client.
    from medsynth_catalog.online.client import Client
    from medsynth_catalog.online.resolving import named, resolve
    from medsynth_catalog.online.services import ArxivService, DoiService

    works: list[Work] = [named(catalogue, name) for name in names]
    with nullcontext() if network.offline else Client(network.timeout, network.contact) as client:
        return resolve(
            works,
            DoiService(network.doi_service, client, network.refresh, delivery.say_if_slow),
            ArxivService(network.arxiv_service, client, network.refresh, delivery.say_if_slow),
        )


def _records(results: "Sequence[Resolved]", catalogue: Catalogue) -> Iterator[_Record]:
    """Each work once, whatever names it was asked by; what there is to say of it goes to stderr."""
    from medsynth_catalog.intake import Known
    from medsynth_catalog.online.completing import complete
    from medsynth_catalog.online.facts import united

    known, taken = Known(catalogue), {paper.key for paper in catalogue.papers}
    done: set[str] = set()
    for remark in dict.fromkeys(remark for result in results for remark in result.remarks):
        delivery.say(remark)
    for result in results:
        if not result.found:
            continue
        draft = united(result.found)
        paper = result.work.paper or known.paper(draft)
        ids = {paper.key} if paper else {draft.fields[name] for name in ("doi", "arxiv") if name in draft.fields}
        if ids & done:
            continue
        done |= ids
        if paper:
            completed = complete(paper, result.found, catalogue.venues)
            for line in completed.told or ("nothing to add",):
                delivery.say(f"{paper.key}: {line}")
            yield _Record(paper.key, completed.fields, wanted=completed.changed)
        else:
            if rejected := known.rejection(draft):
                delivery.say(f"left out before: {rejected.title}: {rejected.reason}")
            key = free(draft.key, taken)
            yield _Record(key, draft.fields, draft, wanted=rejected is None)


def _hand_over(record: _Record, folder: Path | None) -> bool:
    """Print a paper file, or write one that is wanted; return whether it lies where it should."""
    if folder is not None:
        if record.draft is None and not lies_in(folder, record.key):
            delivery.say(f"{record.key}: not written, since it is a paper of another catalogue")
            return False
        if not record.wanted:
            return record.draft is None
    hand_over(record.key, record.fields, folder)
    if record.draft is not None:
        say_missing(record.key, record.draft)
    return True
