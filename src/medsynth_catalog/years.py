"""Ranges of years as people write them."""

import re

from medsynth_catalog.errors import QueryError
from medsynth_catalog.text import fold, printable

FORMS = "2023, 2021-2023, 2023.., ..2020, >=2023 or 2021,2023"
"""The forms of a range, for messages and help."""

_YEAR = r"(?:19|20)\d\d"
PATTERNS = tuple(
    form.replace("YEAR", _YEAR)
    for form in (
        r"(?P<only>YEAR)", r"(?:from |between )?(?P<first>YEAR) ?(?:-|–|\.\.|to|and) ?(?P<last>YEAR)", r"(?P<first>YEAR)(?:-|\.\.)",
        r"(?:-|\.\.)(?P<last>YEAR)", r"(?:since|from|>=) ?(?P<first>YEAR)", r"(?:until|up to|<=) ?(?P<last>YEAR)",
        r"(?:after|>) ?(?P<after>YEAR)", r"(?:before|<) ?(?P<before>YEAR)",
    )
)  # fmt: skip
# No paper is older or newer than these.
OLDEST, NEWEST = 1900, 2099


class Years(tuple[int, int]):
    """A first and a last year."""

    def __str__(self) -> str:
        first, last = self
        if first == last:
            return str(first)
        return f"{first if first > OLDEST else ''}..{last if last < NEWEST else ''}"


def read_years(text: str) -> Years | None:
    """Return the years that a text names as a whole, or `None`.

    >>> str(read_years("since 2021")), str(read_years("2019-2021")), read_years("soon")
    ('2021..', '2019..2021', None)
    """
    for form in PATTERNS:
        if found := re.fullmatch(form, fold(text).strip()):
            years = {name: int(year) for name, year in found.groupdict().items()}
            if "only" in years:
                return Years((years["only"], years["only"]))
            first = years.get("first", years.get("after", OLDEST - 1) + 1)
            return Years((first, years.get("last", years.get("before", NEWEST + 1) - 1)))
    return None


def parse_years(text: str) -> list[Years]:
    """Return the ranges between the commas of a text. Raises QueryError for one that isn't a range, or holds no year."""
    ranges = []
    for part in text.split(","):
        years = read_years(part)
        if years is None:
            raise QueryError(f"invalid year range {printable(text)!r}", f"write {FORMS}")
        if years[0] > years[1]:
            raise QueryError(f"empty year range {printable(text)!r}", f"did you mean {years[1]}-{years[0]}?")
        ranges.append(years)
    return ranges
