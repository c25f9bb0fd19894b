"""Shapes of input that once took time or memory out of proportion, each at any size; the bytes are the same in every run."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Shape:
    """Input of one shape.

    Fields: `name`, what it is made of; `command`, the words of the command that reads it, from a file or, where `most` is
    set, as its argument; `make`, the input of about so many bytes; `most`, the largest size that makes sense.
    """

    name: str
    command: tuple[str, ...]
    make: Callable[[int], str]
    most: int | None = None


def _repeated(unit: str, before: str = "", behind: str = "") -> Callable[[int], str]:
    """Return what repeats a unit between two other texts up to a size."""
    return lambda size: before + unit * max(1, (size - len(before) - len(behind)) // len(unit)) + behind


def _numbered(unit: str) -> Callable[[int], str]:
    """Return what repeats a unit with its number in the place of `#` up to a size."""
    return lambda size: "".join(unit.replace("#", str(number)) for number in range(max(1, size // (len(unit) + 3))))


def _table(cell: str) -> Callable[[int], str]:
    return _repeated(cell, "| title | authors | doi |\n|---|---|---|\n| A study of x | a ", " b | 10.1000/x |\n")


def _entry(unit: str, field: str) -> Callable[[int], str]:
    return _repeated(unit, f"@article{{k,\n  {field} = {{a", "b},\n  year = 2020,\n  doi = {10.1000/x}\n}\n")


def _doubling(size: int) -> str:
    last = max(1, size // 28)
    lines = "".join(f"@string{{a{number} = a{number - 1} # a{number - 1}}}\n" for number in range(1, last + 1))
    return f"@string{{a0 = {{xx}}}}\n{lines}@misc{{k, title = a{last}}}\n"


def _itself(size: int) -> str:
    return "@string{a = a" + " # a" * (size // 4) + "}\n@misc{k, title = a}\n"


def _of_one_parent(size: int) -> str:
    children = "".join(f"@a{{k{number},crossref=p}}\n" for number in range(size // 50))
    return children + "@a{p," + "".join(f"f{number}={{x}},\n" for number in range(size // 20)) + "}\n"


_SOUND = """@article{key#,
  title = {A study # of the synthesis of electrocardiograms by diffusion},
  author = {Lopez Alcaraz, Juan Miguel and Strodthoff, Nils},
  journal = {Computers in Biology and Medicine},
  volume = {163}, pages = {107115}, year = {2023},
  doi = {10.1016/j.x.#}
}

"""
_ADD = ("add", "--print")
_AUDIT = ("audit",)
SHAPES = (
    Shape("Markdown: spaces in a cell", _ADD, _table(" ")),
    Shape("Markdown: commas in a cell", _ADD, _table(",")),
    Shape("Markdown: 'a and' in a cell", _ADD, _table("a and ")),
    Shape("Markdown: brackets in a cell", _ADD, _table("[")),
    Shape("Markdown: spaces in an item", _ADD, _repeated(" ", "- A study of x", "10.1000/x\n")),
    Shape("Markdown: brackets in an item", _ADD, _repeated("[", "- A study of x", " 10.1000/x\n")),
    Shape("Markdown: links that open", _ADD, _repeated("[a](", "- A study of x", " 10.1000/x\n")),
    Shape("Markdown: stars in an item", _ADD, _repeated("**a ", "- A study of x", " 10.1000/x\n")),
    Shape("Markdown: back quotes", _ADD, _repeated("`a``b", "- A study of x", " 10.1000/x\n")),
    Shape("Markdown: tags that open", _ADD, _repeated("<i ", "- A study of x", " 10.1000/x\n")),
    Shape("Markdown: one heading over items", _ADD, lambda n: f"# {'a' * (n // 2)}\n" + "- x 10.1000/x\n" * (n // 28)),
    Shape("Markdown: items under one heading", _ADD, _repeated("- A study of x 10.1000/x\n", "# Heading\n")),
    Shape("Markdown: lines of prose", _ADD, _repeated("a 10.1000/x b\n")),
    Shape("Markdown: quotes in quotes", _ADD, _repeated("> ", "", "10.1000/x\n")),
    Shape("Markdown: lists in lists", _ADD, _repeated("- ", "", "10.1000/x\n")),
    Shape("Markdown: definitions", _ADD, _numbered("[a#]: https://example.edu/#\n")),
    Shape("Markdown: rows of a table", _ADD, _repeated("| A study | b | 10.1000/x |\n", "| title | x | doi |\n|---|---|---|\n")),
    Shape("Markdown: columns of a row", _ADD, _repeated("| 10.1000/x ", "| title | doi |\n|---|---|\n", "|\n")),
    Shape("BibTeX: blank lines before it", _ADD, _repeated("\n", "", "@misc{k, title={A study of x}, doi={10.1000/x}}\n")),
    Shape("BibTeX: spaces before it", _ADD, _repeated(" ", "", "@misc{k, title={A study of x}, doi={10.1000/x}}\n")),
    Shape("BibTeX: blank lines, audit", _AUDIT, _repeated("\n", "", "@misc{k, title={A study of x}, doi={10.1000/x}}\n")),
    Shape("BibTeX: brackets in journal", _AUDIT, _entry("()", "journal")),
    Shape("BibTeX: open brackets in journal", _AUDIT, _entry("(", "journal")),
    Shape("BibTeX: brackets in note, add", _ADD, _entry("()", "note")),
    Shape("BibTeX: brackets behind a DOI", _AUDIT, _entry(")", "url")),
    Shape("BibTeX: DOIs in a note", _AUDIT, _entry(" 10.1000/x)))", "note")),
    Shape("BibTeX: # in a field", _AUDIT, _entry("#", "title")),
    Shape("BibTeX: # between values", _AUDIT, _repeated("# {a} ", "@misc{k, title = {a} ", "}\n")),
    Shape("BibTeX: a macro of itself", _AUDIT, _itself),
    Shape("BibTeX: macros that double", _AUDIT, _doubling),
    Shape("BibTeX: accents in a title", _AUDIT, _entry("\\'e", "title")),
    Shape("BibTeX: accents in braces", _AUDIT, _entry("{\\'e}", "title")),
    Shape("BibTeX: dollars in a title", _AUDIT, _entry("$a", "title")),
    Shape("BibTeX: commands in a title", _AUDIT, _entry("\\emph{", "title")),
    Shape("BibTeX: accents in authors", _AUDIT, _entry("{\\'e} and ", "author")),
    Shape("BibTeX: commas in authors", _AUDIT, _entry(",", "author")),
    Shape("BibTeX: authors between and", _AUDIT, _entry("a, b and ", "author")),
    Shape("BibTeX: authors without and", _AUDIT, _entry("Xu, L., ", "author")),
    Shape("BibTeX: spaces in authors", _AUDIT, _entry(" ", "author")),
    Shape("BibTeX: words in authors", _AUDIT, _entry("Aa ", "author")),
    Shape("BibTeX: words in a title", _AUDIT, _entry("word ", "title")),
    Shape("BibTeX: different words in a title", _AUDIT, lambda n: _entry(_numbered("w# ")(n), "title")(0)),
    Shape("BibTeX: braces that open", _AUDIT, _repeated("{", "@misc{k, title = ")),
    Shape("BibTeX: braces that close", _AUDIT, _repeated("}", "@misc{k, title = {a")),
    Shape("BibTeX: braces in braces", _AUDIT, lambda n: "@misc{k, title = " + "{" * (n // 2) + "a" + "}" * (n // 2) + "}\n"),
    Shape("BibTeX: entries that open", _AUDIT, _repeated("@misc{k, a={\n")),
    Shape("BibTeX: entries that open in a line", _AUDIT, _repeated("@misc{")),
    Shape("BibTeX: signs @", _AUDIT, _repeated("@", "@misc{k, a={b}}\n")),
    Shape("BibTeX: quotation marks", _AUDIT, _repeated('"', "@misc{k, title = ")),
    Shape("BibTeX: backslashes", _AUDIT, _entry("\\", "title")),
    Shape("BibTeX: comments in an entry", _AUDIT, _repeated("% c\n", "@misc{k, title={A},\n", "year=2020}\n")),
    Shape("BibTeX: missing commas", _AUDIT, _repeated("a={b}\n", "@misc{k, title={A}\n", "year=2020}\n")),
    Shape("BibTeX: white space behind a value", _AUDIT, _repeated("\n", "@misc{k, title={A}", "year=2020}\n")),
    Shape("BibTeX: values and white space", _AUDIT, _repeated("a = b ", "@misc{k, title={A}, ", "}\n")),
    Shape("BibTeX: fields", _AUDIT, lambda n: "@misc{k,\n" + _numbered("a#={b},\n")(n) + "}\n"),
    Shape("BibTeX: one field again and again", _AUDIT, _repeated("a={b},\n", "@misc{k,\n", "}\n")),
    Shape("BibTeX: entries of one key", _AUDIT, _repeated("@misc{k, title={A study of x}}\n")),
    Shape("BibTeX: entries of one title", _AUDIT, _numbered("@misc{k#, title={A study of x}, year=2020}\n")),
    Shape("BibTeX: entries alike", _AUDIT, _numbered("@misc{k#, title={A study # of x}, author={Aa, B}, year=2020}\n")),
    Shape("BibTeX: a chain of crossrefs", _AUDIT, lambda n: "".join(f"@misc{{k{i}, crossref={{k{i + 1}}}, f{i}={{}}}}\n" for i in range(n // 35))),
    Shape("BibTeX: papers of one author and year", _ADD, _numbered("@misc{k, title={Study #}, author={Aa, B}, year=2020, url={https://a.edu/#}}\n")),
    Shape("BibTeX: entries that open in a line, add", _ADD, _repeated("@misc{")),
    Shape("BibTeX: entries without fields", _AUDIT, _repeated("@a{b}")),
    Shape("BibTeX: fields without values", _AUDIT, _repeated("a=,", "@misc{k,", "}\n")),
    Shape("BibTeX: entries that name one parent", _AUDIT, _of_one_parent),
    Shape("BibTeX: entries that lack a comma", _AUDIT, _numbered("@a{k#,a={b}\nc={d}}\n")),
    Shape("BibTeX: a macro in every entry", _AUDIT, lambda n: "@string{a={" + "{\\'e}$a$" * 110 + "}}\n" + _numbered("@a{k#,title=a}\n")(n)),
    Shape("BibTeX: a macro again and again", _AUDIT, _repeated("#a", "@string{a={" + "x and " * 150 + "y}}\n@misc{k, author=a", "}\n")),
    Shape("BibTeX: titles in LaTeX", _AUDIT, _numbered("@a{k#,title={" + "{\\'e}$a$" * 10 + "}}\n")),
    Shape("BibTeX: emoji in a title", _AUDIT, lambda n: "@misc{k, title={" + "😀" * (n // 4) + "}}\n"),
    Shape("BibTeX: sound entries", _AUDIT, _numbered(_SOUND)),
    Shape("RIS: lines that go on", _ADD, _repeated("x\n", "TY  - JOUR\nTI  - A study of\n", "DO  - 10.1000/x\nER  - \n")),
    Shape("RIS: authors", _ADD, _repeated("AU  - Aa, B\n", "TY  - JOUR\nTI  - A study of x\n", "DO  - 10.1000/x\nER  - \n")),
    Shape("RIS: one tag again and again", _ADD, _repeated("TI  - A\n", "TY  - JOUR\n", "DO  - 10.1000/x\nER  - \n")),
    Shape("RIS: records", _ADD, _repeated("TY  - JOUR\nTI  - A study of x\nDO  - 10.1000/x\nER  - \n")),
    Shape("RIS: records that open", _ADD, _repeated("TY  - JOUR\n")),
    Shape("CSL-JSON: brackets that open", _AUDIT, _repeated("[", "[{")),
    Shape("CSL-JSON: objects in objects", _ADD, _repeated('{"a":', "[", "1")),
    Shape("CSL-JSON: authors", _ADD, _repeated('{"family": "Aa"},', '[{"title": "A study of x", "DOI": "10.1000/x", "author": [', '{"family": "B"}]}]')),
    Shape("CSL-JSON: tags in a title", _ADD, _repeated("<i ", '[{"DOI": "10.1000/x", "title": "A study', '"}]')),
    Shape("CSL-JSON: digits of a date", _ADD, _repeated("1", '[{"DOI": "10.1000/x", "title": "A study of x", "issued": {"date-parts": [[', ']]}}]')),
    Shape("CSL-JSON: items", _ADD, lambda n: '[{"title": "A study of x", "DOI": "10.1000/x"}' + ',{"title": "A study of x", "DOI": "10.1000/x"}' * (n // 46) + "]"),
    Shape("search: a-a-a-", ("search",), _repeated("a-"), 100_000),
    Shape("search: words", ("search",), _repeated("a "), 100_000),
    Shape("search: different words", ("search",), _numbered("w# "), 100_000),
    Shape("search: one long word", ("search",), _repeated("ab"), 100_000),
    Shape("search: quotation marks", ("search",), _repeated('"a" '), 100_000),
    Shape("search: spaces", ("search",), _repeated(" ", "a", "a"), 100_000),
    Shape("search: OR", ("search",), _repeated("a OR "), 100_000),
    Shape("terms: commas in --modality", ("search", "--modality"), _repeated("ecg,"), 100_000),
    Shape("terms: plus in --modality", ("search", "--modality"), _repeated("ecg+", "", "ecg"), 100_000),
    Shape("terms: an unknown modality", ("search", "--modality"), _repeated("ab"), 100_000),
    Shape("years: commas in --year", ("search", "--year"), _repeated("2020,", "", "2021"), 100_000),
    Shape("years: digits in --year", ("search", "--year"), _repeated("1"), 100_000),
    Shape("names: --author", ("search", "--author"), _repeated("a "), 100_000),
)  # fmt: skip
"""Every shape; of those written as an argument, Linux takes some 130 kB."""
