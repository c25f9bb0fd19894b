"""What input of hostile shapes costs at growing sizes: each reader is linear in its input, or refuses it."""

from collections.abc import Iterator
from dataclasses import replace
from math import log10

from measuring import Cost, FailedError, Work, cost_of
from results import Growth
from setting import Setting
from shapes import SHAPES, Shape

LEAST = 0.1  # seconds above the start of the program, below which a growth says nothing
REFUSED = (0, 1, 2)  # findings and refusals are no failure


def input(setting: Setting) -> Iterator[Growth]:
    """Hostile shapes of input at 10 kB, 100 kB, 1 MB and 10 MB."""
    for shape in SHAPES:
        start = cost_of(_work(setting, shape, 100))
        costs: dict[int, Cost] = {}
        note = ""
        for size in setting.bytes:
            if shape.most is None or size <= shape.most:
                try:
                    costs[size] = cost_of(_work(setting, shape, size))
                except FailedError as error:
                    note = f"{size:,} bytes: {error}"
                    break
        note = note or _refused(costs)
        yield Growth(
            shape.name, {size: cost.cpu for size, cost in costs.items()}, _peak(costs), _exponent(start, costs), note
        )


def _peak(costs: dict[int, Cost]) -> float:
    return max((cost.peak for cost in costs.values()), default=0)


def _read(costs: dict[int, Cost]) -> list[int]:
    """The sizes that are read; a larger one that costs less is refused."""
    sizes = sorted(costs)
    while len(sizes) > 1 and costs[sizes[-1]].cpu < costs[sizes[-2]].cpu:
        sizes.pop()
    return sizes


def _refused(costs: dict[int, Cost]) -> str:
    return f"refused at {max(costs):,} bytes" if costs and max(costs) not in _read(costs) else ""


def _exponent(start: Cost, costs: dict[int, Cost]) -> float | None:
    """The power of its size with which the cost of an input grows, from the two largest that are read; `None` if it is too
    small to tell."""
    sizes = _read(costs)[-2:]
    if len(sizes) < 2 or costs[sizes[1]].cpu - start.cpu < LEAST:
        return None
    small, large = (costs[size].cpu - start.cpu for size in sizes)
    return log10(large / max(small, LEAST / 10)) / log10(sizes[1] / sizes[0])


def _work(setting: Setting, shape: Shape, size: int) -> Work:
    text = shape.make(size)
    if shape.most is not None:
        return replace(setting.medsynth(*shape.command, text[:size]), codes=REFUSED)
    file = setting.folder / "input"
    file.write_text(text, encoding="utf-8")
    return replace(setting.medsynth(*shape.command, str(file)), codes=REFUSED)
