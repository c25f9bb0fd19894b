"""What is wrong with a catalogue, as values: a place, a field and a few words. Raises and prints nothing."""

from msgspec import Struct


class Problem(Struct, frozen=True):
    """One finding about a file; a `warning` leaves the catalogue usable."""

    file: str
    field: str | None
    message: str
    warning: bool = False

    def __str__(self) -> str:
        return ": ".join(filter(None, (self.file, self.field, self.message)))
