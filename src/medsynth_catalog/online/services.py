"""The two services and how each is asked: DOI content negotiation and the arXiv API. The cache is asked first."""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from typing import ClassVar
from urllib.parse import quote, urlsplit

from msgspec import Struct

from medsynth_catalog.identity.identifiers import parse_identifier
from medsynth_catalog.online import store
from medsynth_catalog.online.client import Client, ServiceError, UnreachableHostError
from medsynth_catalog.online.facts import Facts
from medsynth_catalog.online.responses import Feed, FeedEntry, InvalidResponseError, read_csl, read_feed
from medsynth_catalog.text import printable

Waiting = Callable[[str], AbstractContextManager[None]]


class Reply(Struct, frozen=True):
    """What a service says about an identifier.

    Attributes:
        facts: The facts, or `None` when there are none.
        remark: Why there are no facts; with facts, why they are old ones from the cache.
    """

    facts: Facts | None
    remark: str | None = None


class Service(ABC):
    """A service on the web that knows works by an identifier.

    Attributes:
        identifier_name: What its identifiers are called.
        interface: What its interface is called, for the evidence in a paper file.
        batch_size: How many identifiers it is asked for in one request.
        base: The address of the service.
        host: The host of that address.
    """

    identifier_name: ClassVar[str]
    interface: ClassVar[str]
    batch_size: ClassVar[int]

    def __init__(self, base: str, client: Client | None, refresh: bool, waiting: Waiting) -> None:
        """Prepare to ask a service.

        Args:
            base: The address of the service.
            client: What requests are sent with; without one only the cache is asked.
            refresh: Whether to ask the service even for what is in the cache.
            waiting: Makes a context, of a message, that is entered while a request is under way.
        """
        self.base = base
        self.host = urlsplit(base).hostname or base
        self._client = client
        self._refresh = refresh
        self._waiting = waiting

    @abstractmethod
    def address(self, names: Sequence[str]) -> str:
        """Return the address that is asked for these identifiers."""

    @abstractmethod
    def fetch(self, client: Client, names: Sequence[str]) -> dict[str, Facts]:
        """Ask for a batch of identifiers; those that the service doesn't know are left out. Raises ServiceError."""

    def ask(self, names: Iterable[str]) -> dict[str, Reply]:
        """Return the reply for each identifier; none is asked for twice."""
        kept = {name: store.load_facts(self.address([name])) for name in names}
        if self._client is None:
            return {name: self._offline_reply(old) for name, old in kept.items()}
        wanted = [name for name, old in kept.items() if self._refresh or old is None or not old.fresh]
        replies = {name: Reply(old.facts) for name, old in kept.items() if old and name not in wanted}
        lost: UnreachableHostError | None = None
        for start in range(0, len(wanted), self.batch_size):
            batch = wanted[start : start + self.batch_size]
            try:
                if lost:
                    raise lost
                what = printable(batch[0]) if len(batch) == 1 else f"{len(batch)} works"
                with self._waiting(f"asking {self.host} for {what} ..."):
                    found = self.fetch(self._client, batch)
            except ServiceError as error:
                lost = error if isinstance(error, UnreachableHostError) else None
                replies |= {name: _cached_reply(kept[name], str(error)) for name in batch}
            else:
                for facts in found.values():
                    store.save_facts(facts.address, facts)
                missing = Reply(None, f"{self.host} has no such {self.identifier_name}")
                replies |= {name: Reply(found[name]) if name in found else missing for name in batch}
        return replies

    def _offline_reply(self, old: store.CachedFacts | None) -> Reply:
        if old and old.fresh:
            return Reply(old.facts)
        return _cached_reply(
            old, f"{self.host} is not asked with --offline" + ("" if old else ", and has no answer in the cache")
        )


class DoiService(Service):
    """Content negotiation (https://citation.crosscite.org/docs.html): the agency of a DOI sends its record as CSL-JSON."""

    identifier_name, interface, batch_size = "DOI", "content negotiation", 1

    def address(self, names: Sequence[str]) -> str:
        """Return the address of a DOI."""
        (doi,) = names
        return f"{self.base.rstrip('/')}/{quote(doi, safe='/:;()')}"

    def fetch(self, client: Client, names: Sequence[str]) -> dict[str, Facts]:
        """Ask for one DOI."""
        (doi,) = names
        address = self.address(names)
        fetched = client.get(address, "application/vnd.citationstyles.csl+json")
        if fetched.status in (404, 410):
            return {}
        if fetched.status != 200:
            raise ServiceError(f"{self.host} answered {fetched.status}")
        try:
            item = read_csl(fetched.body)
        except InvalidResponseError as error:
            raise ServiceError(f"{self.host} sent {error}") from error
        return {doi: Facts(item, {"doi": doi}, self.host, address, self.interface)}


class ArxivService(Service):
    """The arXiv API (https://info.arxiv.org/help/api/user-manual.html), asked for many ids in one request."""

    identifier_name, interface, batch_size = "id", "arXiv API", 50

    def address(self, names: Sequence[str]) -> str:
        """Return the address of a request for these ids."""
        return f"{self.base}?id_list={','.join(names)}&max_results={len(names)}"

    def fetch(self, client: Client, names: Sequence[str]) -> dict[str, Facts]:
        """Ask for some ids; again without an invalid one, such as 2313.00001, for which arXiv refuses them all."""
        wanted = list(names)
        while wanted:
            feed = self._feed(client, wanted)
            if feed.entries or feed.complaint is None or len(wanted) == 1:
                return {entry.id: self._facts(entry) for entry in feed.entries if entry.id in wanted}
            accepted = [name for name in wanted if not re.search(rf"(?<![\d.]){name}(?!\d)", feed.complaint)]
            if len(accepted) == len(wanted):
                raise ServiceError(f"{self.host} reports: {feed.complaint}")
            wanted = accepted
        return {}

    def _feed(self, client: Client, names: Sequence[str]) -> Feed:
        fetched = client.get(self.address(names), "application/atom+xml", rate_limited=True)
        if fetched.status not in (200, 400):  # complaints come with either
            raise ServiceError(f"{self.host} answered {fetched.status}")
        try:
            return read_feed(fetched.body)
        except InvalidResponseError as error:
            raise ServiceError(f"{self.host} sent {error}") from error

    def _facts(self, entry: FeedEntry) -> Facts:
        fields = {"arxiv": entry.id} | ({"arxiv_class": entry.category} if entry.category else {})
        mark = parse_identifier(entry.doi.split()[0]) if entry.doi else None
        doi = mark[1] if mark and mark[0] == "doi" else None
        if named := ", ".join(filter(None, (entry.journal, f"doi:{doi}" if doi else None))):
            fields["notes"] = f"arXiv names the publication {named}."
        return Facts(entry.item, fields, self.host, self.address([entry.id]), self.interface, doi)


def _cached_reply(old: store.CachedFacts | None, reason: str) -> Reply:
    """The reply from the cache, with the reason why the service gave none."""
    if old is None:
        return Reply(None, reason)
    return Reply(old.facts, f"{reason}; its answer of {old.asked:%Y-%m-%d} is used")
