"""The paragraphs of a transcript as a reading has them: the zone of each, who speaks, and why."""

from collections.abc import Container, Iterator
from typing import NamedTuple

from kodeverk.analysis.recognition.decision.blocks import Block
from kodeverk.analysis.recognition.marked import goes_on, has_own_form, is_labelled, names_another
from kodeverk.analysis.recognition.turns import Recognition
from kodeverk.analysis.recognition.zones.outside import Zone
from kodeverk.model.source import Paragraph, Source

_BEGINS = "begins a turn"
_BELOW = "below its label"
_GOES_ON = "goes on"


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
    labels = tuple(label for label in reading.speakers if len(label) > 1)
    number = 0
    above, before = -1, ""
    for place, paragraph in enumerate(source.paragraphs):
        words = source.text[paragraph.start : paragraph.end].strip()
        if not words:
            continue
        while number < len(blocks) and _end(blocks[number]) <= paragraph.start:
            number += 1
        zone: Zone = "interview"
        label: str | None = None
        is_marked = place + 1 in said
        if place in why:
            _, zone, reason = why[place]
        elif number < len(blocks) and blocks[number].label_start < paragraph.end:
            block = blocks[number]
            label, reason = block.label, _part(block, paragraph)
            if reason in (_BEGINS, _BELOW) and is_labelled(reading, block):
                said_there = source.text[block.start : paragraph.end]
                is_marked |= not names_another(said_there, labels)
        elif number == 0:
            zone, reason = "front", "before the first turn"
        elif number == len(blocks):
            zone, reason = "back", "behind the last turn"
        else:
            zone, reason = "interlude", "in no turn"
        if place - 1 == above and reason == _GOES_ON:
            is_marked |= goes_on(before, words)
        is_marked |= has_own_form(zone, reason, words)
        above, before = place, words
        yield ReadParagraph(
            place + 1, zone, label, reason, paragraph.start, paragraph.end, names and not is_marked
        )


def _end(block: Block) -> int:
    return max(block.end, block.label_end)


def _part(block: Block, paragraph: Paragraph) -> str:
    """Return what of a block stands in a paragraph that it reaches, in words."""
    if block.label_start < paragraph.start:
        return _GOES_ON if block.start < paragraph.start else _BELOW
    if block.resumes:
        return "goes on behind what is outside"
    return _BEGINS if block.label is not None else "names nobody"
