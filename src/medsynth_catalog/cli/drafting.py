"""What the commands that make paper files share: where they go, under which key, and what they still lack."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from medsynth_catalog.catalogue import Catalogue
from medsynth_catalog.cli import delivery
from medsynth_catalog.cli.options import Catalogues
from medsynth_catalog.errors import FileError
from medsynth_catalog.loading import BUNDLED

if TYPE_CHECKING:
    from medsynth_catalog.intake import Draft


def load_with(folder: Path | None, catalogues: Catalogues) -> Catalogue:
    """Load the catalogues, and the folder that gets paper files if it is one and not among them. Raises CatalogueError."""
    if folder is not None and (folder / "papers").is_dir():
        among = [place.resolve() for place in (BUNDLED, *catalogues.catalog)]
        if folder.resolve() not in among:
            catalogues = catalogues._replace(catalog=[*catalogues.catalog, folder])
    return catalogues.load()


def lies_in(folder: Path, key: str) -> bool:
    """Whether a catalogue folder has the file of a paper."""
    return (folder / _name(key)).is_file()


def hand_over(key: str, fields: dict[str, Any], folder: Path | None) -> None:
    """Print a paper file, or write it into a catalogue folder and print where it lies. Raises FileError."""
    from medsynth_catalog.loading.files import to_yaml  # brings yaml

    text = to_yaml(fields)
    if folder is None:
        delivery.write(f"# {_name(key)}\n{text}")
        return
    path = folder / _name(key)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(f"cannot write {path}: {error.strerror}") from error
    delivery.deliver(text, path)
    delivery.write(f"{path}\n")


def say_missing(key: str, draft: "Draft") -> None:
    """Tell what a curator has still to find, and what the entry said that has no place in the file."""
    missing = ", ".join(draft.missing)
    delivery.say(f"{_name(key)}: missing {missing}" if missing else f"{_name(key)}: nothing missing")
    for remark in draft.remarks:
        delivery.say(f"{_name(key)}: {remark}")


def _name(key: str) -> str:
    return f"papers/{key}.yaml"
