"""The console of rich, and the styles that all views share."""

import io
import re
from collections.abc import Iterable

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.segment import Segment
from rich.style import Style
from rich.text import Text

from medsynth_catalog.text import visible

View = RenderableType
"""What can be printed: a text, a table, ..."""

HEAD, KEY, DIM, MARK = "bold", "cyan", "dim", "green"


class _Screen(Console):
    def on_broken_pipe(self) -> None:
        """Let whoever runs the command decide what a closed pipe means; rich would end the process with code 1."""
        raise BrokenPipeError


def console(width: int | None = None) -> Console:
    """Return a console on stdout that prints text as it is, without markup, emoji codes or highlighting."""
    return _Screen(width=width, highlight=False, markup=False, emoji=False)


def print_views(*views: View, width: int | None = None) -> None:
    """Print views one below the other, without control characters; links in them are kept on a terminal alone."""
    screen = console(width)
    for view in views:
        screen.print(_Harmless(view) if screen.file.isatty() else _WithoutLinks(view))


def plain_text(views: Iterable[View], width: int) -> str:
    """Return views as they are drawn on a screen of `width` columns, as text without colours."""
    page = Console(file=io.StringIO(), width=width, highlight=False, markup=False, emoji=False, color_system=None)
    with page.capture() as drawn:
        for view in views:
            page.print(view)
    return "".join(f"{line.rstrip()}\n" for line in drawn.get().splitlines())


def linked(text: str, style: str, address: str | None) -> Text:
    """Return a text that leads to an address, where the terminal can follow it; an address that isn't one leads nowhere."""
    leads = address and address.isascii() and address.isprintable()
    return Text(text, Style.parse(style) + Style(link=address) if leads else style)


def drawn(view: View, width: int) -> str:
    """Return a view as text for another screen, with colours and without links."""
    screen = Console(width=width, force_terminal=True, color_system="standard", highlight=False, legacy_windows=False)
    with screen.capture() as capture:
        screen.print(_WithoutLinks(view))
    return capture.get()


def cut(text: str, width: int) -> str:
    """Return a text cut to a width, with an ellipsis for what is missing."""
    whole = Text(text)
    whole.truncate(width, overflow="ellipsis")
    return whole.plain


def broken(text: str, width: int) -> str:
    """Break the words of a text that are longer than `width` behind their hyphens, so that no other place is left to break them."""
    return " ".join(word if cell_len(word) <= width else _broken_word(word, width) for word in text.split(" "))


def _broken_word(word: str, width: int) -> str:
    lines = [""]
    for part in word.replace("-", "-\n").replace("/", "/\n").split("\n"):
        if cell_len(lines[-1] + part) > width and lines[-1]:
            lines.append("")
        lines[-1] += part
    return "\n".join(lines)


class _Harmless:
    """A view whose texts are no commands to a terminal. Those of files were checked, those of a packed catalogue never were."""

    def __init__(self, view: View) -> None:
        self._view = view

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for segment in console.render(self._view, options):
            if segment.control or segment.text.isprintable():
                yield segment
            else:
                text = re.sub(r"[^\n]+", lambda line: visible(line[0]), segment.text)
                yield Segment(text, segment.style)


class _WithoutLinks(_Harmless):
    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield from Segment.strip_links(super().__rich_console__(console, options))  # type: ignore[arg-type]  # all are segments
