"""Changing somebody's BibTeX file and no byte beside what was asked: fields of an entry, and entries at the end."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from medsynth_catalog.formats.bibtex.reading import BibEntry, Bibliography, Field
from medsynth_catalog.formats.bibtex.values import is_well_formed
from medsynth_catalog.formats.bibtex.writing import Dialect, write_dialect
from medsynth_catalog.records import Paper

# Each reads some files that those before it can't. The last takes every byte, so no file is refused for its bytes.
_CODECS = ("utf-8", "cp1252", "latin-1")
# What marks a file as UTF-16, or betrays one without the mark: every other byte of plain letters is zero.
_MARKED = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_UNMARKED = {(True, False): "utf-16-be", (False, True): "utf-16-le"}


class Edit(Struct, frozen=True):
    """A piece of text to put in the place of that between two positions."""

    start: int
    end: int
    text: str


def decoded(data: bytes) -> tuple[str, str]:
    """Return the text of a file and the name of its encoding; encoding it again gives the same bytes."""
    codec = _MARKED.get(data[:2]) or _UNMARKED.get((data[:1] == b"\0", data[1:2] == b"\0"))
    if codec and len(data) % 2 == 0:
        return data.decode(codec, "surrogatepass"), codec
    for codec in _CODECS:
        try:
            return data.decode(codec), codec
        except UnicodeDecodeError:
            continue
    raise AssertionError("latin-1 reads everything")


def encoded(text: str, codec: str) -> bytes:
    """Return the bytes of a text; a letter that the encoding lacks raises UnicodeEncodeError."""
    return text.encode(codec, "surrogatepass" if codec.startswith("utf-16") else "strict")


def edited(text: str, edits: Iterable[Edit]) -> str:
    """Apply edits, which don't overlap, to a text; at one place in the order given."""
    pieces, at = [], 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        pieces += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*pieces, text[at:]])


def is_editable(entry: BibEntry) -> bool:
    """Whether an entry is nothing but fields and values, so that no stray word is lost or taken for a part of one."""
    return all(len(field.name.split()) == 1 and is_well_formed(field.value) for field in entry.fields)


def changes(text: str, entry: BibEntry, type: str | None, fields: Mapping[str, str | None]) -> list[Edit]:
    """The edits that give an entry of a file another type and these fields, `None` for those that shall go.

    Values have their delimiters. A field that isn't there comes behind the last one, laid out like it; of one that is
    there twice the first is kept.
    """
    edits = [Edit(entry.start + 1, entry.start + 1 + len(entry.type), type)] if type and type != entry.type else []
    new = []
    for name, value in fields.items():
        there = [field for field in entry.fields if field.name == name]
        if value is not None and there:
            first = there.pop(0)
            edits.append(Edit(first.start, first.end, value))
        elif value is not None:
            new.append((name, value))
        edits += [_removal(text, entry, field) for field in there]
    return [*edits, _insertion(text, entry, new)] if new else edits


def _insertion(text: str, entry: BibEntry, fields: Sequence[tuple[str, str]]) -> Edit:
    """Add fields behind the last one, laid out like it."""
    if not entry.fields:
        begun = entry.start + len(text[entry.start : entry.end - 1].rstrip(", \t\r\n"))
        return Edit(begun, entry.end - 1, "".join(f",\n  {name} = {value}" for name, value in fields) + "\n")
    last = entry.fields[-1]
    lead = text[_separated(text, entry, last) : last.name_start]
    equals = text[last.name_start + len(last.name) : last.start]
    return Edit(last.end, last.end, "".join(f",{lead}{name}{equals}{value}" for name, value in fields))


def _separated(text: str, entry: BibEntry, field: Field) -> int:
    """Where the comma before a field has ended."""
    before = bisect_right(entry.fields, field.name_start, key=lambda other: other.end)
    return text.index(",", entry.fields[before - 1].end if before else entry.start) + 1


def _removal(text: str, entry: BibEntry, field: Field) -> Edit:
    """Remove a field with the comma before it; the comma behind it, if any, stays for the next."""
    return Edit(_separated(text, entry, field) - 1, field.end, "")


def appended(bibliography: Bibliography, papers: Sequence[Paper], dialect: Dialect) -> str:
    """The text of a file with entries for papers behind all that it has, in the line ends of the file."""
    text = bibliography.text
    if not papers:
        return text
    end = "\r\n" if "\r\n" in text else "\n"
    gap = "" if not text.strip() or text.endswith(end * 2) else end if text.endswith("\n") else end * 2
    return text + gap + write_dialect(papers, dialect).replace("\n", end)
