"""What the value of a BibTeX field says: macros, parts joined by `#`, LaTeX, and the names in a list of authors."""

from collections.abc import Mapping

from medsynth_catalog.formats.bibtex.people import read_people
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


def plain(name: str, value: str, macros: Mapping[str, str]) -> str:
    """Return the plain text of a field, in one line."""
    expanded = _expanded(value, macros)
    return " ".join((plain_text(expanded) if name in _PROSE else unbraced(expanded)).split())


def people(value: str, macros: Mapping[str, str]) -> tuple[tuple[Author, ...], bool]:
    """Return the authors that a value names, and whether "and others" or "et al." says that there are more."""
    return read_people(_expanded(value, macros))


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
