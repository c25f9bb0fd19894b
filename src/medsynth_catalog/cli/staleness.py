"""`medsynth resolve --stale`: what services say that records don't say yet, told and written into a folder."""

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple, Self

import typer

from medsynth_catalog.atomic import write_whole
from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.cli import streams
from medsynth_catalog.cli.answering import print_why_empty
from medsynth_catalog.cli.drafting import content_of, has_paper_file, load_with_folder, paper_file
from medsynth_catalog.cli.format_options import TABLE
from medsynth_catalog.cli.network import Network, check_address
from medsynth_catalog.cli.options import Catalogues, Selection
from medsynth_catalog.cli.owning import telling_of
from medsynth_catalog.errors import FileError, UsageError
from medsynth_catalog.fields import in_order
from medsynth_catalog.loading import is_installed
from medsynth_catalog.loading.stamps import file_states
from medsynth_catalog.records import Paper
from medsynth_catalog.searching import search
from medsynth_catalog.stopping import on_stop
from medsynth_catalog.text import counted
from medsynth_catalog.turns import alone_in

if TYPE_CHECKING:
    from medsynth_catalog.online.renewals import Renewed

STALE = "Stale records"
_OLDER_THAN = 90
_RESUMED = "what was answered is kept, and the same command continues from there"
_REPORTS = (TABLE, "json")


class Staleness(NamedTuple):
    """The options for papers that may be out of date."""

    stale: Annotated[
        bool,
        typer.Option(
            "--stale",
            rich_help_panel=STALE,
            help="Ask for preprints that may have been published, and for incomplete citations.",
        ),
    ] = False
    older_than: Annotated[
        int | None,
        typer.Option(
            metavar="DAYS",
            min=0,
            max=36500,
            rich_help_panel=STALE,
            show_default=False,
            help=f"Leave out preprints that were looked for within so many days; {_OLDER_THAN} if left out.",
        ),
    ] = None
    crossref_service: Annotated[
        str,
        typer.Option(
            metavar="URL",
            envvar="MEDSYNTH_CROSSREF_SERVICE",
            rich_help_panel=STALE,
            show_envvar=True,
            help="The Crossref REST API.",
        ),
    ] = "https://api.crossref.org/works"

    def checked(self) -> Self:
        """Return these options. Raises UsageError for an invalid address."""
        check_address(self.crossref_service)
        return self

    @property
    def since(self) -> date:
        """The day after which nobody has to look for a publication again."""
        days = _OLDER_THAN if self.older_than is None else self.older_than
        return datetime.now(UTC).date() - timedelta(days=days)


def renew_selection(
    selection: Selection,
    catalogues: Catalogues,
    network: Network,
    staleness: Staleness,
    folder: Path | None,
    form: str,
) -> bool:
    """Ask for the stale papers of a selection, report what the services say, and write it if a folder is named.

    Args:
        selection: Which papers; of a folder that is named, those that it has files of.
        catalogues: Where they are.
        network: How the services are asked.
        staleness: Which papers are stale.
        folder: The catalogue folder whose files are completed.
        form: The format of the report.

    Returns:
        Whether there is nothing more to do: no findings, an answer for every paper, and every change written.
    """
    if form not in _REPORTS:
        raise UsageError(f"--format {form} writes papers, not findings", f"use {' or '.join(_REPORTS)}")
    if folder is not None:
        _check_folder(folder)
    catalogue = load_with_folder(folder, catalogues)
    selection = selection.with_piped_keys(catalogue)
    answer = search(catalogue, selection.query())
    print_why_empty(catalogue, selection.query(), answer)
    papers = [one for one in answer if folder is None or has_paper_file(folder, one.key)]
    stale = _stale(papers, catalogue, staleness.since)
    others = f"; others are complete or looked for since {staleness.since}" if len(stale) < len(papers) else ""
    if answer:
        where = f" in {folder}" if folder is not None else ""
        streams.print_message(f"{len(stale)} of {counted(len(papers), 'paper')}{where} to ask for{others}")
    there = {paper.key: content_of(folder, paper.key) for paper in stale} if folder is not None else {}
    renewed = _renewed(stale, catalogue, network, staleness.crossref_service) if stale else []
    told = [one for one in renewed if one.findings]
    _report(told, form)
    _sum_up(renewed, network.offline)
    written = _write(renewed, folder, there) if folder is not None else True
    return written and not any(one.findings or one.unanswered for one in renewed)


def _check_folder(folder: Path) -> None:
    """Refuse a folder that can't be completed. Raises FileError, CatalogueError."""
    if is_installed(folder):
        raise FileError(f"cannot write into {folder}: it belongs to the installed program", "name another folder")
    file_states(folder)


def _stale(papers: Sequence[Paper], catalogue: Catalogue, since: date) -> list[Paper]:
    from medsynth_catalog.online.staleness import is_stale

    return [paper for paper in papers if is_stale(paper, catalogue.venues, since)]


def _renewed(papers: Sequence[Paper], catalogue: Catalogue, network: Network, crossref: str) -> "list[Renewed]":
    # Imported here: no other command may pay for the HTTP client.
    from medsynth_catalog.online.client import Client
    from medsynth_catalog.online.crossref import CrossrefSearch, CrossrefService
    from medsynth_catalog.online.renewing import Services, renew
    from medsynth_catalog.online.services import ArxivService, DoiService

    def quietly(_message: str) -> nullcontext[None]:
        return nullcontext()

    on_stop.append(_print_stopped)
    try:
        with (
            streams.show_asking_progress() as on_asking,
            nullcontext() if network.offline else Client(network.timeout, network.contact) as client,
        ):
            rest = (client, network.refresh, quietly, on_asking)
            services = Services(
                ArxivService(network.arxiv_service, *rest),
                CrossrefService(crossref, *rest),
                CrossrefSearch(crossref, *rest),
                DoiService(network.doi_service, *rest),
            )
            return renew(papers, catalogue, services)
    finally:
        on_stop.remove(_print_stopped)


def _print_stopped() -> None:
    streams.print_message(f"stopped: {_RESUMED}")


def _report(told: "Sequence[Renewed]", form: str) -> None:
    from medsynth_catalog.online.renewals import renewed_lines, renewed_object

    if form == "json":
        from medsynth_catalog.formats.structured import to_json

        streams.write_stdout(to_json(list(map(renewed_object, told))))
    elif streams.is_screen():
        from medsynth_catalog.views.screen import print_views
        from medsynth_catalog.views.stale import stale_view

        print_views(stale_view(told))
    else:
        streams.write_stdout(renewed_lines(told))


def _sum_up(renewed: "Sequence[Renewed]", offline: bool) -> None:
    """Count the findings of each kind, and account for the papers without an answer."""
    from medsynth_catalog.online.renewals import STALE_KINDS

    if renewed:
        told = sum(bool(one.findings) for one in renewed)
        lost = sum(bool(one.unanswered and not one.findings) for one in renewed)
        unanswered = f", {lost} unanswered" if lost else ""
        streams.print_message(f"{told} with findings, {len(renewed) - told - lost} without{unanswered}")
    found = Counter(finding.kind for one in renewed for finding in one.findings)
    for kind, meaning in STALE_KINDS.items():
        if found[kind]:
            streams.print_message(f"  {found[kind]:>4} {kind:<20} {meaning}")
    reasons = Counter(reason for one in renewed for reason in one.unanswered)
    for reason, times in reasons.items():
        streams.print_message(f"no answer for {counted(times, 'paper')}: {reason}")
    if reasons and not offline:
        streams.print_message(_RESUMED)


def _write(renewed: "Sequence[Renewed]", folder: Path, there: Mapping[str, bytes]) -> bool:
    """Complete the files of a folder; returns whether all could be. Raises FileError.

    Args:
        renewed: What was found.
        folder: The catalogue folder.
        there: What the files held before the services were asked, by key.
    """
    from medsynth_catalog.loading.files import has_comments, read_mapping, to_yaml  # brings yaml

    written = sought = 0
    changed = [one for one in renewed if one.changes]
    with telling_of(folder), alone_in(folder / "papers"):
        for one in changed:
            file, before = paper_file(folder, one.paper.key), there[one.paper.key]
            if content_of(folder, one.paper.key) != before:
                streams.print_message(f"{file}: not written, since it was changed meanwhile")
            elif has_comments(file):
                streams.print_message(f"{file}: not written, since its comments would be lost")
            else:
                fields = read_mapping(file)[0] | dict(one.changes)
                text = to_yaml(in_order({name: value for name, value in fields.items() if value is not None}))
                write_whole(file, [text.encode()], before)
                written, sought = written + 1, sought + (not one.findings)
    only = f"; in {sought} of them only publication_sought" if sought else ""
    streams.print_message(f"{counted(written, 'file')} written in {folder}{only}")
    return written == len(changed)
