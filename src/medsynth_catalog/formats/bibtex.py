"""Classic BibTeX: pure ASCII, since BibTeX is an 8-bit program, with identifiers left alone. The one home of bibtexparser.

What BibTeX does to capitals, names and months: "BibTeXing" and "Designing BibTeX styles" (O. Patashnik, 1988).
"""

import logging
import re
from collections.abc import Iterator, Sequence

from bibtexparser.entrypoint import parse_string, write_string
from bibtexparser.library import Library
from bibtexparser.middlewares import LatexDecodingMiddleware
from bibtexparser.model import Entry, Field
from bibtexparser.writer import BibtexFormat
from pylatexenc.latexencode import UnicodeToLatexEncoder

from medsynth_catalog.records import Author, Paper

# Entry type, and the field that names the venue, by kind of paper.
_TYPES = {
    "article": ("article", "journal"),
    "inproceedings": ("inproceedings", "booktitle"),
    "incollection": ("incollection", "booktitle"),
    "preprint": ("misc", "howpublished"),
    "dataset": ("misc", "howpublished"),
    "thesis": ("phdthesis", "school"),
    "webpage": ("misc", "howpublished"),
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

# A letter without an encoding (an emoji, say) is written by its number, which compiles.
_ENCODER = UnicodeToLatexEncoder(
    unknown_char_policy="unihex", unknown_char_warning=False, replacement_latex_protection="braces-all"
)
# Formulas that a title may carry as such: letters, digits, signs and commands for symbols, nothing that acts.
_MATH = re.compile(
    r"\$(?:[A-Za-z0-9 +\-=<>/.,^_{}()]|\\(?:alpha|beta|gamma|delta|epsilon|varepsilon|lambda|mu|nu|phi|varphi|psi|pi|rho|sigma|tau|theta"
    r"|omega|kappa|eta|zeta|xi|chi|Gamma|Delta|Lambda|Phi|Psi|Sigma|Theta|Omega|ell|times|pm|to|rightarrow|leftrightarrow|infty"
    r"|mathrm|mathbf|mathcal|text|hat|tilde|bar)(?![A-Za-z]))+?\$"
)
# A word between the punctuation that clings to it.
_EDGES = re.compile(r"([(\[{\"'“‘]*)(.*?)([:;,.!?)\]}\"'”’]*)", re.DOTALL)
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


def write_bibtex(papers: Sequence[Paper], _columns: Sequence[str] = ()) -> str:
    """Write an entry for each paper, in the order given, fields always in the same order."""
    layout = BibtexFormat()  # type: ignore[no-untyped-call]  # its constructor takes nothing
    layout.indent = "  "
    layout.block_separator = "\n"
    layout.trailing_comma = True
    library = Library()
    library.add([_entry(paper) for paper in papers], fail_on_duplicate_key=True)
    return write_string(library, unparse_stack=[], bibtex_format=layout)


def parse_bibtex(text: str) -> tuple[list[tuple[str, dict[str, str]]], list[str]]:
    """Read entries as (type, fields without LaTeX commands); also the first line of every block that is no entry."""
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # failed blocks are returned, not logged
    library = parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    entries = [
        (
            entry.entry_type,
            {field.key.casefold(): str(field.value).replace("{", "").replace("}", "") for field in entry.fields},
        )
        for entry in library.entries
    ]
    return entries, [(block.raw or "").strip().partition("\n")[0] for block in library.failed_blocks]


def _entry(paper: Paper) -> Entry:
    return Entry(_TYPES[paper.kind][0], paper.key, [Field(name, value) for name, value in _fields(paper) if value])


def _fields(paper: Paper) -> Iterator[tuple[str, str]]:
    """Field names and values with their delimiters. Months alone go bare: styles define them as macros."""
    names = [_name(author) for author in paper.authors] + ["others"] * (not paper.authors_complete)
    yield "author", _braced(" and ".join(names))
    if not paper.names:
        # What styles sort and label by: who is behind a page, else the paper itself.
        yield "key", _braced(encode(paper.publisher or "") if paper.kind == "webpage" else paper.key)
    yield "title", _braced(protect(paper.title or ""))
    yield (
        _TYPES[paper.kind][1],
        _braced(f"arXiv:{paper.arxiv}" if paper.kind == "preprint" and paper.arxiv else encode(paper.venue or "")),
    )
    yield "volume", _braced(encode(paper.volume or ""))
    # The standard styles refuse a number beside a volume of proceedings, and one without a volume anywhere.
    if paper.volume and _TYPES[paper.kind][1] != "booktitle":
        yield "number", _braced(encode(paper.number or ""))
    yield "pages", _braced(encode(paper.pages or "").replace("-", "--"))
    if paper.kind != "webpage":
        yield "publisher", _braced(encode(paper.publisher or ""))
    yield "year", _braced(str(paper.year or ""))
    yield "month", _MONTHS[paper.month - 1] if paper.month else ""
    yield "doi", _braced(paper.doi or "")
    yield "url", _braced(paper.link or "")
    if paper.arxiv:
        yield "eprint", _braced(paper.arxiv)
        yield "archiveprefix", _braced("arXiv")
        yield "primaryclass", _braced(paper.arxiv_class or "")


def _name(author: Author) -> str:
    if not author.given:
        return f"{{{encode(author.family)}}}"  # a group: one name, however many words
    parts = (author.family, author.suffix, author.given) if author.suffix else (author.family, author.given)
    # A name that begins with a small particle ("van der Schaar") is left for BibTeX to see; " and " inside one is not.
    return ", ".join(re.sub(r"\band\b", "{and}", encode(part)) for part in parts)


def protect(title: str) -> str:
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
        pieces.append(_protected(match[0], sentence and not opening))
        end = match.end()
    return "".join(pieces)


def _protected(chunk: str, proper: bool) -> str:
    if _MATH.fullmatch(chunk):
        return f"{{{chunk}}}"
    match = _EDGES.fullmatch(chunk)
    lead, core, tail = match.groups() if match else ("", chunk, "")
    inner = any(letter.isupper() for word in re.split(r"[-/]", core) for letter in word[1:])
    single = re.search(r"(?<![^\W_])[A-Z](?=[-\d])", core) is not None
    encoded = f"{{{encode(core)}}}" if inner or single or (proper and core[:1].isupper()) else encode(core)
    return encode(lead) + encoded + encode(tail)


def encode(text: str) -> str:
    """Write text in ASCII so that LaTeX shows it: accents as commands, its special characters escaped, formulas left."""
    pieces: list[str] = []
    end = 0
    for match in _MATH.finditer(text):
        pieces += [_ascii(text[end : match.start()]), match[0]]
        end = match.end()
    return "".join([*pieces, _ascii(text[end:])])


def _ascii(text: str) -> str:
    encoded: str = _ENCODER.unicode_to_latex(text)
    return encoded


def _braced(value: str) -> str:
    return f"{{{value}}}" if value else ""
