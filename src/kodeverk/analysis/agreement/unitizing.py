"""Statistics of unitizing: where coders let a passage begin and end counts, not only its code.

Offsets are numbers of characters that informants say, over one transcript after the other; spans
are half-open. What nobody coded is a gap.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, permutations
from math import lcm

from kodeverk.analysis.agreement.statistic import Sums

Unit = tuple[int, int, str]
"""Start and end of a passage, and its value."""

_PER_VALUE = 5


@dataclass(frozen=True, slots=True)
class Unitizing:
    """The family of 2016, for values that exclude each other for each coder.

    Krippendorff, Mathet, Bouvry and Widlocher, Quality & Quantity 50:2347-2364. `coders` is how
    many there are at most, `values` are all there can be. Coincidences l_ck are lengths of
    intersections over m - 1, and chance is l_c l_k less S_c, the squares of units and, of gaps, the
    lengths. Among valued units alone, S_c has the squares of what each other coder valued of a
    unit, over m - 1.
    """

    coders: int
    values: Sequence[str]

    @property
    def _scale(self) -> int:
        return lcm(*range(1, self.coders))

    def sums(self, length: int, by_coder: Sequence[Sequence[Unit]]) -> Sums:
        """Return the sums of one transcript of `length`: each coder's units, in order.

        Raises ValueError for units of a coder that overlap.
        """
        if any(after[0] < before[1] for units in by_coder for before, after in pairwise(units)):
            raise ValueError("units of one coder overlap")
        others = len(by_coder) - 1
        each = self._scale // others
        totals = {value: [0] * _PER_VALUE for value in self.values}
        for units in by_coder:
            for start, end, value in units:
                totals[value][0] += end - start
                totals[value][1] += (end - start) ** 2
        for units, rivals in permutations(by_coder, 2):
            first = 0
            for start, end, value in units:
                while first < len(rivals) and rivals[first][1] <= start:
                    first += 1
                valued = 0
                place = first
                while place < len(rivals) and rivals[place][0] < end:
                    begun, ended, other = rivals[place]
                    shared = min(end, ended) - max(start, begun)
                    valued += shared
                    if other == value:
                        totals[value][2] += shared * each
                    place += 1
                totals[value][3] += valued * each
                totals[value][4] += valued * valued * each
        # Without its sums of squares a gap is what the coded lengths leave of the whole.
        return (length * len(by_coder), *(part for value in self.values for part in totals[value]))

    def u_alpha(self, totals: Sequence[float]) -> float | None:
        """Return the agreement on gaps, borders and values together."""
        rows = self._rows(totals)
        coinciding = sum(same for _, _, same, _, _ in rows)
        return self._with_gaps(totals[0], [row[:2] for row in rows], coinciding, rows)

    def u_alpha_coded(self, totals: Sequence[float]) -> float | None:
        """Return the agreement on what is coded at all, whatever its value."""
        rows = self._rows(totals)
        coded = [(sum(row[0] for row in rows), sum(row[1] for row in rows))]
        return self._with_gaps(totals[0], coded, sum(row[3] for row in rows), rows)

    def cu_alpha(self, totals: Sequence[float]) -> float | None:
        """Return the agreement on values, of what two coders valued."""
        rows = self._rows(totals)
        valued = sum(row[3] for row in rows)
        squares = sum(row[4] for row in rows)
        if valued * valued == squares:
            return None
        by_chance = valued * sum(row[3] ** 2 - row[4] for row in rows) / (valued**2 - squares)
        if valued == by_chance:
            return None
        return 1 - (valued - sum(row[2] for row in rows)) / (valued - by_chance)

    def k_u_alpha(self, totals: Sequence[float], value: str) -> float | None:
        """Return the agreement on one value, of what two coders valued."""
        rows = self._rows(totals)
        at = self.values.index(value)
        _, _, same, valued, squares = rows[at]
        different = valued * sum(row[3] for place, row in enumerate(rows) if place != at)
        if not different:
            return None
        by_chance = different / (different + valued**2 - squares)
        return 1 - (valued - same) / valued / by_chance

    def coverage(self, totals: Sequence[float], value: str | None = None) -> float | None:
        """Return the share of what is coded (with one value) that others valued, too."""
        rows = self._rows(totals)
        chosen = rows if value is None else [rows[self.values.index(value)]]
        length = sum(row[0] for row in chosen)
        return sum(row[3] for row in chosen) / length if length else None

    def _rows(self, totals: Sequence[float]) -> list[tuple[float, float, float, float, float]]:
        """Return for each value length, squares, coincidences, what was valued, squares of that."""
        scale = self._scale
        parts = totals[1:]
        return [
            (
                parts[at],
                parts[at + 1],
                parts[at + 2] / scale,
                parts[at + 3] / scale,
                parts[at + 4] / scale,
            )
            for at in range(0, len(parts), _PER_VALUE)
        ]

    def _with_gaps(
        self,
        whole: float,
        coded: Sequence[tuple[float, float]],
        coinciding: float,
        rows: Sequence[tuple[float, float, float, float, float]],
    ) -> float | None:
        """Return what gaps and these lengths and squares of what is coded come to."""
        gaps = whole - sum(length for length, _ in coded)
        beside = sum(length - valued for length, _, _, valued, _ in rows)
        squares = gaps + sum(square for _, square in coded)
        if whole * whole == squares:
            return None
        alike = gaps**2 - gaps + sum(length**2 - square for length, square in coded)
        by_chance = whole * alike / (whole**2 - squares)
        if whole == by_chance:
            return None
        return 1 - (whole - coinciding - (gaps - beside)) / (whole - by_chance)


Continuum = tuple[int, Sequence[Sequence[tuple[int, int]]]]
"""A transcript's length, and each coder's passages of one code in it, in order."""


def alpha_u(continua: Sequence[Continuum]) -> float | None:
    """Return the alpha of 1995 and 2004 for one code, whose passages may overlap those of others.

    Krippendorff, Quality & Quantity 38:787-800. Transcripts stand one after the other, and no gap
    reaches over the border of two. All have the same number of coders.
    """
    expected = alpha_u_expected(continua)
    return 1 - alpha_u_observed(continua) / expected if expected else None


def alpha_u_observed(continua: Sequence[Continuum]) -> float:
    """Return how much each two coders differ: the mean of the squares, as a share of the whole."""
    length, coders = _measure(continua)
    differences = sum(
        _difference(first, second)
        for _, by_coder in continua
        for first, second in permutations(by_coder, 2)
    )
    return differences / (coders * (coders - 1) * length**2) if length else 0.0


def alpha_u_expected(continua: Sequence[Continuum]) -> float:
    """Return how much coders would differ by chance; 0 where nothing is coded, or all is."""
    length, coders = _measure(continua)
    passages = [passage for _, by_coder in continua for one in by_coder for passage in one]
    lengths = [end - start for start, end in passages]
    gaps = [
        gap for whole, by_coder in continua for one in by_coder for gap in gaps_between(whole, one)
    ]
    total = 0.0
    for unit in lengths:
        total += (len(lengths) - 1) / 3 * (2 * unit**3 - 3 * unit**2 + unit)
        total += unit**2 * sum(gap - unit + 1 for gap in gaps if gap >= unit)
    whole = coders * length
    among = whole * (whole - 1) - sum(unit * (unit - 1) for unit in lengths)
    return 2 / length * total / among if among else 0.0


def _measure(continua: Sequence[Continuum]) -> tuple[int, int]:
    """Return the length of all transcripts, and how many coders each has."""
    return sum(whole for whole, _ in continua), max((len(of) for _, of in continua), default=0)


def _difference(first: Sequence[tuple[int, int]], second: Sequence[tuple[int, int]]) -> int:
    """Return how the passages of one coder differ from another's; those of both in the whole.

    Of two that overlap the squares of both distances of their borders; of one in a gap of the
    other its length squared. A passage in a gap counts from both sides, as one and as the other.
    """
    difference = 0
    for start, end in first:
        overlapping = [(a, b) for a, b in second if a < end and start < b]
        difference += sum((start - a) ** 2 + (end - b) ** 2 for a, b in overlapping)
        if not overlapping:
            difference += (end - start) ** 2
    alone = [(a, b) for a, b in second if not any(a < end and start < b for start, end in first)]
    return difference + sum((b - a) ** 2 for a, b in alone)


def gaps_between(length: int, passages: Sequence[tuple[int, int]]) -> list[int]:
    """Return the lengths of what lies between the passages of one coder, none of them 0."""
    gaps, reached = [], 0
    for start, end in passages:
        gaps.append(start - reached)
        reached = end
    return [gap for gap in (*gaps, length - reached) if gap]
