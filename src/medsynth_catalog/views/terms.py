"""The vocabulary as trees, a facet each."""

from collections.abc import Iterable

from rich.console import RenderableType
from rich.text import Text
from rich.tree import Tree

from medsynth_catalog.glossary import Entry
from medsynth_catalog.records import Facet
from medsynth_catalog.views.screen import DIM, HEAD, KEY


def term_tree(facet: Facet, entries: Iterable[Entry]) -> RenderableType:
    """Draw the terms of a facet under their broader ones, with the number of papers of each."""
    tree = Tree(Text(facet, HEAD), guide_style=DIM)
    branches: dict[str | None, Tree] = {None: tree}
    for entry in entries:
        branches[entry.id] = branches[entry.broader].add(_line(entry))
    return tree


def _line(entry: Entry) -> Text:
    line = Text.assemble((entry.id, KEY), f"  {entry.count}  ", (entry.label, HEAD), f". {entry.definition}")
    if entry.aliases:
        line.append("\nalso: " + ", ".join(entry.aliases), DIM)
    return line
