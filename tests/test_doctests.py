"""The examples in docstrings are true."""

import doctest
import pkgutil
from importlib import import_module

import medsynth_catalog
from rows import every

MODULES = [
    "medsynth_catalog",
    *(
        m.name
        for m in pkgutil.walk_packages(medsynth_catalog.__path__, "medsynth_catalog.")
        if "__main__" not in m.name
    ),
]


def test_examples() -> None:
    attempted = 0
    with every() as row:
        for name in MODULES:
            with row(name):
                ran = doctest.testmod(import_module(name))
                attempted += ran.attempted
                assert ran.failed == 0
    assert attempted >= 8
