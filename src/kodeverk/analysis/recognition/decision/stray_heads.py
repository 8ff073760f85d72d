"""Labels that are written in another form than all others of the file: `KARI- …` among `KARI: …`.

Among very many labels a few of them are slips of the typist, and begin turns like the others.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence

from kodeverk.analysis.recognition.conventions.heads import Head, places_of
from kodeverk.analysis.recognition.decision.known_labels import KnownLabels
from kodeverk.analysis.recognition.forms.labels import LONGEST
from kodeverk.analysis.recognition.forms.times import LONGEST_TIME, clock_pattern
from kodeverk.analysis.recognition.text.source_text import SourceText

_FEWEST = 6
_MOST = 0.05
"""So many labels there must be, and among them at most so many in another form."""
_NEARLY_ALL = 0.8
_IN_FULL = re.compile(
    r"^[^\S\n]*(?P<name>[^\W\d_a-z][^\na-z:,]{1,40}), [^\na-z:]{2,120}(?P<sign>:)[^\S\n]+",
    re.MULTILINE,
)
_LABEL_AND_TIME = re.compile(
    rf"\s*(?P<label>[^\W_][^:;\n]{{0,{LONGEST - 1}}}?)(?P<sign>\s+{clock_pattern('time')})\s*$",
    re.MULTILINE,
)


def heads_in_full(
    text: SourceText, heads: Sequence[Head], lying_outside: Collection[int]
) -> list[Head]:
    """Return the heads of lines that say in capitals who a known label is, and the office.

    A newsroom introduces so whoever speaks: `KARI NORD, MAYOR OF VIK: words`, then `NORD: words`.
    """
    labels = dict.fromkeys(head.label for head in heads if head.label.isupper())
    if not labels:
        return []
    known = KnownLabels(labels)
    taken = {head.first for head in heads}
    source = text.source
    found = []
    for match in _IN_FULL.finditer(source.text, heads[0].start):
        label = known.label(match["name"].rpartition(" ")[2])
        place = bisect_right(source.paragraphs, match.start(), key=lambda at: at.start) - 1
        is_in_talk = place not in taken and place not in lying_outside
        if label is not None and is_in_talk and match[0].isupper():
            found.append(Head(label, match.start(), match.end("sign"), match.end(), place, place))
    return found


def stray_heads(
    text: SourceText, heads: Sequence[Head], lying_outside: Collection[int]
) -> list[Head]:
    """Return the heads of lines that begin with a known label and another sign behind it.

    So may a line that one of `heads` without a label, a time, begins.
    None where there are too many for slips, or where the lines do not stand as the others do:
    below a blank line where nearly all labels do.
    """
    if len(heads) < _FEWEST:
        return []
    taken = places_of(head for head in heads if head.label)
    others = [
        place
        for place in text.spoken
        if place >= heads[0].first
        and place not in taken
        and place not in lying_outside
        and place not in text.lettered
    ]
    if not others:
        return []
    nameless = {head.first: head for head in heads if not head.label}
    are_apart = sum(text.stands_apart(head.first) for head in heads) >= _NEARLY_ALL * len(heads)
    source = text.source
    labels = dict.fromkeys(head.label for head in heads if head.label)
    # Where full stops stand behind labels, one behind a label in small letters is a slip.
    with_stops = labels if source.text[heads[0].end - 1] == "." else ()
    known = KnownLabels(labels, with_stops, are_bare=all(map(text.is_bare, heads)))
    strays = []
    for place in others:
        paragraph = source.paragraphs[place]
        time = nameless.get(place)
        start = paragraph.start if time is None else time.body
        found = known.at(source.text, start, paragraph.end)
        if found is None and paragraph.end - paragraph.start <= LONGEST + LONGEST_TIME:
            timed = _LABEL_AND_TIME.match(source.text, paragraph.start, paragraph.end)
            if timed and (label := known.label(timed["label"])):
                found = label, timed.end("sign")
        if found is not None and (not are_apart or text.stands_apart(place)):
            label, end = found
            at = time and time.milliseconds
            body = paragraph.end - len(source.text[end : paragraph.end].lstrip())
            strays.append(Head(label, paragraph.start, end, body, place, place, at))
    return strays if len(strays) <= max(1, _MOST * len(heads)) else []
