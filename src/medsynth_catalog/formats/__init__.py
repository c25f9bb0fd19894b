"""The registry of formats: each a function from papers to text. Adding one is one function and one line here."""

from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module

from msgspec import Struct

from medsynth_catalog.records import Paper


class Format(Struct, frozen=True):
    """A format that papers can be written in.

    Attributes:
        module: The module of its function, below `medsynth_catalog.formats`.
        function: The name of that function: papers to pieces of text, one or more for each paper, which ask for no paper
            before the text of those before it was taken. One with `columns` takes their names as a second argument.
        columns: Whether a choice of columns means something to it.
        description: What it is, in a few words.

    >>> FORMATS["keys"].write([Paper(key="ho2020denoising", kind="inproceedings")])
    'ho2020denoising\\n'
    """

    module: str
    function: str
    columns: bool
    description: str

    def stream(self, papers: Iterable[Paper], columns: Sequence[str] = ()) -> Iterator[str]:
        """Yield the text of papers piece by piece, so that any number of them can be written in little memory.

        Args:
            papers: The papers in their order.
            columns: Names in `columns.COLUMNS`, for a format that has columns; without any, those it shows by default.
        """
        # Imported when asked for: a table never pays for the LaTeX encoder.
        writer = getattr(import_module(f"medsynth_catalog.formats.{self.module}"), self.function)
        pieces: Iterator[str] = writer(papers, columns) if self.columns else writer(papers)
        return pieces

    def write(self, papers: Iterable[Paper], columns: Sequence[str] = ()) -> str:
        """Return the whole text of papers; it ends in a newline, or is empty when there is nothing to write."""
        return "".join(self.stream(papers, columns))


FORMATS: dict[str, Format] = {
    "json": Format("structured", "write_json", False, "an array of objects"),
    "jsonl": Format("structured", "write_jsonl", False, "an object a line"),
    "csv": Format("delimited", "write_csv", True, "comma-separated values with a heading line"),
    "tsv": Format("delimited", "write_tsv", True, "tab-separated values with a heading line"),
    "markdown": Format("markdown.writing", "write_list", False, "a list in Markdown, as lists of papers have it"),
    "markdown-table": Format("markdown.writing", "write_table", True, "a table in Markdown"),
    "bibtex": Format("bibtex.writing", "write_bibtex", False, "BibTeX, in ASCII"),
    "biblatex": Format("bibtex.writing", "write_biblatex", False, "BibTeX for biblatex and biber, in UTF-8"),
    "ris": Format("ris.writing", "write_ris", False, "RIS, for reference managers and screening tools"),
    "csl-json": Format("csl.writing", "write_csl", False, "CSL-JSON, for pandoc and Zotero"),
    "keys": Format("rows", "write_keys", False, "the keys, one a line"),
}
"""Every format by its name."""
