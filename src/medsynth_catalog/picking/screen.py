"""The screen on which papers are picked: the text above, the list, the card of the current paper, the keys below."""

import os
from collections.abc import Callable
from contextlib import ExitStack
from enum import Enum
from typing import TextIO

from msgspec import Struct
from prompt_toolkit.application import Application, get_app
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.data_structures import Point
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import ANSI, StyleAndTextTuples, to_formatted_text
from prompt_toolkit.formatted_text.utils import split_lines
from prompt_toolkit.input import Input, create_input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import DynamicContainer, HSplit, Layout, VSplit, Window
from prompt_toolkit.layout.controls import BufferControl, FormattedTextControl, UIContent, UIControl
from prompt_toolkit.layout.processors import BeforeInput
from prompt_toolkit.output import Output, create_output

from medsynth_catalog.card import fact_rows
from medsynth_catalog.formats.rows import line
from medsynth_catalog.picking.state import Picking
from medsynth_catalog.records import Paper
from medsynth_catalog.stopping import on_stop
from medsynth_catalog.text import printable
from medsynth_catalog.views.card import card_view
from medsynth_catalog.views.screen import cut, drawn

# From so many columns on the card is beside the list; from so many lines on there is room for one below it.
BESIDE, BELOW = 100, 14
# From so many columns on a line of the list has the key, too.
_WITH_KEYS = 72
# Seconds until an escape character is the Esc key, not the beginning of another key that comes slowly through a network.
_ESCAPE = 0.15
# Plain letters, a cursor, lines that wrap, pasted text as it is, and the screen that was there before; as the library ends.
_LEAVE = b"\x1b[0m\x1b[?25h\x1b[?7h\x1b[?2004l\x1b[?1049l"


class Action(Enum):
    """What is wanted of the chosen papers."""

    PRINT = "keys"
    EXPORT = "export"
    CITE = "cite"
    OPEN = "open"


class Picked(Struct, frozen=True):
    """What a reader picked.

    Attributes:
        action: What is wanted of the papers.
        papers: The papers, at least one.
    """

    action: Action
    papers: list[Paper]


_ACTIONS = {"enter": Action.PRINT, "c-e": Action.EXPORT, "c-r": Action.CITE, "c-o": Action.OPEN}
# The longest first; the first that fits is shown.
_KEYS = (
    "Tab mark   Space mark, after an arrow key   Enter keys   ^E export   ^R cite   ^O open   Esc cancel",
    "Tab mark  Enter keys  ^E export  ^R cite  ^O open  Esc cancel",
    "Tab mark  Enter keys  ^E ^R ^O  Esc",
)


def pick(picking: Picking, keyboard: TextIO, screen: TextIO) -> Picked | None:
    """Let a reader pick papers on a terminal that is open for reading and for writing; `None` if they cancel."""
    keys = create_input(keyboard)
    app = application(picking, keys, create_output(screen))
    with ExitStack() as mode:
        mode.enter_context(keys.raw_mode())

        def leave() -> None:
            os.write(screen.fileno(), _LEAVE)  # not through the stream, which may be in the middle of a write
            mode.close()

        on_stop.append(leave)
        try:
            return app.run()
        finally:
            on_stop.remove(leave)


def application(picking: Picking, input: Input, output: Output) -> Application[Picked | None]:
    """Return the program that shows the screen and reads keys, until papers are picked or the reader cancels."""
    typed = Buffer(document=Document(picking.text), multiline=False)
    typed.on_text_changed += lambda _: picking.ask(typed.text)
    listed, card = Window(_List(picking)), _Card(picking)
    question = Window(
        BufferControl(typed, input_processors=[BeforeInput("> ")]),
        height=1,
        always_hide_cursor=Condition(lambda: picking.in_list),
    )

    def body() -> VSplit | HSplit | Window:
        size = output.get_size()
        if size.columns >= BESIDE:
            return VSplit([listed, Window(width=2), Window(card, width=size.columns // 2)])
        return HSplit([listed, Window(card, height=(size.rows - 4) * 3 // 5)]) if size.rows >= BELOW else listed

    app: Application[Picked | None] = Application(
        Layout(
            HSplit(
                [
                    question,
                    _line(lambda: picking.status, "bold"),
                    _line(lambda: picking.reading, "italic"),
                    DynamicContainer(body),
                    _line(_keys, "fg:ansibrightblack"),
                ]
            ),
            focused_element=question,
        ),
        key_bindings=_bindings(picking, typed, listed, card),
        full_screen=True,
        input=input,
        output=output,
    )
    app.ttimeoutlen = app.timeoutlen = _ESCAPE
    return app


def _bindings(picking: Picking, typed: Buffer, listed: Window, card: "_Card") -> KeyBindings:
    bindings = KeyBindings()

    def page() -> int:
        return listed.render_info.window_height if listed.render_info else 1

    moves: dict[str, Callable[[], int]] = {
        "up": lambda: -1,
        "down": lambda: 1,
        "c-p": lambda: -1,
        "c-n": lambda: 1,
        "pageup": lambda: -page(),
        "pagedown": page,
    }
    for key, by in moves.items():
        bindings.add(key)(lambda _, by=by: picking.move(by()))
    for key, lines in {"s-up": -1, "s-down": 1}.items():
        bindings.add(key)(lambda _, lines=lines: card.scroll(lines))

    @bindings.add("tab")
    def _(_: KeyPressEvent) -> None:
        picking.mark()
        picking.move(1)

    @bindings.add(" ", filter=Condition(lambda: picking.in_list or not typed.text))
    def _(_: KeyPressEvent) -> None:
        picking.mark()

    @bindings.add(Keys.BracketedPaste)
    def _(event: KeyPressEvent) -> None:
        typed.insert_text(printable(event.data))

    for key, action in _ACTIONS.items():

        @bindings.add(key)
        def _(event: KeyPressEvent, action: Action = action) -> None:
            if papers := picking.chosen:
                event.app.exit(result=Picked(action, papers))

    @bindings.add("escape")
    @bindings.add("c-c")
    @bindings.add(Keys.SIGINT)
    def _(event: KeyPressEvent) -> None:
        event.app.exit(result=None)

    @bindings.add("c-z")
    def _(event: KeyPressEvent) -> None:
        event.app.suspend_to_background()

    return bindings


def _line(text: Callable[[], str], style: str) -> Window:
    """A line of the screen, cut to its width."""
    return Window(FormattedTextControl(lambda: [(style, cut(text(), _width()))]), height=1)


def _width() -> int:
    return get_app().output.get_size().columns


def _keys() -> str:
    return next((keys for keys in _KEYS if len(keys) <= _width()), _KEYS[-1])


class _List(UIControl):
    """The papers of the answer, one a line; only those that are shown are decoded."""

    def __init__(self, picking: Picking) -> None:
        self._picking = picking

    def create_content(self, width: int, height: int) -> UIContent:
        picking = self._picking
        return UIContent(
            lambda place: self._row(place, width),
            line_count=len(picking.answer),
            cursor_position=Point(0, picking.cursor),
            show_cursor=False,
        )

    def _row(self, place: int, width: int) -> StyleAndTextTuples:
        paper, is_current = self._picking.answer[place], place == self._picking.cursor
        key, year, title = line(paper)
        said = f"{key}{year}{title}" if width >= _WITH_KEYS else f"{year.strip() or '    '}  {title}"
        sign = f"{'>' if is_current else ' '}{'*' if self._picking.is_marked(paper) else ' '} "
        return [("reverse" if is_current else "", cut(sign + said, width))]


class _Card(UIControl):
    """The card of the current paper; its last line says what is missing below."""

    def __init__(self, picking: Picking) -> None:
        self._picking, self._top = picking, 0
        self._shown: tuple[str, int] = ("", 0)
        self._lines: list[StyleAndTextTuples] = []

    def scroll(self, lines: int) -> None:
        """Show the card so many lines further down; as far as it goes is seen when it is drawn."""
        self._top = max(0, self._top + lines)

    def create_content(self, width: int, height: int) -> UIContent:
        paper = self._picking.current
        if (paper.key if paper else "", width) != self._shown:
            self._shown, self._top = (paper.key if paper else "", width), 0
            self._lines = self._drawn(paper, width) if paper else []
        self._top = max(0, min(self._top, len(self._lines) - height))
        lines = self._lines[self._top : self._top + height]
        if (below := len(self._lines) - self._top - height) > 0:
            lines[-1:] = [[("reverse", cut(f"{below + 1} more lines: Shift with arrow keys", width))]]
        return UIContent(lines.__getitem__, line_count=len(lines), show_cursor=False)

    def _drawn(self, paper: Paper, width: int) -> list[StyleAndTextTuples]:
        # Similar papers are left out: to find them takes too long between two keys.
        text = drawn(card_view(fact_rows(self._picking.catalogue, paper)), width)
        return list(split_lines(to_formatted_text(ANSI(text.rstrip("\n")))))
