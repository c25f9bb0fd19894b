"""What a command line run by a test returns, and the types of the fixtures in `conftest`."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from medsynth_catalog.catalogue import Part
from medsynth_catalog.loading.problems import Problem

HERE = Path(__file__).parent
TOY = HERE / "toy"
FROZEN = HERE / "frozen"
"""Records as they once stood in the bundled catalogue, and stay: what shows whole outputs doesn't change with each paper."""
ONLY_TOY = ("--catalog", str(TOY), "--only-catalog")
ONLY_FROZEN = ("--catalog", str(FROZEN), "--only-catalog")


class Result(NamedTuple):
    """What a command line printed and returned."""

    out: str
    err: str
    code: int


Medsynth = Callable[..., Result]
Golden = Callable[[str, str], None]
Checked = tuple[Part, list[Problem]]
