"""Papers that came in or changed, on a terminal: a line each, with where it has been published, under the release that brought them."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.console import RenderableType
from rich.text import Text

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.fields import display_title
from medsynth_catalog.news import UNRELEASED, Change
from medsynth_catalog.records import Paper
from medsynth_catalog.views.screen import DIM, HEAD, KEY, MARK, linked

_SAID = {"added": "new", "published": "published"}
_WIDTH = max(map(len, _SAID.values()))
# Most keys are shorter; a few long ones aren't worth the room of all titles.
_LONGEST_KEY = 24
_LEAST_TITLE = 12


def news_view(catalogue: Catalogue, found: Sequence[tuple[Change, Paper]], width: int) -> Iterator[RenderableType]:
    """Yield a line for each paper, cut to `width` with an ellipsis, and one for each release."""
    release: str | None = None
    keys = min(_LONGEST_KEY, max((len(paper.key) for _, paper in found), default=0))
    for change, paper in found:
        if change.version != release:
            release = change.version
            yield Text(release or UNRELEASED, HEAD)
        style = MARK if change.what == "published" else DIM
        text = Text.assemble(
            (f"{_SAID[change.what]:<{_WIDTH}}  ", style),
            linked(paper.key, KEY, paper.link),
            " " * (keys - len(paper.key)),
            f"  {paper.year or '    '}  ",
        )
        before = text.cell_len
        place = f"  {catalogue.venues.short(paper.venue)}" if change.what == "published" and paper.venue else ""
        text.append_text(linked(display_title(paper), "" if paper.title else DIM, paper.link))
        text.truncate(max(before + _LEAST_TITLE, width - cell_len(place)), overflow="ellipsis")
        text.append(place, MARK)
        text.truncate(width, overflow="ellipsis")
        yield text
