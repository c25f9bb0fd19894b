"""The vocabulary as trees, a facet each."""

from collections.abc import Mapping

from rich.console import RenderableType
from rich.text import Text
from rich.tree import Tree

from medsynth_catalog.records import Facet, Term
from medsynth_catalog.views.screen import DIM, HEAD, KEY
from medsynth_catalog.vocabulary import Vocabulary


def term_tree(vocabulary: Vocabulary, facet: Facet, counts: Mapping[str, int]) -> RenderableType:
    """Draw the terms of a facet under their broader ones, with the number of papers of each."""
    tree = Tree(Text(facet, HEAD), guide_style=DIM)
    path = [tree]
    for term, depth in vocabulary.tree(facet):
        del path[depth + 1 :]
        path.append(path[depth].add(_line(term, counts[term.id])))
    return tree


def _line(term: Term, count: int) -> Text:
    line = Text.assemble((term.id, KEY), (f" {term.short}" if term.short else ""), f"  {count}  ", term.definition)
    if term.aliases:
        line.append("\nalso: " + ", ".join(term.aliases), DIM)
    return line
