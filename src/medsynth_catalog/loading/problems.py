"""Problems of a catalogue as values. Raises and prints nothing."""

from msgspec import Struct


class Problem(Struct, frozen=True):
    """A problem or warning about a catalogue file.

    Attributes:
        file: The file, relative to the catalogue folder.
        field: The field, or `None` if it is about the whole file.
        message: What is wrong.
        warning: Whether the catalogue can be used all the same.
    """

    file: str
    field: str | None
    message: str
    warning: bool = False

    def __str__(self) -> str:
        return ": ".join(filter(None, (self.file, self.field, self.message)))
