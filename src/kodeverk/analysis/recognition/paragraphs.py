"""The paragraphs of a transcript as a reading has them: the zone of each, who speaks, and why.

A paragraph is marked where the file itself says what it is: it begins with the label of who speaks
or is the first below it, or its form says that nobody does. Else it is inferred, from what stands
around it: words without a label go on with the turn above them as far as anybody can tell.
"""

import re
from collections.abc import Container, Iterator
from typing import NamedTuple

from kodeverk.analysis.recognition.decision.blocks import Block
from kodeverk.analysis.recognition.forms.times import only_a_time
from kodeverk.analysis.recognition.turns import Recognition
from kodeverk.analysis.recognition.zones.outside import A_NOTE, BY_THEIR_FORM, Zone
from kodeverk.model.sentences import ENDS
from kodeverk.model.source import Paragraph, Source

_BEGINS = "begins a turn"
_BELOW = "below its label"
_BY_FORMAT = "voice"
_COMES_BACK = 3
"""A label that begins so many turns is one for certain."""
_SHORT = 80
"""No line of a title page, and no note in brackets, that is certain has more characters."""
_IN_BRACKETS = re.compile(r"\(.*\)|\[.*\]", re.DOTALL)


class ReadParagraph(NamedTuple):
    """A paragraph with words: its line, counted from 1, its zone, and what shows it, in words.

    `label` is who speaks in it, None for nobody; in a paragraph in which several do, who begins.
    What `is_inferred` has neither a label nor a form of its own, beside others that do. Offsets are
    code points, half-open.
    """

    line: int
    zone: Zone
    label: str | None
    reason: str
    start: int
    end: int
    is_inferred: bool

    @property
    def begins_turn(self) -> bool:
        """Whether somebody who is named begins to speak in it."""
        return self.reason == _BEGINS

    @property
    def is_outside(self) -> bool:
        """Whether it lies outside the interview: nobody says it, and its words do not count."""
        return self.zone != "interview"


def read_paragraphs(
    source: Source, reading: Recognition, said: Container[int] = ()
) -> Iterator[ReadParagraph]:
    """Yield the paragraphs of `source` that hold words, in order, as `reading` has them.

    What no block reaches is outside the interview also where the reading gives no reason. The lines
    in `said` are what somebody says that they are, and not inferred.
    """
    why = {paragraph.place: paragraph for paragraph in reading.outside}
    blocks, names = reading.blocks, bool(reading.speakers)
    number = 0
    for place, paragraph in enumerate(source.paragraphs):
        words = source.text[paragraph.start : paragraph.end].strip()
        if not words:
            continue
        while number < len(blocks) and _end(blocks[number]) <= paragraph.start:
            number += 1
        zone: Zone = "interview"
        label: str | None = None
        is_marked = False
        if place in why:
            _, zone, reason = why[place]
        elif number < len(blocks) and blocks[number].label_start < paragraph.end:
            label, reason = blocks[number].label, _part(blocks[number], paragraph)
            is_marked = _is_labelled(reading, blocks[number], reason)
        elif number == 0:
            zone, reason = "front", "before the first turn"
        elif number == len(blocks):
            zone, reason = "back", "behind the last turn"
        else:
            zone, reason = "interlude", "in no turn"
        is_marked = is_marked or place + 1 in said or _has_own_form(zone, reason, words)
        yield ReadParagraph(
            place + 1, zone, label, reason, paragraph.start, paragraph.end, names and not is_marked
        )


def _end(block: Block) -> int:
    return max(block.end, block.label_end)


def _part(block: Block, paragraph: Paragraph) -> str:
    """Return what of a block stands in a paragraph that it reaches, in words."""
    if block.label_start < paragraph.start:
        return "goes on" if block.start < paragraph.start else _BELOW
    if block.resumes:
        return "goes on behind what is outside"
    return _BEGINS if block.label is not None else "names nobody"


def _is_labelled(reading: Recognition, block: Block, reason: str) -> bool:
    """Tell whether the format, or a label that comes back, says who says a paragraph of a block."""
    if block.label is None or block.label_start == block.label_end:
        return False
    comes_back = reading.convention == _BY_FORMAT or reading.speakers[block.label] >= _COMES_BACK
    return comes_back and reason in (_BEGINS, _BELOW)


def _has_own_form(zone: Zone, reason: str, words: str) -> bool:
    """Tell whether a paragraph shows by itself that nobody says it."""
    if reason in BY_THEIR_FORM:
        return True
    may_be_title = zone == "front" and (not words.endswith(ENDS) or only_a_time(words) is not None)
    may_be_note = zone == "front" or reason == A_NOTE
    is_note = may_be_note and _IN_BRACKETS.fullmatch(words) is not None
    return len(words) <= _SHORT and (is_note or may_be_title)
