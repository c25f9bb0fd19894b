"""The Crossref REST API (https://github.com/CrossRef/rest-api-doc): a work by its DOI, and a search by its title."""

from collections.abc import Sequence
from urllib.parse import quote

from medsynth_catalog.online.client import Client, ServiceError
from medsynth_catalog.online.facts import Facts
from medsynth_catalog.online.responses import CrossrefWork, InvalidResponseError, read_crossref
from medsynth_catalog.online.services import Service
from medsynth_catalog.records import Author, Paper

# Crossref's advice to those who compare the results themselves:
# https://github.com/CrossRef/rest-api-doc/blob/master/api_tips.md
_ROWS = 5


class CrossrefService(Service):
    """The works of Crossref by DOI, with their relations to preprints and publications."""

    identifier_name, interface, batch_size = "DOI", "Crossref REST API", 1
    # Far below any limit that it tells, since nobody waits for an answer.
    pause = 1.0
    keeps_misses = True

    def address(self, names: Sequence[str]) -> str:
        """Return the address of the work with a DOI."""
        (doi,) = names
        return f"{self.base.rstrip('/')}/{quote(doi, safe='/')}"

    def fetch(self, client: Client, names: Sequence[str]) -> dict[str, tuple[Facts, ...]]:
        """Ask for one work, or for the works that one search finds."""
        (name,) = names
        found = tuple(map(self._facts, self._works(client, self.address(names))))
        return {name: found} if found else {}

    def _works(self, client: Client, address: str) -> list[CrossrefWork]:
        fetched = client.get(address, "application/json", self.pause)
        if fetched.status in (404, 410):
            return []
        if fetched.status != 200:
            raise ServiceError(f"{self.host} answered {fetched.status}")
        try:
            return read_crossref(fetched.body)
        except InvalidResponseError as error:
            raise ServiceError(f"{self.host} sent {error}") from error

    def _facts(self, work: CrossrefWork) -> Facts:
        return Facts(
            work.item,
            {"doi": work.doi},
            self.host,
            CrossrefService.address(self, [work.doi]),
            self.interface,
            work.published[0] if work.published else None,
            preprints=work.preprints,
        )


class CrossrefSearch(CrossrefService):
    """The works of Crossref that are likeliest for a title and an author."""

    identifier_name = "title"

    def address(self, names: Sequence[str]) -> str:
        """Return the address of a search."""
        (words,) = names
        return f"{self.base.rstrip('/')}?query.bibliographic={quote(words, safe='')}&rows={_ROWS}"


def searched_words(paper: Paper) -> str | None:
    """Return the words by which a paper is searched for, its title and first author; `None` if either is unknown.

    Without an author, nobody could say whether what is found is the paper.
    """
    if not paper.title or not paper.names:
        return None
    return f"{paper.title} {Author.read(paper.names[0]).family}"
