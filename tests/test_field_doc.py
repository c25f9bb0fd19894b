"""docs/field.md is true: its blocks run, its pictures are those that its commands draw, and it names every field."""

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from shell import HERE, Medsynth

DOC = (HERE.parent / "docs" / "field.md").read_text(encoding="utf-8")
README = (HERE.parent / "README.md").read_text(encoding="utf-8")
(DRAWING,) = re.findall(r"```sh\n(.*?)```", DOC, re.DOTALL)


def test_the_readme_shows_the_commands_and_their_pictures() -> None:
    assert DRAWING in README
    for name in re.findall(r"docs/[\w-]+\.svg", DRAWING):
        assert f"({name})" in README


@pytest.mark.parametrize("line", DRAWING.splitlines())
def test_a_picture_is_drawn_by_its_command(
    line: str, medsynth: Medsynth, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its title, since the catalogue grows and pictures are made again only now and then."""
    pytest.importorskip("matplotlib", reason="matplotlib isn't installed, and may have no wheel for this system")
    monkeypatch.chdir(tmp_path)
    Path("docs").mkdir()
    _, *arguments = shlex.split(line)
    medsynth(*arguments)
    assert title(Path(arguments[-1])) == title(HERE.parent / arguments[-1])


def title(picture: Path) -> str:
    (bold,) = re.findall(
        r"<text [^>]*(?:bold|font-weight: 700)[^>]*>([^<>]+)</text>", picture.read_text(encoding="utf-8")
    )
    return str(bold)


def test_the_python_block_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (block,) = re.findall(r"```python\n(.*?)```", DOC, re.DOTALL)
    exec(compile(block, "field.md", "exec"), {})  # our own page
    assert "Query(" in capsys.readouterr().out


def test_every_field_of_the_json_is_documented(medsynth: Medsynth) -> None:
    objects = [
        json.loads(medsynth("stats", "--cols", "year", "--share", "all", "-f", "json").out),
        json.loads(medsynth("gaps", "-f", "json").out),
        json.loads(medsynth("trends", "-f", "json").out),
    ]
    (output,) = re.findall(r"## Output\n(.*?)\n## ", DOC, re.DOTALL)
    documented = {word for words in re.findall(r"`([^`]+)`", output) for word in words.split()}
    assert {name for value in objects for name in names(value)} <= documented


def names(value: Any) -> set[str]:
    if isinstance(value, dict):
        return {*value, *(name for one in value.values() for name in names(one))}
    return {name for one in value for name in names(one)} if isinstance(value, list) else set()
