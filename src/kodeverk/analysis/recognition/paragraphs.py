"""The paragraphs of a transcript as a reading has them: the zone of each, who speaks, and why."""

from collections.abc import Iterator
from typing import NamedTuple

from kodeverk.analysis.recognition.decision.blocks import Block
from kodeverk.analysis.recognition.turns import Recognition
from kodeverk.analysis.recognition.zones.outside import Zone
from kodeverk.model.source import Paragraph, Source

_BEGINS = "begins a turn"


class ReadParagraph(NamedTuple):
    """A paragraph with words: its line, counted from 1, its zone, and what shows it, in words.

    `label` is who speaks in it, None for nobody; in a paragraph in which several do, who begins.
    Offsets are code points, half-open.
    """

    line: int
    zone: Zone
    label: str | None
    reason: str
    start: int
    end: int

    @property
    def begins_turn(self) -> bool:
        """Whether somebody who is named begins to speak in it."""
        return self.reason == _BEGINS

    @property
    def is_outside(self) -> bool:
        """Whether it lies outside the interview: nobody says it, and its words do not count."""
        return self.zone != "interview"


def read_paragraphs(source: Source, reading: Recognition) -> Iterator[ReadParagraph]:
    """Yield the paragraphs of `source` that hold words, in order, as `reading` has them.

    What no block reaches is outside the interview also where the reading gives no reason.
    """
    why = {paragraph.place: paragraph for paragraph in reading.outside}
    blocks = reading.blocks
    number = 0
    for place, paragraph in enumerate(source.paragraphs):
        if not source.text[paragraph.start : paragraph.end].strip():
            continue
        while number < len(blocks) and _end(blocks[number]) <= paragraph.start:
            number += 1
        at = (place + 1, paragraph.start, paragraph.end)
        if place in why:
            yield _read(at, why[place].zone, why[place].reason)
        elif number < len(blocks) and blocks[number].label_start < paragraph.end:
            block = blocks[number]
            yield _read(at, "interview", _part(block, paragraph), block.label)
        elif number == 0:
            yield _read(at, "front", "before the first turn")
        elif number == len(blocks):
            yield _read(at, "back", "behind the last turn")
        else:
            yield _read(at, "interlude", "in no turn")


def _read(
    at: tuple[int, int, int], zone: Zone, reason: str, label: str | None = None
) -> ReadParagraph:
    line, start, end = at
    return ReadParagraph(line, zone, label, reason, start, end)


def _end(block: Block) -> int:
    return max(block.end, block.label_end)


def _part(block: Block, paragraph: Paragraph) -> str:
    """Return what of a block stands in a paragraph that it reaches, in words."""
    if block.label_start < paragraph.start:
        return "goes on"
    if block.resumes:
        return "goes on behind what is outside"
    return _BEGINS if block.label is not None else "names nobody"
