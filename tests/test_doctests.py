"""The examples in docstrings are true."""

import doctest
import pkgutil
from importlib import import_module

import pytest

import medsynth_catalog

MODULES = [
    "medsynth_catalog",
    *(
        m.name
        for m in pkgutil.walk_packages(medsynth_catalog.__path__, "medsynth_catalog.")
        if "__main__" not in m.name
    ),
]


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    assert doctest.testmod(import_module(name)).failed == 0


def test_there_are_examples() -> None:
    assert sum(doctest.testmod(import_module(name)).attempted for name in MODULES) >= 8
