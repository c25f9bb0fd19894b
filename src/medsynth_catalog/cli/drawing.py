"""Answers drawn on a screen: as much as fits, or all of it in a pager with the messages first, where they stay in view."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.cli import streams
from medsynth_catalog.cli.paging import paged, pager_command
from medsynth_catalog.searching import Answer
from medsynth_catalog.text import counted
from medsynth_catalog.views.lines import line_views
from medsynth_catalog.views.screen import View, print_views
from medsynth_catalog.views.table import PaperTable


class Drawing:
    """How an answer is drawn.

    Attributes:
        answer: The answer; it has papers.
        reading: The lines that say how its query was read.
        fit: Whether what doesn't fit on the screen is left out, where there is no pager.
        pager: The reader's choice of `paging.pager_command`.
    """

    def __init__(self, answer: Answer, reading: Sequence[str], fit: bool, pager: bool | None) -> None:
        self.answer, self.reading = answer, reading
        self.pager, self._has_pager = pager, pager_command(pager) is not None
        self._cut = fit and not self._has_pager
        self.width, height = streams.screen_size()
        # Besides the papers there are lines for their number, for how the question was read, and for the prompt.
        beside = 2 + sum(-(-len(line) // self.width) for line in reading)
        self.lines = None if height is None else max(1, height - beside)

    def print_table(self, columns: Sequence[str], catalogue: Catalogue) -> None:
        """Print the papers as a table, with a legend of its abbreviations."""
        hits = self.answer.hits if self.lines is None or not self._cut else self.answer.first(self.lines)
        table = PaperTable(hits, columns, catalogue, self.width)
        first = table.first_screen(self.lines and max(1, self.lines - bool(table.left_out)))

        def views(shown: int, in_pager: bool) -> Iterator[View]:
            # In a pager the legend of the first screen comes first, where it stays in view.
            known = hits[:first] if in_pager else ()
            yield from table.legend(known)
            yield from table.parts(shown)
            yield from table.legend(hits[:shown], known)

        self._print(first, views)
        if table.left_out:
            streams.print_message(
                f"no room for {', '.join(table.left_out)}: choose columns with --columns, or widen the screen"
            )

    def print_lines(self) -> None:
        """Print a line for each paper, cut to the screen."""
        first = len(self.answer) if self.lines is None else self.lines
        self._print(first, lambda shown, _: line_views(self.answer[:shown], self.width))

    def _print(self, first: int, views: Callable[[int, bool], Iterable[View]]) -> None:
        """Print views of as many papers as are shown, given how many fit on the first screen."""
        shown = min(first, len(self.answer)) if self._cut else len(self.answer)
        in_pager = self._has_pager and first < shown
        with paged(self.pager):
            if in_pager:
                self._print_messages(shown)
            for view in views(shown, in_pager):
                print_views(view, width=self.width)
            if not in_pager:
                self._print_messages(shown)

    def _print_messages(self, shown: int) -> None:
        total = self.answer.total
        papers = counted(total, "paper")
        streams.print_message(f"{shown} of {papers}; --limit 0 shows all" if shown < total else papers)
        for line in self.reading:
            streams.print_message(line)
