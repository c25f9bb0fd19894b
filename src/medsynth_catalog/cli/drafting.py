"""What the commands that make paper files share: loading the folder they go to, writing and printing them, and what they lack."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from medsynth_catalog.atomic import create_whole, write_whole
from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.cli import streams
from medsynth_catalog.cli.options import Catalogues
from medsynth_catalog.errors import FileError
from medsynth_catalog.loading import BUNDLED
from medsynth_catalog.records import FORMS

if TYPE_CHECKING:
    from medsynth_catalog.intake import Draft


def load_with_folder(folder: Path | None, catalogues: Catalogues) -> Catalogue:
    """Load the catalogues, and the folder that gets paper files if it is one and not among them. Raises CatalogueError."""
    if folder is not None and (folder / "papers").is_dir():
        among = [place.resolve() for place in (BUNDLED, *catalogues.catalog)]
        if folder.resolve() not in among:
            catalogues = catalogues._replace(catalog=[*catalogues.catalog, folder])
    return catalogues.load()


def has_paper_file(folder: Path, key: str) -> bool:
    """Whether a catalogue folder has the file of a paper."""
    return paper_file(folder, key).is_file()


def paper_file(folder: Path, key: str) -> Path:
    """Return the path of the file of a paper, which need not exist.

    Raises FileError for what is no key: a packed catalogue that was never checked may have one that leads out of the folder.
    """
    if not re.fullmatch(FORMS["key"], key):
        raise FileError(f"cannot use {key!r} as the name of a file", "it is not a key")
    return folder / _file_name(key)


def content_of(folder: Path, key: str) -> bytes:
    """Return what the file of a paper in a catalogue folder holds, nothing if there is none. Raises FileError."""
    return streams.read_input(paper_file(folder, key)) if has_paper_file(folder, key) else b""


def print_paper_file(
    key: str, fields: dict[str, Any], folder: Path | None, new: bool = False, read: bytes | None = None
) -> None:
    """Print a paper file, or write it into a catalogue folder and print its path.

    Args:
        key: The key of the paper.
        fields: The fields of its file.
        folder: The catalogue folder that gets the file; `None` prints it.
        new: Whether there must be no such file yet.
        read: What the file held when it was read; it is an error when it holds anything else by now.

    Raises:
        FileError: It can't be written.
        FileExistsError: It is to be `new`, and there is a file of this name.
    """
    from medsynth_catalog.loading.files import to_yaml  # brings yaml

    text = to_yaml(fields)
    if folder is None:
        streams.write_stdout(f"# {_file_name(key)}\n{text}")
        return
    path = paper_file(folder, key)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if new:
            create_whole(path, [text.encode()])
        else:
            write_whole(path, [text.encode()], read)
    except FileExistsError:
        raise
    except OSError as error:
        raise FileError(f"cannot write {path}: {error.strerror}") from error
    streams.write_stdout(f"{path}\n")


def print_missing(key: str, draft: "Draft") -> None:
    """Print which facts a draft lacks, and the remarks about what its entry said."""
    missing = ", ".join(draft.missing)
    streams.print_message(f"{_file_name(key)}: missing {missing}" if missing else f"{_file_name(key)}: nothing missing")
    for remark in draft.remarks:
        streams.print_message(f"{_file_name(key)}: {remark}")


def _file_name(key: str) -> str:
    return f"papers/{key}.yaml"
