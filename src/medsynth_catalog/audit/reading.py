"""A reader's bibliography in whichever form it is: BibTeX, RIS or CSL-JSON."""

import json
import re
from collections.abc import Mapping

from medsynth_catalog.errors import BibliographyError
from medsynth_catalog.formats.bibtex.reading import Bibliography, read_bibliography
from medsynth_catalog.formats.csl.reading import read_item
from medsynth_catalog.formats.foreign import ForeignEntry, Refused
from medsynth_catalog.formats.ris.reading import is_ris, read_ris
from medsynth_catalog.limits import MOST_ENTRIES, check_number, limited
from medsynth_catalog.text import printable

_ENTRY = re.compile(r"@\s*\w+\s*[{(]")

Foreign = list[tuple[str, ForeignEntry | Refused]]
"""The entries of a file that isn't BibTeX, each with its citation key, empty where the form has none."""


def read_any(text: str) -> Bibliography | Foreign:
    """Read a bibliography of any form.

    Raises:
        BibliographyError: The text is neither BibTeX nor RIS nor CSL-JSON.
        InputError: It is larger than what is read (`limits`).
    """
    text = text.removeprefix("\ufeff") if text.lstrip("\ufeff \t\r\n").startswith(("[", "{")) else text
    if text.lstrip().startswith(("[", "{")):
        return _items(text)
    if is_ris(text) and not _ENTRY.search(text):
        return [("", entry) for entry in limited(read_ris(text))]
    if text.strip() and not _ENTRY.search(text):
        raise BibliographyError("it contains no entries", "is it a BibTeX, RIS or CSL-JSON file?")
    return read_bibliography(text)


def _items(text: str) -> Foreign:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BibliographyError("it contains no entries", f"it begins like JSON but isn't valid: {error}") from error
    items = value.get("items", [value]) if isinstance(value, Mapping) else value
    check_number(len(items), MOST_ENTRIES, "entries")
    keys = [printable(str(item.get("id", ""))) if isinstance(item, Mapping) else "" for item in items]
    return [
        (key, read_item(item, f"item {place}")) for place, (key, item) in enumerate(zip(keys, items, strict=True), 1)
    ]
