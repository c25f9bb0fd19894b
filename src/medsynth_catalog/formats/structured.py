"""JSON for scripts: the documented objects, stable from release to release."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from medsynth_catalog.fields import FIELDS
from medsynth_catalog.records import READERS_FIELDS, Paper

# The order of the documentation. What a paper has beyond these follows them.
_FIRST = (
    "key", "title", "authors", "year", "month", "venue", "kind", "volume", "number", "pages", "publisher", "doi", "arxiv",
    "url", "code", "role", "modality", "type", "application", "evaluation", "scenario", "anatomy",
    "data", "architecture", "summary", "sources", "status",
)  # fmt: skip
_REST = (*(name for name in FIELDS if name not in _FIRST), *READERS_FIELDS)


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


def write_json(papers: Iterable[Paper]) -> Iterator[str]:
    """Yield an array of paper objects."""
    return json_array(map(paper_object, papers))


def write_jsonl(papers: Iterable[Paper]) -> Iterator[str]:
    """Yield a line with its object for each paper."""
    return (msgspec.json.encode(paper_object(paper)).decode() + "\n" for paper in papers)


def json_array(values: Iterable[Any]) -> Iterator[str]:
    """Yield an indented JSON array, value by value."""
    separator = "[\n"
    for value in values:
        text = msgspec.json.format(msgspec.json.encode(value), indent=2).decode()
        yield separator + "  " + text.replace("\n", "\n  ")  # strings hold no bare newline
        separator = ",\n"
    yield "[]\n" if separator == "[\n" else "\n]\n"


def to_json(values: Sequence[Any]) -> str:
    """Return an indented JSON array, as all commands write JSON."""
    return "".join(json_array(values))


def _suffix(suffix: str) -> dict[str, str]:
    return {"suffix": suffix} if suffix else {}
