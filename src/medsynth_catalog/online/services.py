"""The two services and how each is asked: DOI content negotiation and the arXiv API. The cache is asked first."""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from typing import ClassVar
from urllib.parse import quote, urlsplit

from msgspec import Struct

from medsynth_catalog.identity.identifiers import parse_identifier
from medsynth_catalog.online import store
from medsynth_catalog.online.client import BusyHostError, Client, ServiceError, UnreachableHostError
from medsynth_catalog.online.facts import Facts
from medsynth_catalog.online.responses import Feed, FeedEntry, InvalidResponseError, read_csl, read_feed
from medsynth_catalog.text import printable

Waiting = Callable[[str], AbstractContextManager[None]]
OnAsking = Callable[[str, int, int], None]
"""Called with a host, for how many works it has been asked, and for how many it will be."""


class Reply(Struct, frozen=True):
    """What a service says about an identifier.

    Attributes:
        found: The facts of a work, or of the works that a search found, the likeliest first; empty when there are none.
        remark: Why there are no facts; with facts, why they are old ones from the cache.
        asked: The day on which the service answered; `None` when it gave no answer, or none that is recent.
    """

    found: tuple[Facts, ...] = ()
    remark: str | None = None
    asked: date | None = None

    @property
    def facts(self) -> Facts | None:
        """The facts of the work, or `None`."""
        return self.found[0] if self.found else None


class Service(ABC):
    """A service on the web that knows works by an identifier.

    Attributes:
        identifier_name: What its identifiers are called.
        interface: What its interface is called, for the evidence in a paper file.
        batch_size: How many identifiers it is asked for in one request.
        pause: Seconds between two requests, as the service asks for.
        speaks_for_others: Whether it hands on what many hosts answer, so that one busy host says nothing of the next request.
        keeps_misses: Whether the cache keeps that it has no such work, too.
        base: The address of the service.
        host: The host of that address.
    """

    identifier_name: ClassVar[str]
    interface: ClassVar[str]
    batch_size: ClassVar[int]
    pause: ClassVar[float] = 0
    speaks_for_others: ClassVar[bool] = False
    keeps_misses: ClassVar[bool] = False

    def __init__(
        self,
        base: str,
        client: Client | None,
        refresh: bool,
        waiting: Waiting,
        on_asking: OnAsking = lambda host, done, total: None,
    ) -> None:
        """Prepare to ask a service.

        Args:
            base: The address of the service.
            client: What requests are sent with; without one only the cache is asked.
            refresh: Whether to ask the service even for what is in the cache.
            waiting: Makes a context, of a message, that is entered while a request is under way.
            on_asking: Called before the first request and after each.
        """
        self.base = base
        self.host = urlsplit(base).hostname or base
        self._client = client
        self._refresh = refresh
        self._waiting = waiting
        self._on_asking = on_asking

    @abstractmethod
    def address(self, names: Sequence[str]) -> str:
        """Return the address that is asked for these identifiers."""

    @abstractmethod
    def fetch(self, client: Client, names: Sequence[str]) -> dict[str, tuple[Facts, ...]]:
        """Ask for a batch of identifiers; those that the service doesn't know are left out. Raises ServiceError."""

    def ask(self, names: Iterable[str]) -> dict[str, Reply]:
        """Return the reply for each identifier; none is asked for twice."""
        kept = {name: store.load_facts(self.address([name])) for name in names}
        if self._client is None:
            return {name: self._offline_reply(old) for name, old in kept.items()}
        wanted = [name for name, old in kept.items() if self._refresh or old is None or not old.fresh]
        unasked = set(kept) - set(wanted)
        replies = {name: self._reply(old.found, old.asked) for name, old in kept.items() if old and name in unasked}
        if wanted:
            self._on_asking(self.host, 0, len(wanted))
        lost: ServiceError | None = None
        for start in range(0, len(wanted), self.batch_size):
            batch = wanted[start : start + self.batch_size]
            try:
                if lost:
                    raise lost
                what = printable(batch[0]) if len(batch) == 1 else f"{len(batch)} works"
                with self._waiting(f"asking {self.host} for {what} ..."):
                    found = self.fetch(self._client, batch)
            except ServiceError as error:
                lost = error if self._is_final(error) else None
                replies |= {name: _cached_reply(kept[name], str(error)) for name in batch}
            else:
                for name in batch:
                    if name in found or self.keeps_misses:
                        store.save_facts(self.address([name]), found.get(name, ()))
                    replies[name] = self._reply(found.get(name, ()), datetime.now(UTC))
            self._on_asking(self.host, min(start + self.batch_size, len(wanted)), len(wanted))
        return replies

    def _is_final(self, error: ServiceError) -> bool:
        """Whether the next request would fail, too."""
        final = UnreachableHostError if self.speaks_for_others else (UnreachableHostError, BusyHostError)
        return isinstance(error, final)

    def _reply(self, found: tuple[Facts, ...], asked: datetime) -> Reply:
        return Reply(found, None if found else f"{self.host} has no such {self.identifier_name}", asked.date())

    def _offline_reply(self, old: store.CachedFacts | None) -> Reply:
        if old and old.fresh:
            return self._reply(old.found, old.asked)
        return _cached_reply(
            old, f"{self.host} is not asked with --offline" + ("" if old else ", and has no answer in the cache")
        )


class DoiService(Service):
    """Content negotiation (https://citation.crosscite.org/docs.html): the agency of a DOI sends its record as CSL-JSON."""

    identifier_name, interface, batch_size = "DOI", "content negotiation", 1
    speaks_for_others = True

    def address(self, names: Sequence[str]) -> str:
        """Return the address of a DOI."""
        (doi,) = names
        return f"{self.base.rstrip('/')}/{quote(doi, safe='/:;()')}"

    def fetch(self, client: Client, names: Sequence[str]) -> dict[str, tuple[Facts, ...]]:
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
        return {doi: (Facts(item, {"doi": doi}, self.host, address, self.interface),)}


class ArxivService(Service):
    """The arXiv API (https://info.arxiv.org/help/api/user-manual.html), asked for many ids in one request."""

    identifier_name, interface, batch_size = "id", "arXiv API", 50
    pause = 3.0  # https://info.arxiv.org/help/api/tou.html

    def address(self, names: Sequence[str]) -> str:
        """Return the address of a request for these ids."""
        return f"{self.base}?id_list={','.join(names)}&max_results={len(names)}"

    def fetch(self, client: Client, names: Sequence[str]) -> dict[str, tuple[Facts, ...]]:
        """Ask for some ids; again without an invalid one, such as 2313.00001, for which arXiv refuses them all."""
        wanted = list(names)
        while wanted:
            feed = self._feed(client, wanted)
            if feed.entries or feed.complaint is None or len(wanted) == 1:
                return {entry.id: (self._facts(entry),) for entry in feed.entries if entry.id in wanted}
            accepted = [name for name in wanted if not re.search(rf"(?<![\d.]){name}(?!\d)", feed.complaint)]
            if len(accepted) == len(wanted):
                raise ServiceError(f"{self.host} reports: {feed.complaint}")
            wanted = accepted
        return {}

    def _feed(self, client: Client, names: Sequence[str]) -> Feed:
        fetched = client.get(self.address(names), "application/atom+xml", self.pause)
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
        return Facts(entry.item, fields, self.host, self.address([entry.id]), self.interface, doi, entry.journal)


def _cached_reply(old: store.CachedFacts | None, reason: str) -> Reply:
    """The reply from the cache, with the reason why the service gave none."""
    if old is None:
        return Reply((), reason)
    return Reply(old.found, f"{reason}; its answer of {old.asked:%Y-%m-%d} is used")
