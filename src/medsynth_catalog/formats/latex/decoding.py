"""LaTeX read as plain text: commands for accents and signs become letters, formulas stay."""

import re
from functools import lru_cache

from pylatexenc.latex2text import LatexNodes2Text
from pylatexenc.latexwalker import LatexWalkerError, get_default_latex_context_db

_DECODER = LatexNodes2Text(math_mode="verbatim")
# Made once: by default pylatexenc lists all commands that it knows again for each text.
_COMMANDS = get_default_latex_context_db()
# What the decoder lacks, or takes for an accent.
_MEANT = {"textbraceleft": r"\{", "textbraceright": r"\}", "textasciicircum": "^"}
_MISSING = re.compile(rf"\\({'|'.join(_MEANT)})(?![A-Za-z])")
_LATEX = re.compile(r"[\\$~]|--|``|''")
# A group that may stand for one letter, such as {\\'e} or {\\c{c}}; a command before it would take it for an argument.
_ACCENTED = re.compile(r"\\(?:[A-Za-z]+|.)\s*\{|(\{\\(?:[^\s\w{}$%]|[A-Za-z]+)\s?(?:\w|\\[ij]|\{(?:\w|\\[ij])\})?\})")
_PERCENT = re.compile(r"(?<!\\)%")
_ESCAPED = re.compile(r"\\([_%&#$~])")
# No title or name is longer; the decoder takes a kilobyte of memory for each letter, and some milliseconds for ten.
LONGEST = 10_000


def plain_text(latex: str) -> str:
    """Read prose written in LaTeX: accents and signs as letters, without braces; formulas stay as they are.

    A percent sign is one, since BibTeX knows no comments. What can't be understood, or is longer than LONGEST letters,
    loses its braces alone.
    """
    if len(latex) > LONGEST:
        return unbraced(latex)
    if "\\" in latex and "$" not in latex:
        latex = _ACCENTED.sub(_letter, latex)
    if not _LATEX.search(latex):
        return unbraced(latex)
    return _decoded(latex)


def _letter(found: re.Match[str]) -> str:
    letter = _accented(found[1]) if found[1] else ""
    return letter if letter.isalpha() else found[0]


# There are few such groups in a file, and they occur again and again.
@lru_cache(maxsize=1024)
def _accented(group: str) -> str:
    return _decoded(group)


def _decoded(latex: str) -> str:
    latex = _MISSING.sub(lambda name: _MEANT[name[1]], _PERCENT.sub(r"\\%", latex))
    try:
        text: str = _DECODER.latex_to_text(latex, latex_context=_COMMANDS)
    except (LatexWalkerError, RecursionError, ValueError, IndexError):
        return unbraced(latex)
    return text.replace("\N{NO-BREAK SPACE}", " ")


def unbraced(value: str) -> str:
    """Read a value that is no prose, such as an identifier: without braces and without backslashes before signs."""
    if "\\" in value:
        value = _ESCAPED.sub(r"\1", value)
    return value.replace("{", "").replace("}", "")
