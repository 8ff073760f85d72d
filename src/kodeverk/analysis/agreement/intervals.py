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
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain, combinations_with_replacement, pairwise, starmap
from math import sqrt
from operator import mul, sub
from statistics import NormalDist
from typing import Literal, NamedTuple, TypeVar

from kodeverk.analysis.agreement.statistic import Sums, Tangent, Value, added

DRAWS = 1000
FEWEST_TRANSCRIPTS = 5
"""With fewer transcripts no interval is given."""

_STEP = 0.01
_OUTSIDE = 0.025
_NOTHING = 1e-12
"""So small a variance is what rounding leaves of none."""
_NORMAL = NormalDist()
_MOST_SUMS = 40
"""Of a statistic with more sums the products are too many, and it has the BCa alone."""
_WORDS: Mapping[int, Literal["I", "Q"]] = {4: "I", 8: "Q"}
"""So many bytes are a number that the machine knows."""

Number = TypeVar("Number", bound=float)


class Interval(NamedTuple):
    """The ends of a confidence interval of 95 %."""

    low: float
    high: float


class Row(NamedTuple):
    """A statistic to find the interval of: its sums in each transcript, and its value.

    `disputed` are the sums of one unit in dispute, where a unit can be; `tangent` is the
    statistic's, where it is known.
    """

    sums: Sequence[Sums]
    value: Value
    disputed: Sums | None = None
    tangent: Tangent | None = None


def intervals(rows: Sequence[Row], seed: int, draws: int = DRAWS) -> list[Interval | None]:
    """Return the interval of each row; all rows are of the same transcripts, in the same order.

    None where there are too few transcripts, or where the statistic is not defined for half of the
    draws or more. The same seed gives the same intervals.
    """
    if not rows or len(rows[0].sums) < FEWEST_TRANSCRIPTS:
        return [None] * len(rows)
    seen = [_Seen(row) for row in rows]
    borders = accumulate((one.count for one in seen), initial=0)
    own = [slice(*between) for between in pairwise(borders)]
    dice = random.Random(seed)  # noqa: S311 - it draws transcripts and keeps no secret
    numbers = _draws(seen, dice, draws)
    whole = next(numbers)
    drawn = [_Drawn(one, whole[place]) for one, place in zip(seen, own, strict=True)]
    for of_draw in numbers:
        for one, place in zip(drawn, own, strict=True):
            one.add(of_draw[place])
    return [one.interval(draws) for one in drawn]


def _draws(seen: Sequence["_Seen"], dice: random.Random, draws: int) -> Iterator[Sequence[int]]:
    """Yield the numbers of all rows, added over all transcripts, then over those of each draw."""
    transcripts = len(seen[0].row.sums)
    width = _bytes_of(max(one.most for one in seen) * transcripts)
    packed = [
        int.from_bytes(
            b"".join(
                [
                    number.to_bytes(width, sys.byteorder)
                    for one in seen
                    for number in one.numbers(transcript)
                ]
            ),
            sys.byteorder,
        )
        for transcript in range(transcripts)
    ]
    size = width * sum(one.count for one in seen)
    drawn = (sum(dice.choices(packed, k=transcripts)) for _ in range(draws))
    for total in chain([sum(packed)], drawn):
        yield _unpacked(total.to_bytes(size, sys.byteorder), width)


def _bytes_of(most: int) -> int:
    """Return how many bytes each number takes, so that none grows into the next."""
    return next((width for width in _WORDS if most < 256**width), most.bit_length() // 8 + 1)


def _unpacked(together: bytes, width: int) -> Sequence[int]:
    if width in _WORDS:
        return memoryview(together).cast(_WORDS[width]).tolist()
    places = range(0, len(together), width)
    return [int.from_bytes(together[at : at + width], sys.byteorder) for at in places]


class _Seen:
    """One statistic as it is seen in a draw: by `count` numbers of each transcript, added.

    These are its sums and the products of each two of them; none is greater than `most`.
    """

    def __init__(self, row: Row) -> None:
        self.row = row
        self._size = len(row.sums[0])
        self.most = max(map(max, row.sums))
        self._times: Sequence[int] = ()
        self._tangent = _level(row.value)
        if self._size <= _MOST_SUMS:
            places = combinations_with_replacement(range(self._size), 2)
            self._times = [2 - (one == other) for one, other in places]
            self._tangent = row.tangent or _measured(row.value)
            self.most = max(self.most, 2 * self.most**2)
        self.count = self._size + len(self._times)

    def numbers(self, transcript: int) -> Iterable[int]:
        """Return the numbers of a transcript, by its place."""
        sums = self.row.sums[transcript]
        return (*sums, *map(mul, self._times, _products(sums)))

    def at(self, numbers: Sequence[int]) -> tuple[float, float] | None:
        """Return the value, and its standard error by its linear part, 0 where there is none."""
        sums = numbers[: self._size]
        tangent = self._tangent(sums)
        if tangent is None:
            return None
        value, slopes = tangent
        along = sum(map(mul, slopes, sums))
        squares = sum(map(mul, _products(slopes), numbers[self._size :]))
        variance = squares - along * along / len(self.row.sums)
        return value, sqrt(variance) if variance > _NOTHING else 0.0


class _Drawn:
    """What one statistic came to in each draw; `whole` are its numbers of all transcripts."""

    def __init__(self, seen: _Seen, whole: Sequence[int]) -> None:
        self._seen, self._row = seen, seen.row
        self._values: list[float] = []
        self._studentised: list[float] = []
        self._total = added(seen.row.sums)
        self._value: float | None
        self._value, self._error = seen.at(whole) or (None, 0.0)

    def add(self, numbers: Sequence[int]) -> None:
        """Add a draw in which its numbers come to these."""
        found = self._seen.at(numbers)
        if found is None or self._value is None:
            return
        value, error = found
        self._values.append(value)
        if error:
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
        without = [self._row.value([*map(sub, self._total, sums)]) for sums in self._row.sums]
        left_out = [one for one in without if one is not None]
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


def _products(numbers: Iterable[Number]) -> Iterator[Number]:
    """Yield the products of each two of the numbers, and of each with itself."""
    return starmap(mul, combinations_with_replacement(numbers, 2))


def _level(value: Value) -> Tangent:
    """Return what gives the value alone."""

    def tangent(sums: Sequence[float]) -> tuple[float, Sequence[float]] | None:
        at = value(sums)
        return None if at is None else (at, ())

    return tangent


def _measured(value: Value) -> Tangent:
    """Return the tangent of a statistic as what small steps change."""

    def tangent(sums: Sequence[float]) -> tuple[float, Sequence[float]] | None:
        at = value(sums)
        if at is None:
            return None
        slopes = []
        beside = [*sums]
        for place, here in enumerate(sums):
            beside[place] = here + _STEP
            moved = value(beside)
            slopes.append(0.0 if moved is None else (moved - at) / _STEP)
            beside[place] = here
        return at, slopes

    return tangent


def _quantile(ordered: Sequence[float], share: float) -> float:
    """Return the value below which this share of the ordered values lies, between two of them."""
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)
