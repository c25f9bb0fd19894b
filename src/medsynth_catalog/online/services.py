"""The two services and how each is asked: DOI content negotiation and the arXiv API, the cache always first."""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from typing import ClassVar
from urllib.parse import quote, urlsplit

from msgspec import Struct

from medsynth_catalog.identity.identifiers import parse_identifier
from medsynth_catalog.online import store
from medsynth_catalog.online.answers import Entry, Feed, UnreadableError, read_csl, read_feed
from medsynth_catalog.online.client import Client, UnansweredError, UnreachableError
from medsynth_catalog.online.facts import Facts
from medsynth_catalog.text import printable

Waiting = Callable[[str], AbstractContextManager[None]]


class Reply(Struct, frozen=True):
    """Facts, or a remark that says why there are none; with both, why the facts are old ones."""

    facts: Facts | None
    remark: str | None = None


class Service(ABC):
    """A service at an address, which is asked for names; without a `client` only the cache is.

    With `refresh` it is asked even for what is in the cache. `waiting` is entered, with what is asked, as long as it
    takes.
    """

    noun: ClassVar[str]
    way: ClassVar[str]
    batch: ClassVar[int]

    def __init__(self, base: str, client: Client | None, refresh: bool, waiting: Waiting) -> None:
        self.base = base
        self.host = urlsplit(base).hostname or base
        self._client = client
        self._refresh = refresh
        self._waiting = waiting

    @abstractmethod
    def address(self, names: Sequence[str]) -> str:
        """Where to ask for these names."""

    @abstractmethod
    def fetch(self, client: Client, names: Sequence[str]) -> dict[str, Facts]:
        """Ask for a batch of names; those that the service doesn't have are left out. Raises UnansweredError."""

    def ask(self, names: Iterable[str]) -> dict[str, Reply]:
        """Return a reply for every name, each asked for once."""
        kept = {name: store.recall(self.address([name])) for name in names}
        if self._client is None:
            return {name: self._offline(old) for name, old in kept.items()}
        wanted = [name for name, old in kept.items() if self._refresh or old is None or not old.fresh]
        replies = {name: Reply(old.facts) for name, old in kept.items() if old and name not in wanted}
        lost: UnreachableError | None = None
        for start in range(0, len(wanted), self.batch):
            batch = wanted[start : start + self.batch]
            try:
                if lost:
                    raise lost
                what = printable(batch[0]) if len(batch) == 1 else f"{len(batch)} works"
                with self._waiting(f"asking {self.host} for {what} ..."):
                    found = self.fetch(self._client, batch)
            except UnansweredError as error:
                lost = error if isinstance(error, UnreachableError) else None
                replies |= {name: _kept(kept[name], str(error)) for name in batch}
            else:
                for facts in found.values():
                    store.keep(facts.address, facts)
                missing = Reply(None, f"{self.host} has no such {self.noun}")
                replies |= {name: Reply(found[name]) if name in found else missing for name in batch}
        return replies

    def _offline(self, old: store.Kept | None) -> Reply:
        if old and old.fresh:
            return Reply(old.facts)
        return _kept(
            old, f"{self.host} isn't asked with --offline" + ("" if old else ", and the cache doesn't have it")
        )


class DoiService(Service):
    """Content negotiation (https://citation.crosscite.org/docs.html): the agency of a DOI sends its record as CSL-JSON."""

    noun, way, batch = "DOI", "content negotiation", 1

    def address(self, names: Sequence[str]) -> str:
        """Where a DOI leads."""
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
            raise UnansweredError(f"{self.host} answered {fetched.status}")
        try:
            item = read_csl(fetched.body)
        except UnreadableError as error:
            raise UnansweredError(f"{self.host} sent {error}") from error
        return {doi: Facts(item, {"doi": doi}, self.host, address, self.way)}


class ArxivService(Service):
    """The arXiv API (https://info.arxiv.org/help/api/user-manual.html), asked for many ids in one request."""

    noun, way, batch = "id", "arXiv API", 50

    def address(self, names: Sequence[str]) -> str:
        """Where to ask for these ids."""
        return f"{self.base}?id_list={','.join(names)}&max_results={len(names)}"

    def fetch(self, client: Client, names: Sequence[str]) -> dict[str, Facts]:
        """Ask for some ids, and again without the one for which arXiv refuses them all, such as 2313.00001."""
        wanted = list(names)
        while wanted:
            feed = self._feed(client, wanted)
            if feed.entries or feed.complaint is None or len(wanted) == 1:
                return {entry.id: self._facts(entry) for entry in feed.entries if entry.id in wanted}
            accepted = [name for name in wanted if not re.search(rf"(?<![\d.]){name}(?!\d)", feed.complaint)]
            if len(accepted) == len(wanted):
                raise UnansweredError(f"{self.host} complains: {feed.complaint}")
            wanted = accepted
        return {}

    def _feed(self, client: Client, names: Sequence[str]) -> Feed:
        fetched = client.get(self.address(names), "application/atom+xml", apart=True)
        if fetched.status not in (200, 400):  # complaints come with either
            raise UnansweredError(f"{self.host} answered {fetched.status}")
        try:
            return read_feed(fetched.body)
        except UnreadableError as error:
            raise UnansweredError(f"{self.host} sent {error}") from error

    def _facts(self, entry: Entry) -> Facts:
        fields = {"arxiv": entry.id} | ({"arxiv_class": entry.category} if entry.category else {})
        mark = parse_identifier(entry.doi.split()[0]) if entry.doi else None
        doi = mark[1] if mark and mark[0] == "doi" else None
        if named := ", ".join(filter(None, (entry.journal, f"doi:{doi}" if doi else None))):
            fields["notes"] = f"arXiv names the publication {named}."
        return Facts(entry.item, fields, self.host, self.address([entry.id]), self.way, doi)


def _kept(old: store.Kept | None, reason: str) -> Reply:
    """What the cache has instead of an answer, and why it must do."""
    if old is None:
        return Reply(None, reason)
    return Reply(old.facts, f"{reason}; what it said on {old.asked:%Y-%m-%d} stands")
