"""How much of somebody's file is read. What has more is refused in one line, before it takes the memory of the machine."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from medsynth_catalog.errors import InputError

MOST_BYTES = 64_000_000
"""Of a file, or of stdin."""
MOST_ENTRIES = 50_000
"""Of a bibliography or list, with those that can't be read. Comparing so many takes half a minute."""
MOST_FIELDS = 1_000_000
"""Of all entries of a BibTeX file together, as the signs "=" in it."""
LONGEST_FIELD = 1_000_000
"""Letters of a field of a BibTeX file."""
MOST_COMMANDS = 500_000
"""Of LaTeX in the titles, names and venues of a BibTeX file: signs "\\\\" and "$". Reading so many takes a quarter of a minute."""
MOST_GROWN = 500_000
"""Letters by which macros make the fields of a BibTeX file longer than the file."""

Entry = TypeVar("Entry")


def limited(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield the entries of a bibliography or list. Raises InputError behind MOST_ENTRIES."""
    for number, entry in enumerate(entries):
        check_number(number + 1, MOST_ENTRIES, "entries")
        yield entry


def check_number(number: int, most: int, what: str) -> None:
    """Raise InputError when a bibliography or list has more of something than is read."""
    if number > most:
        raise InputError("cannot read the bibliography", f"it has more than {most:,} {what}")
