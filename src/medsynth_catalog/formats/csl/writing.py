"""Papers as CSL-JSON: variables of CSL 1.0.2."""

from collections.abc import Iterable, Iterator
from typing import Any

from medsynth_catalog.formats.columns import keywords
from medsynth_catalog.formats.structured import json_array
from medsynth_catalog.records import Author, Paper

_TYPES = {
    "article": "article-journal",
    "inproceedings": "paper-conference",
    "incollection": "chapter",
    "preprint": "article",
    "dataset": "dataset",
    "thesis": "thesis",
    "webpage": "webpage",
}


def write_csl(papers: Iterable[Paper]) -> Iterator[str]:
    """Yield an array of items, one for each paper."""
    return json_array(map(csl_item, papers))


def csl_item(paper: Paper) -> dict[str, Any]:
    """Return the item of a paper: variables of CSL 1.0.2, none of them empty."""
    facts: dict[str, Any] = {
        "id": paper.key,
        "type": _TYPES[paper.kind],
        "title": paper.title,
        "author": [_name(author) for author in paper.authors],
        "issued": paper.year and {"date-parts": [[paper.year, *([paper.month] if paper.month else [])]]},
        "container-title": None if paper.kind in ("preprint", "thesis") else paper.venue,
        "volume": paper.volume,
        "issue": paper.number,
        "page": paper.pages,
        "publisher": paper.publisher or (paper.venue if paper.kind in ("preprint", "thesis") else None),
        "number": f"arXiv:{paper.arxiv}" if paper.kind == "preprint" and paper.arxiv else None,
        "DOI": paper.doi,
        "URL": paper.link,
        "keyword": ", ".join(keywords(paper)),
        "note": paper.note,
        # For the preprint of what has appeared CSL has no variable; the schema keeps this place for such facts.
        "custom": paper.arxiv and {"arxiv": paper.arxiv},
    }
    return {name: value for name, value in facts.items() if value}


def _name(author: Author) -> dict[str, str]:
    if not author.given:
        return {"literal": author.family}
    return {"family": author.family, "given": author.given} | ({"suffix": author.suffix} if author.suffix else {})
