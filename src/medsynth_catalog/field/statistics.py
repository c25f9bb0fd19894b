"""The statistics of shares, gaps and trends, each named with its source. Knows numbers only.

Checked against SciPy by the tests; of that library of 35 MB three short functions would be used.
"""

from collections.abc import Sequence
from math import erfc, exp, lgamma, sqrt

from msgspec import Struct

SMALL = 20
"""Shares of fewer papers than this are marked as resting on small numbers."""
_Z = 1.959963984540054  # the 97.5% quantile of the normal distribution, for an interval of 95%


class Share(Struct, frozen=True):
    """A share of papers with its 95% interval, that of Wilson.

    Attributes:
        count: How many papers have it.
        of: Of how many.
        share: count / of, or `None` of no papers.
        low: The lower end of the interval.
        high: The upper end.
    """

    count: int
    of: int
    share: float | None
    low: float
    high: float

    @property
    def is_small(self) -> bool:
        """Whether it rests on so few papers that only the interval says something."""
        return self.of < SMALL


def share_of(count: int, of: int) -> Share:
    """Return a share with Wilson's score interval (E. B. Wilson, J. Am. Stat. Assoc. 22, 1927, 209-212), without continuity correction.

    >>> one = share_of(1, 52)
    >>> f"{one.share:.3f} {one.low:.3f} {one.high:.3f}"
    '0.019 0.003 0.101'
    """
    if of == 0:
        return Share(0, 0, None, 0.0, 1.0)
    share, weight = count / of, _Z * _Z / of
    middle = (share + weight / 2) / (1 + weight)
    reach = _Z / (1 + weight) * sqrt(share * (1 - share) / of + weight / (4 * of))
    # At either end the formula gives just that end, but for rounding.
    low = 0.0 if count == 0 else middle - reach
    return Share(count, of, share, low, 1.0 if count == of else middle + reach)


def fewer_by_chance(count: int, row: int, col: int, total: int) -> float:
    """Return how likely so few papers in common, or fewer, are by chance: Fisher's exact test, one-sided.

    Of `total` papers `row` have one term and `col` another; if the two were independent, the number with both would be
    hypergeometric (R. A. Fisher, J. R. Stat. Soc. 98, 1935, 39-82). A paper may have further terms.

    >>> f"{fewer_by_chance(1, 52, 200, 1400):.4f}"
    '0.0028'
    """
    lowest, highest = max(0, row + col - total), min(row, col)
    if not lowest <= count < highest:
        return float(count >= highest)
    # The sum begins at its largest term, on that side of the expectation where it is the smaller one: nothing underflows.
    if count * total <= row * col:
        return _tail(range(count, lowest - 1, -1), row, col, total)
    return 1.0 - _tail(range(count + 1, highest + 1), row, col, total)


def adjusted(probabilities: Sequence[float]) -> list[float]:
    """Return q-values: the false discovery rate at which each is found (Y. Benjamini, Y. Hochberg, J. R. Stat. Soc. B 57, 1995, 289-300).

    >>> adjusted([0.01, 0.04, 0.03])
    [0.03, 0.04, 0.04]
    """
    order = sorted(range(len(probabilities)), key=probabilities.__getitem__, reverse=True)
    found, least = [1.0] * len(probabilities), 1.0
    for place, index in enumerate(order):
        least = min(least, probabilities[index] * len(probabilities) / (len(probabilities) - place))
        found[index] = least
    return found


def trend(counts: Sequence[int], totals: Sequence[int]) -> float | None:
    """Return the statistic z of a trend of shares over years one apart, positive when they rise.

    That of W. G. Cochran (Biometrics 10, 1954, 417-451) and P. Armitage (Biometrics 11, 1955, 375-386); `None` where there is
    nothing to compare: papers in fewer than two years, or all or none of them counted.
    """
    papers, having = sum(totals), sum(counts)
    if not 0 < having < papers:
        return None
    share = having / papers
    middle = sum(year * total for year, total in enumerate(totals)) / papers
    slope = sum(
        (year - middle) * (count - share * total)
        for year, (count, total) in enumerate(zip(counts, totals, strict=True))
    )
    spread = sum((year - middle) ** 2 * total for year, total in enumerate(totals))
    return slope / sqrt(share * (1 - share) * spread) if spread else None


def two_sided(z: float) -> float:
    """Return how likely a standard normal statistic at least so far from 0 is by chance."""
    return erfc(abs(z) / sqrt(2))


def _tail(numbers: range, row: int, col: int, total: int) -> float:
    """The sum of the hypergeometric probabilities of some numbers in common, each smaller than the one before it."""
    start, rest = numbers[0], total - col
    some = exp(_log_choose(col, start) + _log_choose(rest, row - start) - _log_choose(total, row))
    probability = 0.0
    for common in numbers:
        probability += some
        if numbers.step < 0:
            some *= common * (rest - row + common) / ((col - common + 1) * (row - common + 1))
        else:
            some *= (col - common) * (row - common) / ((common + 1) * (rest - row + common + 1))
    return probability


def _log_choose(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
