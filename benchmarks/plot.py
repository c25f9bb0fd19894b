"""Draw growth as SVG. Run by an environment that has matplotlib, which nothing else here needs:

python plot.py POINTS.json PICTURE.svg
"""

import json
import sys
from pathlib import Path
from typing import Any

import matplotlib as mpl  # type: ignore[import-not-found, unused-ignore]
from matplotlib import pyplot  # type: ignore[import-not-found, unused-ignore]


def drawn(points: list[dict[str, Any]], picture: Path) -> None:
    """Draw time and memory over the number of papers, a line for each work."""
    mpl.rcParams |= {"svg.hashsalt": "medsynth", "svg.fonttype": "none", "font.family": "sans-serif"}
    figure, panels = pyplot.subplots(1, 2, figsize=(11, 5), layout="constrained")
    works = dict.fromkeys(point["work"] for point in points)
    for panel, field, label in zip(panels, ("seconds", "peak"), ("seconds", "peak memory, MiB"), strict=True):
        for work, marker in zip(works, "osD^vP", strict=False):
            line = sorted((point["papers"], point[field]) for point in points if point["work"] == work)
            panel.plot(*zip(*line, strict=True), marker=marker, markersize=4, label=work)
        panel.set(xscale="log", yscale="log", xlabel="papers", ylabel=label)
        panel.grid(which="major", alpha=0.3)
        panel.xaxis.set_major_formatter(lambda papers, _: f"{papers:,.0f}")
        panel.yaxis.set_major_formatter(lambda value, _: f"{value:g}")
    figure.legend(*panels[0].get_legend_handles_labels(), loc="outside lower center", ncols=3, frameon=False)
    figure.savefig(picture, format="svg", metadata={"Date": None})


if __name__ == "__main__":
    drawn(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")), Path(sys.argv[2]))
