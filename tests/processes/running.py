"""Real processes of the installed program, each in surroundings of its own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from medsynth_catalog.folders import OWN_VARIABLE
from shell import HERE

TOY = HERE / "toy"
REFS = HERE / "audit" / "refs.bib"
MEDSYNTH = (sys.executable, "-m", "medsynth_catalog")
_CACHE = ("XDG_CACHE_HOME", "WIN_PD_OVERRIDE_LOCAL_APPDATA")


class Ran(NamedTuple):
    """What a process said, and its exit code; a negative one is the signal that ended it."""

    code: int
    out: bytes
    err: bytes


def surroundings(cache: Path, more: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a process with a cache of its own, and without papers of whoever runs the tests."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith(("MEDSYNTH_", "FORCE_COLOR"))}
    alone = {OWN_VARIABLE: str(cache / "own papers"), "TERM": "dumb", "NO_PROXY": "127.0.0.1"}
    return kept | dict.fromkeys(_CACHE, str(cache)) | alone | dict(more or {})


def medsynth(*arguments: str | Path, folder: Path, env: Mapping[str, str], stdin: bytes = b"") -> Ran:
    """Run the program to its end."""
    ran = subprocess.run(
        [*MEDSYNTH, *arguments], input=stdin, capture_output=True, check=False, cwd=folder, env=env, timeout=120
    )
    return Ran(ran.returncode, ran.stdout, ran.stderr)


def warm(cache: Path) -> None:
    """Let a cache have the index of the bundled catalogue, so that no process makes it again."""
    ran = medsynth("search", "-n", "1", folder=Path.cwd(), env=surroundings(cache))
    assert ran.code == 0, ran.err


def copied(folder: Path, place: Path) -> Path:
    """A copy of a folder of files, with their times."""
    return shutil.copytree(folder, place, symlinks=True)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, hidden ones too."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }
