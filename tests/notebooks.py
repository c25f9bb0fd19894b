"""Running a notebook without Jupyter: its code cells in order, and what each prints and shows."""

import ast
import io
from contextlib import redirect_stdout
from typing import Any

Cell = dict[str, Any]


def outputs_of(cells: list[Cell]) -> list[list[Cell]]:
    """Return the outputs that code cells have when they run one after the other in one namespace."""
    names: dict[str, Any] = {}
    return [_outputs("".join(cell["source"]), names, number + 1) for number, cell in enumerate(cells)]


def _outputs(source: str, names: dict[str, Any], number: int) -> list[Cell]:
    tree = ast.parse(source)
    last = tree.body[-1] if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    if last is not None:
        tree.body.pop()
    printed = io.StringIO()
    with redirect_stdout(printed):
        exec(compile(tree, "notebook", "exec"), names)  # our own notebook
        value = eval(compile(ast.Expression(last.value), "notebook", "eval"), names) if last else None
    found: list[Cell] = []
    if text := printed.getvalue():
        found.append({"name": "stdout", "output_type": "stream", "text": _lines(text)})
    if value is not None:
        shown = {"text/plain": _lines(repr(value))}
        if hasattr(value, "_repr_html_"):
            shown = {"text/html": _lines(value._repr_html_()), "text/plain": [f"<{type(value).__name__}>"]}
        found.append({"data": shown, "execution_count": number, "metadata": {}, "output_type": "execute_result"})
    return found


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)
