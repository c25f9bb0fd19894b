"""A short run of the fuzzer: some seconds over every reader. The long one is `python tests/fuzz/run.py`."""

from pathlib import Path

import pytest

from fuzz.mutating import cases
from fuzz.targets import TARGETS, Target
from rows import every

CASES = 60


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_any_input_ends_well(target: Target, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with every() as row:
        for number, data in enumerate(cases(target.seeds(), target.tokens, CASES, seed=0)):
            with row(f"case {number}, {data[:60]!r}"):
                target.feed(data, tmp_path)
            capsys.readouterr()
