"""A reader's tags and notes on papers: changing the file of a catalogue folder that holds them."""

from collections.abc import Callable, Iterable
from pathlib import Path

from msgspec.structs import replace

from medsynth_catalog.atomic import write_whole
from medsynth_catalog.errors import CatalogueError, QueryError
from medsynth_catalog.loading.files import to_yaml
from medsynth_catalog.loading.reading import NOTES, FolderReader
from medsynth_catalog.records import Annotation
from medsynth_catalog.text import printable, squash
from medsynth_catalog.turns import alone_in

_HEAD = "# Tags and notes on papers, by their keys. Written by medsynth tag and medsynth note, and perhaps by you;\n# other comments than those at the top are not kept.\n"
_SIGNS = ",+"
"""What stands between tags in an option."""


def checked_tag(word: str, known: Iterable[str]) -> str:
    """Return a tag as it is kept: as one that is `known` already, if that differs in case, spaces and hyphens alone.

    Raises QueryError for a word that can be no tag.
    """
    tag = printable(word)
    if not squash(tag) or any(sign in tag for sign in _SIGNS):
        raise QueryError(f"invalid tag {tag!r}", "a tag has letters or digits, and neither commas nor plus signs")
    return next((one for one in known if squash(one) == squash(tag)), tag)


def add_tag(folder: Path, keys: Iterable[str], tag: str) -> int:
    """Give a tag to papers, and return how many of them didn't have it. Raises CatalogueError, OSError."""
    return _change(folder, keys, lambda one: replace(one, tags=tuple(dict.fromkeys((*one.tags, tag)))))


def remove_tag(folder: Path, keys: Iterable[str], tag: str) -> int:
    """Take a tag from papers, and return how many of them had it. Raises CatalogueError, OSError."""
    return _change(folder, keys, lambda one: replace(one, tags=tuple(other for other in one.tags if other != tag)))


def set_note(folder: Path, key: str, note: str | None) -> int:
    """Set or remove (`None`) the note on a paper, and return how many notes changed. Raises CatalogueError, OSError."""
    return _change(folder, [key], lambda one: replace(one, note=note))


def _change(folder: Path, keys: Iterable[str], changed: Callable[[Annotation], Annotation]) -> int:
    """Change what is kept of papers; return how many of them are changed. The folder becomes a catalogue if it is none."""
    with alone_in(folder / "papers"):
        path = folder / NOTES
        reader = FolderReader(folder)
        before = {one.id: one for one in reader.annotations()}
        if reader.problems:
            problems = list(map(str, reader.problems))
            raise CatalogueError(f"cannot change {path}", problems, "correct it first; it stays as it is")
        after = before | {key: changed(before.get(key, Annotation(id=key))) for key in keys}
        kept = {key: one for key, one in after.items() if one.tags or one.note}
        if kept != before:
            fields = {key: _fields(one) for key, one in sorted(kept.items())}
            write_whole(path, [(_head(path) + (to_yaml(fields) if fields else "")).encode()])
        return sum(one != before.get(key, Annotation(id=key)) for key, one in after.items())


def _fields(one: Annotation) -> dict[str, object]:
    return {name: value for name, value in (("tags", list(one.tags)), ("note", one.note)) if value}


def _head(path: Path) -> str:
    """The comments at the top of the file, or those of a new one."""
    if not path.exists():
        return _HEAD
    lines = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    first = next((number for number, line in enumerate(lines) if not line.startswith("#")), len(lines))
    return "".join(lines[:first])
