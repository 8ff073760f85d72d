"""Times as recorders, transcribers and spreadsheets write them, in milliseconds."""

import math
import re
from collections.abc import Sequence

from kodeverk.model.clock import TIME, clock_milliseconds

MOST = 10**11
"""A time of more milliseconds (three years) is no place in a recording."""

_CLOCK = re.compile(rf"[\[(<{{#]*\s*({TIME})\s*(?:(?:-+>?|–|—|→)\s*{TIME}\s*)?[\])>}}#]*")
_SECONDS = re.compile(r"(?:\d+:)?\d+:(\d+)(?:[.,-]\d+|:\d+)?")
_SLOWEST = 0.02
"""Words in a second: nobody speaks so slowly, nor so fast in a millisecond."""


def cell_milliseconds(written: str) -> int | None:
    """Return the milliseconds of a time such as `1:02:03.4`, of the first one of `00:01 - 00:04`.

    Brackets and number signs may stand around it. None when it is no time, or a frame's number is
    all that is wrong: a frame is less than a mark needs.
    """
    clock = _CLOCK.fullmatch(written.strip())
    if clock is None:
        return None
    seconds = _SECONDS.fullmatch(clock[1])
    if seconds is None or int(seconds[1]) > 59:
        return None
    return clock_milliseconds(clock[1])


def unit(starts: Sequence[float], ends: Sequence[float], words: int) -> int:
    """Return how many milliseconds one of the unit of `starts` and `ends` is: 1000 or 1.

    Whisper counts seconds in its JSON and milliseconds in its tables, and neither says so; how many
    words there are to the time tells which.
    """
    times = [time for time in (*starts, *ends) if math.isfinite(time)]
    if any(time != int(time) for time in times):
        return 1000
    lasts = max(times, default=0.0) - min(times, default=0.0)
    return 1 if lasts and words / lasts < _SLOWEST else 1000


def in_milliseconds(time: float, milliseconds_each: int) -> int | None:
    """Return `time` in whole milliseconds, None when it is no place in a recording."""
    if not math.isfinite(time) or not 0 <= time * milliseconds_each <= MOST:
        return None
    return round(time * milliseconds_each)
