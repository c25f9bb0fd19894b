"""Reading anybody's BibTeX file: what its entries say in plain text, where in the file that stands, and what is broken.

Judges nothing: which facts are right is the audit's affair. Rules of the language: "BibTeXing" (O. Patashnik, 1988); where
real files break them, what can be read is read.
"""

import logging
import re
from collections.abc import Iterator, Mapping

from bibtexparser.entrypoint import parse_string
from bibtexparser.library import Library
from bibtexparser.model import Block, ParsingFailedBlock
from bibtexparser.model import Entry as ParsedEntry
from msgspec import Struct
from msgspec.structs import replace

from medsynth_catalog.formats.bibtex.values import people, plain
from medsynth_catalog.records import Author

# What an entry takes from the one that `crossref` names: any field it lacks, and the title as the title of the book.
_NOT_INHERITED = frozenset(["crossref", "key", "ids", "title", "subtitle", "author"])


# A comment inside an entry, which biber allows and BibTeX doesn't; elsewhere text between entries is one anyhow.
_COMMENT = re.compile(r"(?<=[\n,])[ \t]*(?<!\\)%[^\n]*")


class Field(Struct, frozen=True, gc=False):
    """A field as written.

    Attributes:
        name: Its name in lower case.
        value: Its value with its delimiters.
        name_start: Where in the text its name begins.
        start: Where in the text its value begins.
    """

    name: str
    value: str
    name_start: int
    start: int

    @property
    def end(self) -> int:
        """Where the value has ended."""
        return self.start + len(self.value)


class BibEntry(Struct, frozen=True):
    """An entry of a bibliography.

    Attributes:
        type: Its type as written, without the "@".
        key: Its citation key.
        line: The line in which it begins, counted from 1.
        start: Where in the text it begins.
        end: Where in the text it has ended.
        fields: The fields that stand in it, as written.
        facts: What its fields say in plain text, by name: macros replaced, and with what `crossref` lends.
        authors: The authors that it names.
        more_authors: Whether "and others" says that there are more.
    """

    type: str
    key: str
    line: int
    start: int
    end: int
    fields: tuple[Field, ...]
    facts: Mapping[str, str]
    authors: tuple[Author, ...]
    more_authors: bool

    def field(self, name: str) -> Field | None:
        """Return the first field of this name that stands in the entry itself, or `None`."""
        return next((field for field in self.fields if field.name == name), None)


class BrokenBlock(Struct, frozen=True):
    """A block that can't be read.

    Attributes:
        line: The line in which it begins, counted from 1.
        text: Its first line.
        reason: Why it can't be read, in the words of the parser.
    """

    line: int
    text: str
    reason: str

    @property
    def unclosed(self) -> bool:
        """Whether the block goes on to the end of the file, for want of a brace."""
        return "end of file" in self.reason


class Bibliography(Struct, frozen=True):
    """A file as read.

    Attributes:
        text: The whole of it, letter for letter.
        entries: Its entries in order, also those whose key or field comes twice.
        broken: The blocks of it that can't be read.
    """

    text: str
    entries: tuple[BibEntry, ...]
    broken: tuple[BrokenBlock, ...]


def read_bibliography(text: str) -> Bibliography:
    """Read a BibTeX or biblatex file, whatever state it is in; raises nothing."""
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # broken blocks are returned, not logged
    # Line ends of old Macs hide every line from the parser; no replacement moves anything.
    readable = re.sub(r"\r(?!\n)", "\n", text)
    library = parse_string(readable, parse_stack=[])
    if _failed(library):
        without = _COMMENT.sub(lambda comment: " " * len(comment[0]), readable)
        again = parse_string(without, parse_stack=[])
        if len(_failed(again)) < len(_failed(library)):
            readable, library = without, again
    macros = {name.casefold(): str(string.value) for name, string in library.strings_dict.items()}
    entries = [_entry(parsed, start, fields, macros) for parsed, start, fields in _written(library, readable)]
    parents = {entry.key.casefold(): entry.facts for entry in reversed(entries)}
    broken = tuple(map(_broken, _failed(library)))
    return Bibliography(text, tuple(_with_inherited(entry, parents) for entry in entries), broken)


def _parsed(block: Block) -> ParsedEntry | None:
    """The entry in a block; also in one that the parser sets aside since a key or a field comes twice."""
    found = block.ignore_error_block if isinstance(block, ParsingFailedBlock) else block
    return found if isinstance(found, ParsedEntry) else None


def _failed(library: Library) -> list[ParsingFailedBlock]:
    return [block for block in library.failed_blocks if _parsed(block) is None and block.ignore_error_block is None]


def _broken(block: ParsingFailedBlock) -> BrokenBlock:
    reason = getattr(block.error, "abort_reason", str(block.error)).strip().rstrip(".").replace("`", "'")
    return BrokenBlock((block.start_line or 0) + 1, (block.raw or "").strip().partition("\n")[0], reason)


def _written(library: Library, text: str) -> Iterator[tuple[ParsedEntry, int, tuple[Field, ...]]]:
    """Every entry with its place and its fields. The parser keeps the order and every letter of a block, but no places."""
    at = 0
    for block in library.blocks:
        parsed = _parsed(block)
        if parsed is not None and parsed.raw:
            start = text.index(parsed.raw, at)
            at = start + len(parsed.raw)
            yield parsed, start, tuple(_fields(parsed, text, start))


def _fields(parsed: ParsedEntry, text: str, start: int) -> Iterator[Field]:
    at = text.index(",", start) + 1 if parsed.fields else start
    for field in parsed.fields:
        name, value = str(field.key), str(field.value)
        name_start = text.index(name, at)
        begins = text.index(value, text.index("=", name_start + len(name)) + 1)
        at = begins + len(value)
        yield Field(name.casefold(), value, name_start, begins)


def _entry(parsed: ParsedEntry, start: int, fields: tuple[Field, ...], macros: Mapping[str, str]) -> BibEntry:
    authors, more = people(next((field.value for field in fields if field.name == "author"), ""), macros)
    return BibEntry(
        parsed.entry_type,
        parsed.key,
        (parsed.start_line or 0) + 1,
        start,
        start + len(parsed.raw or ""),
        fields,
        _facts(fields, macros),
        authors,
        more,
    )


def _with_inherited(entry: BibEntry, parents: Mapping[str, Mapping[str, str]]) -> BibEntry:
    """Add the facts that an entry takes from the one which its `crossref` names."""
    parent = parents.get(entry.facts.get("crossref", "").casefold())
    if parent is None or not entry.facts.get("crossref"):
        return entry
    inherited = {name: value for name, value in parent.items() if name not in _NOT_INHERITED}
    if "title" in parent:
        inherited.setdefault("booktitle", parent["title"])
    return replace(entry, facts=inherited | dict(entry.facts))


def _facts(fields: tuple[Field, ...], macros: Mapping[str, str]) -> dict[str, str]:
    """The fields in plain text; where one comes twice the first holds, as in BibTeX."""
    facts: dict[str, str] = {}
    for field in fields:
        facts.setdefault(field.name, plain(field.name, field.value, macros))
    return facts
