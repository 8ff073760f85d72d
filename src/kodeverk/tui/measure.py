"""How many cells a line of the text takes at most: what an eye follows from line to line."""

MEASURE = 80
"""Where nobody has chosen."""

_STEP, _LEAST, _MOST = 4, 32, 160


def next_measure(measure: int, step: int) -> int:
    """Return the measure a step narrower (-1) or wider (1), as far as there are any."""
    return min(max(measure + step * _STEP, _LEAST), _MOST)


def possible_measure(chosen: int | None) -> int:
    """Return the measure somebody chose, or the nearest there is."""
    return MEASURE if chosen is None else min(max(chosen, _LEAST), _MOST)
