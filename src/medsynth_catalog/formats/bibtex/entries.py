"""What the entries of a BibTeX file say in the words of a paper file. Text outside entries is a comment in BibTeX."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from medsynth_catalog.formats.bibtex.reading import BibEntry, read_bibliography
from medsynth_catalog.formats.bibtex.writing import MONTHS
from medsynth_catalog.formats.foreign import ForeignEntry, Refused, first_words, page_range
from medsynth_catalog.identity.mentions import find_arxiv_ids, find_identifiers
from medsynth_catalog.text import fold

ENTRY = re.compile(r"^[ \t]*@\w+\s*[{(]", re.MULTILINE)
_KINDS = {
    "article": "article", "inproceedings": "inproceedings", "conference": "inproceedings", "incollection": "incollection",
    "inbook": "incollection", "misc": "preprint", "unpublished": "preprint", "phdthesis": "thesis", "mastersthesis": "thesis",
    "thesis": "thesis", "online": "webpage", "dataset": "dataset",
}  # fmt: skip
_VENUES = ("journal", "journaltitle", "booktitle", "school", "institution")


def read_entries(text: str, above: int = 0) -> Iterator[ForeignEntry | Refused]:
    """Yield an entry or a refusal for each block of a text that has so many lines `above` it."""
    bibliography = read_bibliography(text)
    for entry in bibliography.entries:
        words = ", ".join(f"{name} = {value[:240]}" for name, value in islice(entry.facts.items(), 60))
        yield ForeignEntry(paper_fields(entry), f"@{entry.type}{{{words}", f"line {above + entry.line}", key=entry.key)
    for broken in bibliography.broken:
        reason = f"is not a complete BibTeX entry: {broken.reason}"
        yield Refused(first_words(broken.text), reason, f"line {above + broken.line}")


def paper_fields(entry: BibEntry) -> dict[str, Any]:
    """Return the facts of an entry under the names of a paper's fields; empty or `None` where it shows none."""
    said = entry.facts
    eprint = f"arXiv:{said['eprint']}" if "eprint" in said else ""
    volume = re.sub("^abs/", "arXiv:", said.get("volume", ""))  # as DBLP cites preprints
    places = " ".join((volume, *(said.get(name, "") for name in ("url", "journal", "howpublished"))))
    known = find_identifiers(f"{said.get('doi', '')} {eprint} {places}")
    # A note may name the DOI of anything; an arXiv id in one is that of the work.
    known["arxiv"] = known["arxiv"] or next(find_arxiv_ids(said.get("note", "")), None)
    year = re.search(r"\d{4}", said.get("year") or said.get("date", ""))
    return known | {
        "title": ": ".join(filter(None, (said.get("title"), said.get("subtitle")))),
        "authors": [author.written for author in entry.authors],
        **({"authors_complete": False} if entry.more_authors else {}),
        "year": int(year[0]) if year else None,
        "month": _month(said.get("month") or said.get("date", "")[5:7]),
        "kind": _KINDS.get(entry.type.casefold(), "article"),
        "venue": next((said[name] for name in _VENUES if said.get(name)), None),
        "volume": said.get("volume"),
        "number": said.get("number"),
        "pages": page_range(said.get("pages", "")),
        "publisher": said.get("publisher"),
    }


def _month(text: str) -> int | None:
    name = fold(text)[:3]
    return MONTHS.index(name) + 1 if name in MONTHS else int(text) if text.isdecimal() else None
