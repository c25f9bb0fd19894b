"""Papers in notebooks: what the `_repr_html_` of a catalogue or an answer shows."""

from collections.abc import Iterable
from itertools import islice

from medsynth_catalog.fields import display_title
from medsynth_catalog.hypertext import Html, link, table, text
from medsynth_catalog.records import Paper
from medsynth_catalog.text import counted

# So many papers are shown; the rest is counted.
_SHOWN = 10
_HEAD = ("key", "year", "title", "method", "type", "evaluation")


def papers_html(papers: Iterable[Paper], total: int) -> str:
    """Return the first papers as a table, under a line that says how many there are."""
    first = list(islice(papers, _SHOWN))
    shown = f", {len(first)} of them here" if total > len(first) else ""
    return table(_HEAD, map(_row, first), f"{counted(total, 'paper')}{shown}")


def _row(paper: Paper) -> list[Html]:
    judged = "not assessed" if paper.evaluation is None else ", ".join(paper.evaluation)
    plain = (paper.year or "", display_title(paper), paper.architecture or "", ", ".join(paper.type), judged)
    return [link(paper.key, paper.link), *map(text, plain)]
