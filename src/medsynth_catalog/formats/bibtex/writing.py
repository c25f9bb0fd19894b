"""Papers as BibTeX, in two dialects.

Classic BibTeX is pure ASCII, since BibTeX is an 8-bit program; biblatex, for biber, is UTF-8. Identifiers are left alone in both.
What BibTeX does to capitals, names and months: "BibTeXing" and "Designing BibTeX styles" (O. Patashnik, 1988).
"""

import re
from collections.abc import Iterator, Sequence

from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from bibtexparser.model import Entry, Field
from bibtexparser.writer import BibtexFormat
from msgspec import Struct

from medsynth_catalog.formats.latex import Encode, ascii_latex, protect, utf8_latex
from medsynth_catalog.records import Author, Paper

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class Dialect(Struct, frozen=True):
    """How text is written; by kind of paper the entry type with the field that names the venue; the kinds whose publisher
    has a place in the data model; what an entry without authors is sorted by; how an archive and its subject are named."""

    encode: Encode
    types: dict[str, tuple[str, str]]
    published: frozenset[str]
    label: str
    archive: tuple[str, str]


CLASSIC = Dialect(
    ascii_latex,
    {
        "article": ("article", "journal"),
        "inproceedings": ("inproceedings", "booktitle"),
        "incollection": ("incollection", "booktitle"),
        "preprint": ("misc", "howpublished"),
        "dataset": ("misc", "howpublished"),
        "thesis": ("phdthesis", "school"),
        "webpage": ("misc", "howpublished"),
    },
    frozenset({"article", "inproceedings", "incollection", "dataset"}),
    "key",
    ("archiveprefix", "primaryclass"),
)
BIBLATEX = Dialect(
    utf8_latex,
    {
        "article": ("article", "journaltitle"),
        "inproceedings": ("inproceedings", "booktitle"),
        # The data model wants an editor of an `incollection`, which a catalogue of papers doesn't keep.
        "incollection": ("inbook", "booktitle"),
        "preprint": ("online", "organization"),
        "dataset": ("dataset", "organization"),
        "thesis": ("thesis", "institution"),
        "webpage": ("online", "organization"),
    },
    frozenset({"inproceedings", "incollection", "dataset"}),
    "label",
    ("eprinttype", "eprintclass"),
)


DIALECTS = {"bibtex": CLASSIC, "biblatex": BIBLATEX}


def write_bibtex(papers: Sequence[Paper], _columns: Sequence[str] = ()) -> str:
    """Write classic BibTeX: an entry for each paper, in the order given, fields always in the same order."""
    return write_dialect(papers, CLASSIC)


def write_biblatex(papers: Sequence[Paper], _columns: Sequence[str] = ()) -> str:
    """Write entries for biblatex and biber."""
    return write_dialect(papers, BIBLATEX)


def write_dialect(papers: Sequence[Paper], dialect: Dialect) -> str:
    """Write an entry for each paper. Raises ValueError when two have one key."""
    layout = BibtexFormat()  # type: ignore[no-untyped-call]  # its constructor takes nothing
    layout.indent = "  "
    layout.block_separator = "\n"
    layout.trailing_comma = True
    library = Library()
    library.add([_laid_out(paper, dialect) for paper in papers], fail_on_duplicate_key=True)
    return write_string(library, unparse_stack=[], bibtex_format=layout)


def entry_fields(paper: Paper, dialect: Dialect) -> dict[str, str]:
    """The fields of a paper's entry in their order, each value with its delimiters."""
    fields = (
        *_who_and_what(paper, dialect),
        *_where(paper, dialect),
        *(_dates_classic if dialect is CLASSIC else _dates)(paper),
        *_known_as(paper, dialect),
    )
    return {name: value for name, value in fields if value}


def _laid_out(paper: Paper, dialect: Dialect) -> Entry:
    fields = [Field(name, value) for name, value in entry_fields(paper, dialect).items()]
    return Entry(dialect.types[paper.kind][0], paper.key, fields)


def _who_and_what(paper: Paper, dialect: Dialect) -> Iterator[tuple[str, str]]:
    names = [_name(author, dialect.encode) for author in paper.authors] + ["others"] * (not paper.authors_complete)
    yield "author", _braced(" and ".join(names))
    if not paper.names:
        # What styles sort and label by: who is behind a page, else the paper itself.
        label = dialect.encode(paper.publisher or "") if paper.kind == "webpage" else paper.key
        yield dialect.label, _braced(label)
    yield "title", _braced(protect(paper.title or "", dialect.encode))
    if paper.kind == "thesis" and dialect is BIBLATEX:
        yield "type", _braced("phdthesis")


def _where(paper: Paper, dialect: Dialect) -> Iterator[tuple[str, str]]:
    venue = dialect.types[paper.kind][1]
    preprint = paper.kind == "preprint" and paper.arxiv
    if not (preprint and dialect is BIBLATEX):  # which has fields of its own for the archive
        yield venue, _braced(f"arXiv:{paper.arxiv}" if preprint else dialect.encode(paper.venue or ""))
    yield "volume", _braced(dialect.encode(paper.volume or ""))
    # The classic styles refuse a number beside a volume of proceedings, and one without a volume anywhere.
    if paper.kind != "thesis" and (dialect is BIBLATEX or (paper.volume and venue != "booktitle")):
        yield "number", _braced(dialect.encode(paper.number or ""))
    yield "pages", _braced(dialect.encode(paper.pages or "").replace("-", "--"))
    if paper.kind in dialect.published and paper.publisher != paper.venue:
        yield "publisher", _braced(dialect.encode(paper.publisher or ""))


def _dates_classic(paper: Paper) -> Iterator[tuple[str, str]]:
    """Months go bare: styles define them as macros."""
    yield "year", _braced(str(paper.year or ""))
    yield "month", MONTHS[paper.month - 1] if paper.month else ""


def _dates(paper: Paper) -> Iterator[tuple[str, str]]:
    yield "date", _braced(f"{paper.year}-{paper.month:02}" if paper.year and paper.month else str(paper.year or ""))


def _known_as(paper: Paper, dialect: Dialect) -> Iterator[tuple[str, str]]:
    yield "doi", _braced(paper.doi or "")
    yield "url", _braced(paper.link or "")
    archive, subject = dialect.archive
    if paper.arxiv:
        yield "eprint", _braced(paper.arxiv)
        yield archive, _braced("arXiv")
        yield subject, _braced(paper.arxiv_class or "")
    elif paper.preprint and paper.preprint.doi:
        yield "eprint", _braced(paper.preprint.doi)
        yield archive, _braced(paper.preprint.server)


def _name(author: Author, encode: Encode) -> str:
    if not author.given:
        return f"{{{encode(author.family)}}}"  # a group: one name, however many words
    parts = (author.family, author.suffix, author.given) if author.suffix else (author.family, author.given)
    # A name that begins with a small particle ("van der Schaar") is left for BibTeX to see; " and " inside one is not.
    return ", ".join(re.sub(r"\band\b", "{and}", encode(part)) for part in parts)


def _braced(value: str) -> str:
    return f"{{{value}}}" if value else ""
