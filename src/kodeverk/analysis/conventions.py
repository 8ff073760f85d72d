"""The ways in which transcripts say who speaks, each a function from a paragraph to its head.

A head is the speaker's label with its time, brackets, colon and emphasis: what stands before the
words that were said.
"""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from kodeverk.analysis.labels import could_be_label
from kodeverk.model.source import Source


class Head(NamedTuple):
    """A label found at the head of a paragraph: offsets in the source's text.

    `[start, end)` is the whole head; what was said begins at `body`. `first` and `last` are the
    numbers of the paragraphs the head stands in. `bold` and `listed` tell whether the label is bold
    and whether it is an entry of a list.
    """

    label: str
    start: int
    end: int
    body: int
    first: int
    last: int
    milliseconds: int | None = None
    bold: bool = False
    listed: bool = False


_FARTHEST = 120
"""A head ends within so many characters; it keeps long lines from being searched to their end."""

_CLOCK = (
    r"(?:\d{1,2}:\d{2}:\d{2}(?:[.,:]\d{1,3})?(?:-\d)?|\d{1,3}:\d{2}(?:[.,]\d{1,3})?"
    r"|\d{1,5}(?:\.\d{1,3})?s(?!\w))(?![\d:])"
)
_UNTIL = rf"(?:\s?(?:-+>?|–|→)\s?{_CLOCK})?"
_TIME = rf"[\[(<{{#]?\s?(?P<time>{_CLOCK}){_UNTIL}\s?[\])>}}#]?"
_LATER_TIME = rf"[\[(<{{#]?\s?(?P<later>{_CLOCK}){_UNTIL}\s?[\])>}}#]?"
_MARK = r"(?:\*{1,3}|_{1,3})?"
_LEAD = rf"\s*(?:>+\s*|[-–—•*]\s+|#{{1,6}}\s+)?{_MARK}"
_LISTED = re.compile(r"\s*[-–—•*]\s")
_MARKED_BOLD = re.compile(r"[^\w\n]*(?:\*\*|__)")
_INNER = r"\t\n:：\[\]<>{}\"“”«»!?;=|*#"
_NAME_SHAPE = rf"[^\W_](?:[^{_INNER}]{{0,58}}?[^\s_{_INNER}])??|\+[\d*x ]{{4,20}}?"
_NAME = rf"(?P<name>{_NAME_SHAPE})"
_OTHER = rf"(?P<other>{_NAME_SHAPE})"

_PATTERNS = {
    "name: text": re.compile(
        rf"{_LEAD}(?:\d{{1,4}}[.)]?[ \t]+)?(?:{_TIME}[\s,–-]*)?{_MARK}{_NAME}{_MARK}\s*"
        rf"(?:{_LATER_TIME}\s*)?{_MARK}[:：]{_MARK}(?![/\\\d])"
    ),
    "name<TAB>text": re.compile(
        rf"{_LEAD}(?:\d{{1,4}}[.)]?\t)?(?:{_TIME}\s+)?{_NAME}{_MARK} *\t(?=\s*\S)"
    ),
    "name - text": re.compile(
        rf"{_LEAD}(?:{_TIME}\s+(?:[-–—]\s+)?)?{_NAME}{_MARK}(?:\s+[-–—]{_MARK}\s+|[-–—]{_MARK}\s+)(?=\S)"
    ),
    "[name] text": re.compile(
        rf"{_LEAD}(?:{_TIME}\s+)?(?:[\[(]\s?{_NAME}\s?[\])]|<\s?{_OTHER}\s?>)"
        rf"{_MARK}\s*[:：]?(?=\s|$)"
    ),
    "name and time": re.compile(
        rf"{_LEAD}{_NAME}{_MARK}[\s,]+[-–|]?\s*{_TIME}\s*[:：]?{_MARK}(?=\s|$)"
    ),
    "time and name": re.compile(rf"{_LEAD}{_TIME}[\s,–-]*{_MARK}{_NAME}{_MARK}\s*$"),
    "name on a line": re.compile(rf"{_LEAD}{_NAME}{_MARK}\s*$"),
    "first word": re.compile(rf"(?:{_TIME}\s+)?(?P<name>[^\W_](?:[\w.'’-]*\w)?)(?:[ \t\u00a0]+|$)"),
}
_TIME_LINE = re.compile(rf"\s*{_TIME}\s*")


def _from_pattern(name: str) -> Callable[[Source, int], Head | None]:
    pattern = _PATTERNS[name]

    def head(source: Source, place: int) -> Head | None:
        paragraph = source.paragraphs[place]
        limit = min(paragraph.end, paragraph.start + _FARTHEST)
        found = pattern.match(source.text, paragraph.start, limit)
        if found is None or found.end() == limit < paragraph.end:
            return None
        groups = found.groupdict()
        label = (groups["name"] or groups.get("other") or "").strip()
        if not could_be_label(label):
            return None
        clock = groups.get("time") or groups.get("later")
        return _head(source, place, place, label, found.end(), clock)

    return head


def _head(
    source: Source, first: int, last: int, label: str, end: int, clock: str | None = None
) -> Head:
    """Return the head that begins with paragraph `first` and ends at `end` in paragraph `last`."""
    text = source.text
    opening, closing = source.paragraphs[first], source.paragraphs[last]
    body = end
    while body < closing.end and text[body].isspace():
        body += 1
    while text[end - 1].isspace():
        end -= 1
    time = opening.milliseconds if clock is None else milliseconds(clock)
    bold = opening.bold_to >= opening.start + len(label) or bool(
        _MARKED_BOLD.match(text, opening.start, end)
    )
    listed = _LISTED.match(text, opening.start, end) is not None
    return Head(label, opening.start, end, body, first, last, time, bold, listed)


def _voice(source: Source, place: int) -> Head | None:
    paragraph = source.paragraphs[place]
    if not paragraph.voice:
        return None
    end = paragraph.start + len(paragraph.voice) + 1
    return _head(source, place, place, paragraph.voice, min(end, paragraph.end))


def _bold_name(source: Source, place: int) -> Head | None:
    paragraph = source.paragraphs[place]
    label = source.text[paragraph.start : paragraph.bold_to].strip()
    rest = source.text[paragraph.bold_to : paragraph.end].strip()
    if not could_be_label(label) or not rest or rest[0] in ":：":
        return None
    return _head(source, place, place, label, paragraph.bold_to)


def _time_and_name(source: Source, place: int) -> Head | None:
    """Find a time and a name on one line, or a name on the line below a time."""
    if on_one_line := _from_pattern("time and name")(source, place):
        return on_one_line
    paragraph = source.paragraphs[place]
    if paragraph.end - paragraph.start > _FARTHEST or place + 1 == len(source.paragraphs):
        return None
    time = _TIME_LINE.fullmatch(source.text, paragraph.start, paragraph.end)
    if time is None:
        return None
    below = source.paragraphs[place + 1]
    label = source.text[below.start : below.end].strip()
    if not could_be_label(label):
        return None
    return _head(source, place, place + 1, label, below.end, time["time"])


HEADS: Mapping[str, Callable[[Source, int], Head | None]] = {
    "voice": _voice,
    "name: text": _from_pattern("name: text"),
    "time and name": _time_and_name,
    "name and time": _from_pattern("name and time"),
    "[name] text": _from_pattern("[name] text"),
    "name<TAB>text": _from_pattern("name<TAB>text"),
    "bold name": _bold_name,
    "name on a line": _from_pattern("name on a line"),
    "name - text": _from_pattern("name - text"),
    "first word": _from_pattern("first word"),
}
"""Convention -> the head of paragraph number `place`, or None."""

SIGNS: Mapping[str, str] = {
    "name: text": ":：",
    "time and name": ":",
    "name and time": ":",
    "[name] text": "[(<",
    "name<TAB>text": "\t",
    "name - text": "-–—",
}
"""Convention -> the signs one of which it cannot do without."""


def milliseconds(clock: str) -> int:
    """Return the milliseconds of `1:02:03.4`, `02:03`, `00:01:02-3` or `62.5s`."""
    clock = clock.removesuffix("s")
    whole, _, fraction = clock.replace(",", ".").replace("-", ".").partition(".")
    numbers = [int(number) for number in whole.split(":")]
    if len(numbers) > 3:
        # Hours, minutes, seconds and frames; a frame is less than a mark needs.
        numbers = numbers[:3]
    seconds = 0
    for number in numbers:
        seconds = seconds * 60 + number
    return seconds * 1000 + (int(fraction.ljust(3, "0")[:3]) if fraction else 0)
