"""What the measurements come to: rows of the table of targets, points of growth, rivals."""

from dataclasses import dataclass

from measuring import Costs, Measure, Spread

UNITS = {"ratio": "", "s": " s", "MiB": " MiB"}


@dataclass(frozen=True)
class Row:
    """A line of the table of targets.

    Fields: `work`, what is done, and after a slash what it is compared with; `target`, the largest value that meets it;
    `unit`, of target and value; `spread`, what was measured, `None` if nothing was; `detail`, the times behind a ratio, or
    why nothing was measured.
    """

    work: str
    target: float
    unit: str = "ratio"
    spread: Spread | None = None
    detail: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the median, rounded as it is shown, is within the target; `None` if nothing was measured."""
        return None if self.spread is None else float(f"{self.spread.median:.3g}") <= self.target


@dataclass(frozen=True)
class Point:
    """What one work takes at one size: seconds of wall time and the peak in MiB."""

    work: str
    papers: int
    seconds: float
    peak: float


@dataclass(frozen=True)
class Rival:
    """What one tool takes for a query and an export of all entries, at one size.

    Fields: `hits`, number of papers that the query finds, and whether they are those that medsynth finds; `query` and
    `export` in seconds, `ratios` of both to medsynth's in the same rounds; `peak` in MiB, the larger of both; `note`, what
    failed or is missing.
    """

    tool: str
    papers: int
    hits: int | None = None
    same: bool = False
    query: Spread | None = None
    export: Spread | None = None
    query_ratio: Spread | None = None
    export_ratio: Spread | None = None
    peak: float | None = None
    note: str = ""


@dataclass(frozen=True)
class Growth:
    """What input of one shape costs.

    Fields: `shape`, its name; `cpu`, seconds of CPU time by size in bytes; `peak`, the largest, in MiB; `exponent`, the power
    of the size with which the time above that of the start grows between the two largest, `None` if it is too small to tell;
    `note`, what failed.
    """

    shape: str
    cpu: dict[int, float]
    peak: float
    exponent: float | None
    note: str = ""


Result = Row | Point | Rival | Growth


def compared(work: str, target: float, costs: Costs, name: str, floor: str) -> Row:
    """Return the row of a ratio of wall times, with times, CPU ratio and peak as its detail."""
    ours, theirs = costs.spread(name).median, costs.spread(floor).median
    detail = (
        f"{seconds(ours)} / {seconds(theirs)}, CPU {costs.ratio(name, floor, 'cpu').median:.2f}, "
        f"peak {costs.spread(name, 'peak').median:.0f} MiB"
    )
    return Row(work, target, "ratio", costs.ratio(name, floor), detail)


def absolute(work: str, target: float, costs: Costs, name: str, measure: Measure) -> Row:
    """Return the row of a time in seconds, with the CPU time as its detail, or of a peak in MiB."""
    if measure == "peak":
        return Row(work, target, "MiB", costs.spread(name, measure))
    return Row(work, target, "s", costs.spread(name, measure), f"CPU {seconds(costs.spread(name, 'cpu').median)}")


def point(work: str, papers: int, costs: Costs, name: str) -> Point:
    """Return the medians of one work at one size."""
    return Point(work, papers, costs.spread(name).median, costs.spread(name, "peak").median)


def seconds(value: float) -> str:
    """Write a time as a person reads it: 51 ms, 1.7 s, 38 s."""
    return f"{1000 * value:.0f} ms" if value < 1 else f"{value:.2g} s" if value < 10 else f"{value:.0f} s"
