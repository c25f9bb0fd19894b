"""What a command line run by a test returns, the catalogues it may ask, and the types of the fixtures in `conftest`."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from medsynth_catalog.loading.problems import Problem
from medsynth_catalog.records import Part

HERE = Path(__file__).parent
TOY = HERE / "toy"
# Records as they once stood in the bundled catalogue, and stay: whole outputs don't change with each new paper.
FROZEN = HERE / "frozen"
ONLY_TOY = ("--catalog", str(TOY), "--only-catalog")
ONLY_FROZEN = ("--catalog", str(FROZEN), "--only-catalog")
# What a title must not do to a page.
HOSTILE = "</script><img src=x onerror=alert(1)>\u2028<!-- ${1} {{2}} & \"'"


def use_cache(patch: pytest.MonkeyPatch, folder: Path) -> None:
    """Let the program and all that it starts keep its cache in a folder, on every system."""
    for variable in ("XDG_CACHE_HOME", "WIN_PD_OVERRIDE_LOCAL_APPDATA"):
        patch.setenv(variable, str(folder))


class Result(NamedTuple):
    """What a command line printed and returned."""

    out: str
    err: str
    code: int


Medsynth = Callable[..., Result]
Golden = Callable[[str, str], None]
Checked = tuple[Part, list[Problem]]
