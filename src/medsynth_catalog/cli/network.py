"""The options of the commands that use the network."""

import re
from typing import Annotated, NamedTuple, Self

import typer

from medsynth_catalog.errors import UsageError
from medsynth_catalog.text import printable

NETWORK = "Network"


class Network(NamedTuple):
    """Which services are asked, and how."""

    offline: Annotated[
        bool, typer.Option("--offline", rich_help_panel=NETWORK, help="Send no request; use the cache only.")
    ] = False
    refresh: Annotated[
        bool, typer.Option("--refresh", rich_help_panel=NETWORK, help="Ask the services even for what is in the cache.")
    ] = False
    timeout: Annotated[
        float,
        typer.Option(metavar="SECONDS", rich_help_panel=NETWORK, help="How long to wait for a service."),
    ] = 10
    contact: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            envvar="MEDSYNTH_CONTACT",
            rich_help_panel=NETWORK,
            show_envvar=True,
            help="Your mail address for the services, which ask for one; none is sent unless you give it.",
        ),
    ] = None
    doi_service: Annotated[
        str,
        typer.Option(
            metavar="URL",
            envvar="MEDSYNTH_DOI_SERVICE",
            rich_help_panel=NETWORK,
            show_envvar=True,
            help="The DOI resolver.",
        ),
    ] = "https://doi.org/"
    arxiv_service: Annotated[
        str,
        typer.Option(
            metavar="URL",
            envvar="MEDSYNTH_ARXIV_SERVICE",
            rich_help_panel=NETWORK,
            show_envvar=True,
            help="The arXiv API.",
        ),
    ] = "https://export.arxiv.org/api/query"

    def checked(self) -> Self:
        """Return these options. Raises UsageError for an invalid value or options that exclude each other."""
        if self.offline and self.refresh:
            raise UsageError("--offline and --refresh exclude each other", "leave one out")
        if not 0 < self.timeout <= 3600:
            raise UsageError(f"invalid timeout {self.timeout:g}", "write seconds, such as --timeout 30")
        if self.contact and not re.fullmatch(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", self.contact, re.ASCII):
            raise UsageError(f"invalid mail address {printable(self.contact)!r}", "see --contact")
        for address in (self.doi_service, self.arxiv_service):
            check_address(address)
        return self


def check_address(address: str) -> None:
    """Refuse what is no address of a service. Raises UsageError."""
    if not re.fullmatch(r"https?://([\w.-]+|\[[\da-fA-F:]+\])(:\d{1,5})?(/[!-~]*)?", address, re.ASCII):
        raise UsageError(f"invalid service address {printable(address)!r}", "it begins with http:// or https://")
