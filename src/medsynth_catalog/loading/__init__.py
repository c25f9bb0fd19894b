"""From catalogue folders to a Catalogue: validated when read, compiled so that it is read once. The edge of the library."""

import os
import zlib
from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from medsynth_catalog import cache
from medsynth_catalog.catalogue import Catalogue, Part
from medsynth_catalog.errors import CatalogueError
from medsynth_catalog.loading import compiled
from medsynth_catalog.loading.problems import Problem
from medsynth_catalog.version import VERSION

OnReading = Callable[[Path, int], None]

_PACKAGE = Path(__file__).parent.parent
_SHIPPED = _PACKAGE / "catalog.msgpack"
# In a wheel the catalogue lies inside the package, in a checkout beside `src`.
BUNDLED = next(
    (folder for folder in (_PACKAGE / "catalog", _PACKAGE.parents[1] / "catalog") if folder.is_dir()),
    _PACKAGE / "catalog",
)


def load_catalogue(
    *folders: str | os.PathLike[str], bundled: bool = True, on_reading: OnReading | None = None
) -> Catalogue:
    """Load the bundled catalogue and any further folders, in this order.

    With `bundled=False` the bundled papers are left out; its vocabulary and sources always stand. `on_reading` is
    called with a folder and the number of its papers before its files are read, which takes a second for a thousand.
    Raises CatalogueError, with every problem of the first folder that has any.
    """
    first = _load(BUNDLED, Catalogue(), "bundled", on_reading)
    catalogue = Catalogue([first if bundled else replace(first, papers=())])
    for folder in folders:
        catalogue = Catalogue((*catalogue.parts, _load(Path(folder), catalogue, _context(catalogue), on_reading)))
    return catalogue


def check_folder(folder: Path, base: Catalogue, on_reading: OnReading | None = None) -> tuple[Part, list[Problem]]:
    """Read a folder afresh as an addition to `base`; return its records and all problems and warnings.

    Raises CatalogueError when there is no catalogue at all.
    """
    from medsynth_catalog.loading.checking import check_part
    from medsynth_catalog.loading.reading import FolderReader

    if not (folder / "papers").is_dir():
        there = "it has no papers/ folder" if folder.is_dir() else "there is no such folder"
        raise CatalogueError(f"no catalogue at {folder}", hint=there)
    reader = FolderReader(folder)
    try:
        if on_reading is not None:
            on_reading(folder, sum(1 for _ in (folder / "papers").iterdir()))
        part = reader.part()
    except OSError as error:  # of a folder; files that can't be read are problems like any other
        raise _unreadable(error) from error
    return part, sorted(
        [*reader.problems, *check_part(part, base)], key=lambda problem: (problem.file, problem.field or "")
    )


def compile_folder(folder: Path, version: str) -> bytes:
    """Compile the bundled catalogue for a wheel of this version. Raises CatalogueError like `load_catalogue`."""
    return compiled.encode(_read(folder, Catalogue()), compiled.shipped_fingerprint(version))


def _load(folder: Path, base: Catalogue, context: str, on_reading: OnReading | None) -> Part:
    if folder == BUNDLED and (shipped := _stored(_SHIPPED, compiled.shipped_fingerprint(VERSION))):
        return replace(shipped, place=str(folder))  # it was compiled elsewhere
    place = cache.cached(f"{zlib.crc32(os.fsencode(folder.absolute())):08x}.msgpack")
    try:
        state = compiled.fingerprint(folder, f"{VERSION} {folder} {context}")
    except OSError as error:
        raise _unreadable(error) from error
    part = _stored(place, state)
    if part is None:
        part = _read(folder, base, on_reading)
        cache.write(place, compiled.encode(part, state))
    return part


def _unreadable(error: OSError) -> CatalogueError:
    return CatalogueError(f"cannot read {error.filename}", hint=error.strerror)


def _stored(path: Path, fingerprint: str) -> Part | None:
    try:
        return compiled.decode(path.read_bytes(), fingerprint)
    except OSError:
        return None


def _read(folder: Path, base: Catalogue, on_reading: OnReading | None = None) -> Part:
    part, findings = check_folder(folder, base, on_reading)
    problems = [problem for problem in findings if not problem.warning]
    if problems:
        raise CatalogueError(
            f"the catalogue at {folder} has {len(problems)} problem{'s' * (len(problems) > 1)}",
            list(map(str, problems)),
        )
    return part


def _context(catalogue: Catalogue) -> str:
    """What a further folder is checked against: change it, and the folder is read again."""
    keys = " ".join(f"{paper.key} {paper.doi} {paper.arxiv} {paper.title}" for paper in catalogue.papers)
    terms = " ".join(f"{term.facet} {term.id} {term.aliases}" for part in catalogue.parts for term in part.terms)
    return f"{keys} {terms} {' '.join(catalogue.sources)}"
