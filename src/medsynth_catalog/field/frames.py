"""Columns as data frames: the one home of pandas and polars, neither of which is required."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any, Literal, get_args

from medsynth_catalog.choices import choose

Library = Literal["pandas", "polars"]


def frame(columns: Mapping[str, Sequence[Any]], library: str, index: str | None = None) -> Any:
    """Return a data frame of "pandas" or "polars"; pandas takes the column `index` as its index.

    Raises ImportError where the library isn't installed, QueryError for another library.
    """
    name = choose("data frame library", library, get_args(Library))
    try:
        module = import_module(name)
    except ImportError as error:
        raise ImportError(f"to_frame({name!r}) needs {name}: pip install {name}") from error
    made = module.DataFrame(dict(columns))
    return made.set_index(index) if index and name == "pandas" else made
