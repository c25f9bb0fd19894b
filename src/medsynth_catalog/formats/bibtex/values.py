"""What the value of a BibTeX field says: macros, parts joined by `#`, LaTeX, and the names in a list of authors."""

import re
from collections.abc import Iterable, Iterator, Mapping

from medsynth_catalog.formats.bibtex.people import read_people
from medsynth_catalog.formats.latex.decoding import plain_text, unbraced
from medsynth_catalog.records import Author

# Fields of prose; all others (identifiers, numbers, addresses) lose their braces and escapes alone.
PROSE = frozenset(
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


# A text made of macros isn't longer, so that no few letters become millions. Names of journals and publishers are far shorter.
LONGEST_MACRO = 1_000
_MARK = re.compile(r'[{}"#]')
_NUMBER_OR_MACRO = re.compile(r"""[^\s"#%'(),={}]*""")


def read_macros(definitions: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the texts of macros by their names in lower case.

    As in BibTeX, the value of one may name those that were defined before it, and a name defined again means what it says last.
    A text of more than LONGEST_MACRO letters is cut.
    """
    macros: dict[str, str] = {}
    for name, value in definitions:
        macros[name.casefold()] = _expanded(value, macros)[:LONGEST_MACRO]
    return macros


def plain(name: str, value: str, macros: Mapping[str, str]) -> str:
    """Return the plain text of a field, in one line."""
    expanded = _expanded(value, macros)
    return " ".join((plain_text(expanded) if name in PROSE else unbraced(expanded)).split())


def people(value: str, macros: Mapping[str, str]) -> tuple[tuple[Author, ...], bool]:
    """Return the authors that a value names, and whether "and others" or "et al." says that there are more."""
    return read_people(_expanded(value, macros))


def is_well_formed(value: str) -> bool:
    """Whether a value is nothing but parts joined by `#`, each in braces, in quotes, a number, a macro or empty.

    >>> is_well_formed("{A} # b # 12"), is_well_formed("{A} stray")
    (True, False)
    """
    return all(_is_one_part(part) for part in _parts(value))


def _is_one_part(part: str) -> bool:
    opened = part[:1]
    if opened not in ("{", '"'):
        return _NUMBER_OR_MACRO.fullmatch(part) is not None
    depth = 0
    for mark in _MARK.finditer(part, 1):
        if depth == 0 and mark[0] == ("}" if opened == "{" else '"'):
            return mark.end() == len(part)
        depth += (mark[0] == "{") - (mark[0] == "}")
    return False


def _expanded(value: str, macros: Mapping[str, str]) -> str:
    """The text of a value: its parts, joined by `#`, each in braces, in quotes or the name of a macro."""
    texts, letters, most = [], 0, max(len(value), LONGEST_MACRO)
    for part in _parts(value):
        if part[:1] + part[-1:] in ('""', "{}") and len(part) > 1:
            texts.append(part[1:-1])
        else:
            texts.append(macros.get(part.casefold(), part))
        letters += len(texts[-1])
        if letters >= most:
            break
    return "".join(texts)[:most]


def _parts(value: str) -> Iterator[str]:
    if "#" not in value:
        yield value.strip()
        return
    start, depth, quoted = 0, 0, False
    for mark in _MARK.finditer(value):
        sign = mark[0]
        depth += (sign == "{") - (sign == "}")
        if sign == '"' and depth == 0:
            quoted = not quoted
        elif sign == "#" and depth == 0 and not quoted:
            yield value[start : mark.start()].strip()
            start = mark.end()
    yield value[start:].strip()
