"""The paragraphs of a transcript as a reading has them: the zone of each, who speaks, and why."""

from collections.abc import Container, Iterator
from typing import NamedTuple

from kodeverk.analysis.recognition.decision.blocks import Block
from kodeverk.analysis.recognition.marked import (
    goes_on,
    has_own_form,
    is_labelled,
    is_one_speakers,
    seldom_again,
)
from kodeverk.analysis.recognition.turns import Recognition
from kodeverk.analysis.recognition.zones.outside import Zone
from kodeverk.model.source import Paragraph, Source

_BEGINS = "begins a turn"
_AGAIN = f"{_BEGINS}, by who spoke last"
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
        return self.reason in (_BEGINS, _AGAIN)

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
    names = bool(reading.speakers)
    labels = tuple(label.casefold() for label in reading.speakers if len(label) > 1)
    first = reading.blocks[0] if reading.blocks else None
    begin = first.label_start if first else 0
    # What begins small goes on with the words above its label, be a blank line between.
    begins_small = first is not None and source.text[first.start : first.start + 1].islower()
    above, before = -1, ""
    for place, zone, reason, block in _placed(source, reading):
        paragraph = source.paragraphs[place]
        words = source.text[paragraph.start : paragraph.end].strip()
        is_right_above = paragraph.end + 1 == begin or (
            begins_small and source.text[paragraph.end : begin].isspace()
        )
        is_marked = place + 1 in said or has_own_form(
            zone, reason, words, is_right_above=is_right_above
        )
        if block is not None and reason in (_BEGINS, _BELOW) and is_labelled(reading, block):
            is_marked |= is_one_speakers(source.text[block.start : paragraph.end], labels)
        elif reason == _GOES_ON and place - 1 == above:
            is_marked |= goes_on(before, words)
        above, before = place, words
        yield ReadParagraph(
            place + 1,
            zone,
            None if block is None else block.label,
            reason,
            paragraph.start,
            paragraph.end,
            names and not is_marked,
        )


def _placed(source: Source, reading: Recognition) -> Iterator[tuple[int, Zone, str, Block | None]]:
    """Yield the place of each paragraph with words, its zone, the reason, and its first block."""
    why = {paragraph.place: paragraph for paragraph in reading.outside}
    blocks = reading.blocks
    again = seldom_again(blocks)
    number = 0
    for place, paragraph in enumerate(source.paragraphs):
        if not source.text[paragraph.start : paragraph.end].strip():
            continue
        while number < len(blocks) and _end(blocks[number]) <= paragraph.start:
            number += 1
        if place in why:
            yield place, why[place].zone, why[place].reason, None
        elif number < len(blocks) and blocks[number].label_start < paragraph.end:
            yield place, "interview", _part(blocks[number], paragraph, again), blocks[number]
        elif number == 0:
            yield place, "front", "before the first turn", None
        elif number == len(blocks):
            yield place, "back", "behind the last turn", None
        else:
            yield place, "interlude", "in no turn", None


def _end(block: Block) -> int:
    return max(block.end, block.label_end)


def _part(block: Block, paragraph: Paragraph, again: Container[int]) -> str:
    """Return what of a block stands in a paragraph that it reaches, in words."""
    if block.label_start < paragraph.start:
        return _GOES_ON if block.start < paragraph.start else _BELOW
    if block.resumes:
        return "goes on behind what is outside"
    if block.label is None:
        return "names nobody"
    return _AGAIN if block.label_start in again else _BEGINS
