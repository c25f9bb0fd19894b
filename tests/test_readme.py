"""The README is true: every block in it runs, and shows what it really prints. `pytest --golden` rewrites the outputs.

Its outputs are those of the frozen catalogue, so that no new paper changes them.
"""

import io
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console
from rich.text import Text

from medsynth_catalog import Catalogue, Query, search
from medsynth_catalog.cli.commands import COMMANDS
from medsynth_catalog.cli.exits import ExitCode
from medsynth_catalog.folders import OWN_VARIABLE
from medsynth_catalog.formats.structured import paper_object
from medsynth_catalog.views.table import PaperTable
from shell import FROZEN, HERE

README = HERE.parent / "README.md"
PICTURE = HERE.parent / "docs" / "search.svg"
CONSOLE = re.compile(r"(?<=```console\n).*?(?=```)", re.DOTALL)
ASKING = re.compile(r"\bmedsynth \w+")
# What is about a reader's own papers asks the bundled catalogue, too; what it shows there are identifiers, which are those of one work.
OWN = re.compile(r"\bmedsynth (?:add|tag|note)\b|--own|--tag")
OWN_PLACE = "~/.local/share/medsynth"


def ran(block: str, shell: str, own: Path) -> str:
    """The same block with the outputs that its commands have now, and with a usual place for the folder of own papers."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = os.environ | {"PATH": path, OWN_VARIABLE: str(own)}
    lines: list[str] = []
    for command in re.findall(r"^\$ (.*)$", block, re.MULTILINE):
        line = command if OWN.search(command) else ASKING.sub(lambda match: f"{match[0]} --only-catalog", command)
        frozen = {} if line is command else {"MEDSYNTH_CATALOG": str(FROZEN)}
        done = subprocess.run(
            [shell, "-c", line],
            capture_output=True,
            encoding="utf-8",
            check=True,
            env=environment | frozen,
            cwd=README.parent,
        )
        said = [*done.stdout.splitlines(), *done.stderr.splitlines()]
        lines += [f"$ {command}", *(one.replace(str(own), OWN_PLACE) for one in said)]
    return "\n".join(lines) + "\n"


def test_console_blocks_show_what_is_printed(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    shell = shutil.which("sh")
    if shell is None:
        pytest.skip("the examples are lines for a POSIX shell, and none is installed")
    text = README.read_text(encoding="utf-8")
    now = CONSOLE.sub(lambda match: ran(match[0], shell, tmp_path / "own"), text)
    if request.config.getoption("--golden"):
        README.write_text(now, encoding="utf-8", newline="")
    assert README.read_text(encoding="utf-8") == now


def test_the_size_in_words_is_true(bundled: Catalogue) -> None:
    assert "More than a thousand papers" in README.read_text(encoding="utf-8")
    assert len(bundled.papers) > 1000


def test_python_blocks_run(capsys: pytest.CaptureFixture[str]) -> None:
    for block in re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL):
        exec(compile(block, "README.md", "exec"), {})  # our own README
    assert "alcaraz2023diffusion" in capsys.readouterr().out


def test_the_picture_is_real_output(request: pytest.FixtureRequest, frozen: Catalogue) -> None:
    """Compared by its words, since another release of rich draws the same picture with other markup."""
    answer = search(frozen, Query(modality="ecg", type="DM", year="..2023"))
    screen = Console(record=True, width=110, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    table = PaperTable(answer.hits, (), frozen, 110)
    command = Text("$ medsynth search --modality ecg --type DM --year ..2023", "bold")
    views = [*table.parts(len(answer)), *table.legend(answer.hits)]
    screen.print(command, "", *views, f"{len(answer)} papers", sep="\n")
    drawn = screen.export_svg(title="medsynth")
    if request.config.getoption("--golden"):
        PICTURE.write_text(drawn, encoding="utf-8", newline="")
    assert re.findall(r">([^<>]+)</text>", PICTURE.read_text(encoding="utf-8")) == re.findall(
        r">([^<>]+)</text>", drawn
    )


def test_every_command_code_and_field_is_in_the_readme(frozen: Catalogue) -> None:
    text = README.read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"medsynth {name}" not in text] == []
    assert [code for code in ExitCode if f"| {code.value} |" not in text] == []
    paper = frozen.find("alcaraz2023diffusion")
    tables = "\n".join(line for line in text.splitlines() if line.startswith("|"))
    assert [name for name in paper_object(paper) if not re.search(rf"[` ]{name}[` ]", tables)] == []
