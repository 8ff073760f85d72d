"""What of a transcript lies outside the interview: interludes between turns, and what comes behind.

Front matter is what stands before the first turn. Between turns and behind the last one the form of
a line decides (`interludes`).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from kodeverk.analysis.recognition.forms.line_forms import Form
from kodeverk.analysis.recognition.text.source_text import SourceText
from kodeverk.analysis.recognition.zones.interludes import Interludes
from kodeverk.analysis.recognition.zones.talk import Talk

Zone = Literal["front", "interview", "interlude", "back"]


class Outside(NamedTuple):
    """A paragraph outside the interview: its number, its zone, and what shows it, in words."""

    place: int
    zone: Zone
    reason: str


def is_behind(paragraph: Outside) -> bool:
    """Tell whether a paragraph is back matter for what stands above it alone."""
    return paragraph.zone == "back" and paragraph.reason.startswith(_BEHIND)


def places_in(paragraphs: Iterable[Outside], zone: Zone | None = None) -> set[int]:
    """Return the numbers of paragraphs outside the interview, of all or of those in one zone."""
    return {paragraph.place for paragraph in paragraphs if zone in (None, paragraph.zone)}


def outside(talk: Talk) -> list[Outside]:
    """Return the paragraphs with words that lie outside the interview, in order.

    No paragraph of a head is among them but what a page brought between its lines. Behind the last
    head, what follows a line that says the end, a heading, a rule or the heading of notes lies
    outside too.
    """
    text, heads = talk.text, talk.heads
    first = heads[0].first
    paragraphs = [
        Outside(place, "front", "before the first speaker")
        for place in text.spoken
        if place < first
    ]
    paragraphs += [
        Outside(
            place,
            "front" if place < first else "interlude",
            "who the speaker above is" if place in text.titles else _EVERY_PAGE,
        )
        for place in text.furniture
    ]
    interludes = Interludes(talk)
    for head, places in talk.gaps:
        is_last = head is heads[-1]
        forms = interludes.forms(head, places, is_last=is_last)
        behind = _begin_of_back(text, places, forms) if is_last else places[-1]
        for place in places:
            if place > behind:
                above = f"{_BEHIND}{_IN_WORDS[forms[behind]]}"
                reason = _IN_WORDS[forms[place]] if place in forms else above
                paragraphs.append(Outside(place, "back", reason))
            elif place in forms:
                is_back = is_last and place == behind and forms[place] in _BEGIN_BACK_MATTER
                zone: Zone = "back" if is_back else "interlude"
                paragraphs.append(Outside(place, zone, _IN_WORDS[forms[place]]))
    return sorted(paragraphs)


def _begin_of_back(text: SourceText, places: Sequence[int], forms: Mapping[int, Form]) -> int:
    """Return which of the places below the last head begins back matter; the last if none does.

    `[recording stopped]` was a break where words go on below it, and back matter begins later.
    """
    begin = [
        number for number, place in enumerate(places) if forms.get(place) in _BEGIN_BACK_MATTER
    ]
    if len(begin) > 1 and begin[1] > begin[0] + 1:
        first = places[begin[0]]
        was_break = forms[first] == "end" and text.line(first).lstrip()[0] in "(["
        begin = begin[was_break:]
    return places[begin[0]] if begin else places[-1]


_BEHIND = "behind "
BY_ITS_LOOK = "a heading by its look alone"
A_HEADING = "a heading"
HEADINGS = (A_HEADING, BY_ITS_LOOK)
A_NOTE = "a note of what happened"
A_PAGE = "the number of a page"
_A_RULE = "a rule"
_A_TIME = "a time alone"
_THE_END = "what says the end"
_EVERY_PAGE = "printed on every page"
BY_THEIR_FORM = (A_PAGE, _A_RULE, _A_TIME, _THE_END, _EVERY_PAGE)
"""What shows by itself, wherever it stands, that nobody says a paragraph."""
_BEGIN_BACK_MATTER: Collection[Form] = (
    "heading",
    "title",
    "facts",
    "rule",
    "notes",
    "end",
    "footnote",
    "legend",
)
_IN_WORDS: Mapping[Form, str] = {
    "heading": A_HEADING,
    "title": BY_ITS_LOOK,
    "fact": "a fact below a heading",
    "face sheet": "a fact above an interview",
    "front again": "what stands above the talk too",
    "facts": "facts at the end",
    "rule": _A_RULE,
    "page number": A_PAGE,
    "time": _A_TIME,
    "note": A_NOTE,
    "notes": "the heading of notes",
    "end": _THE_END,
    "footnote": "a footnote",
    "examiner": "who asks or answers below",
    "legend": "a legend",
}
