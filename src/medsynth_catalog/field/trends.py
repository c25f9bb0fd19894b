"""What rises and falls: the share of each term among the papers of a year, its first papers, and how it changed."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.field.axes import Value, chosen_facet, read_axis
from medsynth_catalog.field.selecting import catalogue_date, running_year, select_synthesising
from medsynth_catalog.field.statistics import Share, adjusted, share_of, trend, two_sided
from medsynth_catalog.index.bitsets import members
from medsynth_catalog.query import Query

if TYPE_CHECKING:
    from medsynth_catalog.field.frames import Library

WINDOW = 5
"""A change is that over at most so many years, the last complete ones."""


class First(Struct, frozen=True):
    """The first papers of a term. Of many papers no month is known, so that all of its first year are named.

    Attributes:
        year: Its first year.
        keys: The keys of its papers of that year.
    """

    year: int
    keys: tuple[str, ...]


class Change(Struct, frozen=True):
    """How the share of a term changed.

    Attributes:
        since: The first year that is compared.
        until: The last one, which is complete.
        before: The share in the first year.
        after: The share in the last year.
        z: The statistic of the Cochran-Armitage test over all years from first to last; positive when the share rises.
        p: How likely a trend so far from none is by chance, two-sided.
        q: The false discovery rate of p among the terms of the facet (Benjamini and Hochberg).
    """

    since: int
    until: int
    before: Share
    after: Share
    z: float
    p: float
    q: float


class Trend(Struct, frozen=True):
    """A term over the years.

    Attributes:
        id: The id of the term.
        label: Its name for a reader.
        broader: The id of the term that includes it, or `None`.
        count: The number of papers that have it or a narrower term.
        first: Its first papers, or `None` where no year of them is known.
        shares: Its share among the papers of each year whose value is known.
        change: How its share changed, or `None` where there is nothing to compare.
    """

    id: str
    label: str
    broader: str | None
    count: int
    first: First | None
    shares: tuple[Share, ...]
    change: Change | None


class Trends(Struct, frozen=True):
    """The terms of a facet over the years.

    Attributes:
        by: The facet.
        papers: The number of papers that were counted.
        years: The years, from the first with a paper to the last, without a break.
        papers_of: The number of papers of each year.
        known_of: How many of them have a known value, to which the shares refer.
        running: The year that isn't over on the day of the catalogue, so that it is incomplete; `None` where no day is known.
        terms: The terms that have papers, in the order of the vocabulary.
        selection: What the papers were selected by, as options of the command line.
        date: The day of the catalogue, or its newest year, or `None`.
    """

    by: str
    papers: int
    years: tuple[int, ...]
    papers_of: tuple[int, ...]
    known_of: tuple[int, ...]
    running: int | None
    terms: tuple[Trend, ...]
    selection: str
    date: str | None

    @property
    def rising(self) -> list[Trend]:
        """The terms whose share rose, the clearest rise first."""
        return sorted(self._changed(1), key=lambda one: -one.change.z if one.change else 0)

    @property
    def falling(self) -> list[Trend]:
        """The terms whose share fell, the clearest fall first."""
        return sorted(self._changed(-1), key=lambda one: one.change.z if one.change else 0)

    def _repr_html_(self) -> str:
        """Return the shares as a notebook shows them."""
        from medsynth_catalog.field.notebook import trends_html  # only notebooks ask

        return trends_html(self)

    def to_frame(self, library: "Library" = "pandas") -> Any:
        """Return the shares as a data frame of pandas or polars, a line for each term and year.

        Raises ImportError where the library isn't installed, QueryError for another library.
        """
        from medsynth_catalog.field.frames import frame

        lines = [(one, year, share) for one in self.terms for year, share in zip(self.years, one.shares, strict=True)]
        columns: dict[str, list[Any]] = {
            "term": [one.id for one, _, _ in lines],
            "year": [year for _, year, _ in lines],
            "complete": [year != self.running for _, year, _ in lines],
        }
        columns |= {name: [getattr(share, name) for _, _, share in lines] for name in Share.__struct_fields__}
        return frame(columns, library)

    def _changed(self, direction: int) -> list[Trend]:
        return [one for one in self.terms if one.change and one.change.z * direction > 0]


def trends(catalogue: Catalogue, query: Query | None = None, by: str = "type") -> Trends:
    """Follow the terms of a facet through the years.

    >>> from medsynth_catalog import load_catalogue
    >>> found = trends(load_catalogue(), by="type")
    >>> all(one.change.z > 0 for one in found.rising)
    True

    Args:
        catalogue: Where to count.
        query: Which papers; by default methods and comparisons, also where the query names no role.
        by: A facet.

    Raises:
        QueryError: No such facet, or an invalid query.
    """
    selected = select_synthesising(catalogue, query or Query())
    axis = read_axis(catalogue, chosen_facet(by), selected.papers)
    sets = {int(year): there for year, bits in catalogue.group("year").items() if (there := bits & selected.papers)}
    years = tuple(range(min(sets), max(sets) + 1)) if sets else ()
    known = [sets.get(year, 0) & axis.known for year in years]
    running = running_year(catalogue)
    window = [place for place, year in enumerate(years) if running is None or year < running][-WINDOW:]
    terms = [_trend(catalogue, value, years, known, window, sets) for value in axis.values if value.papers]
    return Trends(
        by=axis.name,
        papers=selected.papers.bit_count(),
        years=years,
        papers_of=tuple(sets.get(year, 0).bit_count() for year in years),
        known_of=tuple(papers.bit_count() for papers in known),
        running=running if running in years else None,
        terms=_with_rates(terms),
        selection=selected.options,
        date=catalogue_date(catalogue),
    )


def _trend(
    catalogue: Catalogue,
    value: Value,
    years: Sequence[int],
    known: Sequence[int],
    window: Sequence[int],
    sets: Mapping[int, int],
) -> Trend:
    shares = tuple(share_of((value.papers & papers).bit_count(), papers.bit_count()) for papers in known)
    first = next((year for year in years if sets.get(year, 0) & value.papers), None)
    keys = members(sets[first] & value.papers) if first else ()
    return Trend(
        id=value.id,
        label=value.label,
        broader=value.broader,
        count=value.papers.bit_count(),
        first=First(first, tuple(sorted(catalogue.paper(number).key for number in keys))) if first else None,
        shares=shares,
        change=_change(years, shares, window),
    )


def _change(years: Sequence[int], shares: Sequence[Share], window: Sequence[int]) -> Change | None:
    compared = [shares[place] for place in window]
    z = trend([share.count for share in compared], [share.of for share in compared])
    filled = [place for place in window if shares[place].of]
    if z is None:
        return None
    since, until = filled[0], filled[-1]
    return Change(years[since], years[until], shares[since], shares[until], z, two_sided(z), 1.0)


def _with_rates(terms: Sequence[Trend]) -> tuple[Trend, ...]:
    rates = iter(adjusted([one.change.p for one in terms if one.change]))
    return tuple(replace(one, change=replace(one.change, q=next(rates))) if one.change else one for one in terms)
