"""What a command line run by a test returns, and the types of the fixtures in `conftest`."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
TOY = HERE / "toy"


class Result(NamedTuple):
    """What a command line printed and returned."""

    out: str
    err: str
    code: int


Medsynth = Callable[..., Result]
Golden = Callable[[str, str], None]
