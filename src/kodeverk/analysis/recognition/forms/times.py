"""Times as transcripts write them: on a clock or in words, before or behind what was said."""

import re
from collections.abc import Sequence

from kodeverk.model.clock import STAMP, TIME_IN_WORDS, clock_milliseconds

_HALF = r"(?:\s?(?i:[ap]\.?m)\b\.?)?"
"""Which half of the day a clock with twelve hours means."""
_TO = r"(?:\s?(?:-+>?|–|→)\s{0,3}|,(?=\d+:))"
_DATE = r"(?:(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{1,2}[-. ][^\W\d]{3,9}\.?[- ]\d{2,4}),?\s)?"
"""The day before the time at which somebody writes in a chat."""
_DECIMAL = r"\d{1,5}\.\d{1,3}"
_FROM_SECONDS = rf"(?<=[\[(<{{\s]){_DECIMAL}(?={_TO}{_DECIMAL}\s?[\])>}}])"
_UNTIL = rf"(?:{_TO}(?:{TIME_IN_WORDS}|{_DECIMAL}(?=\s?[\])>}}])))?"


def clock_pattern(group: str, *, dated: bool = False) -> str:
    """Return the pattern of a time on a clock, or two, in brackets or not; `group` is the first.

    Two numbers of seconds, `[00000.00-00004.04]`, stand in brackets. Where it may be `dated` the
    day may stand before it.
    """
    time = rf"(?P<{group}>{TIME_IN_WORDS}|{_FROM_SECONDS})"
    return rf"[\[(<{{#]?\s{{0,3}}@?{_DATE if dated else ''}{time}{_HALF}{_UNTIL}\s?[\])>}}#]?"


_HOURS = r"\d{1,2} (?i:hours?|timer?|stunden?)"
_MINUTES = r"\d{1,3} (?i:minutes?|minutt(?:er)?|minuten?)"
_SECONDS = r"\d{1,2} (?i:seconds?|sekund(?:er)?|sekunden?)"
SPOKEN_PATTERN = (
    rf"(?P<spoken>(?:{_HOURS} )?(?:{_MINUTES} )?{_SECONDS}(?![^\W\d])"
    rf"|(?:{_HOURS} {_MINUTES}|{_HOURS}|{_MINUTES})(?=\s*(?:\d+:|$)))"
)
"""A time as Teams writes it for those who hear the screen: `1 time 3 minutter 4 sekunder`.

Without seconds it stands at the end of its line, or before the same time on a clock.
"""
_SECONDS_OF = {"ho": 3600, "ti": 3600, "st": 3600, "mi": 60, "se": 1}
_LETTERS = re.compile(" ?[hm] ?")
_PART = re.compile(r"(\d+) (\w\w)")
_ONLY_A_TIME = re.compile(rf"(?:{SPOKEN_PATTERN}\s*)?(?:{clock_pattern('time')})?")
LONGEST_TIME = 60
_WITHIN_ANY = re.compile(r"\d(?::\d|s(?!\w)| (?i:[hmst])|\.\d+\s?[-–→])")
"""What stands within every time, on a clock or in words."""
_END_STAMP = re.compile(rf"\s*#(?P<time>{STAMP}|\d{{1,4}}:\d{{2}}(?:-\d)?)#\s*")
_END_TIME = re.compile(rf"(?<=\S)\s+{clock_pattern('time')}\s*$")
_ENDS_OF_TIMES = (*"0123456789smM])>}#",)
_FEWEST_TIMES = 3
_NEARLY_ALL = 0.8


def may_have_times(text: str) -> bool:
    """Tell whether there may be a time in a text: most conventions need none."""
    return _WITHIN_ANY.search(text) is not None


def only_a_time(words: str) -> int | None:
    """Return the milliseconds of a line or a table's cell with nothing but a time, else None.

    Of two times the first counts; the same time may also stand in words before it.
    """
    words = words.strip()
    # Most lines are blank or begin with a letter, and that is much cheaper to see than no match.
    if not words or words[0].isalpha() or len(words) > LONGEST_TIME:
        return None
    time = _ONLY_A_TIME.fullmatch(words)
    clock = time and (time["time"] or time["spoken"])
    return milliseconds(clock) if clock else None


def end_stamp(words: str) -> re.Match[str] | None:
    """Return the time, group `time`, that f4 puts behind a paragraph: `#00:00:12-3#`."""
    if not words.rstrip().endswith("#"):
        return None
    opening = words.rfind("#", 0, len(words.rstrip()) - 1)
    start = len(words[: max(0, opening)].rstrip())
    return _END_STAMP.fullmatch(words, start)


def end_times(ends: Sequence[str]) -> list[re.Match[str] | None]:
    """Return the time, group `time`, behind each of what several say, given by how it ends.

    None where not nearly all have one: then it may be what somebody says.
    """
    # Most times end in a digit or a bracket, and few words do, which is cheaper to see.
    some = sum(end.rstrip().endswith(_ENDS_OF_TIMES) for end in ends)
    if some < max(_FEWEST_TIMES, _NEARLY_ALL * len(ends)):
        return [None] * len(ends)
    times = [_END_TIME.search(end) for end in ends]
    are_marks = sum(map(bool, times)) >= max(_FEWEST_TIMES, _NEARLY_ALL * len(ends))
    return times if are_marks else [None] * len(ends)


def without_end_time(words: str) -> str:
    """Return words without the time in brackets behind them: `Work and family (00:12:10)`."""
    return _END_TIME.sub("", words) if words.endswith((")", "]")) else words


def milliseconds(clock: str) -> int:
    """Return the milliseconds of a time on a clock, `1:02:03.4` or `0h01m44s`, or in words."""
    clock = clock.removesuffix("s").rstrip()
    if " " in clock and (parts := _PART.findall(clock)):
        return sum(1000 * int(number) * _SECONDS_OF[unit.casefold()] for number, unit in parts)
    return clock_milliseconds(_LETTERS.sub(":", clock))
