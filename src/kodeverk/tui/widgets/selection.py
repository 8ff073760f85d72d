"""Where the caret can go and what can be selected, in text offsets; nothing here knows of cells.

The caret stands at grapheme boundaries of the shown text and never inside a speaker label. Every
function takes the transcript and an offset, and gives an offset, or a span to select.
"""

import re
from collections.abc import Callable, Iterator

from kodeverk.model.sentences import sentences, trimmed
from kodeverk.model.text import Span, count_words
from kodeverk.tui.graphemes import next_boundary, previous_boundary
from kodeverk.tui.shown_transcript import ShownTranscript

BACKCHANNEL_WORDS = 3
"""A turn of up to so many words by somebody else does not end an answer."""

_WORD = re.compile(r"[^\W_](?:\S*[^\W_])?")


def snap(transcript: ShownTranscript, offset: int) -> int:
    """Return the first offset at or behind `offset` where the caret can stand."""
    offset = min(max(offset, 0), len(transcript.text))
    region = transcript.region_at(offset)
    if offset <= region.start:
        return region.start
    before = previous_boundary(transcript.text, offset, region.start)
    return max(offset, next_boundary(transcript.text, before, region.end))


def whole_selection(transcript: ShownTranscript, span: Span) -> Span:
    """Return `span` as it can be selected: whole graphemes, and no label at either end."""
    start, end = snap(transcript, span.start), snap(transcript, span.end)
    if transcript.region_at(span.start).start < span.start < start:
        start = previous_character(transcript, start)
    if span.end < end == transcript.region_at(span.end).start:
        end = previous_character(transcript, end)
    return Span(start, max(start, end))


def next_character(transcript: ShownTranscript, offset: int) -> int:
    """Return the boundary behind the grapheme at `offset`."""
    region = transcript.region_at(offset)
    if offset < region.end:
        return snap(transcript, next_boundary(transcript.text, offset, region.end))
    behind = transcript.region_behind(region)
    return region.end if behind is None else behind.start


def previous_character(transcript: ShownTranscript, offset: int) -> int:
    """Return where the grapheme before `offset` begins."""
    region = transcript.region_at(offset)
    if offset > region.start:
        return previous_boundary(transcript.text, offset, region.start)
    before = transcript.region_before(region)
    if before is None:
        return region.start
    ended = before.end > before.start and transcript.text[before.end - 1] == "\n"
    return before.end - 1 if ended else before.end


def next_word(transcript: ShownTranscript, offset: int) -> int:
    """Return where the next word begins, or the end of the text."""
    for region in _regions_from(transcript, offset):
        for word in _WORD.finditer(transcript.text, max(offset, region.start), region.end):
            if word.start() > offset:
                return word.start()
    return len(transcript.text)


def previous_word(transcript: ShownTranscript, offset: int) -> int:
    """Return where the last word before `offset` begins, or the start of the text."""
    for line in _lines_before(transcript, offset):
        words = list(_WORD.finditer(transcript.text, line.start, line.end))
        if words:
            return words[-1].start()
    return snap(transcript, 0)


def word_end(transcript: ShownTranscript, offset: int) -> int:
    """Return the end of the word at `offset`, or if none is there, of the next word."""
    for region in _regions_from(transcript, offset):
        word = _WORD.search(transcript.text, max(offset, region.start), region.end)
        if word:
            return snap(transcript, word.end())
    return len(transcript.text)


def next_sentence(transcript: ShownTranscript, offset: int) -> int:
    """Return where the next sentence begins, or the end of the text."""
    for unit in _units_from(transcript, offset):
        for sentence in sentences(transcript.text, unit.start, unit.end):
            if sentence.start > offset:
                return sentence.start
    return len(transcript.text)


def previous_sentence(transcript: ShownTranscript, offset: int) -> int:
    """Return where the sentence at `offset` begins, or if it begins there, the one before."""
    for unit in _units_before(transcript, offset):
        starts = [
            sentence.start
            for sentence in sentences(transcript.text, unit.start, unit.end)
            if sentence.start < offset
        ]
        if starts:
            return starts[-1]
    return snap(transcript, 0)


def sentence_end(transcript: ShownTranscript, offset: int) -> int:
    """Return the first end of a sentence behind `offset`, or the end of the text."""
    for unit in _units_from(transcript, offset):
        for sentence in sentences(transcript.text, unit.start, unit.end):
            if sentence.end > offset:
                return sentence.end
    return len(transcript.text)


def next_paragraph(transcript: ShownTranscript, offset: int) -> int:
    """Return where the next line with something on it begins, or the end of the text."""
    text = transcript.text
    for region in _regions_from(transcript, offset):
        start = region.start
        while start < region.end:
            behind = text.find("\n", max(start, offset), region.end) + 1 or region.end
            if start > offset and text[start:behind].strip():
                return start
            start = behind
    return len(text)


def previous_paragraph(transcript: ShownTranscript, offset: int) -> int:
    """Return where the line at `offset` begins, or if it begins there, the one before."""
    for line in _lines_before(transcript, offset):
        if transcript.text[line.start : line.end].strip():
            return line.start
    return snap(transcript, 0)


def next_turn(transcript: ShownTranscript, offset: int) -> int:
    """Return where the next turn's body begins, or the end of the text."""
    place = transcript.last_turn_from(offset) + 1
    if place == len(transcript.turns):
        return len(transcript.text)
    return snap(transcript, transcript.turns[place].start)


def previous_turn(transcript: ShownTranscript, offset: int) -> int:
    """Return where the turn at `offset` begins, or if it begins there, the one before."""
    place = transcript.last_turn_from(previous_character(transcript, offset))
    return snap(transcript, transcript.turns[place].start if place >= 0 else 0)


def text_start(transcript: ShownTranscript, offset: int) -> int:  # noqa: ARG001 - a step takes the caret
    """Return the first offset of the shown text."""
    return snap(transcript, 0)


def text_end(transcript: ShownTranscript, offset: int) -> int:  # noqa: ARG001 - a step takes the caret
    """Return the end of the text."""
    return len(transcript.text)


def word_at(transcript: ShownTranscript, offset: int) -> Span | None:
    """Return the word at `offset`, without punctuation around it.

    Between two words of a line it is the one that ends at `offset`, else the following one; behind
    the last it is the last. None on a line without words.
    """
    line = _line_at(transcript, offset)
    word: Span | None = None
    for word_match in _WORD.finditer(transcript.text, line.start, line.end):
        word = Span(word_match.start(), snap(transcript, word_match.end()))
        if offset <= word.end:
            break
    return word


def sentence_at(transcript: ShownTranscript, offset: int) -> Span | None:
    """Return the sentence at `offset`, or between two the following one, of its turn or line."""
    unit = _unit_at(transcript, offset)
    sentence: Span | None = None
    for sentence in sentences(transcript.text, unit.start, unit.end):
        if offset < sentence.end:
            break
    return sentence


def paragraph_at(transcript: ShownTranscript, offset: int) -> Span | None:
    """Return the shown part of the line at `offset`, without the blanks around it."""
    return trimmed(transcript.text, *_line_at(transcript, offset))


def turn_at(transcript: ShownTranscript, offset: int) -> Span | None:
    """Return the body of the turn at `offset`."""
    place = transcript.turn_at(offset)
    if place is None:
        return None
    return trimmed(transcript.text, transcript.turns[place].start, transcript.turns[place].end)


def answer_at(transcript: ShownTranscript, offset: int) -> Span | None:
    """Return the whole answer at `offset`: one informant's turns, across backchannels.

    A backchannel is a turn of up to three words by somebody else between two turns of the
    informant; at one, the answer around it is meant. Anything else an interviewer says is its own
    turn only.
    """
    place = transcript.turn_at(offset)
    if place is None:
        return None
    informant = transcript.informant_of(place)
    if _is_short(transcript, place):
        before, after = (_nearest_informant(transcript, place, step) for step in (-1, 1))
        if before is not None and before == after:
            informant = before
    if informant is None:
        return turn_at(transcript, offset)
    reached = (*_reach(transcript, place, -1, informant), *_reach(transcript, place, 1, informant))
    if not reached:
        return None
    first, last = transcript.turns[min(reached)], transcript.turns[max(reached)]
    return trimmed(transcript.text, first.start, last.end)


def open_turn(transcript: ShownTranscript, offset: int, read_to: int) -> int | None:
    """Return where the next turn to read begins: an informant's, not wholly before `read_to`.

    The search goes on from `offset` and starts again at `read_to` when it reaches the end. None
    when every informant's turn has been read.
    """
    begin = snap(transcript, read_to)
    unread = [
        max(snap(transcript, turn.start), begin)
        for place, turn in enumerate(transcript.turns)
        if read_to < turn.end and transcript.informant_of(place) is not None
    ]
    return next((start for start in unread if start > offset), unread[0] if unread else None)


def other_speaker(transcript: ShownTranscript, offset: int, target: int) -> str | None:
    """Return who speaks at `target`, by label, when it lies in another speaker's turn.

    None when it does not, or when `offset` is in no turn.
    """
    here, there = transcript.turn_at(offset), transcript.turn_at(target)
    if here is None or there is None:
        return None
    if transcript.turns[here].speaker == transcript.turns[there].speaker:
        return None
    speaker = transcript.speaker_of(there)
    return "somebody else" if speaker is None else " ".join(speaker.label.split())


def _is_short(transcript: ShownTranscript, place: int) -> bool:
    turn = transcript.turns[place]
    return count_words(transcript.text[turn.start : turn.end]) <= BACKCHANNEL_WORDS


def _nearest_informant(transcript: ShownTranscript, place: int, step: int) -> str | None:
    """Return the informant heard next before or after a turn, with only short turns between."""
    place += step
    while 0 <= place < len(transcript.turns):
        informant = transcript.informant_of(place)
        if informant is not None or not _is_short(transcript, place):
            return informant
        place += step
    return None


def _reach(transcript: ShownTranscript, place: int, step: int, informant: str) -> Iterator[int]:
    """Yield the informant's turns with anything in them, from one on, across short turns."""
    while 0 <= place < len(transcript.turns):
        turn = transcript.turns[place]
        if transcript.informant_of(place) == informant:
            if transcript.text[turn.start : turn.end].strip():
                yield place
        elif not _is_short(transcript, place):
            return
        place += step


def _regions_from(transcript: ShownTranscript, offset: int) -> Iterator[Span]:
    region: Span | None = transcript.region_at(offset)
    while region is not None:
        yield region
        region = transcript.region_behind(region)


def _lines_before(transcript: ShownTranscript, offset: int) -> Iterator[Span]:
    """Yield the shown lines before `offset`, the last one cut there, backwards."""
    region: Span | None = transcript.region_at(offset)
    end = offset
    while region is not None:
        while end > region.start:
            start = max(transcript.text.rfind("\n", region.start, end - 1) + 1, region.start)
            yield Span(start, end)
            end = start
        region = transcript.region_before(region)
        end = region.end if region else 0


def _line_at(transcript: ShownTranscript, offset: int) -> Span:
    """Return the shown part of the line at `offset`, without its LF."""
    region = transcript.region_at(offset)
    offset = max(offset, region.start)
    start = max(transcript.text.rfind("\n", region.start, offset) + 1, region.start)
    end = transcript.text.find("\n", offset, region.end)
    return Span(start, region.end if end < 0 else end)


def _unit_at(transcript: ShownTranscript, offset: int) -> Span:
    """Return what sentences are looked for in: the turn's body, outside turns the line."""
    place = transcript.turn_at(offset)
    if place is None:
        return _line_at(transcript, offset)
    turn = transcript.turns[place]
    return Span(min(snap(transcript, turn.start), turn.end), turn.end)


def _units_from(transcript: ShownTranscript, offset: int) -> Iterator[Span]:
    while True:
        unit = _unit_at(transcript, offset)
        yield unit
        if unit.end >= len(transcript.text):
            return
        offset = snap(transcript, unit.end + 1)


def _units_before(transcript: ShownTranscript, offset: int) -> Iterator[Span]:
    while True:
        unit = _unit_at(transcript, offset)
        yield unit
        offset = previous_character(transcript, unit.start)
        if offset >= unit.start:
            return


STEPS: dict[str, Callable[[ShownTranscript, int], int]] = {
    "next character": next_character,
    "previous character": previous_character,
    "next word": next_word,
    "previous word": previous_word,
    "end of word": word_end,
    "next sentence": next_sentence,
    "previous sentence": previous_sentence,
    "end of sentence": sentence_end,
    "next paragraph": next_paragraph,
    "previous paragraph": previous_paragraph,
    "next turn": next_turn,
    "previous turn": previous_turn,
    "start of text": text_start,
    "end of text": text_end,
}
"""What the caret can do that depends on the text alone."""

WHOLES: dict[str, Callable[[ShownTranscript, int], Span | None]] = {
    "word": word_at,
    "sentence": sentence_at,
    "paragraph": paragraph_at,
    "turn": turn_at,
    "answer": answer_at,
}
"""What can be selected at the caret."""


def step_among_turns(transcript: ShownTranscript, step: str, offset: int) -> int:
    """Return where a step of `STEPS` goes; from a turn to words of nobody, the turn's beginning."""
    target, place = STEPS[step](transcript, offset), transcript.turn_at(offset)
    if place is None or target >= offset or transcript.turn_at(target) is not None:
        return target
    return min(snap(transcript, transcript.turns[place].start), offset)
