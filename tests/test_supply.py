"""What the package brings and does beyond its own code: bounds of its dependencies, the network, workflows."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from rows import every

ROOT = Path(__file__).parents[1]
WORKFLOWS = ROOT / ".github" / "workflows"


def test_every_dependency_has_a_lowest_version() -> None:
    script = ROOT / ".ci" / "lowest.py"
    if not script.exists():
        pytest.skip("the wheel is tested without the repository")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    ran = subprocess.run([sys.executable, script, "test"], capture_output=True, encoding="utf-8", cwd=ROOT, check=True)
    pinned = {line.partition("==")[0] for line in ran.stdout.splitlines()}
    wanted = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    assert pinned == {re.match(r"[\w.-]+", one)[0].lower() for one in wanted}  # type: ignore[index]


def test_nothing_reaches_out_or_starts_a_program_when_it_is_imported_or_asked() -> None:
    script = (
        "import sys\n"
        "def watch(event, arguments):\n"
        "    if event.startswith(('socket.connect', 'socket.getaddrinfo', 'socket.bind', 'urllib', 'subprocess', 'os.exec', 'os.posix_spawn', 'os.fork')):\n"
        "        raise RuntimeError(f'{event} {arguments}')\n"
        "sys.addaudithook(watch)\n"
        "import importlib, pkgutil, medsynth_catalog\n"
        "for one in pkgutil.walk_packages(medsynth_catalog.__path__, 'medsynth_catalog.'):\n"
        "    if not one.name.endswith('__main__'): importlib.import_module(one.name)\n"
        "from medsynth_catalog.cli import run\n"
        "for line in ('search ecg -n 1', 'list --by venue', 'show alcaraz2023diffusion', 'export -m ppg', 'cite alcaraz2023diffusion', 'terms', 'info'):\n"
        "    assert run(line.split()) == 0, line\n"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=False)
    assert ran.returncode == 0, ran.stderr[-600:]


@pytest.mark.skipif(not WORKFLOWS.exists(), reason="the wheel is tested without the repository")
def test_workflows_are_pinned_and_have_no_permission_by_default() -> None:
    with every() as row:
        for file in sorted(WORKFLOWS.glob("*.yml")):
            with row(file.name):
                text = file.read_text(encoding="utf-8")
                used = re.findall(r"uses: (.*)", text)
                loose = [
                    one
                    for one in used
                    if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v[\d.]+", one) and not one.startswith("./")
                ]
                assert loose == []
                assert re.search(r"^permissions: \{\}$", text, re.MULTILINE)
                assert text.count("actions/checkout@") == text.count("persist-credentials: false")
