"""Times on a clock, as recordings and transcripts write them: their looks, and milliseconds.

The patterns for regular expressions are here, and nowhere else. Alone in a cell or a cue anything
may be a time that looks like one (`TIME`); among words it has to be written in full
(`TIME_IN_WORDS`), as `3:1` is a verse or a score.
"""

TIME = r"(?:(?:\d{1,4}:)?\d{1,3}:\d{1,2}(?:[.,]\d{1,9}|-\d|:\d{1,3})?)"
"""`1:02:03.4`, `02:03`, with frames `00:01:02:13`, as f4 writes it `00:01:02-3`."""

_TO_THE_SECOND = r"\d{1,2}:\d{2}:\d{2}"
SHORT_TIME = r"\d{1,2}:\d{2}(?::\d{2})?"
"""`1:02:03`, `02:03`, as behind what happened: `Break 08:17`."""

STAMP = rf"{_TO_THE_SECOND}(?:[-.,]\d{{1,3}})?"
"""`00:01:02-3`, as f4 puts it behind a paragraph."""

TIME_IN_LETTERS = r"(?:\d{1,2} ?h ?)?\d{1,3} ?m ?\d{1,2} ?s(?!\w)"
"""`0h01m44s`, `1m4s`, `1 m 4 s`."""

TIME_IN_WORDS = (
    rf"(?:{TIME_IN_LETTERS}|{_TO_THE_SECOND}(?:[.,]\d{{1,7}}|:\d{{1,3}})?(?:-\d)?"
    r"|\d{1,2}:\d{1,2}:\d{1,3}\.\d{1,3}|\d{1,4}:\d{2}(?:[.,]\d{1,3}|-\d(?=#))?"
    r"|\d{1,5}(?:\.\d{1,3})? ?s(?!\w))(?!:?\d)"
)
"""`1:02:03.4`, `02:03`, `00:01:02-3`, with letters `0h01m44s`, or seconds: `62.5s`, `62 s`."""


def clock_milliseconds(written: str) -> int:
    """Return the milliseconds of `1:02:03.4`, `02:03`, `00:01:02-3`, `00:01:02:13` or `62.5`.

    `written` is known to be a time. Of a fourth number, the frame, nothing is left: a frame is less
    than a mark needs.
    """
    whole, _, fraction = written.replace(",", ".").replace("-", ".").partition(".")
    seconds = 0
    for number in whole.split(":")[:3]:
        seconds = seconds * 60 + int(number)
    return seconds * 1000 + (int(fraction.ljust(3, "0")[:3]) if fraction else 0)
