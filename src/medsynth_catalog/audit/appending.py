"""Adding papers to a reader's own file: what it doesn't cite yet goes behind what it has, and nothing else changes."""

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from medsynth_catalog.audit.matching import cited_keys
from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.citekeys import OWN_KEYS, claim_key, styled_keys
from medsynth_catalog.errors import BibliographyError
from medsynth_catalog.formats.bibtex.editing import appended
from medsynth_catalog.formats.bibtex.entries import ENTRY
from medsynth_catalog.formats.bibtex.reading import Bibliography, BrokenBlock, read_bibliography
from medsynth_catalog.formats.bibtex.writing import DIALECTS
from medsynth_catalog.records import Paper

# The citation key of an entry, also of one that can't be read further.
_KEY = re.compile(r"@\w+\s*[{(]\s*([^\s,{}()=]+)")


class Appended(Struct, frozen=True):
    """A reader's file with papers added to it.

    Attributes:
        text: The whole text, the old one letter for letter at its beginning.
        added: The papers added, under their keys in the file.
        cited: The papers that the file cited already.
        clashing: The papers not added, since their key is that of another work in the file.
        broken: The blocks of the file that can't be read, and so may cite a paper unseen.
    """

    text: str
    added: tuple[Paper, ...]
    cited: tuple[Paper, ...]
    clashing: tuple[Paper, ...]
    broken: tuple[BrokenBlock, ...]


def append(
    text: str, papers: Sequence[Paper], catalogue: Catalogue, dialect: str = "bibtex", key_style: str = OWN_KEYS
) -> Appended:
    """Add to a BibTeX file the papers that it doesn't cite yet.

    What counts as cited is what `audit` matches, so that an audit never calls an entry added here a duplicate, and
    adding the same papers twice adds nothing.

    Args:
        text: The file, empty for a new one.
        papers: The papers wanted, with the keys of the catalogue.
        catalogue: The catalogue that they are of.
        dialect: How the entries are written, a name in DIALECTS: "bibtex" or "biblatex".
        key_style: One of KEY_STYLES. Keys of the catalogue's own style are data and never change, so that a paper whose
            key another work has in the file isn't added; in the other styles it gets the next letter.

    Raises:
        BibliographyError: The text is not BibTeX, or its last entry isn't closed, so that nothing can stand behind it.
    """
    if "\0" in text:
        raise BibliographyError("it is not a text file")
    if not ENTRY.search(text) and not all(map(_is_comment, text.splitlines())):
        raise BibliographyError("it is not a BibTeX file")
    bibliography = read_bibliography(text)
    if unclosed := next((block for block in bibliography.broken if block.unclosed), None):
        raise BibliographyError(f"the entry in line {unclosed.line} is not closed")
    keys = styled_keys(catalogue.papers, key_style)
    there = cited_keys(bibliography, catalogue, keys)
    cited = tuple(paper for paper in papers if paper.key in there)
    new = [replace(paper, key=keys[paper.key]) for paper in papers if paper.key not in there]
    added, clashing = _without_clashes(bibliography, new, rename=key_style != OWN_KEYS)
    return Appended(
        appended(bibliography, added, DIALECTS[dialect]), tuple(added), cited, tuple(clashing), bibliography.broken
    )


def _without_clashes(
    bibliography: Bibliography, papers: Sequence[Paper], rename: bool
) -> tuple[list[Paper], list[Paper]]:
    """Part the papers whose key is free in the file from those whose key isn't, or give these another key."""
    in_file = {entry.key.casefold() for entry in bibliography.entries}
    in_file |= {key.casefold() for block in bibliography.broken for key in _KEY.findall(block.text)}
    clashing = [paper for paper in papers if paper.key in in_file]
    if not rename:
        return [paper for paper in papers if paper.key not in in_file], clashing
    taken = in_file | {paper.key for paper in papers}
    renamed = (replace(paper, key=claim_key(paper.key, taken)) if paper.key in in_file else paper for paper in papers)
    return list(renamed), []


def _is_comment(line: str) -> bool:
    bare = line.strip("\ufeff \t")
    return not bare or bare.startswith("%")
