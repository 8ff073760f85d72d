"""What follows of withheld figures from sums that are known."""

from collections.abc import Mapping

from kodeverk.analysis.disclosure import Cell

Bounds = dict[Cell, tuple[float, float]]


def narrowed(bounds: Bounds, rows: list[tuple[Mapping[Cell, int], float, float]]) -> Bounds:
    """What follows of each cell from each sum, again and again until nothing more does."""
    bounds, changed = dict(bounds), True
    while changed:
        changed = False
        for weights, least, most in rows:
            ends = {
                cell: sorted(weight * end for end in bounds[cell])
                for cell, weight in weights.items()
            }
            low, high = (sum(end[place] for end in ends.values()) for place in (0, 1))
            for cell, weight in weights.items():
                at_least = least - (high - ends[cell][1])
                at_most = most - (low - ends[cell][0])
                if weight < 0:
                    at_least, at_most = -at_most, -at_least
                tight = max(bounds[cell][0], at_least), min(bounds[cell][1], at_most)
                if tight != bounds[cell]:
                    bounds[cell], changed = tight, True
    return bounds
