"""A query as a value: what the user asked for. What it means for a catalogue is found in `conditions`."""

from msgspec import Struct

from medsynth_catalog.errors import QueryError

LONGEST = 2_000
"""So many letters an option or a text may have, all of its values together: more than any title or list of terms."""

Words = str | tuple[str, ...] | list[str]
"""A word, several between commas, or a list of these."""


class Query(Struct, frozen=True, kw_only=True):
    """What a user asks for; every field is optional and narrows the answer.

    Facets take terms of the vocabulary in any spelling. Several terms of a facet mean any of them, "a+b" means both, and a
    term includes its narrower terms; different fields must all hold.

    >>> Query(modality="ecg", type=["DM", "vae"], year="2023..").year
    '2023..'

    Attributes:
        text: Words, each of which must be in title, method, authors, venue or key; typing errors are forgiven.
        modality: What is synthesised.
        type: The model family.
        application: How synthesis is conditioned, or its purpose.
        evaluation: What the synthetic data were judged on.
        scenario: The training data available.
        anatomy: The part of the body that the data show.
        role: What the work is.
        data: The data sets that the work is trained or judged on, under any of their names.
        tag: A tag that the reader gave to the paper.
        exclude: "facet=term" pairs; papers with such a term are left out.
        year: "2023", "2021-2023", "2023.." or "..2020".
        has_code: Papers with (True) or without (False) a known code address.
        author: A part of an author's name, as "Given Family" or "Family, Given".
        venue: A part of a venue's name.
        source: The id of a review or list that names the paper.

    Raises:
        TypeError: A value has another type.
        QueryError: A value is longer than LONGEST letters.
    """

    text: str = ""
    modality: Words = ()
    type: Words = ()
    application: Words = ()
    evaluation: Words = ()
    scenario: Words = ()
    anatomy: Words = ()
    role: Words = ()
    data: Words = ()
    tag: Words = ()
    exclude: Words = ()
    year: str | None = None
    has_code: bool | None = None
    author: Words = ()
    venue: Words = ()
    source: Words = ()

    def __post_init__(self) -> None:
        for name in self.__struct_fields__:
            value = getattr(self, name)
            if not _fits(name, value):
                raise TypeError(f"{name} must be {_EXPECTED.get(name, 'a string or a list of strings')}, not {value!r}")
            if (length := _length(value)) > LONGEST:
                raise QueryError(f"{name} has {length:,} letters", f"at most {LONGEST:,} are looked for")


def _length(value: object) -> int:
    if isinstance(value, str):
        return len(value)
    return sum(map(len, value)) if isinstance(value, (list, tuple)) else 0


_EXPECTED = {"text": "a string", "year": "a string or None", "has_code": "True, False or None"}


def _fits(name: str, value: object) -> bool:
    if name == "has_code":
        return value is None or isinstance(value, bool)
    if name in _EXPECTED:
        return isinstance(value, str) or (name == "year" and value is None)
    return isinstance(value, str) or (isinstance(value, (list, tuple)) and all(isinstance(one, str) for one in value))
