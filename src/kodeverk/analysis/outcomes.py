"""Outcomes of municipalities: pooled over years, with an interval, and set beside what is coded.

Pure functions; docs/outcomes.md says what they are good for, and what they are not.
"""

import math
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations
from operator import mul
from typing import Literal, NamedTuple

from kodeverk.model.outcomes import MISSING, NO_FIGURE, NOT_APPLICABLE, Figure, NoFigure

Standing = Literal["above", "below", "cannot tell"]
STANDINGS: tuple[Standing, ...] = ("above", "cannot tell", "below")
"""Where a municipality stands to the target, the best first."""

_Z_95 = 1.959963984540054
"""The point that 2.5 % of a standard normal distribution lie above."""

_MOST_EXACT = 10_000
"""So many ways to divide municipalities are all gone through; of more a sample is drawn."""
_DRAWN = 4_999

_CLOSE = 1e-9
"""What sums of fractions may differ by and be the same."""


class Part(NamedTuple):
    """What a source says of one municipality in one year: `n` of `of`, or a `share` in percent."""

    n: Figure | None
    of: Figure | None
    share: Figure | None = None


@dataclass(frozen=True, slots=True)
class Pooled:
    """`n` of `of` over the `years` that have figures; `without` says of others why they have none.

    Where no year is left, or the source has shares alone, of which `mean` is that of the years, `n`
    and `of` are None. `reason` says why there is no share.
    """

    n: int | None
    of: int | None
    years: tuple[int, ...]
    without: tuple[tuple[int, NoFigure], ...]
    reason: NoFigure | None
    mean: float | None = None

    @property
    def share(self) -> float | None:
        """The share, None where nothing is known, or where there is nobody it is of."""
        if self.mean is not None:
            return self.mean / 100
        return self.n / self.of if self.n is not None and self.of else None


class Interval(NamedTuple):
    """The low and the high end of what a share may be."""

    low: float
    high: float


def pooled(parts: Mapping[int, Sequence[Part]], years: Iterable[int]) -> Pooled:
    """Return the outcome over years, each of which may be made of several municipalities of then.

    A year in which one of them is suppressed, or not known, is left out as that: a sum of the rest
    would be a share of something else. One of which it is not applicable, as nobody left the
    programme there, adds nothing.
    """
    n = of = 0
    shares: list[float] = []
    used: list[int] = []
    without: list[tuple[int, NoFigure]] = []
    for year in years:
        reason = _reason(parts.get(year, ()))
        if reason is not None:
            without.append((year, reason))
            continue
        used.append(year)
        for part in parts[year]:
            if isinstance(part.n, int) and isinstance(part.of, int):
                n, of = n + part.n, of + part.of
            elif isinstance(part.share, int | float) and part.n is part.of is None:
                shares.append(part.share)
    if shares:
        mean = sum(shares) / len(shares)
        return Pooled(None, None, tuple(used), tuple(without), None, mean)
    if used:
        return Pooled(n, of, tuple(used), tuple(without), None if of else NOT_APPLICABLE)
    signs = {reason for _, reason in without}
    why = next((sign for sign in NO_FIGURE if sign in signs), MISSING)
    return Pooled(None, None, (), tuple(without), why)


def _reason(parts: Sequence[Part]) -> NoFigure | None:
    """Return why a year is left out, None where its parts can be added."""
    if len(parts) == 1 and parts[0].n is parts[0].of is None:
        # Shares of several municipalities make no share of all: that takes their numbers.
        share = MISSING if parts[0].share is None else parts[0].share
        return share if isinstance(share, str) else None
    figures = [MISSING if figure is None else figure for part in parts for figure in part[:2]]
    for sign in NO_FIGURE:
        if sign in figures and sign != NOT_APPLICABLE:
            return sign
    if not figures:
        return MISSING
    return NOT_APPLICABLE if all(figure == NOT_APPLICABLE for figure in figures) else None


def wilson(n: int, of: int) -> Interval:
    """Return the 95 % score interval of a share of `n` in `of`, which must be more than 0.

    E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22
    (1927) 209–212; recommended for few cases by Brown, Cai and DasGupta, Statistical Science 16
    (2001) 101–133.
    """
    share, square = n / of, _Z_95 * _Z_95
    middle = share + square / (2 * of)
    width = _Z_95 * math.sqrt(share * (1 - share) / of + square / (4 * of * of))
    scale = 1 + square / of
    # Nobody and everybody are in their intervals, whatever rounding does.
    low = 0.0 if n == 0 else (middle - width) / scale
    return Interval(low, 1.0 if n == of else (middle + width) / scale)


def standing(interval: Interval | None, target: float) -> Standing:
    """Return where a share stands to the target: it cannot be told where the interval holds it.

    Nor can it without an interval.
    """
    if interval is None:
        return "cannot tell"
    if interval.low > target:
        return "above"
    return "below" if interval.high < target else "cannot tell"


def kendall_tau(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Return Kendall's tau-b of two rankings, ties allowed; None where one of them is all ties.

    M. G. Kendall, The treatment of ties in ranking problems, Biometrika 33 (1945) 239–251.
    """
    return _tau(_signs(first), _signs(second))


def _tau(first: Sequence[int], second: Sequence[int]) -> float | None:
    untied = math.sqrt(sum(map(abs, first)) * sum(map(abs, second)))
    return sum(map(mul, first, second)) / untied if untied else None


def _signs(values: Sequence[float]) -> list[int]:
    """Return of each pair whether the first is greater (1), less (-1) or the same (0)."""
    return [_sign(one, other) for one, other in combinations(values, 2)]


def _sign(one: float, other: float) -> int:
    return 0 if math.isclose(one, other, abs_tol=_CLOSE) else (1 if one > other else -1)


@dataclass(frozen=True, slots=True)
class Exploration:
    """What is found of two groups, or of a ranking: the figure, its chance, and of how many.

    `value` is None where it is undefined. `chance` is the share of divisions (or orders) in which
    it is at least as far from none, whatever its sign; `adjusted` the same for having tried many.
    """

    value: float | None
    chance: float | None
    adjusted: float | None
    municipalities: int


def contrasts(
    shares: Sequence[Mapping[str, float]], above: Sequence[str], below: Sequence[str], seed: int
) -> list[Exploration]:
    """Return for each code how the mean share above differs from that below, by permutation.

    `shares` has for each code what share of the informants of a municipality have it. All ways to
    divide the municipalities into groups of these sizes are gone through where there are few;
    otherwise some are drawn, seeded, and the one that is found counts as one of them, so that no
    chance is 0 (Phipson and Smyth, Statistical Applications in Genetics and Molecular Biology 9
    (2010) 39).
    """
    drawn = random.Random(seed)  # noqa: S311 - chance, and no secret
    return adjusted([_contrast(of_code, above, below, drawn) for of_code in shares])


def _contrast(
    of_code: Mapping[str, float], above: Sequence[str], below: Sequence[str], drawn: random.Random
) -> Exploration:
    high = [of_code[place] for place in above if place in of_code]
    values = high + [of_code[place] for place in below if place in of_code]
    size, count = len(high), len(values)
    if not 0 < size < count:
        return Exploration(None, None, None, count)
    total = sum(values)

    def difference(of_high: float) -> float:
        return of_high / size - (total - of_high) / (count - size)

    found = difference(sum(high))
    is_exact = math.comb(count, size) <= _MOST_EXACT
    sums: Iterator[float] = (
        map(sum, combinations(values, size))
        if is_exact
        else (sum(drawn.sample(values, size)) for _ in range(_DRAWN))
    )
    chance = _chance(map(difference, sums), found, is_exact=is_exact)
    return Exploration(found, chance, None, count)


def _chance(others: Iterable[float], found: float, *, is_exact: bool) -> float:
    """Return the share of figures that are as far from 0 as the one that was found."""
    tried = far = 0
    for other in others:
        tried += 1
        far += abs(other) >= abs(found) - _CLOSE
    return far / tried if is_exact else (far + 1) / (tried + 1)


def rank_correlations(
    shares: Sequence[Mapping[str, float]], outcome: Mapping[str, float], seed: int
) -> list[Exploration]:
    """Return for each code Kendall's tau-b of its share with the outcome.

    By permutation it is said how likely chance gives as much: all orders of few municipalities,
    else some that are drawn, as in `contrasts`.
    """
    drawn = random.Random(seed)  # noqa: S311 - chance, and no secret
    return adjusted([_rank_correlation(of_code, outcome, drawn) for of_code in shares])


def _rank_correlation(
    of_code: Mapping[str, float], outcome: Mapping[str, float], drawn: random.Random
) -> Exploration:
    places = sorted(of_code.keys() & outcome.keys())
    first, second = ([of[place] for place in places] for of in (outcome, of_code))
    signs = _signs(first)
    found = _tau(signs, _signs(second))
    if found is None:
        return Exploration(None, None, None, len(places))

    is_exact = math.factorial(len(places)) <= _MOST_EXACT
    orders: Iterator[Sequence[float]] = (
        permutations(second)
        if is_exact
        else (drawn.sample(second, len(second)) for _ in range(_DRAWN))
    )
    others = (_tau(signs, _signs(order)) or 0.0 for order in orders)
    return Exploration(found, _chance(others, found, is_exact=is_exact), None, len(places))


def adjusted(explorations: Sequence[Exploration]) -> list[Exploration]:
    """Return them with their chances adjusted for how many there are, after Holm.

    S. Holm, A simple sequentially rejective multiple test procedure, Scandinavian Journal of
    Statistics 6 (1979) 65–70.
    """
    chances = {
        place: each.chance for place, each in enumerate(explorations) if each.chance is not None
    }
    by_place: dict[int, float] = {}
    least = 0.0
    for rank, place in enumerate(sorted(chances, key=lambda place: chances[place])):
        least = max(least, min(1.0, chances[place] * (len(chances) - rank)))
        by_place[place] = least
    return [
        Exploration(each.value, each.chance, by_place.get(place), each.municipalities)
        for place, each in enumerate(explorations)
    ]
