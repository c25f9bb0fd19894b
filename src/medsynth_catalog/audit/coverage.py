"""How much of somebody's list of works the catalogue has: an audit turned round."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from medsynth_catalog.audit.citation import read_foreign
from medsynth_catalog.audit.matching import Matcher
from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.formats.foreign import ForeignEntry, Refused, first_words
from medsynth_catalog.identity.works import address_keys, match_keys, rejected_works
from medsynth_catalog.records import Paper, Rejection
from medsynth_catalog.text import printable


class ListedWork(Struct, frozen=True):
    """A work that a list names.

    Attributes:
        where: Where in the list it stands ("line 3").
        title: Its title; without one the first words of the entry.
        paper: The paper of the catalogue that it is; `None` if the catalogue has none.
        rejection: The note of a work that was read and left out of the catalogue; `None` for any other.
        unreadable: Why the entry could not be read; `None` if it could.
    """

    where: str
    title: str
    paper: Paper | None = None
    rejection: Rejection | None = None
    unreadable: str | None = None

    @property
    def status(self) -> str:
        """What became of it: "present", "rejected", "unreadable" or "missing"."""
        found = {"present": self.paper, "rejected": self.rejection, "unreadable": self.unreadable}
        return next((status for status, reason in found.items() if reason), "missing")


def coverage(entries: Iterable[ForeignEntry | Refused], catalogue: Catalogue) -> Iterator[ListedWork]:
    """Yield for each entry of a list whether the catalogue has its work.

    Entries are matched as by an audit, but an identifier is enough: lists often have a preprint under its first title.

    Args:
        entries: The entries as `intake.listed_works` reads them.
        catalogue: All papers that an entry may name.
    """
    matcher = Matcher(catalogue)
    rejected = rejected_works(catalogue.rejected)
    for entry in entries:
        if isinstance(entry, Refused):
            yield ListedWork(entry.where, entry.entry, unreadable=entry.reason)
            continue
        cited = read_foreign(entry)
        match = matcher.match(cited)
        paper = match.paper if match else matcher.with_doi(cited.doi) or matcher.with_arxiv(cited.arxiv)
        keys = (*match_keys(cited.doi, cited.arxiv, cited.title), *address_keys(cited.url))
        title = cited.title or first_words(printable(entry.words))
        yield ListedWork(entry.where, title, paper, None if paper else rejected.find(keys))
