"""Modules of JavaScript as one script: each becomes a function that is called once, in an order in which none is needed too early.

What a module is written in: `import {a, b as c} from "name";` and exports of functions, classes and constants by name, or a list of exports
at its end, as minified libraries have it.
"""

import re
from pathlib import Path

_LIBRARIES = {"preact": "preact/preact.mjs", "preact/hooks": "preact/hooks.mjs", "htm": "htm/htm.mjs"}
# Each may import only from libraries and from what stands before it.
MODULES = (
    "bits", "text", "slips", "vocabulary", "years", "identifiers", "wordindex", "catalogue", "names", "interpreting", "searching",
    "axes", "selection", "address", "saving", "html", "facets", "timeline", "gapmap", "table", "card", "app", "main",
)  # fmt: skip

_IMPORT = re.compile(r'import\s*(?:\{([^}]*)\}|(\w+))\s*from\s*"([^"]+)";?')
_NAMED_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const) (\w+))", re.MULTILINE)
_EXPORT_LIST = re.compile(r"export\s*\{([^}]*)\};?")
_SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)


def linked_modules(folder: Path) -> str:
    """Return the libraries and modules of a page's folder as one script."""
    files = {name: folder / "vendor" / path for name, path in _LIBRARIES.items()}
    files |= {f"./{name}.mjs": folder / "script" / f"{name}.mjs" for name in MODULES}
    parts = [_wrapped(name, file.read_text(encoding="utf-8")) for name, file in files.items()]
    script = "\n".join(["(() => {", '"use strict";', "const modules = {};", *parts, "})();"])
    if "</script" in script.lower() or "<!--" in script:
        raise ValueError("a script of the page would end its element")
    return script


def _wrapped(name: str, text: str) -> str:
    exported: dict[str, str] = {}
    for listed in _EXPORT_LIST.findall(text):
        for item in listed.split(","):
            inside, _, outside = item.strip().partition(" as ")
            exported[outside or inside] = inside
    exported |= {own: own for own in _NAMED_EXPORT.findall(text)}
    if "export default " in text:
        text = text.replace("export default ", "const whole = ")
        exported["default"] = "whole"
    for pattern in (_EXPORT_LIST, _NAMED_EXPORT, _SOURCE_MAP):
        text = pattern.sub("", text)
    text = _IMPORT.sub(_taken, text)
    returned = ", ".join(f"{outside}: {inside}" for outside, inside in exported.items())
    return f'modules["{name}"] = (() => {{\n{text.strip()}\nreturn {{ {returned} }};\n}})();'


def _taken(found: re.Match[str]) -> str:
    names, whole, module = found.groups()
    taken = f"{{ default: {whole} }}" if whole else f"{{{names.replace(' as ', ': ')}}}"
    return f'const {taken} = modules["{module}"];'
