"""Intervals: statistics of transcripts drawn again and again from those there are.

Transcripts are drawn, not units: the words of one interview are no independent observations. What
is summed over transcripts is packed into one whole number for all statistics, so that one addition
adds them all.

An interval has the ends of two methods that err on different sides, the lower low and the higher
high (Efron and Tibshirani 1993, "An Introduction to the Bootstrap", chapters 12 and 14): the
bootstrap-t, with the standard error of the statistic's linear part, and the BCa. Its low end is no
higher than what one more unit in dispute would give, and where nothing at all is in dispute, than
what three would: with so many expected, none is seen once in twenty times. docs/agreement.md has
the measurement by which this was chosen.
"""

import random
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations_with_replacement
from math import sqrt
from operator import mul
from statistics import NormalDist
from typing import NamedTuple

from kodeverk.analysis.agreement.statistic import Slopes, Sums, Value, added

DRAWS = 1000
FEWEST_TRANSCRIPTS = 5
"""With fewer transcripts no interval is given."""

_BYTES = 8
_STEP = 0.01
_OUTSIDE = 0.025
_NOTHING = 1e-12
"""So small a variance is what rounding leaves of none."""
_NORMAL = NormalDist()
_MOST_SUMS = 40
"""Of a statistic with more sums the products are too many, and it has the BCa alone."""


class Interval(NamedTuple):
    """The ends of a confidence interval of 95 %."""

    low: float
    high: float


class Row(NamedTuple):
    """A statistic to find the interval of: its sums in each transcript, and its value.

    `disputed` are the sums of one unit in dispute, where a unit can be; `slopes` the statistic's
    derivatives, where they are known.
    """

    sums: Sequence[Sums]
    value: Value
    disputed: Sums | None = None
    slopes: Slopes | None = None


def intervals(rows: Sequence[Row], seed: int, draws: int = DRAWS) -> list[Interval | None]:
    """Return the interval of each row; all rows are of the same transcripts, in the same order.

    None where there are too few transcripts, or where the statistic is not defined for half of the
    draws or more. The same seed gives the same intervals.
    """
    if not rows or len(rows[0].sums) < FEWEST_TRANSCRIPTS:
        return [None] * len(rows)
    drawn = [_Drawn(row) for row in rows]
    dice = random.Random(seed)  # noqa: S311 - it draws transcripts and keeps no secret
    for totals in _draws([row.sums for row in rows], dice, draws):
        for one, total in zip(drawn, totals, strict=True):
            one.add(total)
    return [one.interval(draws) for one in drawn]


def _draws(
    rows: Sequence[Sequence[Sums]], dice: random.Random, draws: int
) -> Iterator[list[Sequence[int]]]:
    """Yield for each draw the sums of each row, and of the products of each two of its sums."""
    transcripts = len(rows[0])
    sizes = [len(_with_products(of_transcripts[0])) for of_transcripts in rows]
    packed = [
        _packed([number for sums in rows for number in _with_products(sums[transcript])])
        for transcript in range(transcripts)
    ]
    size = sum(sizes) * _BYTES
    for _ in range(draws):
        times = Counter(dice.choices(range(transcripts), k=transcripts))
        total = sum(packed[transcript] * count for transcript, count in times.items())
        numbers = memoryview(total.to_bytes(size, "little")).cast("Q").tolist()
        drawn: list[Sequence[int]] = []
        place = 0
        for length in sizes:
            drawn.append(numbers[place : place + length])
            place += length
        yield drawn


def _with_products(sums: Sums) -> list[int]:
    if len(sums) > _MOST_SUMS:
        return [*sums]
    return [*sums, *(one * other for one, other in combinations_with_replacement(sums, 2))]


def _packed(numbers: Sequence[int]) -> int:
    return int.from_bytes(
        b"".join(number.to_bytes(_BYTES, "little") for number in numbers), "little"
    )


class _Drawn:
    """One statistic, and what it came to in each draw."""

    def __init__(self, row: Row) -> None:
        self._row = row
        self._transcripts = len(row.sums)
        self._values: list[float] = []
        self._studentised: list[float] = []
        self._total = added(row.sums)
        self._pairs = [
            (one, other, 1 if one == other else 2)
            for one, other in combinations_with_replacement(range(len(self._total)), 2)
        ]
        self._value = row.value(self._total)
        products = added([tuple(_with_products(sums)) for sums in row.sums])
        self._error = self._standard_error(products, self._value)

    def add(self, totals: Sequence[int]) -> None:
        """Add a draw with these sums and products."""
        value = self._row.value(totals[: len(self._total)])
        if value is None or self._value is None:
            return
        self._values.append(value)
        if error := self._standard_error(totals, value):
            self._studentised.append((value - self._value) / error)

    def interval(self, draws: int) -> Interval | None:
        """Return the interval, None where too few of the draws have a value."""
        if self._value is None or 2 * len(self._values) <= draws:
            return None
        self._values.sort()
        ends = [self._value, *self._bca(), *self._bootstrap_t()]
        low, high = min(ends), max(ends)
        if self._row.disputed is not None:
            times = 1 if self._values[0] != self._values[-1] else 3
            disputed = (self._total, *[self._row.disputed] * times)
            worse = self._row.value(added(disputed))
            low = low if worse is None else min(low, worse)
        return Interval(max(low, -1.0), min(high, 1.0))

    def _standard_error(self, totals: Sequence[int], value: float | None) -> float:
        """Return the standard error by the linear part of the statistic; 0 where there is none."""
        size = len(self._total)
        if value is None or size > _MOST_SUMS:
            return 0.0
        sums = totals[:size]
        slopes = self._slopes(sums, value)
        along = sum(map(mul, slopes, sums))
        squares = 0.0
        for (one, other, times), product in zip(self._pairs, totals[size:], strict=True):
            squares += times * slopes[one] * slopes[other] * product
        variance = squares - along * along / self._transcripts
        return sqrt(variance) if variance > _NOTHING else 0.0

    def _slopes(self, sums: Sequence[int], value: float) -> Sequence[float]:
        if self._row.slopes is not None:
            return self._row.slopes(sums)
        slopes = []
        beside: list[float] = [*sums]
        for place, at in enumerate(sums):
            beside[place] = at + _STEP
            moved = self._row.value(beside)
            slopes.append(0.0 if moved is None else (moved - value) / _STEP)
            beside[place] = at
        return slopes

    def _bootstrap_t(self) -> tuple[float, ...]:
        if not self._error or 2 * len(self._studentised) <= len(self._values):
            return ()
        assert self._value is not None
        self._studentised.sort()
        return tuple(
            self._value - self._error * _quantile(self._studentised, share)
            for share in (1 - _OUTSIDE, _OUTSIDE)
        )

    def _bca(self) -> tuple[float, ...]:
        value = self._value
        assert value is not None
        below = bisect_left(self._values, value)
        among = bisect_right(self._values, value) - below
        share = (below + among / 2) / len(self._values)
        bias = _NORMAL.inv_cdf(min(max(share, 0.001), 0.999))
        left_out = [
            without
            for sums in self._row.sums
            if (
                without := self._row.value(
                    [whole - part for whole, part in zip(self._total, sums, strict=True)]
                )
            )
            is not None
        ]
        mean = sum(left_out) / len(left_out) if left_out else 0.0
        differences = [mean - one for one in left_out]
        squares = sum(difference**2 for difference in differences)
        skew = sum(difference**3 for difference in differences)
        acceleration = skew / (6 * squares**1.5) if squares else 0.0

        def end(outside: float) -> float:
            place = bias + _NORMAL.inv_cdf(outside)
            at = bias + place / (1 - acceleration * place)
            return _quantile(self._values, _NORMAL.cdf(at))

        return end(_OUTSIDE), end(1 - _OUTSIDE)


def _quantile(ordered: Sequence[float], share: float) -> float:
    """Return the value below which this share of the ordered values lies, between two of them."""
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)
