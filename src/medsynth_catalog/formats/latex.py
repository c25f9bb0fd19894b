"""Text as LaTeX shows it, and back: special characters, accents, formulas, and capitals that styles would lower.

The one home of pylatexenc.
"""

import re
from collections.abc import Callable

from pylatexenc.latex2text import LatexNodes2Text
from pylatexenc.latexencode import UnicodeToLatexEncoder
from pylatexenc.latexwalker import LatexWalkerError

Encode = Callable[[str], str]

# A letter without an encoding (an emoji, say) is written by its number, which compiles.
_ENCODER = UnicodeToLatexEncoder(
    unknown_char_policy="unihex", unknown_char_warning=False, replacement_latex_protection="braces-all"
)
_DECODER = LatexNodes2Text(math_mode="verbatim")
# What the decoder lacks, or takes for an accent.
_MEANT = {"textbraceleft": r"\{", "textbraceright": r"\}", "textasciicircum": "^"}
_MISSING = re.compile(rf"\\({'|'.join(_MEANT)})(?![A-Za-z])")
# What LaTeX takes for its own; by name where it is a brace, since BibTeX counts even escaped ones.
_SPECIAL = {
    "\\": r"{\textbackslash}", "{": r"{\textbraceleft}", "}": r"{\textbraceright}", "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
}  # fmt: skip
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
# A word between the punctuation that clings to it.
_EDGES = re.compile(r"([(\[{\"'“‘]*)(.*?)([:;,.!?)\]}\"'”’]*)", re.DOTALL)
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


def ascii_latex(text: str) -> str:
    """Write text in ASCII: accents and signs as commands, special characters escaped, formulas left."""
    return _around_formulas(text, _ascii)


def utf8_latex(text: str) -> str:
    """Write text with its letters as they are, special characters escaped, formulas left."""
    return _around_formulas(text, lambda plain: "".join(_SPECIAL.get(letter, letter) for letter in plain))


def _around_formulas(text: str, encode: Encode) -> str:
    pieces: list[str] = []
    end = 0
    for match in _MATH.finditer(text):
        pieces += [encode(text[end : match.start()]), match[0]]
        end = match.end()
    return _LIGATURE.sub(r"\1{`}", "".join([*pieces, encode(text[end:])]))


def _ascii(text: str) -> str:
    encoded: str = _ENCODER.unicode_to_latex(text)
    return encoded.replace(r"{\{}", _SPECIAL["{"]).replace(r"{\}}", _SPECIAL["}"])


def plain_text(latex: str) -> str:
    """Read prose written in LaTeX: accents and signs as letters, without braces; formulas stay as they are.

    A percent sign is one, since BibTeX knows no comments. What can't be understood loses its braces alone.
    """
    if not re.search(r"[\\$~]|--|``|''", latex):
        return unbraced(latex)
    latex = _MISSING.sub(lambda name: _MEANT[name[1]], re.sub(r"(?<!\\)%", r"\\%", latex))
    try:
        text: str = _DECODER.latex_to_text(latex)
    except (LatexWalkerError, RecursionError, ValueError, IndexError):
        return unbraced(latex)
    return text.replace("\N{NO-BREAK SPACE}", " ")


def unbraced(value: str) -> str:
    """Read a value that is no prose, such as an identifier: without braces and without backslashes before signs."""
    return re.sub(r"\\([_%&#$~])", r"\1", value).replace("{", "").replace("}", "")


def protect(title: str, encode: Encode) -> str:
    """Encode a title and brace the words whose capitals styles would lower: ECG, GANs, T1, DiffuseVAE.

    In a title written like a sentence a capital inside it is a proper name ("the Mayo clinic") and is braced too.
    """
    found = [match[0] for match in _TOKEN.finditer(_MATH.sub(" ", title))]
    small = sum(word[0].islower() for word in found if len(word) > 3)
    large = sum(word[0].isupper() for word in found[1:] if len(word) > 3)
    sentence = small > large
    pieces: list[str] = []
    end = 0
    for match in re.finditer(rf"{_MATH.pattern}|\S+", title):
        pieces.append(title[end : match.start()])
        opening = not title[: match.start()].strip() or title[: match.start()].rstrip()[-1] in ":.?!"
        pieces.append(_protected(match[0], sentence and not opening, encode))
        end = match.end()
    return "".join(pieces)


def _protected(chunk: str, proper: bool, encode: Encode) -> str:
    if _MATH.fullmatch(chunk):
        return f"{{{chunk}}}"
    match = _EDGES.fullmatch(chunk)
    lead, core, tail = match.groups() if match else ("", chunk, "")
    inner = any(letter.isupper() for word in re.split(r"[-/]", core) for letter in word[1:])
    single = re.search(r"(?<![^\W_])[A-Z](?=[-\d])", core) is not None
    encoded = f"{{{encode(core)}}}" if inner or single or (proper and core[:1].isupper()) else encode(core)
    return encode(lead) + encoded + encode(tail)
