"""Why a query matches no paper, and which similar query does."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.conditions import Condition, conditions, meeting_most, selected
from medsynth_catalog.interpreting import interpret
from medsynth_catalog.query import Query
from medsynth_catalog.ranking import papers_of


class WhyNot(Struct, frozen=True):
    """Why no paper matches a query.

    Attributes:
        removed_by: The option or word that removed the last papers.
        removed: How many papers those were.
        nearest: The options and words of the nearest query with results.
        found: The number of its results.
    """

    removed_by: str
    removed: int
    nearest: tuple[str, ...]
    found: int


def explain(catalogue: Catalogue, query: Query) -> WhyNot | None:
    """Return why no paper matches a query; `None` if some do, or if the catalogue is empty."""
    asked = [*conditions(query, catalogue), *_text_conditions(catalogue, query.text)]
    left = catalogue.everything
    for condition in asked if left else ():
        if not left & condition.papers:
            nearest = _nearest(catalogue, asked)
            found = selected(catalogue, nearest).bit_count()
            return WhyNot(condition.option, left.bit_count(), tuple(one.option for one in nearest), found)
        left &= condition.papers
    return None


def _text_conditions(catalogue: Catalogue, text: str) -> Iterator[Condition]:
    for place in interpret(catalogue, text).wanted:
        said = " OR ".join(" or ".join(one.options) or repr(one.text) for one in place)
        yield Condition(said, papers_of(catalogue, place))


def _nearest(catalogue: Catalogue, asked: Sequence[Condition]) -> list[Condition]:
    """The largest set of conditions that some paper meets; of equal ones that which keeps the earlier ones."""
    best, _ = meeting_most(catalogue.everything, [condition.papers for condition in asked])
    kept: list[Condition] = []
    for condition in asked:
        if best & condition.papers:
            best &= condition.papers
            kept.append(condition)
    return kept
