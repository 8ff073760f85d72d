"""The entries of a legend by their form: `I: Interviewer`, `(R1) = Respondent 1 (woman, 54)`."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kodeverk.analysis.recognition.forms.labels import style

_MOST_WORDS = 6
LONGEST_LEGEND = 1_000
"""No line of a legend is longer; one that is takes the patterns below very long."""
_GOES_ON = (",", "=", ":", "(")
_OPENING = r"[\"“„«'`|\[(<{*_]*"
_CLOSING = r"[\"”“»'`|\])>}*_]*"
_NO_NAME = r"=:：()\[\]<>{}|\"“”„»«`*\n"
_TIMED = re.compile(r"\d:\d\d")
_ENTRY = re.compile(
    rf"\s*(?:\d{{1,2}}[.)]\s+|[-–—•*]\s*)?{_OPENING}\s*"
    rf"(?P<one>[^\W_][^{_NO_NAME}]{{0,40}}?){_CLOSING}\s*"
    rf"(?P<sign>[=:：\t|]|[-=]>|→|\s[-–—]\s|\(|(?<=[\])}}>]\s))\s*{_OPENING}\s*"
    rf"(?P<other>[^\W_][^{_NO_NAME},;]{{0,60}}?)\s*{_CLOSING}"
    rf"(?P<more>(?:[,;]|\s[-–—]\s|[(\[])[^=:：\n]{{1,160}}?)?\s*{_CLOSING}[.;,]*\s*"
)
_TITLE = re.compile(
    r"^\s*[^\W\d_]+[:：]\s*(?=[^:：]*=|(?P<first>[^:：(（]+)[(（][^()（）]+[)）][,;、，])"
)
"""`Legend:` before entries on one line. Of those in brackets the `first` says a speaker's word."""
_BETWEEN = re.compile(r"(?:[;,|،]\s+|[；，、]\s*|\s+/\s+|\s{2,}|\t+)(?![^()]*\))")
_BEFORE_SHORT = re.compile(r"\s+(?=[^\W\d_]{1,3}=)")
"""Before the next of entries without white space in them: `I=Interviewer B=Respondent`."""


class Entry(NamedTuple):
    """What stands before and behind the sign of an entry, and what more is said behind that.

    `bracketed` tells that the sign is a bracket: `Kari Nord (KN), guide`.
    """

    one: str
    other: str
    more: str
    bracketed: bool


def entries(line: str) -> Iterator[Entry]:
    """Yield the entries of a line, each in the form of a legend's; none where it is something else.

    Several are parted by commas or other signs, or by wide space.
    """
    if len(line) > LONGEST_LEGEND:
        return
    title = _TITLE.match(line)
    if title is not None and (title["first"] is None or style(title["first"].strip()) == "role"):
        line = line[title.end() :]
    for pieces in (_BETWEEN.split(line), _BEFORE_SHORT.split(line)):
        matches = [_ENTRY.fullmatch(piece) for piece in pieces if piece.strip()]
        if all(matches):
            break
    else:
        matches = [_ENTRY.fullmatch(line)]
    for match in matches:
        if match is not None and len(match["other"].split()) <= _MOST_WORDS:
            one, other = match["one"].strip(), match["other"].strip()
            yield Entry(one, other, _closed(match["more"] or ""), match["sign"] == "(")


def _closed(more: str) -> str:
    """Return what more is said, with the bracket that ends it and a space before it."""
    is_open = more.count("(") > more.count(")")
    return f"{'' if more[:1] in ',;' else ' '}{more.strip()}{')' * is_open}" if more else ""


def rejoined(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines, one that ends in the middle of an entry with the next one."""
    before = ""
    for line in lines:
        may_go_on = len(before) <= LONGEST_LEGEND
        is_open = may_go_on and before.rstrip().endswith(_GOES_ON) and _ENTRY.search(before)
        if is_open or (may_go_on and _is_cut(before) and not _is_whole(line)):
            before = f"{before.rstrip()} {line.strip()}"
            continue
        if before:
            yield before
        before = line
    if before:
        yield before


def _is_whole(line: str) -> bool:
    """Tell whether a line is an entry or several, or has a time: it is the end of none.

    `2 = Kari` is the end of one, behind `Participant`.
    """
    entry = next(entries(line), None)
    is_entry = entry is not None and not entry.one.isdigit()
    return is_entry or _TIMED.search(line) is not None


def _is_cut(line: str) -> bool:
    """Tell whether the last of several entries of a line ends within it."""
    *whole, last = _BETWEEN.split(line.strip())
    return bool(whole) and all(map(_ENTRY.fullmatch, whole)) and _ENTRY.fullmatch(last) is None
