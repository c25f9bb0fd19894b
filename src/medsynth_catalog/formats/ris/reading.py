"""Reading RIS, the one home of rispy. It reads the tags; records are told apart here, since it drops broken ones."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import rispy
from msgspec import Struct

from medsynth_catalog.formats.foreign import ForeignEntry, Refused, first_words, ignored, page_range
from medsynth_catalog.identity.mentions import find_identifiers
from medsynth_catalog.text import printable

# The tags of the specification of 2011 that say something a paper file keeps, with spellings of older exports.
_TAGS = {
    "TY": "kind", "TI": "title", "T1": "title", "BT": "book", "AU": "authors", "A1": "authors", "T2": "venue", "JO": "journal",
    "JF": "journal", "JA": "journal", "PY": "year", "Y1": "year", "DA": "date", "VL": "volume", "IS": "number",
    "SP": "first", "EP": "last", "PB": "publisher", "DO": "doi", "AN": "accession", "UR": "addresses", "L2": "addresses",
}  # fmt: skip
_LISTS = ["AU", "A1", "UR", "L2"]
_WRAPPED = frozenset({"TI", "T1", "BT", "T2", "JO", "JF", "JA", "PB"})
_KINDS = {
    "JOUR": "article", "CPAPER": "inproceedings", "CONF": "inproceedings", "CHAP": "incollection", "ECHAP": "incollection",
    "UNPB": "preprint", "DATA": "dataset", "THES": "thesis", "ELEC": "webpage", "BLOG": "webpage",
}  # fmt: skip
_TAGGED = re.compile(r"([A-Z][A-Z0-9])  -(.*)")
_BEGINNING = re.compile(r"^(?:TY|ER|AU|A1|TI|T1|PY|DO|ID)  -", re.MULTILINE)


class _Record(Struct):
    """The lines of a record with their tags, from TY to before ER, and the number of the first.

    A text may go on in further lines, so that it is a list of these.
    """

    line: int
    written: list[tuple[str, list[str]]]

    @property
    def tagged(self) -> list[tuple[str, str]]:
        """Its tags, each with its text."""
        return [(tag, " ".join(lines)) for tag, lines in self.written]

    @property
    def words(self) -> str:
        """Its title, or whatever it says first."""
        tagged = self.tagged
        told = dict(reversed(tagged))
        return told.get("TI") or told.get("T1") or " ".join(f"{tag} {value}" for tag, value in tagged)

    def goes_on(self, text: str) -> bool:
        """Take a line without a tag as more of the text before it; other fields don't go on."""
        tag, lines = self.written[-1]
        if tag in _WRAPPED:
            lines.append(text)
        return tag in _WRAPPED or tag not in _TAGS


def is_ris(text: str) -> bool:
    """Whether a text is RIS: some line of it has a tag that bibliographies have."""
    return bool(_BEGINNING.search(text))


def read_ris(text: str) -> Iterator[ForeignEntry | Refused]:
    """Yield an entry or a refusal for each record, and a refusal for each line that belongs to none."""
    record: _Record | None = None
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        tagged = _TAGGED.match(line)
        tag, value = (tagged[1], printable(tagged[2])) if tagged else (None, printable(line))
        if tag == "TY":
            if record:
                yield _unended(record)
            record = _Record(number, [(tag, [value])])
        elif record is None:
            if line.strip():
                yield Refused(first_words(line), "is outside any record", f"line {number}")
        elif tag == "ER":
            yield _entry(record)
            record = None
        elif tag:
            record.written.append((tag, [value]))
        elif value and not record.goes_on(value):
            yield Refused(first_words(line), "has no tag", f"line {number}")
    if record:
        yield _unended(record)


def _unended(record: _Record) -> Refused:
    return Refused(first_words(record.words), "has no ER, so the record may be truncated", f"line {record.line}")


def _entry(record: _Record) -> ForeignEntry:
    remarks = list(_repeated(record))
    fields = _fields(record, remarks)
    key = next((value for tag, value in record.tagged if tag == "ID"), "")
    return ForeignEntry(fields, record.words, f"line {record.line}", tuple(remarks), key=key)


def _fields(record: _Record, remarks: list[str]) -> dict[str, Any]:
    (tags,) = rispy.loads(
        "".join(f"{tag}  - {value}\n" for tag, value in (*record.tagged, ("ER", ""))),
        mapping=_TAGS,
        list_tags=_LISTS,
        delimiter_tags_mapping={},
        skip_unknown_tags=True,
    )
    accession = tags.get("accession", "")
    known = (tags.get("doi", ""), accession if "arxiv" in accession.casefold() else "", *tags.get("addresses", ()))
    year, month = _date(tags)
    if year is None and tags.get("year"):
        remarks.append(ignored("year", tags["year"], "not a year"))
    return find_identifiers(" ".join(known)) | {
        "title": tags.get("title"),
        "authors": [_name(name) for name in tags.get("authors", ()) if name],
        "year": year,
        "month": month,
        "kind": _KINDS.get(tags["kind"], "article"),
        "venue": next(filter(None, (tags.get(name) for name in ("venue", "journal", "book"))), None),
        "volume": tags.get("volume"),
        "number": tags.get("number"),
        "pages": page_range("-".join(filter(None, (tags.get("first"), tags.get("last"))))),
        "publisher": tags.get("publisher"),
    }


def _repeated(record: _Record) -> Iterator[str]:
    """What stands again under a tag that has one value; the first counts."""
    first: dict[str, str] = {}
    for tag, value in record.tagged:
        if tag in _TAGS and tag not in _LISTS and first.setdefault(tag, value) != value:
            yield ignored(tag, value, "only the first is kept")


def _date(fields: Mapping[str, Any]) -> tuple[int | None, int | None]:
    """Year and month out of "2023" and "2023/06//"; the field for the date may stand without the one for the year."""
    dated = [re.search(r"((?:19|20)\d\d)(?:[/-](\d{1,2})\b)?", fields.get(name, "")) for name in ("year", "date")]
    years = [int(found[1]) for found in dated if found]
    months = [int(found[2]) for found in dated if found and found[2]]
    return years[0] if years else None, months[0] if months else None


def _name(written: str) -> str:
    """RIS has the suffix last ("Family, Given, Jr."), a paper file between the two."""
    family, *rest = (part.strip() for part in written.split(","))
    return ", ".join((family, *rest[1:], *rest[:1]))
