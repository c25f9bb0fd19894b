"""The shape of the code, as tables: who may import whom, which library lives where, and what a query never loads."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import medsynth_catalog
from rows import every

PACKAGE = Path(medsynth_catalog.__file__).parent

# Each may import only what stands before it: from catalogue files to the screen, no way back.
ORDER = (
    "version", "errors", "limits", "stopping", "descriptors", "opening", "turns", "atomic", "folders", "cache", "text", "hypertext", "records", "fields", "notebook", "identity", "citekeys", "fuzzy", "choices", "vocabulary", "venues",
    "years", "index", "catalogue", "query", "datasets", "wordsearch", "conditions", "meanings", "interpreting", "ranking", "searching", "naming", "explaining", "grouping", "similarity", "news", "looks", "glossary", "completeness", "field", "comparing", "card",
    "loading", "annotating", "formats", "page", "citing", "intake", "audit", "online", "schema", "views", "plots", "picking", "cli",
)  # fmt: skip

# Each library has one home, and nobody else imports it.
HOMES = {
    "typer": "cli",
    "rich": "views",
    "prompt_toolkit": "picking.screen",
    "yaml": "loading.files",
    "platformdirs": "folders",
    "rapidfuzz": "fuzzy",
    "bibtexparser": "formats.bibtex",
    "pylatexenc": "formats.latex",
    "citeproc": "citing",
    "rispy": "formats.ris.reading",
    "markdown_it": "formats.markdown.parsing",
    "pyarrow": "formats.parquet",
    "matplotlib": "plots",
    "requests": "online.client",
    "urllib3": "online.client",
    "defusedxml": "online.responses",
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


def test_one_direction() -> None:
    with every() as row:
        for module in sorted(set(MODULES) - {"__init__", "__main__"}):
            with row(module):
                allowed = set(ORDER[: ORDER.index(module.partition(".")[0]) + 1])
                used = {name.split(".")[1] for name in imports(MODULES[module]) if name.startswith("medsynth_catalog.")}
                assert used <= allowed, f"may not import {', '.join(sorted(used - allowed))}"


def test_one_home() -> None:
    used = {module: {name.split(".")[0] for name in imports(path)} for module, path in MODULES.items()}
    with every() as row:
        for library, home in HOMES.items():
            with row(library):
                users = {module for module, libraries in used.items() if library in libraries}
                assert users, "nobody imports it"
                strangers = {user for user in users if user != home and not user.startswith(f"{home}.")}
                assert not strangers, f"imported by {', '.join(sorted(strangers))}"


def test_two_commands_use_the_network() -> None:
    """Of views, the one that shows what was found knows its words."""
    users = {
        module
        for module, path in MODULES.items()
        if any(name.startswith("medsynth_catalog.online") for name in imports(path))
    }
    assert {module for module in users if not module.startswith("online.")} == {
        "cli.commands.resolve",
        "cli.staleness",
        "cli.audit_online",
        "views.stale",
    }


def test_the_library_knows_no_command_line() -> None:
    assert not any(".cli" in name or ".views" in name for name in imports(PACKAGE / "__init__.py"))


def test_no_module_is_hidden_by_a_function_of_its_name() -> None:
    """In a process of its own: every public name is used first, then every module is asked for as `import ... as` does."""
    script = (
        "import importlib, sys, medsynth_catalog\n"
        "for name in medsynth_catalog.__all__: getattr(medsynth_catalog, name)\n"
        "for name in sys.argv[1:]:\n"
        "    module = importlib.import_module(f'medsynth_catalog.{name}')\n"
        "    parent, _, last = f'medsynth_catalog.{name}'.rpartition('.')\n"
        "    if getattr(sys.modules[parent], last) is not module: print(name)\n"
    )
    modules = sorted(set(MODULES) - {"__init__"})
    ran = subprocess.run([sys.executable, "-c", script, *modules], capture_output=True, encoding="utf-8", check=True)
    assert ran.stdout.split() == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        module for module, path in MODULES.items() if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []


@pytest.mark.parametrize(
    ("arguments", "drawn"),
    [
        (["--version"], False),
        (["search", "--modality", "ecg", "--type", "DM"], False),
        (["search", "-m", "ecg", "-f", "json"], False),
        (["list", "--by", "year"], False),
        (["show", "alcaraz2023diffusion"], False),
        (["stats", "--cols", "evaluation"], False),
        (["gaps", "-f", "json"], False),
        (["trends", "-f", "csv"], False),
        (["related", "alcaraz2023diffusion"], False),
        (["compare", "alcaraz2023diffusion", "zama2023ecg"], False),
        (["search", "-m", "ecg"], True),
    ],
)
def test_an_ordinary_query_loads_no_heavy_library(arguments: list[str], drawn: bool) -> None:
    """Twice, since the first run in a checkout compiles the catalogue."""
    script = (
        f"import sys; from medsynth_catalog.cli import run; run({arguments!r}); print(*sys.modules, file=sys.stderr)"
    )
    environment = {name: value for name, value in os.environ.items() if name != "FORCE_COLOR"}
    if drawn:
        environment["FORCE_COLOR"] = "1"
    for _ in range(2):
        ran = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True, env=environment
        )
    loaded = {name.partition(".")[0] for name in ran.stderr.split()}
    heavy = (
        set(HOMES) - {"typer", "rich", "platformdirs"}
        | {"pydantic", "hypothesis", "lxml"}
        | (set() if drawn else {"rich"})
    )
    assert not loaded & heavy
