"""The shape of the code, as tables: who may import whom, which library lives where, and what a query never loads."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import medsynth_catalog

PACKAGE = Path(medsynth_catalog.__file__).parent

# Each may import only what stands before it: from catalogue files to the screen, no way back.
ORDER = (
    "version", "errors", "cache", "text", "records", "fields", "identity", "citekeys", "fuzzy", "choices", "vocabulary", "venues", "catalogue", "query", "search",
    "grouping", "relatives", "glossary", "card", "loading", "formats", "citing", "intake", "audit", "online", "schema", "views", "cli",
)  # fmt: skip

# Each library has one home, and nobody else imports it.
HOMES = {
    "typer": "cli",
    "rich": "views",
    "yaml": "loading.files",
    "platformdirs": "cache",
    "rapidfuzz": "fuzzy",
    "bibtexparser": "formats.bibtex",
    "pylatexenc": "formats.latex",
    "citeproc": "citing",
    "lxml": "citing",
    "rispy": "formats.ris.reading",
    "markdown_it": "formats.markdown.parsing",
    "requests": "online.client",
    "urllib3": "online.client",
    "defusedxml": "online.answers",
}

MODULES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"): path
    for path in PACKAGE.rglob("*.py")
}


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


@pytest.mark.parametrize("module", sorted(set(MODULES) - {"__init__", "__main__"}))
def test_one_direction(module: str) -> None:
    layer = module.partition(".")[0]
    allowed = set(ORDER[: ORDER.index(layer) + 1])
    used = {name.split(".")[1] for name in imports(MODULES[module]) if name.startswith("medsynth_catalog.")}
    assert used <= allowed, f"{module} may not import {sorted(used - allowed)}"


@pytest.mark.parametrize("library", HOMES)
def test_one_home(library: str) -> None:
    users = {module for module, path in MODULES.items() if any(name.split(".")[0] == library for name in imports(path))}
    home = HOMES[library]
    assert users
    assert all(user == home or user.startswith(f"{home}.") for user in users), (
        f"{library} is imported by {sorted(users)}"
    )


def test_one_command_uses_the_network() -> None:
    users = {
        module
        for module, path in MODULES.items()
        if any(name.startswith("medsynth_catalog.online") for name in imports(path))
    }
    assert {module for module in users if not module.startswith("online.")} == {"cli.commands.resolve"}


def test_the_library_knows_no_command_line() -> None:
    assert not any(".cli" in name or ".views" in name for name in imports(PACKAGE / "__init__.py"))


def test_every_module_says_what_it_is_for() -> None:
    for path in MODULES.values():
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), path


@pytest.mark.parametrize(
    ("arguments", "drawn"),
    [
        (["--version"], False),
        (["search", "--modality", "ecg", "--type", "DM"], False),
        (["search", "-m", "ecg", "-f", "json"], False),
        (["list", "--by", "year"], False),
        (["show", "alcaraz2023diffusion"], False),
        (["search", "-m", "ecg"], True),
    ],
)
def test_an_ordinary_query_loads_no_heavy_library(arguments: list[str], drawn: bool) -> None:
    """Twice, since the first run in a checkout compiles the catalogue."""
    script = (
        f"import sys; from medsynth_catalog.cli import run; run({arguments!r}); print(*sys.modules, file=sys.stderr)"
    )
    environment = {"FORCE_COLOR": "1"} if drawn else {}
    for _ in range(2):
        ran = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True, env=_env(environment)
        )
    loaded = {name.partition(".")[0] for name in ran.stderr.split()}
    heavy = set(HOMES) - {"typer", "rich", "platformdirs"} | {"pydantic", "hypothesis"} | (set() if drawn else {"rich"})
    assert not loaded & heavy


def _env(extra: dict[str, str]) -> dict[str, str]:
    import os

    return {name: value for name, value in os.environ.items() if name != "FORCE_COLOR"} | extra
