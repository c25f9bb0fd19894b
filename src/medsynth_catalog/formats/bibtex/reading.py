"""Reading anybody's BibTeX file: what its entries say in plain text, where in the file that stands, and what is broken.

Judges nothing: which facts are right is the audit's affair. Rules of the language: "BibTeXing" (O. Patashnik, 1988); where
real files break them, what can be read is read.
"""

import logging
import re
from bisect import bisect_left, bisect_right
from collections import ChainMap
from collections.abc import Iterator, Mapping
from itertools import islice

from bibtexparser.entrypoint import parse_string
from bibtexparser.library import Library
from bibtexparser.model import Block, ParsingFailedBlock
from bibtexparser.model import Entry as ParsedEntry
from msgspec import Struct
from msgspec.structs import replace

from medsynth_catalog.formats.bibtex.layout import readable
from medsynth_catalog.formats.bibtex.values import PROSE, people, plain, read_macros
from medsynth_catalog.limits import LONGEST_FIELD, MOST_COMMANDS, MOST_ENTRIES, MOST_FIELDS, MOST_GROWN, check_number
from medsynth_catalog.records import Author

# What an entry takes from the one that `crossref` names: any field it lacks, and the title as the title of the book.
_NOT_INHERITED = frozenset(["crossref", "key", "ids", "title", "subtitle", "author"])
# An entry lends no more, and nothing longer, so that no few letters of it become millions in those that take them.
MOST_LENT = 100
LONGEST_LENT = 1_000
_BLOCK = re.compile(r"@\w*[ \t]*[{(]")
_HALF = re.compile("[\ud800-\udfff]")  # of UTF-16
_BEGINNING = re.compile(r"@\w*[ \t]*")


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
        more_authors: Whether "and others" or "et al." says that there are more.
        missing_commas: Where in the text a comma between two fields is missing.
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
    missing_commas: tuple[int, ...] = ()

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
    """Read a BibTeX or biblatex file, whatever state it is in. Raises InputError for one that is too large (`limits`)."""
    check_number(sum(1 for _ in _BLOCK.finditer(text)), MOST_ENTRIES, "entries")
    check_number(text.count("="), MOST_FIELDS, "fields")
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # broken blocks are returned, not logged
    # Line ends of old Macs hide every line from the parser, and a half of a letter can't be written; no replacement moves anything.
    clean, commas = readable(_HALF.sub("\N{REPLACEMENT CHARACTER}", re.sub(r"\r(?!\n)", "\n", text)))
    library = parse_string(clean, parse_stack=[])
    macros = read_macros((name, str(string.value)) for name, string in library.strings_dict.items())
    entries: list[BibEntry] = []
    broken: list[BrokenBlock] = []
    letters = commands = 0
    for block, start, line in _placed(library, clean):
        if parsed := _parsed(block):
            fields = tuple(_fields(parsed, clean, start))
            commands += sum(map(_commands, fields))
            check_number(commands, MOST_COMMANDS, "commands of LaTeX")
            check_number(max((len(field.value) for field in fields), default=0), LONGEST_FIELD, "letters in a field")
            end = start + len(parsed.raw or "")
            lacking = tuple(commas[bisect_right(commas, start) : bisect_left(commas, end)])
            entries.append(_entry(parsed, start, line, fields, macros, lacking))
            letters += sum(map(len, entries[-1].facts.values()))
            check_number(letters - len(text), MOST_GROWN, "letters made by macros")
        elif isinstance(block, ParsingFailedBlock) and block.ignore_error_block is None:
            broken.append(_broken(block, line))
    named = {entry.facts.get("crossref", "").casefold() for entry in entries}
    parents = {entry.key.casefold(): _lent(entry) for entry in reversed(entries) if entry.key.casefold() in named}
    return Bibliography(text, tuple(_with_inherited(entry, parents) for entry in entries), tuple(broken))


def _parsed(block: Block) -> ParsedEntry | None:
    """The entry in a block; also in one that the parser sets aside since a key or a field comes twice."""
    found = block.ignore_error_block if isinstance(block, ParsingFailedBlock) else block
    return found if isinstance(found, ParsedEntry) else None


def _broken(block: ParsingFailedBlock, line: int) -> BrokenBlock:
    reason = getattr(block.error, "abort_reason", str(block.error)).strip().rstrip(".").replace("`", "'")
    return BrokenBlock(line, (block.raw or "").strip().partition("\n")[0], reason)


def _placed(library: Library, text: str) -> Iterator[tuple[Block, int, int]]:
    """Every block with where it begins and in which line. The parser keeps the order and every letter of a block, but no
    places, and loses count of lines that end with two backslashes."""
    at, line, counted = 0, 1, 0
    for block in library.blocks:
        if block.raw:
            start = text.index(block.raw, at)
            at = start + _own_length(block)
            begun = start + len(block.raw) - len(block.raw.lstrip())
            line, counted = line + text.count("\n", counted, begun), begun
            yield block, start, line


def _own_length(block: Block) -> int:
    """The length of a block without the sign by which the next one begins; a broken one may have it at its end."""
    raw = block.raw or ""
    begun = raw.rfind("@")
    if isinstance(block, ParsingFailedBlock) and begun > 0 and _BEGINNING.fullmatch(raw, begun):
        return begun
    return len(raw)


def _fields(parsed: ParsedEntry, text: str, start: int) -> Iterator[Field]:
    at = text.index(",", start) + 1 if parsed.fields else start
    for field in parsed.fields:
        name, value = str(field.key), str(field.value)
        name_start = text.index(name, at)
        begins = text.index(value, text.index("=", name_start + len(name)) + 1)
        at = begins + len(value)
        yield Field(name.casefold(), value, name_start, begins)


def _commands(field: Field) -> int:
    """How many commands of LaTeX a field has to be read for, with the ends of formulas."""
    return field.value.count("\\") + field.value.count("$") if field.name in PROSE or field.name == "author" else 0


def _entry(
    parsed: ParsedEntry,
    start: int,
    line: int,
    fields: tuple[Field, ...],
    macros: Mapping[str, str],
    commas: tuple[int, ...],
) -> BibEntry:
    authors, more = people(next((field.value for field in fields if field.name == "author"), ""), macros)
    end = start + len(parsed.raw or "")
    return BibEntry(
        parsed.entry_type, parsed.key, line, start, end, fields, _facts(fields, macros), authors, more, commas
    )


def _with_inherited(entry: BibEntry, parents: Mapping[str, dict[str, str]]) -> BibEntry:
    """Add the facts that an entry takes from the one which its `crossref` names."""
    parent = parents.get(entry.facts.get("crossref", "").casefold())
    if parent is None or not entry.facts.get("crossref"):
        return entry
    return replace(entry, facts=ChainMap(dict(entry.facts), parent))


def _lent(entry: BibEntry) -> dict[str, str]:
    """The facts that entries take from one that they name."""
    short = {name: value for name, value in entry.facts.items() if len(value) <= LONGEST_LENT}
    lent = dict(islice(((name, value) for name, value in short.items() if name not in _NOT_INHERITED), MOST_LENT))
    if "title" in short:
        lent.setdefault("booktitle", short["title"])
    return lent


def _facts(fields: tuple[Field, ...], macros: Mapping[str, str]) -> dict[str, str]:
    """The fields in plain text; where one comes twice the first holds, as in BibTeX."""
    facts: dict[str, str] = {}
    for field in fields:
        if field.name not in facts:
            facts[field.name] = plain(field.name, field.value, macros)
    return facts
