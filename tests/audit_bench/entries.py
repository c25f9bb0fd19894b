"""Entries of the bench: those of catalogue papers, as fields that a fault or a habit changes before they are written."""

from collections.abc import Callable
from random import Random
from typing import NamedTuple

from medsynth_catalog.formats.bibtex.writing import CLASSIC, entry_fields
from medsynth_catalog.records import Paper


class Draft(NamedTuple):
    """An entry before it is written: fields without their braces."""

    type: str
    fields: dict[str, str]

    def write(self, key: str) -> str:
        fields = "".join(f"  {name} = {{{value}}},\n" for name, value in self.fields.items())
        return f"@{self.type}{{{key},\n{fields}}}\n"

    def but(self, type: str | None = None, **fields: str | None) -> "Draft":
        """The entry with these fields, without those that are `None`."""
        kept = {name: value for name, value in (self.fields | fields).items() if value is not None}
        return Draft(type or self.type, kept)


class Source(NamedTuple):
    """What a fault or a habit is made of: a paper, its entry, all others, and chance."""

    paper: Paper
    draft: Draft
    others: tuple[Paper, ...]
    chance: Random

    def other(self) -> Paper:
        """Another paper, of no author of this one."""
        families = {author.family for author in self.paper.authors}
        while True:
            other = self.chance.choice(self.others)
            if not families & {author.family for author in other.authors}:
                return other


# What is made of a source, `None` where the paper can't have it.
Made = Callable[[Source], str | None]


def draft_of(paper: Paper) -> Draft:
    fields = {name: value.strip("{}") if name in ("doi", "url", "year") else value.removeprefix("{").removesuffix("}")
              for name, value in entry_fields(paper, CLASSIC).items()}  # fmt: skip
    return Draft(CLASSIC.types[paper.kind][0], fields)


def names_of(paper: Paper) -> str:
    return " and ".join(name if "," in name else f"{{{name}}}" for name in paper.names)
