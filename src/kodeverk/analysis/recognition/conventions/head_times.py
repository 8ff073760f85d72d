"""Times behind labels, above them and in their place, and colons that what is said begins with."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import takewhile

from kodeverk.analysis.recognition.conventions.heads import FARTHEST, Head, following, head_at
from kodeverk.analysis.recognition.conventions.patterns import LEAD, MARK, TIME
from kodeverk.analysis.recognition.forms.labels import style
from kodeverk.analysis.recognition.forms.signs import COLONS
from kodeverk.analysis.recognition.forms.times import only_a_time
from kodeverk.model.source import Source

_TIME_AT_HEAD = re.compile(rf"{LEAD}{MARK}{TIME}{MARK}\s*[-–—:：]?{MARK}(?=\s|$)")
_TIME_BEHIND = re.compile(rf"\s*{TIME}\s*(?:[-–—:：]|[-=]>)?(?=\s|$)")
_COLON = re.compile(r"[:：]\s+(?=\S)")
_DATE = re.compile(r"\s+(?:[–—|-]\s+)?\d{1,4}[./-]\d{1,2}(?:[./-]\d{1,4})?[.,]?$")
_BEHIND_DASH = re.compile(r"\s+[–—|-]\s.*$")
_BEGINS_WORD = re.compile(r"\s|(?<=[^\W\dA-Z_])(?=[A-Z])")
_NEARLY_ALL = 0.8
_FEWEST_TIMES = 3


def time_alone(source: Source, place: int) -> Head | None:
    """Return the head, without a label, of a paragraph that begins with a time, or has one."""
    paragraph = source.paragraphs[place]
    limit = min(paragraph.end, paragraph.start + FARTHEST)
    time = _TIME_AT_HEAD.match(source.text, paragraph.start, limit)
    if time:
        return head_at(source, place, place, "", time.end(), time["time"])
    if paragraph.milliseconds is None:
        return None
    start = paragraph.start
    return Head("", start, start, start, place, place, paragraph.milliseconds)


def without_days(heads: Sequence[Head]) -> list[Head]:
    """Return the heads without the day between a name and a time: `Ola 11/2`, `Ola — Today at`.

    It is a date, or words in which all labels that come back end, the last one in small letters, or
    what stands behind a dash in all of them, where that comes back with other names.
    """
    counts = Counter(head.label for head in heads)
    names = {label: _DATE.sub("", label) for label in counts}
    again = {names[label] for label, count in counts.items() if count > 1 and label}
    if len(again) < 2:
        return [head._replace(label=names[head.label] or head.label) for head in heads]
    day = _shared_words(again)
    names = {label: name.removesuffix(day) for label, name in names.items()}
    again = {name.removesuffix(day) for name in again}
    days = {name: found[0] for name in again if (found := _BEHIND_DASH.search(name))}
    if len({*days.values()}) < len(days) == len(again):
        names = {label: _BEHIND_DASH.sub("", name) for label, name in names.items()}
    return [head._replace(label=names[head.label] or head.label) for head in heads]


def _shared_words(labels: Collection[str]) -> str:
    """Return the words in which all of the labels end, if the last is in small letters: no name."""
    alike = takewhile(lambda signs: len({*signs}) == 1, zip(*map(reversed, labels), strict=False))
    shortest = min(labels, key=len)
    begins = _BEGINS_WORD.search(shortest, max(1, len(shortest) - sum(1 for _ in alike)))
    words = shortest[begins.start() :] if begins else ""
    is_day = words and words.split()[-1].islower() and "role" not in map(style, labels)
    return words if is_day else ""


def with_times_behind(source: Source, heads: Sequence[Head]) -> list[Head]:
    """Return the heads with the times that stand behind their labels: `Kari: [00:03] words`.

    A time in brackets is always one. Without them the clock may be what somebody says, unless
    nearly all labels that come back have one. Where they have, the time below a label is that
    label's, though words with a colon, which stand once, may look like a label behind it.
    """
    if not heads:
        return []
    counts = Counter(head.label for head in heads)
    limits = [*(head.start for head in heads[1:]), len(source.text)]
    # Nearly all words begin with a letter, and that is much cheaper to see than no time.
    times = [
        None
        if source.text[head.body : head.body + 1].isalpha()
        else _time_behind(source, head, limit)
        for head, limit in zip(heads, limits, strict=True)
    ]
    if not any(times):
        return [*heads]
    timed = [
        time is not None for head, time in zip(heads, times, strict=True) if counts[head.label] > 1
    ]
    usual = sum(timed) >= _NEARLY_ALL * len(timed) > 0
    found: list[Head] = []
    for head, after, behind in zip(heads, [*heads[1:], None], times, strict=True):
        if found and head.start < found[-1].body:
            continue
        time = behind
        if usual and time is None and after and counts[head.label] > counts[after.label] == 1:
            time = _time_behind(source, head, after.body)
        if time is not None and (usual or _is_marked_time(time)):
            found.append(_with_time(source, head, time))
        else:
            found.append(head)
    return found


def with_times_above(source: Source, heads: Sequence[Head]) -> tuple[Head, ...]:
    """Return the heads with the times alone right above their labels, where nearly all have one."""
    reached = -1
    times: list[int | None] = []
    for head in heads:
        above = head.first - 1
        is_free = reached < above and head.milliseconds is None
        times.append(only_a_time(source.line(above)) if is_free else None)
        reached = head.last
    told = sum(time is not None for time in times)
    if told < max(_FEWEST_TIMES, _NEARLY_ALL * len(heads)):
        return tuple(heads)
    return tuple(
        head if time is None else _below_time(source, head, time)
        for head, time in zip(heads, times, strict=True)
    )


def _below_time(source: Source, head: Head, time: int) -> Head:
    place = head.first - 1
    return head._replace(first=place, start=source.paragraphs[place].start, milliseconds=time)


def _is_marked_time(time: re.Match[str]) -> bool:
    """Tell whether a time is in brackets and no pause: `(2.5s)` is how long nobody speaks."""
    return time[0].lstrip()[0] in "[(<{#" and not time["time"].endswith("s")


def _time_behind(source: Source, head: Head, limit: int) -> re.Match[str] | None:
    """Return the time behind a head, in its paragraph or the next one, and before `limit`."""
    if head.milliseconds is not None or head.until is not None:
        return None
    place: int | None = head.last
    if head.body == source.paragraphs[head.last].end:
        place = following(source, head.last)
    if place is None:
        return None
    paragraph = source.paragraphs[place]
    end = min(limit, paragraph.end, paragraph.start + 2 * FARTHEST)
    return _TIME_BEHIND.match(source.text, max(head.body, paragraph.start), end)


def _with_time(source: Source, head: Head, time: re.Match[str]) -> Head:
    last = head.last
    while source.paragraphs[last].end < time.end():
        last += 1
    timed = head_at(source, head.first, last, head.label, time.end(), time["time"])
    return timed._replace(start=head.start, bold=head.bold, listed=head.listed)


def with_colons_behind(source: Source, heads: Sequence[Head]) -> list[Head]:
    """Return the heads with the colon that what is said begins with: `Kari`, below it `: words`."""
    return [_with_colon(source, head) for head in heads]


def _with_colon(source: Source, head: Head) -> Head:
    last, body = head.last, head.body
    if body == source.paragraphs[last].end and last + 1 < len(source.paragraphs):
        last += 1
        body = source.paragraphs[last].start
    if not source.text.startswith(COLONS, body) or head.until is not None:
        return head
    colon = _COLON.match(source.text, body, source.paragraphs[last].end)
    if colon is None:
        return head
    return head._replace(last=last, end=body + 1, body=colon.end())
