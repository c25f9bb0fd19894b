"""A question to the catalogue as a value: what the reader asked. What it means for a catalogue is found in `conditions`."""

from msgspec import Struct

Words = str | tuple[str, ...] | list[str]
"""One word, several between commas, or a list of such."""


class Query(Struct, frozen=True, kw_only=True):
    """What a reader asks for; every field is optional and narrows the answer.

    Facets take terms of the vocabulary in any spelling. Within a facet any of the terms will do, "a+b" asks for both, and a
    term includes its narrower terms; between fields all must hold.

    >>> Query(modality="ecg", type=["DM", "vae"], year="2023..").year
    '2023..'

    Attributes:
        text: words, each of which must be found in title, method, authors, venue or key; slips are forgiven.
        modality: what is synthesised.
        type: the model family.
        application: how synthesis is conditioned, or its purpose.
        evaluation: what the work was judged on.
        scenario: the training data at hand.
        anatomy: the part of the body that the data show.
        role: what the work is.
        exclude: "facet=term" pairs that no paper of the answer has.
        year: "2023", "2021-2023", "2023.." or "..2020".
        has_code: papers with (True) or without (False) a known code address.
        author: a part of an author's name, as "Given Family" or "Family, Given".
        venue: a part of a venue's name.
        source: the id of a review or list that names the paper.

    Raises:
        TypeError: for a value of another type.
    """

    text: str = ""
    modality: Words = ()
    type: Words = ()
    application: Words = ()
    evaluation: Words = ()
    scenario: Words = ()
    anatomy: Words = ()
    role: Words = ()
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
                raise TypeError(f"{name}: {value!r} is not {_EXPECTED.get(name, 'a text or a list of texts')}")


_EXPECTED = {"text": "a text", "year": "a text or None", "has_code": "True, False or None"}


def _fits(name: str, value: object) -> bool:
    if name == "has_code":
        return value is None or isinstance(value, bool)
    if name in _EXPECTED:
        return isinstance(value, str) or (name == "year" and value is None)
    return isinstance(value, str) or (isinstance(value, (list, tuple)) and all(isinstance(one, str) for one in value))
