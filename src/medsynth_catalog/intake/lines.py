"""A plain list of works: one in each line, as a title, a DOI or an arXiv id, or with several of them and tabs between."""

from collections.abc import Iterator

from medsynth_catalog.formats.foreign import ForeignEntry
from medsynth_catalog.identity.identifiers import parse_identifier
from medsynth_catalog.identity.mentions import find_identifiers

_COLUMNS = ("title", "doi", "arxiv", "url")


def read_lines(text: str) -> Iterator[ForeignEntry]:
    """Yield what each line says that isn't empty.

    If the cells of the first line have the names "title", "doi", "arxiv" or "url", one of them "title", they are the heads of
    columns; other columns are left aside. Otherwise the longest cell that is no identifier is the title.
    """
    heads = [cell.strip().casefold() for cell in text.partition("\n")[0].split("\t")]
    columns = {name: heads.index(name) for name in _COLUMNS if name in heads} if "title" in heads else {}
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not (columns and number == 1):
            cells = [cell.strip() for cell in line.split("\t")]
            if columns:
                named = {name: cells[place] if place < len(cells) else "" for name, place in columns.items()}
                title, rest = named.pop("title"), list(named.values())
            else:
                rest = [cell for cell in cells if _identifiers(cell)]
                title = max((cell for cell in cells if cell not in rest), key=len, default="")
            facts = {kind: value for cell in rest for kind, value in _identifiers(cell).items()}
            yield ForeignEntry({"title": title} | facts, line, f"line {number}")


def _identifiers(cell: str) -> dict[str, str]:
    known = parse_identifier(cell)
    found = dict([known]) if known else find_identifiers(cell)
    return {kind: value for kind, value in found.items() if value}
