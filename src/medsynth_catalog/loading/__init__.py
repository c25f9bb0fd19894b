"""From catalogue folders to a Catalogue: files are validated when they are read, and indexed so that each is read once."""

import os
import re
from collections.abc import Callable, Iterable
from pathlib import Path

from medsynth_catalog import cache
from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.errors import CatalogueError
from medsynth_catalog.index.form import SHAPE, fingerprint
from medsynth_catalog.index.reading import Data, Index
from medsynth_catalog.loading.stamps import FileStates, OnReading, file_states, kept_state, state_of
from medsynth_catalog.records import FACETS, FORMS, Paper, Part
from medsynth_catalog.text import printable
from medsynth_catalog.vocabulary import Vocabulary

_PACKAGE = Path(__file__).parent.parent
_SHIPPED = _PACKAGE / "catalog.index"
# In a wheel the catalogue lies inside the package, in a checkout beside `src`.
BUNDLED = next(
    (folder for folder in (_PACKAGE / "catalog", _PACKAGE.parents[1] / "catalog") if folder.is_dir()),
    _PACKAGE / "catalog",
)
# The state of the index in a wheel, whose files don't change once they are installed.
_SHIPPED_STATE = SHAPE


def load_catalogue(
    *folders: str | os.PathLike[str],
    bundled: bool = True,
    own: Path | None = None,
    on_reading: OnReading | None = None,
) -> Catalogue:
    """Load the bundled catalogue and any further ones, in this order, and the reader's own papers after them.

    Args:
        folders: Catalogue folders, each with `papers/`, or files made by `pack_folder`.
        bundled: Whether to include the bundled papers. Their vocabulary, venues and sources are always included.
        own: The folder of the reader's own papers (`folders.own_folder`), which need not exist. Files in it that have
            problems are left out, since nothing else may fail for them; `Index.problems` tells them.
        on_reading: Called while files are read, with the folder, how many of its papers are read, and how many it has.

    Raises:
        CatalogueError: A folder has problems; the error has all problems of the first such folder.
    """
    catalogue = Catalogue([_shipped() or _indexed(BUNDLED, Catalogue(), on_reading)])
    if not bundled:
        catalogue = catalogue.emptied()
    for place in map(Path, folders):
        try:
            further = _packed(place, catalogue) if place.is_file() else _indexed(place, catalogue, on_reading)
        except OSError as error:  # a name that is too long, a current folder that is gone
            raise CatalogueError(f"cannot read {place}", hint=error.strerror) from error
        catalogue = catalogue.extended(further)
    if (
        own is not None
        and is_folder_of_papers(own)
        and own.resolve() not in [Path(place).resolve() for place in folders]
    ):
        catalogue = catalogue.extended(_indexed(own, catalogue, on_reading, own=True))
    return catalogue


def is_installed(folder: Path) -> bool:
    """Whether a folder belongs to an installed program, whose files nobody edits."""
    return folder.resolve().is_relative_to(_PACKAGE.resolve())


def is_folder_of_papers(folder: Path) -> bool:
    """Whether a folder exists and has paper files, so that it can be loaded."""
    return os.path.isdir(folder / "papers")  # noqa: PTH112 - a folder that may not be looked into is none


def pack_folder(folder: Path, bundled: bool = True, on_reading: OnReading | None = None) -> bytes:
    """Return a catalogue folder as the bytes of one file, which `load_catalogue` of this version takes in its place.

    Args:
        folder: A catalogue folder.
        bundled: Whether to check it as an addition to the bundled papers; otherwise the file is for `bundled=False` only.
        on_reading: As for `load_catalogue`.

    Raises:
        CatalogueError: The folder has problems; the error has all of them.
    """
    from medsynth_catalog.loading.making import make_index

    base = load_catalogue(bundled=bundled)
    return make_index(folder, base, file_states(folder), _packed_state(base, bundled), on_reading=on_reading)


def pack_papers(papers: Iterable[Paper]) -> bytes:
    """Return papers as the bytes of one file, which `load_catalogue` of this version takes with `bundled=False`.

    The papers are not checked.
    """
    from medsynth_catalog.index.building import build_index

    return build_index(Part("", tuple(papers)), _packed_state(load_catalogue(bundled=False), False))


def ship_folder(folder: Path) -> bytes:
    """Return the index of the bundled catalogue for a wheel. Raises CatalogueError like `load_catalogue`."""
    from medsynth_catalog.loading.making import make_index

    return make_index(folder, Catalogue(), {}, _SHIPPED_STATE)


def _shipped() -> Index | None:
    def renew() -> Data:
        return _indexed(BUNDLED, Catalogue(), None).data

    return Index.open(_SHIPPED, str(BUNDLED), _SHIPPED_STATE, renew)


def _packed(file: Path, base: Catalogue) -> Index:
    for bundled in (True, False) if not base else (True,):
        if index := Index.open(file, str(file), _packed_state(base, bundled)):
            _check_groups(file, index, base.extended(index).vocabulary)
            return index
    raise CatalogueError(f"{file} is not a packed catalogue of this version", hint="make it again with medsynth pack")


def _check_groups(file: Path, index: Index, vocabulary: Vocabulary) -> None:
    """Raise CatalogueError if papers have terms that no vocabulary has, or dates that are none: `medsynth pack` lets none pass."""
    known: dict[str, Callable[[str], object]] = {
        **{facet: vocabulary.terms(facet).__contains__ for facet in FACETS},
        "year": re.compile(r"[0-9]{4}").fullmatch,
        "sought": re.compile(FORMS["publication_sought"]).fullmatch,
    }
    for name, is_known in known.items():
        for value in index.group(name):
            if not is_known(value):
                what = f"{file} has papers of the unknown {name} {printable(value)!r}"
                raise CatalogueError(what, hint="make it again with medsynth pack")


def _packed_state(base: Catalogue, bundled: bool) -> int:
    """Return the state of a packed folder, which depends on the bundled papers if it was checked with them."""
    return fingerprint(f"packed beside {base.indexes[0].state}, papers: {bundled}")


def _indexed(folder: Path, base: Catalogue, on_reading: OnReading | None, own: bool = False) -> Index:
    """Open the index of a folder; make it first if there is none of the current state of its files."""
    place = cache.cached(f"{fingerprint(os.fsdecode(folder.absolute())):016x}.index")
    states = file_states(folder)
    context = f"{folder} {base.state}{' own' * own}"
    state = state_of(states, context)

    def renew() -> Data:
        if state_of(file_states(folder), context) != state:
            raise CatalogueError(f"the catalogue at {folder} changed while it was read", hint="run the command again")
        return _made(folder, base, states, state, place, None, None, own)

    found = Index.open(place, str(folder), state, renew)
    if found is not None:
        return found
    previous = Index.open(place, str(folder), None)
    return Index(_made(folder, base, states, state, place, previous, on_reading, own), str(folder))


def _made(
    folder: Path,
    base: Catalogue,
    states: FileStates,
    state: int,
    place: Path,
    previous: Index | None,
    on_reading: OnReading | None,
    own: bool,
) -> bytes:
    """Make the index of a folder and keep it in the cache."""
    from medsynth_catalog.index.sections import DamagedError
    from medsynth_catalog.loading.making import BrokenFolderError, make_index

    try:
        data = make_index(folder, base, states, kept_state(states, state), previous, on_reading, own)
    except DamagedError:  # the previous index
        return _made(folder, base, states, state, place, None, on_reading, own)
    except BrokenFolderError as error:
        cache.write(place, error.index)
        raise
    cache.write(place, data)
    return data
