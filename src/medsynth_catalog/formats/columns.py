"""The columns of row-wise formats and tables: what each is called and what text it holds. Layout is the writers' affair."""

from collections.abc import Callable, Sequence

from medsynth_catalog.choices import choose
from medsynth_catalog.fields import display_authors
from medsynth_catalog.records import FACETS, Paper

_COLUMNS: dict[str, Callable[[Paper], str]] = {
    "key": lambda paper: paper.key,
    "year": lambda paper: str(paper.year or ""),
    "title": lambda paper: paper.title or "",
    "authors": display_authors,
    "kind": lambda paper: paper.kind,
    "venue": lambda paper: paper.venue or "",
    "volume": lambda paper: paper.volume or "",
    "number": lambda paper: paper.number or "",
    "pages": lambda paper: paper.pages or "",
    "publisher": lambda paper: paper.publisher or "",
    "doi": lambda paper: paper.doi or "",
    "arxiv": lambda paper: paper.arxiv or "",
    "url": lambda paper: paper.link or "",
    "code": lambda paper: paper.code or "",
    # What screening tools filter by (ASReview, Rayyan).
    "keywords": lambda paper: "; ".join(keywords(paper)),
    "role": lambda paper: paper.role,
    "modality": lambda paper: "; ".join(paper.modality),
    "type": lambda paper: "; ".join(paper.type),
    "application": lambda paper: "; ".join(paper.application),
    "evaluation": lambda paper: "; ".join(paper.evaluation or ()),
    "scenario": lambda paper: "; ".join(paper.scenario),
    "anatomy": lambda paper: "; ".join(paper.anatomy),
    "data": lambda paper: "; ".join(paper.data),
    "method": lambda paper: paper.architecture or "",
    "summary": lambda paper: paper.summary or "",
    "sources": lambda paper: "; ".join(paper.sources),
    "status": lambda paper: paper.status,
    "own": lambda paper: "yes" if paper.own else "",
    "tags": lambda paper: "; ".join(paper.tags),
    "note": lambda paper: paper.note or "",
}
COLUMNS = tuple(_COLUMNS)
DEFAULT_COLUMNS = ("key", "year", "title", "method", "type", "application", "evaluation", "code")


def keywords(paper: Paper) -> list[str]:
    """The terms of a paper and the reader's tags as reference managers keep them; that it is a method is what is expected."""
    terms = (term for facet in FACETS for term in paper.terms(facet) if (facet, term) != ("role", "method"))
    return list(dict.fromkeys((*terms, *paper.tags)))


def cell(paper: Paper, column: str) -> str:
    """Return the text of a column, empty where the fact is unknown."""
    return _COLUMNS[column](paper)


def chosen_columns(names: Sequence[str]) -> tuple[str, ...]:
    """Check a reader's choice of columns. Raises QueryError for a name that is no column."""
    return tuple(choose("column", part, COLUMNS) for name in names for part in name.split(",") if part.strip())
