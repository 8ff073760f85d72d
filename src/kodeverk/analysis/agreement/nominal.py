"""Statistics for units that each coder gave one value of a few, without order.

What is said of a unit is a pattern: the value each coder gave it, in the order of the coders, None
of one who did not rate it. Each statistic turns patterns into sums of whole numbers and these into
its value; None is a value that is not defined, because chance alone would always agree or because
there was nothing to compare.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from math import lcm
from operator import mul

from kodeverk.analysis.agreement.statistic import Chance, Sums, Tangent, Value

Pattern = tuple[Hashable | None, ...]
"""The value each coder gave a unit, None of one who did not rate it."""

OfUnits = Mapping[Pattern, int]
"""How many units have each pattern."""


@dataclass(frozen=True, slots=True)
class Nominal:
    """A statistic over patterns.

    `sums` gives what one unit of a pattern adds, `value` what the sums of all units come to;
    `tangent` is known of some.
    """

    sums: Callable[[Pattern], Sums]
    value: Value
    tangent: Tangent | None = None

    def of(self, ratings: OfUnits) -> Sums:
        """Return the sums of all units; () of none."""
        units = ratings.values()
        each = map(self.sums, ratings)  # of few patterns, each worked out once
        return tuple([sum(map(mul, units, place)) for place in zip(*each, strict=True)])


def alpha(coders: int, values: Sequence[Hashable]) -> Nominal:
    """Return Krippendorff's alpha for nominal values, which may be missing.

    alpha = 1 - (n-1)(n - sum o_cc) / (n^2 - sum n_c^2), with o_cc the coincidences of a value with
    itself, n less which are those of different values, and n_c how often it was given, in units
    with two ratings or more (Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability").
    """
    scale = lcm(*range(1, coders))

    def sums(pattern: Pattern) -> Sums:
        given = _given(pattern)
        ratings = given.total()
        if ratings < 2:
            return (0,) * (len(values) + 1)
        differing = ratings**2 - sum(count**2 for count in given.values())
        return (*(given[value] for value in values), differing * scale // (ratings - 1))

    def tangent(totals: Sequence[float]) -> tuple[float, Sequence[float]] | None:
        *given, differing = totals
        n = sum(given)
        expected = scale * (n * n - sum(map(mul, given, given)))
        if not expected:
            return None
        along = differing / expected
        each = 2 * (n - 1) * scale * along / expected
        return 1 - (n - 1) * differing / expected, (
            *[each * (n - count) - along for count in given],
            (1 - n) / expected,
        )

    def value(totals: Sequence[float]) -> float | None:
        found = tangent(totals)
        return None if found is None else found[0]

    return Nominal(cache(sums), value, tangent)


def percent(coders: int, values: Sequence[Hashable]) -> Nominal:
    """Return the share of pairs of ratings of a unit that are equal, averaged over units."""
    return _of_chance(coders, values, lambda _shares: 0.0)


def fleiss(coders: int, values: Sequence[Hashable]) -> Nominal:
    """Return Fleiss' kappa, by Gwet's rule where ratings are missing.

    Chance is the sum of p_c^2, p_c the mean share of ratings with the value (Fleiss 1971; Gwet
    2014, "Handbook of Inter-Rater Reliability").
    """
    return _of_chance(coders, values, lambda shares: sum(share * share for share in shares))


def ac1(coders: int, values: Sequence[Hashable]) -> Nominal:
    """Return Gwet's AC1: chance is sum p_c (1 - p_c) / (q - 1), q the number of values (2008)."""

    def chance(shares: Sequence[float]) -> float:
        return sum(share * (1 - share) for share in shares) / (len(values) - 1)

    return _of_chance(coders, values, chance)


def brennan_prediger(coders: int, values: Sequence[Hashable], declared: int) -> Nominal:
    """Return Brennan and Prediger's kappa: chance is 1/q, `declared` the q of the study (1981)."""
    return _of_chance(coders, values, lambda _shares: 1 / declared)


def cohen(values: Sequence[Hashable]) -> Nominal:
    """Return Cohen's kappa of two coders: chance is the product of their shares (1960)."""
    return _of_table(values, cohen_chance)


def scott(values: Sequence[Hashable]) -> Nominal:
    """Return Scott's pi of two coders: chance is the square of their mean shares (1955)."""
    return _of_table(values, scott_chance)


def cohen_chance(table: Sequence[Sequence[float]]) -> Chance:
    """Return observed agreement and that by chance of a table, first coder by second."""
    n = sum(map(sum, table))
    first, second = (
        [sum(row) for row in table],
        [sum(column) for column in zip(*table, strict=True)],
    )
    by_chance = sum(one * other for one, other in zip(first, second, strict=True))
    return Chance(_on_diagonal(table) / n, by_chance / (n * n))


def scott_chance(table: Sequence[Sequence[float]]) -> Chance:
    """Return observed agreement and that by chance of a table, first coder by second."""
    n = sum(map(sum, table))
    first, second = (
        [sum(row) for row in table],
        [sum(column) for column in zip(*table, strict=True)],
    )
    by_chance = sum((one + other) ** 2 for one, other in zip(first, second, strict=True))
    return Chance(_on_diagonal(table) / n, by_chance / (4 * n * n))


PAIRS = ("both", "first only", "second only", "neither")
"""What the four numbers of `paired` are for one pair of coders: a, b, c, d."""


def paired(pattern: Pattern) -> Sums:
    """Return how many pairs of coders coded a unit both, only the first, only the second, neither.

    Of a pattern of True, False and None; who did not rate it is in no pair.
    """
    pairs = Counter(
        pair for pair in combinations(pattern, 2) if pair[0] is not None and pair[1] is not None
    )
    return (pairs[True, True], pairs[True, False], pairs[False, True], pairs[False, False])


def positive_agreement(pairs: Sequence[float]) -> float | None:
    """Return 2a / (2a + b + c): of what a coder coded, the share that the other coded too.

    It is also Holsti's 2M / (N1 + N2), for M = a.
    """
    both, first, second, _ = pairs
    coded = 2 * both + first + second
    return 2 * both / coded if coded else None


positive = Nominal(cache(paired), positive_agreement)
"""Positive agreement of codings: True where a coder coded the unit."""


def pooled_kappa(tables: Sequence[Sequence[float]]) -> float | None:
    """Return the pooled kappa of two coders over codes, each with a, b, c and d.

    Observed agreement and that by chance are averaged over the codes first (De Vries and others
    2008, Field Methods 20:272-282).
    """
    chances = [cohen_chance(((a, b), (c, d))) for a, b, c, d in tables if a + b + c + d]
    if not chances:
        return None
    return Chance(
        sum(chance.observed for chance in chances) / len(chances),
        sum(chance.expected for chance in chances) / len(chances),
    ).corrected


def _of_chance(
    coders: int, values: Sequence[Hashable], chance: Callable[[Sequence[float]], float]
) -> Nominal:
    """Return a statistic of any number of coders; `chance` is that of the mean shares of values."""
    of_ratings = lcm(*range(1, coders + 1))
    of_pairs = lcm(*(ratings * (ratings - 1) for ratings in range(2, coders + 1)))

    def sums(pattern: Pattern) -> Sums:
        given = _given(pattern)
        ratings = given.total()
        if not ratings:
            return (0,) * (3 + len(values))
        equal = sum(count * (count - 1) for count in given.values())
        return (
            1,
            int(ratings > 1),
            equal * of_pairs // (ratings * (ratings - 1)) if ratings > 1 else 0,
            *(given[value] * of_ratings // ratings for value in values),
        )

    def value(totals: Sequence[float]) -> float | None:
        rated, compared, equal, *given = totals
        if not compared:
            return None
        shares = [count / (of_ratings * rated) for count in given]
        return Chance(equal / (of_pairs * compared), chance(shares)).corrected

    return Nominal(cache(sums), value)


def _of_table(
    values: Sequence[Hashable], chance: Callable[[Sequence[Sequence[float]]], Chance]
) -> Nominal:
    """Return a statistic of two coders; `chance` is that of their table of values."""
    cells = [(first, second) for first in values for second in values]

    def sums(pattern: Pattern) -> Sums:
        return tuple(int(pattern == cell) for cell in cells)

    def value(totals: Sequence[float]) -> float | None:
        side = len(values)
        table = [totals[row : row + side] for row in range(0, side * side, side)]
        return chance(table).corrected if any(totals) else None

    return Nominal(cache(sums), value)


def _given(pattern: Pattern) -> Counter[Hashable]:
    return Counter(value for value in pattern if value is not None)


def _on_diagonal(table: Sequence[Sequence[float]]) -> float:
    return sum(row[place] for place, row in enumerate(table))
