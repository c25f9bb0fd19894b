"""Print docs/licences.md: every library that an installation brings, and the licence that its metadata name."""

import re
import tomllib
from importlib import metadata
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement

HEAD = """# Licences of what is installed

What `pip install 'medsynth-catalog[parquet]'` brings on Linux, and the licence that each library's own metadata name. All are permissive,
or of weak copyleft that ends at the library itself. Made by `python .ci/licences.py`, and compared by `.ci/supply`.

| library | licence | brought by |
|---|---|---|"""


def licence(library: metadata.Distribution) -> str:
    """The licence by expression, else by classifiers, else by the first line of the field."""
    about = library.metadata
    names = [name.rpartition(" :: ")[2] for name in about.get_all("Classifier", []) if name.startswith("License ::")]
    text = (
        about.get("License-Expression") or ", ".join(sorted(set(names) - {"OSI Approved"})) or about.get("License", "?")
    )
    return text.strip().splitlines()[0]


def brought(wanted: list[str], by: str, found: dict[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """Follow requirements down to what they require."""
    for requirement in map(Requirement, wanted):
        marker = requirement.marker
        name = re.sub(r"[-_.]+", "-", requirement.name).lower()
        if (marker and not marker.evaluate(default_environment() | {"extra": ""})) or name in found:
            continue
        library = metadata.distribution(name)
        found[name] = licence(library), by
        brought(library.requires or [], name, found)
    return found


project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
direct = [*project["dependencies"], *project["optional-dependencies"]["parquet"]]
libraries: dict[str, tuple[str, str]] = {}
for one in direct:
    libraries[re.match(r"[\w-]+", one)[0].lower()] = licence(metadata.distribution(Requirement(one).name)), ""
for one in direct:
    brought(metadata.distribution(Requirement(one).name).requires or [], Requirement(one).name.lower(), libraries)
print(HEAD)
for name, (terms, by) in sorted(libraries.items()):
    print(f"| {name} | {terms} | {by or 'medsynth-catalog'} |")
