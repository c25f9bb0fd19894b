"""What the value of a BibTeX field says: macros, parts joined by `#`, LaTeX, and the names in a list of authors."""

import re
from collections.abc import Mapping

from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names

from medsynth_catalog.formats.latex.decoding import plain_text, unbraced
from medsynth_catalog.records import Author

# Fields of prose; all others (identifiers, numbers, addresses) lose their braces and escapes alone.
_PROSE = frozenset(
    [
        "title",
        "subtitle",
        "booktitle",
        "journal",
        "journaltitle",
        "publisher",
        "school",
        "institution",
        "organization",
        "series",
    ]
)


# "Family, Given" or "Family, Suffix, Given", without braces, commands and spaces that LaTeX has signs for.
_PLAIN_NAME = re.compile(r"[^\s,{}\\~][^,{}\\~]*(,[^,{}\\~]*[^\s,{}\\~]){1,2}")


def plain(name: str, value: str, macros: Mapping[str, str]) -> str:
    """Return the plain text of a field, in one line."""
    expanded = _expanded(value, macros)
    return " ".join((plain_text(expanded) if name in _PROSE else unbraced(expanded)).split())


def people(value: str, macros: Mapping[str, str]) -> tuple[tuple[Author, ...], bool]:
    """Return the authors that a value names, and whether "and others" says that there are more."""
    names = [str(name).strip() for name in split_multiple_persons_names(_expanded(value, macros))]
    names = [name for name in names if name]
    if names and names[-1].casefold() == "others":
        return tuple(map(_author, names[:-1])), True
    return tuple(map(_author, names)), False


def _expanded(value: str, macros: Mapping[str, str], depth: int = 0) -> str:
    """The text of a value: its parts, joined by `#`, each in braces, in quotes or the name of a macro."""
    texts = []
    for part in _parts(value):
        if part[:1] + part[-1:] in ('""', "{}") and len(part) > 1:
            texts.append(part[1:-1])
        else:
            meant = macros.get(part.casefold())
            texts.append(part if meant is None or depth > 9 else _expanded(meant, macros, depth + 1))
    return "".join(texts)


def _parts(value: str) -> list[str]:
    if "#" not in value:
        return [value.strip()]
    parts, depth, quoted = [""], 0, False
    for letter in value:
        depth += (letter == "{") - (letter == "}")
        if letter == '"' and depth == 0:
            quoted = not quoted
        if letter == "#" and depth == 0 and not quoted:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts]


def _author(name: str) -> Author:
    if _PLAIN_NAME.fullmatch(name):  # what nearly all names are; any other is the library's affair
        family, *suffix, given = (" ".join(part.split()) for part in name.split(","))
        return Author(plain_text(family), plain_text(given), plain_text("".join(suffix)))
    parts = parse_single_name_into_parts(name, strict=False)
    return Author(
        plain_text(" ".join([*parts.von, *parts.last])),
        plain_text(" ".join(parts.first)),
        plain_text(" ".join(parts.jr)),
    )
