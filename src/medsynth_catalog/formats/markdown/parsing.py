"""Markdown to its table rows, list items and lines, each with where it stands; the one home of markdown-it. Knows no papers."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from msgspec import Struct

# Longer pieces, and documents with more letters, aren't read: links and emphasis are found in time that grows with the square
# of a piece, and the tree of a document takes 300 bytes for each letter.
LONGEST = 10_000
MOST = 2_000_000
# HTML and indented code are read as text, since either would hide the rows and items in it.
_PARSER = MarkdownIt("commonmark", {"html": False, "maxNesting": 100}).enable("table").disable("code")


def _inline(state: StateCore) -> None:
    """The parser's own step for pieces of text, but for those that are too long."""
    for token in state.tokens:
        if token.type == "inline" and token.children is not None:
            if len(token.content) > LONGEST:
                token.children.append(Token("text", "", 0, content=token.content))
            else:
                state.md.inline.parse(token.content, state.md, state.env, token.children)


_PARSER.core.ruler.at("inline", _inline)
_PIPE = re.compile(r"(?<!\\)\|")


class Link(Struct, frozen=True):
    """What a link is called, and where it leads."""

    label: str
    address: str


class Span(Struct, frozen=True):
    """A stretch of text: as written, as read, what of it is no link, its bold parts and its links."""

    raw: str
    text: str
    rest: str
    bold: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()

    @classmethod
    def join(cls, lines: Sequence["Span"]) -> "Span":
        """Make one stretch of several lines."""
        return cls(
            "\n".join(line.raw for line in lines),
            "\n".join(line.text for line in lines),
            "\n".join(line.rest for line in lines),
            tuple(part for line in lines for part in line.bold),
            tuple(link for line in lines for link in line.links),
        )


class Row(Struct, frozen=True):
    """A row of a table under its headings; it may have more cells than the table has columns."""

    line: int
    outline: tuple[str, ...]
    columns: tuple[Span, ...]
    cells: tuple[Span, ...]


class Item(Struct, frozen=True):
    """An item of a list, without the items below it."""

    line: int
    outline: tuple[str, ...]
    span: Span


class Prose(Struct, frozen=True):
    """A heading, a paragraph or a block of code: as a whole, and line by line."""

    line: int
    outline: tuple[str, ...]
    raw: str
    spans: tuple[Span, ...]


Block = Row | Item | Prose


def is_too_long(block: Block) -> bool:
    """Whether a piece of a block is longer than LONGEST letters, so that no links were looked for in it."""
    spans = (block.span,) if isinstance(block, Item) else block.cells if isinstance(block, Row) else block.spans
    return any(len(span.raw) > LONGEST for span in spans)


def blocks(text: str) -> Iterator[Block]:
    """Yield the blocks of a document from top to bottom; `outline` of each has the headings above it, the nearest first."""
    env: dict[str, Any] = {}
    tree = SyntaxTreeNode(_PARSER.parse(text, env))
    yield from _Walk(re.split(r"\r\n|\r|\n", text), env).below(tree.children)
    used = {node.attrs["href"] for node in tree.walk() if node.type == "link"}
    for reference in env.get("references", {}).values():
        if reference["href"] not in used:
            yield Prose(reference["map"][0] + 1, (), reference["href"], (_read(reference["href"], {}),))


class _Walk:
    """A walk down the tree of a document, with its source, its definitions and the headings above the place reached."""

    def __init__(self, source: Sequence[str], env: dict[str, Any]) -> None:
        self._source = source
        self._env = env
        self._headings: dict[int, str] = {}

    def below(self, nodes: Iterable[SyntaxTreeNode]) -> Iterator[Block]:
        for node in nodes:
            if node.type == "heading":
                yield from self._heading(node)
            elif node.type == "table":
                yield from self._table(node)
            elif node.type == "list_item" and node.children:
                yield from self._item(node)
            elif node.type == "paragraph":
                yield self._prose(_line(node), node.children[0].content)
            elif node.type == "fence":
                yield self._prose(_line(node) + 1, node.content)
            elif node.type in ("list_item", "blockquote") and not node.children:
                yield from self._unread(node)
            else:
                yield from self.below(node.children)

    @property
    def _outline(self) -> tuple[str, ...]:
        return tuple(self._headings[level] for level in sorted(self._headings, reverse=True))

    def _heading(self, node: SyntaxTreeNode) -> Iterator[Block]:
        level = int(node.tag[1:])
        self._headings = {above: text for above, text in self._headings.items() if above < level}
        heading = self._prose(_line(node), node.children[0].content)
        yield heading
        self._headings[level] = " ".join(span.text for span in heading.spans)

    def _prose(self, line: int, text: str) -> Prose:
        return Prose(line, self._outline, text, tuple(_read(one, self._env) for one in text.split("\n")))

    def _table(self, node: SyntaxTreeNode) -> Iterator[Block]:
        head, *body = node.children
        columns = tuple(_cells(head.children[0]))
        yield Row(_line(head), self._outline, (), columns)
        for row in (row for part in body for row in part.children):
            written = _PIPE.split(self._source[_line(row) - 1].strip("> \t").removeprefix("|").removesuffix("|"))
            excess = (_read(cell.strip(), self._env) for cell in written[len(columns) :])
            yield Row(_line(row), self._outline, columns, (*_cells(row), *excess))

    def _item(self, node: SyntaxTreeNode) -> Iterator[Block]:
        own = [child.children[0] for child in node.children if child.type == "paragraph"]
        if own:
            raw = "\n".join(inline.content for inline in own)
            yield Item(_line(node), self._outline, _span(raw, [part for inline in own for part in inline.children]))
        yield from self.below(child for child in node.children if child.type != "paragraph")

    def _unread(self, node: SyntaxTreeNode) -> Iterator[Block]:
        """What a container that the parser found empty holds all the same: it goes no deeper than a hundred levels."""
        start, end = node.map or (0, 0)
        for number in range(start, end):
            if written := self._source[number].strip(" \t>-+*0123456789.)"):
                yield Item(number + 1, self._outline, _read(written, self._env))


def _line(node: SyntaxTreeNode) -> int:
    return (node.map or (0, 0))[0] + 1


def _cells(row: SyntaxTreeNode) -> Iterator[Span]:
    return (_span(cell.children[0].content, cell.children[0].children) for cell in row.children)


def _read(text: str, env: dict[str, Any]) -> Span:
    """Read a stretch of Markdown by itself."""
    (inline,) = SyntaxTreeNode(_PARSER.parseInline(text, env)).children
    return _span(text, inline.children)


def _span(raw: str, parts: Sequence[SyntaxTreeNode]) -> Span:
    nodes = [node for part in parts for node in part.walk()]
    links = tuple(Link(_text(node), str(node.attrs["href"])) for node in nodes if node.type == "link")
    bold = tuple(_text(node) for node in nodes if node.type == "strong")
    return Span(raw, "".join(map(_text, parts)), "".join(_text(part, links=False) for part in parts), bold, links)


def _text(node: SyntaxTreeNode, links: bool = True) -> str:
    """What a reader sees of a node; a picture is not read."""
    if node.type in ("softbreak", "hardbreak"):
        return "\n"
    if node.type == "image" or (node.type == "link" and not links):
        return " "
    return node.content if not node.children else "".join(_text(child, links) for child in node.children)
