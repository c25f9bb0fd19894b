"""`medsynth audit --online`: entries that the catalogue lacks, beside what doi.org and arXiv say of them."""

from collections.abc import Sequence
from contextlib import nullcontext
from typing import TYPE_CHECKING

from msgspec.structs import replace

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.cli import streams
from medsynth_catalog.cli.audited_file import compare
from medsynth_catalog.cli.network import Network
from medsynth_catalog.records import Paper, Part
from medsynth_catalog.text import counted

if TYPE_CHECKING:
    from medsynth_catalog.audit import AuditedEntry, Citation
    from medsynth_catalog.audit.reading import Foreign
    from medsynth_catalog.formats.bibtex.reading import Bibliography


def compare_online(
    bibliography: "Bibliography | Foreign", found: Sequence["AuditedEntry"], catalogue: Catalogue, network: Network
) -> "list[AuditedEntry]":
    """Ask the services for the entries that the catalogue lacks, and audit the file once more with what they say.

    What is said of a work counts as a paper of the catalogue, for this audit alone. Those that can't be asked for, and
    those that got no answer, are told on stderr.
    """
    lacking = [one.cited for one in found if one.cited and not one.match]
    nameless = sum(not (cited.doi or cited.arxiv) for cited in lacking)
    papers = _asked([cited for cited in lacking if cited.doi or cited.arxiv], network)
    if nameless:
        streams.print_message(f"not asked for: {counted(nameless, 'entry', 'entries')} without DOI and arXiv id")
    indexes = (*catalogue.indexes, *Catalogue.of(Part("online", papers)).indexes)
    return compare(bibliography, Catalogue(indexes))


def _asked(lacking: Sequence["Citation"], network: Network) -> tuple[Paper, ...]:
    # Imported here: no other way of an audit may pay for the HTTP client.
    from medsynth_catalog.online.client import Client
    from medsynth_catalog.online.facts import merge_drafts
    from medsynth_catalog.online.resolving import Work, resolve
    from medsynth_catalog.online.services import ArxivService, DoiService

    works = {
        cited.doi or cited.arxiv: Work(cited.doi or cited.arxiv or "", cited.doi, cited.arxiv) for cited in lacking
    }
    with nullcontext() if network.offline else Client(network.timeout, network.contact) as client:
        results = resolve(
            list(works.values()),
            DoiService(network.doi_service, client, network.refresh, streams.print_if_slow),
            ArxivService(network.arxiv_service, client, network.refresh, streams.print_if_slow),
        )
    for remark in dict.fromkeys(remark for result in results for remark in result.remarks):
        streams.print_message(f"not checked: {remark}")
    drafts = [merge_drafts(result.found) for result in results if result.found]
    # The key is free of those of the catalogue, and says where the facts are from.
    return tuple(
        replace(draft.paper, key=f"online-{place}-{draft.key}", status="verified")
        for place, draft in enumerate(drafts, 1)
    )
