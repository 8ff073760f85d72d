"""Moving one border of a coding: where a step takes it, so that no blank comes to lie within.

A border stops at the other one: it never comes to lie behind that.
"""

from kodeverk.model.passages import passage_to_code
from kodeverk.model.text import Span
from kodeverk.tui.shown_transcript import ShownTranscript
from kodeverk.tui.widgets.selection import (
    STEPS,
    next_character,
    previous_character,
    previous_word,
    whole_selection,
    word_end,
)

_EXACT = frozenset({"next character", "previous character"})


def border_step(
    transcript: ShownTranscript, step: str, offset: int, other: int, *, is_end: bool
) -> int:
    """Return where a step of `STEPS` takes the border at `offset`, the other one being at `other`.

    By characters it goes wherever the caret can stand, so that one is left. By anything else an end
    comes to stand behind words, a start before them, so that one word is left; forwards always at
    least past one word.
    """
    target = STEPS[step](transcript, offset)
    if step in _EXACT:
        return short_of(transcript, target, other, is_end=is_end)
    if is_end:
        return max(_end_step(transcript, step, offset), min(offset, word_end(transcript, other)))
    last = max(offset, previous_word(transcript, other))
    return min(_before_words(transcript, target), last)


def short_of(transcript: ShownTranscript, target: int, other: int, *, is_end: bool) -> int:
    """Return `target`, or where a border is stopped: one character from the `other` one."""
    if is_end:
        return max(target, next_character(transcript, other))
    return min(target, previous_character(transcript, other))


def _end_step(transcript: ShownTranscript, step: str, offset: int) -> int:
    target = STEPS[step](transcript, offset)
    reached = _behind_words(transcript, target)
    if offset < target and reached <= offset:
        return _behind_words(transcript, STEPS[step](transcript, target))
    return reached


def both_borders(transcript: ShownTranscript, coded: Span, selected: Span) -> Span:
    """Return the borders that a coding gets from the selection: one that stayed is as it was.

    A coding may begin or end where nothing can be selected, such as in a speaker's label.
    """
    start, end = whole_selection(transcript, coded)
    words = passage_to_code(transcript.text, transcript.labels, selected) or selected
    return Span(
        coded.start if selected.start == start else words.start,
        coded.end if selected.end == end else words.end,
    )


def _behind_words(transcript: ShownTranscript, offset: int) -> int:
    while True:
        before = previous_character(transcript, offset)
        region = transcript.region_at(before)
        within = before < region.end and offset <= region.end
        if before >= offset or (within and not transcript.text[before:offset].isspace()):
            return offset
        offset = before


def _before_words(transcript: ShownTranscript, offset: int) -> int:
    while True:
        behind = next_character(transcript, offset)
        region = transcript.region_at(offset)
        blank = transcript.text[offset : min(behind, region.end)]
        if behind <= offset or (blank and not blank.isspace()):
            return offset
        offset = behind
