"""Names of people as sources write them, turned into "Family, Given". Guesses no more than word order and particles show."""

import re

_INITIALS = re.compile(r"(?:[A-Z]\.?[-\s]?){1,4}")


def family_first(name: str) -> str:
    """Turn "Given van Family" into "van Family, Given"; a name with a comma, or in braces, is as it should be.

    >>> family_first("Mihaela van der Schaar")
    'van der Schaar, Mihaela'
    """
    plain = name.strip("{} ")
    words = plain.split()
    if "," in plain or name.startswith("{") or len(words) < 2:
        return plain
    start = next((index for index, word in enumerate(words[:-1]) if index and word[0].islower()), len(words) - 1)
    return f"{' '.join(words[start:])}, {' '.join(words[:start])}"


def split_names(text: str) -> tuple[list[str], bool]:
    """Split a list of names between commas, semicolons and "and", and tell whether it is complete.

    >>> split_names("Shin, H.-C., Tenenholtz, N. A., et al.")
    (['Shin, H.-C.', 'Tenenholtz, N. A.'], False)
    >>> split_names("Yongyi Shi and Ge Wang")
    (['Shi, Yongyi', 'Wang, Ge'], True)
    """
    whole = re.sub(r"[,;\s]*\b(?:et\s+al\b\.?|and\s+others\b)\W*$", "", text.strip())
    parts = [part.strip() for part in re.split(r";|\s+and\s+|\s*&\s*", whole)]
    if ";" not in whole:
        parts = [piece for part in parts for piece in _pieces(part)]
    return [family_first(part) for part in parts if part], whole == text.strip()


def _pieces(text: str) -> list[str]:
    """The names between commas; initials belong to the family name before them."""
    pieces: list[str] = []
    for piece in filter(None, (one.strip() for one in text.split(","))):
        if pieces and "," not in pieces[-1] and _INITIALS.fullmatch(piece):
            pieces[-1] += f", {piece}"
        else:
            pieces.append(piece)
    return pieces
