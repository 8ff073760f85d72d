"""Utterances that name nobody in a file that names its speakers: who speaks in them is not known.

A cue, a row or a time is the sign of a new utterance. Where it has no name, nothing says that the
speaker before goes on, unless the file names a speaker only where the speaker changes. Where only
one is named in the whole file, the paragraphs below are somebody else's.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import dropwhile, groupby, pairwise
from typing import NamedTuple

from kodeverk.analysis.recognition.conventions.candidates import Candidate, placed
from kodeverk.analysis.recognition.conventions.head_times import time_alone
from kodeverk.analysis.recognition.conventions.heads import Head, places_of
from kodeverk.analysis.recognition.conventions.layouts import BEHIND
from kodeverk.analysis.recognition.decision.unnamed_questions import (
    question_above,
    unnamed_questions,
)
from kodeverk.analysis.recognition.evidence.weighing import weigh
from kodeverk.analysis.recognition.forms.labels import key_of
from kodeverk.analysis.recognition.forms.notes import is_not_said
from kodeverk.analysis.recognition.forms.paragraph_forms import LISTED
from kodeverk.analysis.recognition.forms.signs import asks_last
from kodeverk.analysis.recognition.forms.times import end_stamp
from kodeverk.analysis.recognition.text.source_text import SourceText
from kodeverk.analysis.recognition.zones.talk import Talk
from kodeverk.model.source import Source

_NEARLY_ALL = 0.8
_FEWEST_QUESTIONS = 3
_FEWEST_ENTRIES = 3
_QUARTER = 0.25
_FEW_NAMED = 0.6
_SELDOM = 0.05
_FEW_ALONE = 0.2
_FEWEST_TIMES = 3
_FEWEST_CHANGES = 10
_SIGNS_OF_TIME = re.compile(r"[\[\](){}<>#]|--+")


class Nameless(NamedTuple):
    """The heads, their labels empty, of utterances that name nobody.

    `go_on` tells that the file names only changes of speaker, so that the one before goes on.
    """

    heads: tuple[Head, ...]
    go_on: bool


def nameless(text: SourceText, chosen: Candidate) -> Nameless:
    """Return the utterances that name nobody beside those that `chosen` says who speaks in."""
    read = text.without_pages
    if read is not text:
        found = nameless(read, weigh(read, chosen.convention))
        return found._replace(heads=tuple(placed(found.heads, read.places)))
    if text.has_cues:
        heads = _cues(text, chosen.heads)
    elif chosen.unnamed:
        heads = [head for head in chosen.unnamed if head.first > chosen.heads[0].first]
    elif len({key_of(head.label) for head in chosen.heads}) == 1:
        ways = (way(text, chosen.heads) for way in (_entries, _asked, _answers))
        return Nameless(tuple(next(filter(None, ways), ())), go_on=False)
    else:
        heads = _timed(text, chosen.heads)
    if not heads:
        return Nameless(tuple(_asked(text, chosen.heads)), go_on=False)
    named = sorted((*chosen.heads, *heads), key=lambda head: head.first)
    return Nameless(tuple(heads), go_on=_names_changes(text, chosen.convention, named))


def timed_utterances(text: SourceText) -> list[Head]:
    """Return the heads of what is said in a file that names nobody, where times stand above it.

    A block of lines under a time is one utterance, and so is one that stands apart from it; above
    the first time each paragraph is. None where hardly any line begins with a time, or where the
    times do not nearly all go up, as those that somebody tells of.
    """
    found = (time_alone(text.source, place) for place in text.spoken)
    times = {head.first: head for head in found if head is not None and head.start < head.end}
    clocks = [head.milliseconds or 0 for head in times.values()]
    back = sum(one > other for one, other in pairwise(clocks))
    if len(times) < _FEWEST_TIMES or back > _SELDOM * len(clocks):
        return []
    heads: list[Head] = []
    first = min(times)
    for above, place in pairwise([-1, *text.spoken]):
        if place in times:
            heads.append(times[place])
            continue
        is_below = above in times and text.is_bare(times[above])
        if place < first or not (is_below or place == above + 1):
            heads.append(_of_nobody(text, place))
    return heads


def _cues(text: SourceText, heads: Sequence[Head]) -> list[Head]:
    """Return the cues without a name; what stands before the first cue is no utterance."""
    named = {head.first for head in heads}
    return [
        _of_nobody(text, place)._replace(milliseconds=at.milliseconds)
        for place in text.spoken
        if (at := text.source.paragraphs[place]).cue is not None and place not in named
    ]


def _entries(text: SourceText, heads: Sequence[Head]) -> list[Head]:
    """Return the entries without a label of a list in which nearly all labels begin an entry.

    They stand alone between those: several below each other may be what one person lists.
    """
    named = places_of(heads)
    marks = {place: _mark(text, place) for place in text.spoken if place >= heads[0].first}
    mark, begun = Counter(marks[head.first] for head in heads).most_common(1)[0]
    if not mark or begun < _NEARLY_ALL * len(heads):
        return []
    entries = [place for place, other in marks.items() if other == mark]
    alone = [place for place in entries if place not in named]
    below = sum(one not in named and other not in named for one, other in pairwise(entries))
    if len(alone) < max(_FEWEST_ENTRIES, _QUARTER * len(heads)) or below > _SELDOM * len(alone):
        return []
    return [_of_nobody(text, place) for place in (*question_above(text, heads), *alone)]


def _mark(text: SourceText, place: int) -> str:
    """Return the sign of an entry of a list with the blanks before it, or nothing."""
    listed = LISTED.match(text.line(place))
    return listed.string[: listed.end("sign")] if listed else ""


def _answers(text: SourceText, heads: Sequence[Head]) -> list[Head]:
    """Return the paragraphs that stand below the only speaker's own, where nearly all have some.

    Who asks may be the only one with a label.
    """
    following = [*heads[1:], None]
    answers = []
    gaps = [
        (head, range(head.last + 1, len(text.source.paragraphs) if after is None else after.first))
        for head, after in zip(heads, following, strict=True)
    ]
    behind_blank = [_behind_blank(text, places) for _, places in gaps]
    are_apart = sum(map(bool, behind_blank)) >= _NEARLY_ALL * len(gaps)
    for (head, places), apart in zip(gaps, behind_blank, strict=True):
        own = text.said_in(head)
        below = [place for place in places if not is_not_said(text.line(place))]
        below = apart if are_apart else below
        if own.strip() and below:
            answers.append(_of_nobody(text, below[0]))
    enough = len(heads) >= _FEWEST_QUESTIONS and len(answers) >= _NEARLY_ALL * len(heads)
    asked = [_of_nobody(text, place) for place in question_above(text, heads)]
    return [*asked, *answers] if enough else []


def _asked(text: SourceText, heads: Sequence[Head]) -> list[Head]:
    return [_of_nobody(text, place) for place in unnamed_questions(text, heads)]


def _of_nobody(text: SourceText, place: int) -> Head:
    start = text.source.paragraphs[place].start
    return Head("", start, start, start, place, place)


def _behind_blank(text: SourceText, places: Iterable[int]) -> list[int]:
    """Return what may be said among `places` behind the first blank one."""
    behind = dropwhile(lambda place: not text.is_blank(place), places)
    return [place for place in behind if not is_not_said(text.line(place))]


def _timed(text: SourceText, heads: Sequence[Head]) -> list[Head]:
    """Return the paragraphs with a time and no name, where nearly all names have a time."""
    if _share(head.milliseconds is not None for head in heads) >= _NEARLY_ALL:
        timed = [*_with_time_before(text, heads)]
    elif _share(_is_stamped(text, head.last) for head in heads) >= _NEARLY_ALL:
        timed = [*_with_stamp(text, heads)]
    else:
        return []
    are_few = len(timed) < _FEW_ALONE * len(heads)
    if are_few and all(_is_alone(text, head) for head in timed) and _go_on(text, heads, timed):
        return []  # times on lines of their own within long answers
    starts = sorted(head.start for head in (*heads, *timed))
    ends = dict(pairwise([*starts, len(text.source.text)]))
    return [
        head for head in timed if not is_not_said(text.source.text[head.body : ends[head.start]])
    ]


def _go_on(text: SourceText, heads: Sequence[Head], timed: Sequence[Head]) -> bool:
    """Tell whether turns go on below their times and first lines, as long answers do.

    Where each time, be there a name beside it or none, has a paragraph below it, none does.
    """
    talk = Talk(text, sorted((*heads, *timed), key=lambda head: head.start))
    below = [len(places) - text.is_bare(head) for head, places in talk.gaps]
    return _share(count == 0 for count in below) < _NEARLY_ALL


def _with_time_before(text: SourceText, heads: Sequence[Head]) -> Iterator[Head]:
    """Yield the heads of paragraphs that begin with a time as those of `heads` do.

    In the middle of a sentence somebody says what the clock is; where nearly all names stand apart,
    so does a time in place of one.
    """
    head_of = _time_in_form(text.source, heads)
    named = places_of(heads)
    talk = Talk(text, heads)
    for place in text.spoken:
        if place > heads[0].first and place not in named and talk.may_begin(place):
            head = head_of(text.source, place)
            if head is not None and _is_in_order(head, heads):
                yield head


def _with_stamp(text: SourceText, heads: Sequence[Head]) -> Iterator[Head]:
    """Yield the heads of what has its time at its end, behind something that has ended with its.

    Words and their time may stand on several lines.
    """
    named = places_of(heads)
    begun: int | None = None
    has_ended = False
    for place in text.spoken:
        if place in named:
            begun = None
        elif has_ended:
            begun = place
        has_ended = _is_stamped(text, place)
        if has_ended and begun is not None and place > heads[0].first:
            yield _of_nobody(text, begun)
            begun = None


def _is_stamped(text: SourceText, place: int) -> bool:
    return end_stamp(text.line(place)) is not None


def _is_alone(text: SourceText, head: Head) -> bool:
    return head.start < head.body and text.is_bare(head)


def _is_in_order(timed: Head, heads: Sequence[Head]) -> bool:
    """Tell whether a time is not before that of the head above, nor behind that of the one below.

    What clock somebody speaks of seldom fits.
    """
    number = bisect_left(heads, timed.start, key=lambda head: head.start)
    before = heads[number - 1].milliseconds if number else None
    after = heads[number].milliseconds if number < len(heads) else None
    time = timed.milliseconds
    if time is None:
        return True
    return (before is None or before <= time) and (after is None or time <= after)


def _time_in_form(source: Source, heads: Sequence[Head]) -> Callable[[Source, int], Head | None]:
    """Return what finds a time of the form those of `heads` have."""

    def form(head: Head) -> tuple[str, bool]:
        written = source.text[head.start : head.body].replace(head.label, "", 1)
        signs = "".join(_SIGNS_OF_TIME.findall(written))
        return signs, head.body == source.paragraphs[head.last].end

    forms = Counter(map(form, heads))
    usual = {each for each, count in forms.items() if count > (1 - _NEARLY_ALL) * len(heads)}

    def find(source: Source, place: int) -> Head | None:
        head = time_alone(source, place)
        # What a format says of a time has no form.
        is_usual = head is None or head.start == head.body or form(head) in usual
        return head if is_usual else None

    return find


def _names_changes(text: SourceText, convention: str, heads: Sequence[Head]) -> bool:
    """Tell whether a name stands only where the speaker changes, in utterances with these heads.

    Then nobody is named twice running. A voice of WebVTT marks its own cue and is often written so;
    of other files less than all utterances must have a name, or what names nobody must stand again
    and again, in a row once, and never between two of one speaker.
    """
    if convention == BEHIND:
        return False
    named = [key_of(head.label) for head in heads if head.label]
    if convention == "voice" and text.source.format == "vtt":
        both = [(one, other) for one, other in pairwise(heads) if one.label and other.label]
        return not any(key_of(one.label) == key_of(other.label) for one, other in both)
    repeated = _share(one == other for one, other in pairwise(named))
    if repeated > _SELDOM or len(named) < _FEW_NAMED * len(heads):
        return repeated <= _SELDOM
    following = [label for label, _ in groupby(key_of(head.label) for head in heads)]
    around = [
        (one, other)
        for one, label, other in zip(following, following[1:], following[2:], strict=False)
        if not label
    ]
    are_answers = any(
        asks_last(text.line(one.last)) for one, other in pairwise(heads) if not other.label
    )
    are_rows = convention == "table column" and not are_answers
    fewest = 1 if are_rows else _FEWEST_CHANGES
    return len(around) >= fewest and all(one != other for one, other in around)


def _share(answers: Iterable[bool]) -> float:
    truths = [*answers]
    return sum(truths) / len(truths) if truths else 0.0
