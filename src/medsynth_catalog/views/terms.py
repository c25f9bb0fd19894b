"""The vocabulary on a terminal, as one tree for each facet."""

from collections.abc import Iterable

from rich.console import RenderableType
from rich.text import Text
from rich.tree import Tree

from medsynth_catalog.glossary import CountedTerm
from medsynth_catalog.records import Facet
from medsynth_catalog.views.screen import DIM, HEAD, KEY


def term_tree(facet: Facet, terms: Iterable[CountedTerm]) -> RenderableType:
    """Return the terms of a facet as a tree under their broader terms, with the number of papers of each."""
    tree = Tree(Text(facet, HEAD), guide_style=DIM)
    branches: dict[str | None, Tree] = {None: tree}
    for term in terms:
        branches[term.id] = branches[term.broader].add(_line(term))
    return tree


def _line(term: CountedTerm) -> Text:
    line = Text.assemble((term.id, KEY), f"  {term.count}  ", (term.label, HEAD), f". {term.definition}")
    if term.aliases:
        line.append("\nalso: " + ", ".join(term.aliases), DIM)
    return line
