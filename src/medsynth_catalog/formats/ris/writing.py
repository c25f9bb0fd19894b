"""Papers as RIS, as ASReview, Rayyan and reference managers import it."""

from collections.abc import Iterable, Iterator

from medsynth_catalog.formats.columns import keywords
from medsynth_catalog.records import Paper

_TYPES = {
    "article": "JOUR",
    "inproceedings": "CPAPER",
    "incollection": "CHAP",
    "preprint": "UNPB",
    "dataset": "DATA",
    "thesis": "THES",
    "webpage": "ELEC",
}


def write_ris(papers: Iterable[Paper]) -> Iterator[str]:
    """Yield a record for each paper; its terms are keywords, so that a screening tool can filter by them."""
    separator = ""
    for paper in papers:
        yield separator + "".join(f"{tag}  - {value}\n" for tag, value in _tags(paper))
        separator = "\n"


def _tags(paper: Paper) -> Iterator[tuple[str, str]]:
    yield "TY", _TYPES[paper.kind]
    yield "ID", paper.key
    for author in paper.authors:
        yield "AU", ", ".join(filter(None, (author.family, author.given, author.suffix)))
    first, _, last = (paper.pages or "").partition("-")
    facts = {
        "TI": paper.title,
        "T2": paper.venue,
        "PY": paper.year,
        "DA": paper.year and paper.month and f"{paper.year}/{paper.month:02}//",
        "VL": paper.volume,
        "IS": paper.number,
        "SP": first,
        "EP": last,
        "PB": paper.publisher,
        "DO": paper.doi,
        "AN": paper.arxiv and f"arXiv:{paper.arxiv}",
        "UR": paper.link,
    }
    yield from ((tag, str(value)) for tag, value in facts.items() if value)
    yield from (("KW", term) for term in keywords(paper))
    if paper.note:
        yield "N1", paper.note
    yield "ER", ""
