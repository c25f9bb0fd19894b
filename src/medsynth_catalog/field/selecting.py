"""Which papers a question about the field is asked of, how that is said, and of which day the catalogue is."""

import shlex

from msgspec import Struct
from msgspec.structs import replace

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.conditions import conditions
from medsynth_catalog.index.bitsets import bitset
from medsynth_catalog.query import Query
from medsynth_catalog.searching import Answer, search

SYNTHESISING = ("method", "comparison")
"""The roles of the papers that synthesise data or compare how: of these `gaps` and `trends` speak by default."""


class Selected(Struct, frozen=True):
    """The papers that a question is asked of.

    Attributes:
        papers: The set of papers.
        query: The query that selects them.
        answer: Its answer, emptied where no paper has everything that the text asks for: what a paper half fits says nothing of the field.
        options: The query as options of the command line, empty for the whole catalogue.
    """

    papers: int
    query: Query
    answer: Answer
    options: str


def select(catalogue: Catalogue, query: Query) -> Selected:
    """Return the papers that have everything which a query asks for. Raises QueryError as `search` does."""
    answer = search(catalogue, query)
    if answer.is_partial:
        answer = Answer(catalogue, (), 0, {}, asked=answer.asked)
    return Selected(bitset(answer.numbers), query, answer, options_of(catalogue, query))


def select_synthesising(catalogue: Catalogue, query: Query) -> Selected:
    """Return the papers that a query selects, of the roles in SYNTHESISING unless it names a role itself."""
    if not query.role and not (query.text.split() and _names_role(search(catalogue, query))):
        query = replace(query, role=SYNTHESISING)
    return select(catalogue, query)


def options_of(catalogue: Catalogue, query: Query) -> str:
    """Return a query as words and options for a shell, with terms by their ids."""
    text = [shlex.quote(query.text)] if query.text.split() else []
    return " ".join([*text, *(condition.option for condition in conditions(query, catalogue))])


def catalogue_date(catalogue: Catalogue) -> str | None:
    """Return the day of a catalogue: the latest on which a publication was looked for; without any, its newest year.

    The clock plays no part, so that the same catalogue gives the same answers for ever.
    """
    years = max(catalogue.group("year"), default=None)
    sought = max(catalogue.group("sought"), default=None)
    return max(filter(None, (years, sought)), default=None)


def running_year(catalogue: Catalogue) -> int | None:
    """Return the year of the catalogue's day, of which not all papers can be known yet."""
    date = catalogue_date(catalogue)
    return int(date[:4]) if date else None


def _names_role(answer: Answer) -> bool:
    asked = answer.asked
    return asked is not None and any(
        option.startswith("--role") for place in asked.wanted for one in place for option in one.options
    )
