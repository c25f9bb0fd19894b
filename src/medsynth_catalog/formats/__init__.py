"""The registry of formats: each a function from papers to text or bytes. Adding one is one function and one line here."""

from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from pathlib import PurePath
from typing import Generic, TypeVar

from msgspec import Struct

from medsynth_catalog.errors import QueryError
from medsynth_catalog.records import Paper
from medsynth_catalog.text import printable

Piece = TypeVar("Piece", str, bytes)


class Format(Struct, Generic[Piece], frozen=True):
    """A format that papers can be written in.

    Attributes:
        module: The module of its function, below `medsynth_catalog.formats`.
        function: The name of that function: papers to pieces. One with `columns` takes their names as a second argument.
        columns: Whether a choice of columns means something to it.
        description: What it is, in a few words.
        endings: The endings of its files, in lower case.
    """

    module: str
    function: str
    columns: bool
    description: str
    endings: tuple[str, ...] = ()

    def stream(self, papers: Iterable[Paper], columns: Sequence[str] = ()) -> Iterator[Piece]:
        """Yield papers as written, piece by piece, so that any number of them can be written in little memory.

        Args:
            papers: The papers in their order.
            columns: Names in `columns.COLUMNS`, for a format that has columns; without any, those it shows by default.
        """
        # Imported when asked for: a table never pays for the LaTeX encoder.
        writer = getattr(import_module(f"medsynth_catalog.formats.{self.module}"), self.function)
        pieces: Iterator[Piece] = writer(papers, columns) if self.columns else writer(papers)
        return pieces


class TextFormat(Format[str], frozen=True):
    """A format of text: one or more pieces for each paper, and no paper is asked for before those of the last were taken.

    >>> FORMATS["keys"].write([Paper(key="ho2020denoising", kind="inproceedings")])
    'ho2020denoising\\n'
    """

    def write(self, papers: Iterable[Paper], columns: Sequence[str] = ()) -> str:
        """Return the whole text of papers; it ends in a newline, or is empty when there is nothing to write."""
        return "".join(self.stream(papers, columns))


class BinaryFormat(Format[bytes], frozen=True):
    """A format that is no text: nothing for a terminal. Its pieces hold many papers each."""

    def write(self, papers: Iterable[Paper]) -> bytes:
        """Return the whole content of a file of papers."""
        return b"".join(self.stream(papers))


FORMATS: dict[str, TextFormat] = {
    "json": TextFormat("structured", "write_json", False, "an array of objects", (".json",)),
    "jsonl": TextFormat("structured", "write_jsonl", False, "an object a line", (".jsonl", ".ndjson")),
    "csv": TextFormat("delimited", "write_csv", True, "comma-separated values with a heading line", (".csv",)),
    "tsv": TextFormat("delimited", "write_tsv", True, "tab-separated values with a heading line", (".tsv",)),
    "markdown": TextFormat(
        "markdown.writing", "write_list", False, "a list in Markdown, as lists of papers have it", (".md",)
    ),
    "markdown-table": TextFormat("markdown.writing", "write_table", True, "a table in Markdown", (".md",)),
    "bibtex": TextFormat("bibtex.writing", "write_bibtex", False, "BibTeX, in ASCII", (".bib",)),
    "biblatex": TextFormat(
        "bibtex.writing", "write_biblatex", False, "BibTeX for biblatex and biber, in UTF-8", (".bib",)
    ),
    "ris": TextFormat("ris.writing", "write_ris", False, "RIS, for reference managers and screening tools", (".ris",)),
    "csl-json": TextFormat("csl.writing", "write_csl", False, "CSL-JSON, for pandoc and Zotero", (".json",)),
    "lines": TextFormat("rows", "write_lines", False, "a line with key, year and title for each paper", (".txt",)),
    "keys": TextFormat("rows", "write_keys", False, "the keys, one a line", (".txt",)),
}
"""Every format of text by its name."""

BINARY_FORMATS: dict[str, BinaryFormat] = {
    "parquet": BinaryFormat(
        "parquet", "write_parquet", False, "Parquet, for data frames and databases (needs pyarrow)", (".parquet",)
    ),
}
"""Every binary format by its name."""

ALL_FORMATS: dict[str, TextFormat | BinaryFormat] = {**FORMATS, **BINARY_FORMATS}
"""Every format by its name."""


def formats_of(file: PurePath) -> list[str]:
    """Return the formats that files with the ending of `file` are in, the commonest first; none if it has no ending.

    Raises QueryError for an ending that no format has.

    >>> formats_of(PurePath("refs.bib"))
    ['bibtex', 'biblatex']
    """
    ending = file.suffix.casefold()
    found = [name for name, format in ALL_FORMATS.items() if ending in format.endings]
    if ending and not found:
        endings = dict.fromkeys(ending for format in ALL_FORMATS.values() for ending in format.endings)
        raise QueryError(
            f"no format has the ending {printable(ending)!r}",
            f"choose one of {', '.join(endings)}, or name a format with --format",
        )
    return found
