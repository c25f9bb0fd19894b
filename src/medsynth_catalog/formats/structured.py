"""JSON for scripts: the documented objects, stable from release to release."""

from collections.abc import Sequence
from typing import Any

import msgspec

from medsynth_catalog.records import Paper

# The order of the documentation. What a paper has beyond these follows them.
_FIRST = (
    "key", "title", "authors", "year", "month", "venue", "kind", "volume", "number", "pages", "publisher", "doi", "arxiv",
    "url", "code", "role", "modality", "type", "application", "evaluation", "scenario", "anatomy",
    "data", "architecture", "summary", "sources", "status",
)  # fmt: skip
_REST = tuple(name for name in Paper.__struct_encode_fields__ if name not in _FIRST)


def paper_object(paper: Paper) -> dict[str, Any]:
    """Return the documented object of a paper: every field present, `null` where a fact is unknown.

    `url` is the best address that the paper has, `sources` the ids of those that `listings` quotes.
    """
    found: dict[str, Any] = {name: getattr(paper, name) for name in (*_FIRST, *_REST)}
    found["authors"] = [
        {"family": author.family, "given": author.given} | _suffix(author.suffix) for author in paper.authors
    ]
    found["url"] = paper.link
    return found


def write_json(papers: Sequence[Paper], _columns: Sequence[str] = ()) -> str:
    """Write an array of paper objects."""
    return to_json([paper_object(paper) for paper in papers])


def write_jsonl(papers: Sequence[Paper], _columns: Sequence[str] = ()) -> str:
    """Write a paper object a line."""
    return "".join(msgspec.json.encode(paper_object(paper)).decode() + "\n" for paper in papers)


def to_json(values: Sequence[Any]) -> str:
    """Write any array of objects as the other commands' JSON is written, for people and scripts alike."""
    return msgspec.json.format(msgspec.json.encode(values), indent=2).decode() + "\n"


def _suffix(suffix: str) -> dict[str, str]:
    return {"suffix": suffix} if suffix else {}
