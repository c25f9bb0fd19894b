"""Text written as LaTeX: special characters, accents, formulas, and capitals that styles would lower."""

import re
import unicodedata
from collections.abc import Callable
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from pylatexenc.latexencode import UnicodeToLatexEncoder

Encode = Callable[[str], str]
"""How a dialect writes text: `ascii_latex` or `utf8_latex`."""

# What LaTeX takes for its own; by name where it is a brace, since BibTeX counts even escaped ones.
_SPECIAL = str.maketrans({
    "\\": r"{\textbackslash}", "{": r"{\textbraceleft}", "}": r"{\textbraceright}", "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
})  # fmt: skip
# Formulas that a title may carry as such: letters, digits, signs, commands for symbols, and groups of those whose braces
# match; nothing that acts.
_ATOM = (
    r"[A-Za-z0-9 +\-=<>/.,^_()]|\\(?:alpha|beta|gamma|delta|epsilon|varepsilon|lambda|mu|nu|phi|varphi|psi|pi|rho|sigma|tau"
    r"|theta|omega|kappa|eta|zeta|xi|chi|Gamma|Delta|Lambda|Phi|Psi|Sigma|Theta|Omega|ell|times|pm|to|rightarrow"
    r"|leftrightarrow|infty|mathrm|mathbf|mathcal|text|hat|tilde|bar)(?![A-Za-z])"
)
_MATH = re.compile(rf"\$(?:{_ATOM}|\{{(?:{_ATOM})*\}})+?\$")
# What TeX sets as a question or exclamation mark upside down.
_LIGATURE = re.compile(r"([?!])`")
_CHUNK = re.compile(rf"\s*(?:{_MATH.pattern}|\S+)|\s+")
# A word between the punctuation that clings to it.
_EDGES = re.compile(r"([(\[{\"'“‘]*)(.*?)([:;,.!?)\]}\"'”’]*)", re.DOTALL)
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_JOINT = re.compile("[-/]")
_SINGLE_CAPITAL = re.compile(r"(?<![^\W_])[A-Z](?=[-\d])")


class _AsciiTable(dict[int, str]):
    """What `str.translate` asks for each letter; pylatexenc is asked once for each that occurs."""

    def __missing__(self, code: int) -> str:
        encoded: str = self._encoder.unicode_to_latex(chr(code))
        self[code] = {r"{\{}": r"{\textbraceleft}", r"{\}}": r"{\textbraceright}"}.get(encoded, encoded)
        return self[code]

    @cached_property
    def _encoder(self) -> "UnicodeToLatexEncoder":
        from pylatexenc.latexencode import UnicodeToLatexEncoder  # only classic BibTeX asks for it

        # A letter without an encoding (an emoji, say) is written by its number, which compiles.
        return UnicodeToLatexEncoder(
            unknown_char_policy="unihex", unknown_char_warning=False, replacement_latex_protection="braces-all"
        )


_ASCII = _AsciiTable()


def ascii_latex(text: str) -> str:
    """Write text in ASCII: accents and signs as commands, special characters escaped, formulas left."""
    return _around_formulas(text if text.isascii() else unicodedata.normalize("NFC", text), _ASCII)


def utf8_latex(text: str) -> str:
    """Write text with its letters as they are, special characters escaped, formulas left."""
    return _around_formulas(text, _SPECIAL)


def _around_formulas(text: str, table: dict[int, str]) -> str:
    if "$" in text:
        pieces: list[str] = []
        end = 0
        for match in _MATH.finditer(text):
            pieces += [text[end : match.start()].translate(table), match[0]]
            end = match.end()
        encoded = "".join([*pieces, text[end:].translate(table)])
    else:
        encoded = text.translate(table)
    return _LIGATURE.sub(r"\1{`}", encoded) if "`" in encoded else encoded


class _Word(Struct, frozen=True, gc=False):
    """A word of a title with the white space before it and the punctuation that clings to it.

    `encoded` is how it is written, `as_name` how it is where a capital tells a proper name; `cases` has a sign for each
    of its parts: "a" for one that begins small, "A" for one with a capital, "-" for one too short to tell; `closes` says
    whether it ends a sentence or what stands before a colon.
    """

    encoded: str
    as_name: str
    cases: str
    closes: bool


def protect(title: str, encode: Encode) -> str:
    """Encode a title and brace the words whose capitals styles would lower: ECG, GANs, T1, DiffuseVAE.

    In a title written like a sentence a capital inside it is a proper name ("the Mayo clinic") and is braced too.
    """
    words = [_word(chunk, encode) for chunk in _CHUNK.findall(title)]
    cases = "".join([word.cases for word in words])
    if cases.count("a") <= cases.count("A", 1):
        return "".join([word.encoded for word in words])
    opening = [True, *(word.closes for word in words)]
    return "".join([word.encoded if opens else word.as_name for word, opens in zip(words, opening, strict=False)])


@lru_cache(maxsize=2**14)
def _word(chunk: str, encode: Encode) -> _Word:
    """Encode a word. Kept, since titles have most of their words in common."""
    word = chunk.lstrip()
    space = chunk[: len(chunk) - len(word)]
    closes = word.endswith((":", ".", "?", "!"))
    if _MATH.fullmatch(word):
        return _Word(f"{space}{{{word}}}", f"{space}{{{word}}}", "", closes)
    if word.isalpha() and word.isascii():  # most words, and quickly written
        braced = f"{space}{{{word}}}"
        plain = chunk if word[1:].islower() or len(word) == 1 else braced
        return _Word(plain, braced if word[0].isupper() else plain, _case(word), closes)
    cases = "".join(map(_case, _TOKEN.findall(_MATH.sub(" ", word))))
    match = _EDGES.fullmatch(word)
    lead, core, tail = match.groups() if match else ("", word, "")
    lowered = any(letter.isupper() for part in _JOINT.split(core) for letter in part[1:]) or _SINGLE_CAPITAL.search(
        core
    )
    bare = f"{space}{encode(lead)}{encode(core)}{encode(tail)}"
    braced = f"{space}{encode(lead)}{{{encode(core)}}}{encode(tail)}"
    return _Word(braced if lowered else bare, braced if lowered or core[:1].isupper() else bare, cases, closes)


def _case(token: str) -> str:
    if len(token) <= 3:
        return "-"
    return "a" if token[0].islower() else "A" if token[0].isupper() else "-"
