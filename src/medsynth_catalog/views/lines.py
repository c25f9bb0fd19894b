"""Papers on a terminal, one a line, for skimming."""

from collections.abc import Iterator, Sequence

from rich.text import Text

from medsynth_catalog.formats.rows import line
from medsynth_catalog.records import Paper
from medsynth_catalog.views.screen import DIM, KEY, linked


def line_views(papers: Sequence[Paper], width: int) -> Iterator[Text]:
    """Yield the key, year and title of each paper, cut to `width`."""
    key_width = max(len(paper.key) for paper in papers)
    for paper in papers:
        key, year, title = line(paper, key_width)
        text = Text.assemble(linked(key.rstrip(), KEY, paper.link), " " * (len(key) - len(key.rstrip())), year)
        text.append_text(linked(title, "" if paper.title else DIM, paper.link))
        text.truncate(width, overflow="ellipsis")
        yield text
