"""The registry of formats: each a function from papers to text. Adding one is one function and one line here."""

from collections.abc import Callable, Sequence
from importlib import import_module

from msgspec import Struct

from medsynth_catalog.records import Paper

Writer = Callable[[Sequence[Paper], Sequence[str]], str]


class Format(Struct, frozen=True):
    """Where a format's function lives, whether the reader's choice of columns means something to it, and what it is."""

    module: str
    function: str
    columns: bool
    description: str

    def write(self, papers: Sequence[Paper], columns: Sequence[str]) -> str:
        """Return the papers as text that ends in a newline, or as nothing at all when there are none to write."""
        # Imported when asked for: a table never pays for the LaTeX encoder.
        writer: Writer = getattr(import_module(f"medsynth_catalog.formats.{self.module}"), self.function)
        return writer(papers, columns)


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
