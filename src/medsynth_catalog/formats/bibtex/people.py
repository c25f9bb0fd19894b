"""The names in a list of authors, as people write them: BibTeX's way, and the ways of other programs and of journals."""

import re
import unicodedata
from collections.abc import Iterator

from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names

from medsynth_catalog.formats.latex.decoding import plain_text
from medsynth_catalog.identity.names import is_group, split_names
from medsynth_catalog.records import Author

# "Family, Given" or "Family, Suffix, Given", without braces, commands and spaces that LaTeX has signs for.
_PLAIN_NAME = re.compile(r"[^\s,{}\\~][^,{}\\~]*(,[^,{}\\~]*[^\s,{}\\~]){1,2}")
# The accent of "Mor\~{a}o", which would pass for a space between two names.
_TILDE = re.compile(r"\\~\s*(?:\{([A-Za-z])\}|([A-Za-z]))")
_OPEN_END = re.compile(r"(?<![^\s,;])(?:et\.? al\b\.?|others|and others)\W*$", re.IGNORECASE)
# "Pinaya WHL", "Smith J.A.": the family name first, initials behind it without a comma.
_INITIALS = re.compile(r"[A-ZÀ-ÖØ-Þ]{1,4}|(?:[A-ZÀ-ÖØ-Þ]\.-?){1,4}")
_SMALL = re.compile("[a-z]")
_INITIAL_FIRST = re.compile(r"[A-ZÀ-ÖØ-Þ]\.[\s~-]?\S*")


def read_people(text: str) -> tuple[tuple[Author, ...], bool]:
    """Return the authors that a text names, and whether "and others" or "et al." says that there are more.

    >>> read_people("Smith JA and Mor\\\\~{a}o, J. and et al.")
    ((Author(family='Smith', given='JA', suffix=''), Author(family='Morão', given='J.', suffix='')), True)
    >>> read_people("Xu, L., Wang, Y., et al.")
    ((Author(family='Xu', given='L.', suffix=''), Author(family='Wang', given='Y.', suffix='')), True)
    """
    if "\\~" in text:
        text = _TILDE.sub(lambda found: unicodedata.normalize("NFC", f"{found[1] or found[2]}\u0303"), text)
    authors: list[Author] = []
    more = False
    for written in split_multiple_persons_names(text):
        name = " ".join(str(written).split())
        if open_end := _OPEN_END.search(name):
            more, name = True, name[: open_end.start()].rstrip(" ,;")
        if name:
            authors.extend(_authors(name))
    return tuple(authors), more


def _authors(name: str) -> Iterator[Author]:
    """The author that stands between two "and"; several, where a list has commas or semicolons instead."""
    if ";" in name or ("," in name and _is_list(name)):
        names, _ = split_names(plain_text(name))
        yield from map(Author.read, names)
        return
    if _PLAIN_NAME.fullmatch(name):  # what nearly all names are; any other is the library's affair
        family, *suffix, given = (" ".join(part.split()) for part in name.split(","))
        yield Author(plain_text(family), plain_text(given), plain_text("".join(suffix)))
    elif "," not in name and (initials := _initials_last(plain := plain_text(name))):
        yield initials
    elif "," not in name and is_group(plain := plain_text(name)):
        yield Author(plain)
    else:
        parts = parse_single_name_into_parts(name, strict=False)
        yield Author(
            plain_text(" ".join([*parts.von, *parts.last])),
            plain_text(" ".join(parts.first)),
            plain_text(" ".join(parts.jr)),
        )


def _initials_last(name: str) -> Author | None:
    family, _, given = name.rpartition(" ")
    if _INITIALS.fullmatch(given) and _SMALL.search(family.rpartition(" ")[2]):
        return Author(family, given)
    return None


def _is_list(name: str) -> bool:
    """Whether commas part several names, and not the parts of one."""
    if "{" in name and "," not in re.sub(r"\{[^{}]*\}", "", name):
        return False
    pieces = [piece.strip() for piece in name.split(",")]
    if len(pieces) == 2:
        return all(_INITIAL_FIRST.match(piece) and re.search(r"[a-z]{2}", piece) for piece in pieces)
    return len(pieces) > 3
