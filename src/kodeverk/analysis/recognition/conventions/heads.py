"""The ways in which transcripts say who speaks, each a function from a paragraph to its head.

A head is the speaker's label with its time, brackets, colon and emphasis: what stands before the
words that were said.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from itertools import filterfalse
from typing import NamedTuple

from kodeverk.analysis.recognition.conventions.patterns import (
    LEAD,
    MARK,
    PATTERNS,
    SIGNS,
    TIME,
    TITLE,
)
from kodeverk.analysis.recognition.forms.labels import MOST_WORDS, could_be_label, style
from kodeverk.analysis.recognition.forms.paragraph_forms import is_bold
from kodeverk.analysis.recognition.forms.signs import INITIAL
from kodeverk.analysis.recognition.forms.times import may_have_times, milliseconds, only_a_time
from kodeverk.model.source import Source
from kodeverk.model.text import seen

FARTHEST = 120
"""A head ends within so many characters; it keeps long lines from being searched to their end."""
_LISTED = re.compile(r"\s*[-–—•*]\s")
_MARKED_NAME = re.compile(r"\s*(?:[-–—•*>]\s+)?(\*\*|__|`)(?P<name>[^*`\n]{1,60}?)\1(?=\s)")
_MARKED_BOLD = re.compile(r"[^\w\n]*(?:\*\*|__)")
_SIGN = re.compile(r"[^\w=]+=\s?\w")
"""An entry of a list of signs, as `(.) = pause` is."""
_NOTED = re.compile(r"\s*\[[^\[\]\n\d]{1,40}\]\s*$")
"""What a bold label may end in: no mark of a note, `[1]`."""
_BEHIND_NAMES = {name: SIGNS[name] for name in ("name: text", "name<TAB>text", "name - text")}
"""Convention with its sign anywhere in a head -> the signs one of which it cannot do without."""
_NOBODY_KNOWN = re.compile(
    rf"{LEAD}(?:{TIME}[\s,–—-]*)?{MARK}[\[(]?\?{{1,5}}[\])]?{MARK}\s?[:：]{MARK}\s"
    r"|\s*[_.…]{0,9}[:：]\s+(?=\S)|\s*>>\s+(?=\S)"
)
"""`???:`, `[?]:`, `____:`, or a colon alone: whoever has typed it could not tell who speaks.

In subtitles `>>` tells that it is somebody else.
"""
_SIGNS_OF_NOBODY = (*":：_.…> ",)
_TITLED = re.compile(rf"{TITLE}\s[^\W\d_]+")
_INITIALS = re.compile(r"[^\W\d_]{1,3}")
_DOTTED = re.compile(rf"(?:{INITIAL.pattern}){{2,3}}")
_MOST_BLANK = 2
_LONGEST_LINE = 80
_MOST_ALONE = MOST_WORDS + 1
"""A line with so many words may be the sign of a list and a label; an element may have spaces."""
ELEMENT = re.compile(
    "a|b|br|code|div|em|font|h[1-6r]|i|img|li|mark|ol|p|pre|s|small|span|strong|su[bp]|table|t[dhr]|ul?"
)
"""What stands in angle brackets right before words in HTML, and names nobody."""
_ABBREVIATION = 5
"""So long a label with its full stop may be an abbreviation: `Res.`"""
_WORDS_OF_NAME = 2


class Head(NamedTuple):
    """A label found at the head of a paragraph: offsets in the source's text.

    `[start, end)` is the whole head; what was said begins at `body`. `first` and `last` are the
    numbers of the paragraphs the head stands in. `bold` and `listed` tell whether the label is bold
    and whether it is an entry of a list. `until` is where what was said ends, where that is not the
    end of a paragraph. A head with an empty label begins what nobody is named for.
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
    until: int | None = None


def places_of(heads: Iterable[Head]) -> set[int]:
    """Return the numbers of the paragraphs that heads stand in."""
    return {place for head in heads for place in range(head.first, head.last + 1)}


def _from_pattern(name: str) -> Callable[[Source, int], Head | None]:
    pattern = PATTERNS[name]
    clocks = [each for each in ("time", "within", "later", "spoken") if each in pattern.groupindex]

    def head(source: Source, place: int) -> Head | None:
        text = source.text
        start, end = source.paragraphs[place][:2]
        limit = end if end - start <= FARTHEST else start + FARTHEST
        match = pattern.match(text, start, limit) if _may_hold(name, text, start, limit) else None
        if match is None or match.end() == limit < end:
            return None
        groups = match.groupdict()
        label = seen(groups["name"] or groups.get("other") or "").strip()
        label += groups.get("unsure") or ""
        if name == "name on a line" and label.endswith(".") and is_bold(source, place):
            label = _without_stop(label)
        if (
            not could_be_label(label)
            or (groups.get("stop") and (label[0].islower() or not _is_marked(label)))
            or (groups.get("close") is not None and ELEMENT.fullmatch(label.casefold()))
            # The bracket is of the time, and the name has another: `[00:17] Kari (I): words`.
            or (name == "[name] text" and label.count("(") > label.count(")"))
        ):
            return None
        if name == "name; text" and label.isdigit():
            return None
        if name == "name on a line" and (
            not _may_stand_alone(label) or _is_above_signs(source, place)
        ):
            return None
        if name == "name and time" and _is_said(match[0], text[match.end() : end]):
            return None
        clock = next(filter(None, map(groups.get, clocks)), None)
        return head_at(source, place, place, label, match.end(), clock)

    return head


def _without_stop(label: str) -> str:
    """Return a name in bold without the full stop behind it: `Kari Nord.`

    What is shorter may be abbreviated: `Int.`
    """
    name = label.removesuffix(".")
    is_name = len(name) >= _ABBREVIATION and style(name) == "name"
    return name if is_name and len(name.split()) <= _WORDS_OF_NAME else label


def _is_above_signs(source: Source, place: int) -> bool:
    """Tell whether a list of signs stands below a line, at most one blank line below."""
    below = source.paragraphs[place + 1 : place + 3]
    return any(_SIGN.match(source.text, *paragraph[:2]) for paragraph in below)


def _may_hold(name: str, text: str, start: int, end: int) -> bool:
    """Tell whether `text[start:end]` has what the convention `name` cannot do without.

    Most lines have not, and that is much cheaper to see than no match.
    """
    if name == "name and time":
        return may_have_times(text[start:end])
    if name == "name on a line":
        few = len(text[start:end].split(None, _MOST_ALONE)) <= _MOST_ALONE
        return few or text.find("<", start, end) >= 0
    for sign in _BEHIND_NAMES.get(name, ()):
        if text.find(sign, start, end) >= 0:
            return True
    return name not in _BEHIND_NAMES


_ON_ONE_LINE = {name: _from_pattern(name) for name in PATTERNS}


def _is_said(head: str, behind: str) -> bool:
    """Tell whether the time of a head is one of a sentence: in no brackets, words right behind."""
    is_apart = behind.startswith(("\t", "  "))
    return bool(behind.strip()) and not is_apart and head.rstrip()[-1].isdigit()


def _is_marked(label: str) -> bool:
    """Tell whether a label before a full stop is one: `KARI.` and `Int.` are, `Bra.` is a word.

    So are the words of a sentence, though one of them may name a role: `Alle kom.`
    """
    if is_titled(label):
        return True
    is_sentence = not all(word[0].isupper() or word[0].isdigit() for word in label.split()[1:])
    return label.isupper() or (style(label) == "role" and not is_sentence)


def is_titled(label: str) -> bool:
    """Tell whether a label is a title and a name: `Mr. Nord`, `The Chairman`."""
    title = _TITLED.match(label)
    return title is not None and label.split()[1][0].isupper()


def _may_stand_alone(label: str) -> bool:
    """Tell whether a label alone on its line is no sentence: `Res.` is none, `Det er bra.` is."""
    is_short = len(label) <= _ABBREVIATION and label[0].isupper()
    is_abbreviation = (is_short or _is_marked(label)) and not label[0].islower()
    is_abbreviation = is_abbreviation or _DOTTED.fullmatch(label) is not None
    return is_abbreviation or not label.endswith(".")


def head_at(
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
    bold = opening.bold_to >= opening.start + len(label)
    listed = False
    if not text[opening.start].isalpha():
        bold = bold or _MARKED_BOLD.match(text, opening.start, end) is not None
        listed = _LISTED.match(text, opening.start, end) is not None
    return Head(seen(label), opening.start, end, body, first, last, time, bold, listed)


def _voice(source: Source, place: int) -> Head | None:
    paragraph = source.paragraphs[place]
    if not paragraph.voice:
        return None
    end = paragraph.start + len(paragraph.voice) + 1
    return head_at(source, place, place, paragraph.voice, min(end, paragraph.end))


def _bold_name(source: Source, place: int) -> Head | None:
    paragraph = source.paragraphs[place]
    bold_to = paragraph.bold_to
    label = _NOTED.sub("", source.text[paragraph.start : bold_to]).strip()
    limit = min(paragraph.end, paragraph.start + FARTHEST)
    if not label and (marked := _MARKED_NAME.match(source.text, paragraph.start, limit)):
        bold_to, label = marked.end(), _NOTED.sub("", marked["name"]).strip()
    label = _without_stop(label)
    rest = source.text[bold_to : paragraph.end].strip()
    if not could_be_label(label) or not rest or rest[0] in ":：":
        return None
    return head_at(source, place, place, label, bold_to)


def _time_and_name(source: Source, place: int) -> Head | None:
    """Find a time and a name on one line, or a name on the line below a time."""
    time = only_a_time(source.line(place)) if _is_short(source, place) else None
    if time is None:
        return _ON_ONE_LINE["time and name"](source, place)
    if place + 1 == len(source.paragraphs):
        return None
    label = seen(source.line(place + 1)).strip()
    if not could_be_label(label):
        return None
    end = source.paragraphs[place + 1].end
    return head_at(source, place, place + 1, label, end)._replace(milliseconds=time)


def _name_and_time(source: Source, place: int) -> Head | None:
    """Find a name and a time on one line, or a time on the line below a name.

    What is copied from Teams in a browser has initials above the name, the time twice below it, and
    then both again: `KN`, `Kari Nord`, `0 minutes 3 seconds0:03`, `Kari Nord 0 minutes 3 seconds`.
    """
    if on_one_line := _ON_ONE_LINE["name and time"](source, place):
        return on_one_line
    if not _is_short(source, place):
        return None
    head = _name_over_time(source, place)
    if head is not None:
        return head
    initials = source.line(place).strip()
    if not (initials.isupper() and _INITIALS.fullmatch(initials)):
        return None
    below = following(source, place)
    head = None if below is None else _name_over_time(source, below)
    if head is None or not {*initials} <= {word[0].upper() for word in head.label.split()}:
        return None
    return head._replace(first=place, start=source.paragraphs[place].start)


def _name_over_time(source: Source, place: int) -> Head | None:
    last = following(source, place)
    if last is None or (time := only_a_time(source.line(last))) is None:
        return None
    label = seen(source.line(place)).strip()
    if not could_be_label(label) or not _may_stand_alone(label):
        return None
    end = source.paragraphs[last].end
    below = following(source, last)
    if below is not None and only_a_time(source.line(below)) is not None:
        last, end = below, source.paragraphs[below].end
        below = following(source, last)
    again = None if below is None else _ON_ONE_LINE["name and time"](source, below)
    if again is not None and again.label == label:
        last, end = again.last, again.end
    return head_at(source, place, last, label, end)._replace(milliseconds=time)


def following(source: Source, place: int) -> int | None:
    """Return the number of the next paragraph that is not blank, None when it is far."""
    below = range(place + 1, min(place + 2 + _MOST_BLANK, len(source.paragraphs)))
    return next(filterfalse(source.is_blank, below), None)


def _is_short(source: Source, place: int) -> bool:
    """Tell whether a line may be a name or a time: most are longer, and need no other look."""
    paragraph = source.paragraphs[place]
    return paragraph.end - paragraph.start <= _LONGEST_LINE


def _with_colon_or_unknown(source: Source, place: int) -> Head | None:
    """Find a name and a colon, or a sign in place of the name: a head without a label."""
    if named := _ON_ONE_LINE["name: text"](source, place):
        return named
    paragraph = source.paragraphs[place]
    limit = min(paragraph.end, paragraph.start + FARTHEST)
    # Few lines have one of the signs there, and that is cheaper to see.
    may_be = source.text[paragraph.start : paragraph.start + 1] in _SIGNS_OF_NOBODY
    may_be = may_be or source.text.find("?", paragraph.start, limit) >= 0
    unknown = _NOBODY_KNOWN.match(source.text, paragraph.start, limit) if may_be else None
    return head_at(source, place, place, "", unknown.end(), unknown["time"]) if unknown else None


HEADS: Mapping[str, Callable[[Source, int], Head | None]] = {
    "voice": _voice,
    "name: text": _with_colon_or_unknown,
    "time and name": _time_and_name,
    "name and time": _name_and_time,
    "[name] text": _ON_ONE_LINE["[name] text"],
    "name<TAB>text": _ON_ONE_LINE["name<TAB>text"],
    "bold name": _bold_name,
    "name on a line": _ON_ONE_LINE["name on a line"],
    "name - text": _ON_ONE_LINE["name - text"],
    "first word": _ON_ONE_LINE["first word"],
    "name; text": _ON_ONE_LINE["name; text"],
}
"""Convention -> the head of paragraph number `place`, or None."""


def before_spaces(text: str, start: int, end: int) -> int:
    """Return the end of `text[start:end]` without the white space there."""
    return start + len(text[start:end].rstrip())
