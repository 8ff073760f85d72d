"""What a statistic of agreement is: sums over transcripts, and a function of the sums."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

Sums = tuple[int, ...]
"""What a statistic needs to know of one transcript. Sums of several transcripts are added place by
place; none is negative."""

Value = Callable[[Sequence[float]], float | None]
"""What a statistic comes to for the sums of all transcripts; None where it is not defined."""

Tangent = Callable[[Sequence[float]], tuple[float, Sequence[float]] | None]
"""A statistic's value together with how fast it changes with each of the sums."""


class Chance(NamedTuple):
    """Agreement that was observed, and that which chance would give; shares of 1."""

    observed: float
    expected: float

    @property
    def corrected(self) -> float | None:
        """How far agreement is beyond chance, at most 1; None where chance always agrees."""
        if self.expected == 1:
            return None
        return (self.observed - self.expected) / (1 - self.expected)


def added(of_transcripts: Sequence[Sums]) -> Sums:
    """Return the sums of several transcripts, place by place; () of none."""
    return tuple(map(sum, zip(*of_transcripts, strict=True)))
