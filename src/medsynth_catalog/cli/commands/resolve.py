"""`medsynth resolve`, which fills in papers from the network."""

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.choices import choose
from medsynth_catalog.citekeys import claim_key
from medsynth_catalog.cli import completion, streams
from medsynth_catalog.cli.application import app, examples
from medsynth_catalog.cli.drafting import content_of, has_paper_file, load_with_folder, print_missing, print_paper_file
from medsynth_catalog.cli.exits import ExitCode
from medsynth_catalog.cli.format_options import OUTPUT, TABLE, format_option
from medsynth_catalog.cli.network import Network
from medsynth_catalog.cli.option_groups import with_option_groups
from medsynth_catalog.cli.options import Catalogues, Selection
from medsynth_catalog.cli.staleness import Staleness, renew_selection
from medsynth_catalog.errors import UsageError
from medsynth_catalog.formats import FORMATS
from medsynth_catalog.records import Paper

if TYPE_CHECKING:
    from medsynth_catalog.intake import Draft
    from medsynth_catalog.online.resolving import Resolved, Work

YAML = "yaml"


class _Record(msgspec.Struct, frozen=True):
    """A paper file to print or write.

    Attributes:
        key: The key of the paper.
        fields: The fields of its file.
        messages: What the user should know about it, one line each.
        draft: The draft of a new paper; `None` for a paper of the catalogue.
        wanted: Whether there is something to write: a new paper that wasn't left out before, or a fact filled in.
    """

    key: str
    fields: dict[str, Any]
    messages: tuple[str, ...]
    draft: "Draft | None" = None
    wanted: bool = True


@app.command(
    epilog=examples(
        "resolve 10.1016/j.compbiomed.2023.107115",
        "resolve 2301.08227 2306.01875 --format bibtex",
        "resolve neifar2023diffecg --offline",
        "resolve https://arxiv.org/abs/2306.01875 --to ~/my-papers",
        "resolve --stale ecg --since 2023",
        "resolve --stale --to ~/my-papers",
    )
)
@with_option_groups
def resolve(
    staleness: Staleness,
    selection: Selection,
    text: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="NAME...",
            autocompletion=completion.keys,
            show_default=False,
            help="DOIs, arXiv ids, their addresses, or keys of papers; with --stale free words, as in search.",
        ),
    ] = None,
    format: Annotated[
        str | None,
        format_option(f"{YAML} (if left out), {', '.join(FORMATS)}; with --stale {TABLE} (if left out) or json."),
    ] = None,
    to: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", rich_help_panel=OUTPUT, help="The catalogue folder that gets the paper files."),
    ] = None,
    *,
    network: Network,
    catalogues: Catalogues,
) -> None:
    """Look up works at doi.org and arXiv, and what has become of them.

    A work that is not in the catalogue becomes a draft, as with add, or a citation
    in the given format. For a paper of the catalogue, unknown facts are filled in; these, and contradictions, are reported
    on stderr. With --to, new papers are written to that folder, and a paper in it is rewritten, without its comments, if a
    fact was filled in. Answers are cached for a month.

    With --stale, the papers of a selection are asked for that may be out of date: preprints that nobody has looked for lately, at
    arXiv and Crossref, and citations that lack a DOI, volume, number, pages or publisher. Each finding is a line: key,
    kind, what is said, service. With --to, the files of that folder are completed: a preprint that has appeared becomes
    the publication, and one that wasn't found gets the day as publication_sought. A file with comments is not written.
    The exit code is 1 if there are findings.
    """
    names = text or []
    if staleness.stale:
        form = choose("format", format or TABLE, (TABLE, *FORMATS))
        selection = selection._replace(text=names)
        if not renew_selection(selection, catalogues, network.checked(), staleness.checked(), to, form):
            raise typer.Exit(ExitCode.FINDINGS)
        return
    if selection != Selection() or staleness.older_than is not None:
        raise UsageError("a selection of papers needs --stale", "add --stale, or name works alone")
    if not names:
        raise UsageError("no work is named", "name DOIs, arXiv ids or keys, or add --stale")
    form = choose("format", format or YAML, (YAML, *FORMATS))
    if to is not None and form != YAML:
        raise UsageError("--to writes paper files only", "leave --format or --to out")
    catalogue = load_with_folder(to, catalogues)
    there = {} if to is None else {paper.key: content_of(to, paper.key) for paper in _named(catalogue, names)}
    results = _ask(catalogue, names, network.checked())
    records = list(_records(results, catalogue))
    remarks = dict.fromkeys(remark for result in results for remark in result.remarks)
    for message in (*remarks, *(message for record in records for message in record.messages)):
        streams.print_message(message)
    complete = all(result.complete for result in results)
    if form != YAML:
        papers = [msgspec.convert({"key": record.key} | record.fields, Paper) for record in records]
        streams.write_stdout(FORMATS[form].stream(papers))
    elif to is None:
        for record in records:
            print_paper_file(record.key, record.fields, None)
            _print_missing(record)
    else:
        for record in records:
            if _is_of_another_catalogue(record, to):
                streams.print_message(f"{record.key}: not written, since it belongs to another catalogue")
            elif record.wanted:
                print_paper_file(
                    record.key, record.fields, to, read=there.get(record.key, b"" if record.draft else None)
                )
                _print_missing(record)
        complete = complete and not any(_is_left_out(record, to) for record in records)
    if not complete:
        raise typer.Exit(ExitCode.FAILED)


def _named(catalogue: Catalogue, names: Sequence[str]) -> Iterator[Paper]:
    """The papers of the catalogue among the works that are asked for."""
    from medsynth_catalog.online.resolving import find_work

    yield from filter(None, (find_work(catalogue, name).paper for name in names))


def _ask(catalogue: Catalogue, names: Sequence[str], network: Network) -> "list[Resolved]":
    # Imported here: no other command may pay for the HTTP client.
    from medsynth_catalog.online.client import Client
    from medsynth_catalog.online.resolving import find_work, resolve
    from medsynth_catalog.online.services import ArxivService, DoiService

    works: list[Work] = [find_work(catalogue, name) for name in names]
    with nullcontext() if network.offline else Client(network.timeout, network.contact) as client:
        return resolve(
            works,
            DoiService(network.doi_service, client, network.refresh, streams.print_if_slow),
            ArxivService(network.arxiv_service, client, network.refresh, streams.print_if_slow),
        )


def _records(results: "Sequence[Resolved]", catalogue: Catalogue) -> Iterator[_Record]:
    """Yield each work once, by however many of its names it was asked for."""
    from medsynth_catalog.intake import Known
    from medsynth_catalog.online.completing import complete
    from medsynth_catalog.online.facts import merge_drafts

    known, taken = Known(catalogue), {paper.key for paper in catalogue.papers}
    done: set[str] = set()
    for result in results:
        if not result.found:
            continue
        draft = merge_drafts(result.found)
        paper = result.work.paper or known.paper(draft)
        ids = {paper.key} if paper else {draft.fields[name] for name in ("doi", "arxiv") if name in draft.fields}
        if ids & done:
            continue
        done |= ids
        if paper:
            completed = complete(paper, result.found, catalogue.venues)
            messages = tuple(f"{paper.key}: {line}" for line in completed.messages or ("nothing to add",))
            yield _Record(paper.key, completed.fields, messages, wanted=completed.changed)
        else:
            rejected = known.rejection(draft)
            messages = (f"rejected earlier: {rejected.title}: {rejected.reason}",) if rejected else ()
            yield _Record(claim_key(draft.key, taken), draft.fields, messages, draft, wanted=rejected is None)


def _is_of_another_catalogue(record: _Record, folder: Path) -> bool:
    return record.draft is None and not has_paper_file(folder, record.key)


def _is_left_out(record: _Record, folder: Path) -> bool:
    """Whether a work that was asked for has no file in the folder."""
    return _is_of_another_catalogue(record, folder) or (record.draft is not None and not record.wanted)


def _print_missing(record: _Record) -> None:
    if record.draft is not None:
        print_missing(record.key, record.draft)
