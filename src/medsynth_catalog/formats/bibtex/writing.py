"""Papers as BibTeX, in two dialects.

Classic BibTeX is pure ASCII, since BibTeX is an 8-bit program; biblatex, for biber, is UTF-8. Identifiers are left alone in both.
What BibTeX does to capitals, names and months: "BibTeXing" and "Designing BibTeX styles" (O. Patashnik, 1988).
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from medsynth_catalog.formats.latex.encoding import Encode, ascii_latex, protect, utf8_latex
from medsynth_catalog.records import Kind, Paper

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# What identifiers can't have (`records.FORMS`), and what would lead out of a field if a record that was never checked had it.
_WAY_OUT = re.compile(r"[^!-~]|[{}\\\"^`|]")
_NO_KEY = re.compile(r"[^A-Za-z0-9:._+/-]")
_AND = re.compile(r"\band\b")


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
        note: The field for what a reader noted.
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
    note: str


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
    note="annote",
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
    note="annotation",
)
DIALECTS = {"bibtex": CLASSIC, "biblatex": BIBLATEX}


def write_bibtex(papers: Iterable[Paper]) -> Iterator[str]:
    """Write classic BibTeX: an entry for each paper, in the order given, fields always in the same order."""
    return _write_entries(papers, CLASSIC)


def write_biblatex(papers: Iterable[Paper]) -> Iterator[str]:
    """Write entries for biblatex and biber."""
    return _write_entries(papers, BIBLATEX)


def write_dialect(papers: Iterable[Paper], dialect: Dialect) -> str:
    """Return an entry for each paper, with an empty line between them. Raises ValueError when two have one key."""
    return "".join(_write_entries(papers, dialect))


def _write_entries(papers: Iterable[Paper], dialect: Dialect) -> Iterator[str]:
    keys: set[str] = set()
    separator = ""
    for paper in papers:
        if paper.key in keys:
            raise ValueError(f"two papers have the key {paper.key}")
        keys.add(paper.key)
        yield separator + _entry(paper, dialect)
        separator = "\n"


def entry_fields(paper: Paper, dialect: Dialect) -> dict[str, str]:
    """Return the facts of a paper's entry in their order, each value with its delimiters."""
    # Months go bare, since styles define them as macros.
    return {
        name: value if name == "month" else f"{{{value}}}" for name, value in _values(paper, dialect).items() if value
    }


def _entry(paper: Paper, dialect: Dialect) -> str:
    facts = entry_fields(paper, dialect) | _readers_fields(paper, dialect)
    fields = "".join([f"  {name} = {value},\n" for name, value in facts.items()])
    return f"@{dialect.types[paper.kind][0]}{{{_NO_KEY.sub('-', paper.key)},\n{fields}}}\n"


def _readers_fields(paper: Paper, dialect: Dialect) -> dict[str, str]:
    """What a reader added, which is no fact of the work: tags as keywords, and the note."""
    said = {"keywords": ", ".join(paper.tags), dialect.note: paper.note}
    return {name: f"{{{dialect.encode(text)}}}" for name, text in said.items() if text}


def _values(paper: Paper, dialect: Dialect) -> dict[str, str | None]:
    """All fields that an entry may have, in their order; empty where there is nothing to say."""
    encode = dialect.encode
    eprint, archive = _eprint(paper)
    return {
        "author": _authors(paper, encode),
        dialect.sort_label: None if paper.names else _sort_label(paper, encode),
        "title": paper.title and protect(paper.title, encode),
        "type": dialect.thesis_type if paper.kind == "thesis" else None,
        dialect.types[paper.kind][1]: _venue(paper, dialect),
        "volume": paper.volume and encode(paper.volume),
        "number": paper.number and _number(paper, dialect),
        "pages": paper.pages and encode(paper.pages).replace("-", "--"),
        "publisher": paper.publisher and _publisher(paper, dialect),
        "date" if dialect.single_date else "year": _date(paper, dialect),
        "month": MONTHS[paper.month - 1] if paper.month and not dialect.single_date else None,
        "doi": _verbatim(paper.doi),
        "url": _verbatim(paper.link),
        "eprint": _verbatim(eprint),
        dialect.archive: archive and encode(archive),
        dialect.archive_class: _verbatim(paper.arxiv_class) if paper.arxiv else None,
    }


def _verbatim(identifier: str | None) -> str:
    """An identifier as it is; what no identifier has is written by its number, as in addresses."""
    return _WAY_OUT.sub(
        lambda sign: "".join(f"%{byte:02X}" for byte in sign[0].encode("utf-8", "replace")), identifier or ""
    )


def _authors(paper: Paper, encode: Encode) -> str:
    # Encoded together, since encoding takes its time by the text more than by the letter.
    encoded = encode("\n".join(paper.names)).split("\n")
    names = [_name(*name) for name in zip(paper.names, encoded, strict=False)]
    if names and not paper.authors_complete:
        names.append("others")
    return " and ".join(names)


def _name(written: str, encoded: str) -> str:
    """A name as BibTeX has it, which is how paper files have it; a group is one name, however many words.

    A name that begins with a small particle ("van der Schaar") is left for BibTeX to see; " and " inside one is not.
    """
    if "," not in written:
        return f"{{{encoded}}}"
    return _AND.sub("{and}", encoded) if "and" in encoded else encoded


def _sort_label(paper: Paper, encode: Encode) -> str:
    """What styles sort and label by: who is behind a page, else the paper itself."""
    return encode((paper.publisher or "") if paper.kind == "webpage" else paper.key)


def _venue(paper: Paper, dialect: Dialect) -> str | None:
    if paper.kind == "preprint" and paper.arxiv:
        return f"arXiv:{_verbatim(paper.arxiv)}" if dialect.arxiv_as_venue else None
    return paper.venue and dialect.encode(paper.venue)


def _number(paper: Paper, dialect: Dialect) -> str | None:
    beside_volume = bool(paper.volume) and dialect.types[paper.kind][1] != "booktitle"
    if paper.kind == "thesis" or (dialect.number_needs_volume and not beside_volume):
        return None
    return dialect.encode(paper.number or "")


def _publisher(paper: Paper, dialect: Dialect) -> str | None:
    if paper.kind not in dialect.with_publisher or paper.publisher == paper.venue:
        return None
    return dialect.encode(paper.publisher or "")


def _date(paper: Paper, dialect: Dialect) -> str | None:
    if paper.year and paper.month and dialect.single_date:
        return f"{paper.year}-{paper.month:02}"
    return str(paper.year) if paper.year else None


def _eprint(paper: Paper) -> tuple[str | None, str | None]:
    """The id of the preprint, and the archive that has it."""
    if paper.arxiv:
        return paper.arxiv, "arXiv"
    server = paper.preprint
    return (server.doi, server.server) if server and server.doi else (None, None)
