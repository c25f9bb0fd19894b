"""Papers as BibTeX, in two dialects.

Classic BibTeX is pure ASCII, since BibTeX is an 8-bit program; biblatex, for biber, is UTF-8. Identifiers are left alone in both.
What BibTeX does to capitals, names and months: "BibTeXing" and "Designing BibTeX styles" (O. Patashnik, 1988).
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from bibtexparser.model import Entry, Field
from bibtexparser.writer import BibtexFormat
from msgspec import Struct

from medsynth_catalog.formats.latex import Encode, ascii_latex, protect, utf8_latex
from medsynth_catalog.records import Author, Kind, Paper

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class Dialect(Struct, frozen=True, kw_only=True):
    """What differs between BibTeX and biblatex.

    Attributes:
        encode: How text becomes LaTeX.
        types: By kind of paper the entry type, and the field that names the venue.
        with_publisher: The kinds of paper whose publisher has a place in the data model.
        sort_label: The field by which an entry without authors is sorted.
        archive: The field that names the archive of a preprint.
        archive_class: The field for the subject class in that archive.
        thesis_type: What the field `type` of a doctoral thesis says, empty where the entry type says it.
        arxiv_as_venue: Whether the arXiv id stands in for the venue of a preprint, since styles show no archive.
        number_needs_volume: Whether styles refuse a number without a volume, and beside a volume of proceedings.
        single_date: Whether year and month are one field, `date`.
    """

    encode: Encode
    types: Mapping[Kind, tuple[str, str]]
    with_publisher: frozenset[Kind]
    sort_label: str
    archive: str
    archive_class: str
    thesis_type: str = ""
    arxiv_as_venue: bool
    number_needs_volume: bool
    single_date: bool


CLASSIC = Dialect(
    encode=ascii_latex,
    types={
        "article": ("article", "journal"),
        "inproceedings": ("inproceedings", "booktitle"),
        "incollection": ("incollection", "booktitle"),
        "preprint": ("misc", "howpublished"),
        "dataset": ("misc", "howpublished"),
        "thesis": ("phdthesis", "school"),
        "webpage": ("misc", "howpublished"),
    },
    with_publisher=frozenset({"article", "inproceedings", "incollection", "dataset"}),
    sort_label="key",
    archive="archiveprefix",
    archive_class="primaryclass",
    arxiv_as_venue=True,
    number_needs_volume=True,
    single_date=False,
)
BIBLATEX = Dialect(
    encode=utf8_latex,
    types={
        "article": ("article", "journaltitle"),
        "inproceedings": ("inproceedings", "booktitle"),
        # The data model wants an editor of an `incollection`, which a catalogue of papers doesn't keep.
        "incollection": ("inbook", "booktitle"),
        "preprint": ("online", "organization"),
        "dataset": ("dataset", "organization"),
        "thesis": ("thesis", "institution"),
        "webpage": ("online", "organization"),
    },
    with_publisher=frozenset({"inproceedings", "incollection", "dataset"}),
    sort_label="label",
    archive="eprinttype",
    archive_class="eprintclass",
    thesis_type="phdthesis",
    arxiv_as_venue=False,
    number_needs_volume=False,
    single_date=True,
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
    """Return the fields of a paper's entry in their order, each value with its delimiters."""
    fields = (
        *_who_and_what(paper, dialect),
        *_where(paper, dialect),
        *_when(paper, dialect),
        *_identifiers(paper, dialect),
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
        yield dialect.sort_label, _braced(label)
    yield "title", _braced(protect(paper.title or "", dialect.encode))
    if paper.kind == "thesis":
        yield "type", _braced(dialect.thesis_type)


def _where(paper: Paper, dialect: Dialect) -> Iterator[tuple[str, str]]:
    venue = dialect.types[paper.kind][1]
    if paper.kind != "preprint" or not paper.arxiv:
        yield venue, _braced(dialect.encode(paper.venue or ""))
    elif dialect.arxiv_as_venue:
        yield venue, _braced(f"arXiv:{paper.arxiv}")
    yield "volume", _braced(dialect.encode(paper.volume or ""))
    refused = dialect.number_needs_volume and (venue == "booktitle" or not paper.volume)
    if paper.kind != "thesis" and not refused:
        yield "number", _braced(dialect.encode(paper.number or ""))
    yield "pages", _braced(dialect.encode(paper.pages or "").replace("-", "--"))
    if paper.kind in dialect.with_publisher and paper.publisher != paper.venue:
        yield "publisher", _braced(dialect.encode(paper.publisher or ""))


def _when(paper: Paper, dialect: Dialect) -> Iterator[tuple[str, str]]:
    if not paper.year:
        year = ""
    elif dialect.single_date and paper.month:
        year = f"{paper.year}-{paper.month:02}"
    else:
        year = str(paper.year)
    yield "date" if dialect.single_date else "year", _braced(year)
    if paper.month and not dialect.single_date:
        yield "month", MONTHS[paper.month - 1]  # bare, since styles define months as macros


def _identifiers(paper: Paper, dialect: Dialect) -> Iterator[tuple[str, str]]:
    yield "doi", _braced(paper.doi or "")
    yield "url", _braced(paper.link or "")
    if paper.arxiv:
        yield "eprint", _braced(paper.arxiv)
        yield dialect.archive, _braced("arXiv")
        yield dialect.archive_class, _braced(paper.arxiv_class or "")
    elif paper.preprint and paper.preprint.doi:
        yield "eprint", _braced(paper.preprint.doi)
        yield dialect.archive, _braced(paper.preprint.server)


def _name(author: Author, encode: Encode) -> str:
    if not author.given:
        return f"{{{encode(author.family)}}}"  # a group: one name, however many words
    parts = (author.family, author.suffix, author.given) if author.suffix else (author.family, author.given)
    # A name that begins with a small particle ("van der Schaar") is left for BibTeX to see; " and " inside one is not.
    return ", ".join(re.sub(r"\band\b", "{and}", encode(part)) for part in parts)


def _braced(value: str) -> str:
    return f"{{{value}}}" if value else ""
