"""Passages of a transcript: what of a span is said by somebody, and so is coded."""

import unicodedata
from collections.abc import Iterator, Sequence

from kodeverk.model.records import Turn
from kodeverk.model.text import Span, count_words


def label_spans(text: str, turns: Sequence[Turn]) -> tuple[Span, ...]:
    """Return what is no part of what is said: labels, with the blanks up to the body."""
    spans: list[Span] = []
    reached = 0
    for turn in turns:
        start, end = max(turn.label_start, reached), body_start(text, turn)
        if turn.label_start < turn.label_end and start < end:
            spans.append(Span(start, end))
        reached = max(reached, end)
    return tuple(spans)


def body_start(text: str, turn: Turn) -> int:
    """Return the first offset of a turn that is shown as text."""
    if turn.label_start == turn.label_end or text[turn.label_end : turn.start].isspace():
        return turn.start
    return turn.label_end


def words_within(text: str, labels: Sequence[Span], span: Span) -> int:
    """Return how many words a span holds; speakers' `labels` are none."""
    return sum(count_words(text[part.start : part.end]) for part in _said(labels, span))


def passage_to_code(text: str, labels: Sequence[Span], span: Span) -> Span | None:
    """Return a span without blanks, line ends and parts of `labels` at its ends.

    None where no word is left.
    """
    if not words_within(text, labels, span):
        return None
    parts = [part for part in _said(labels, span) if not text[part.start : part.end].isspace()]
    first, last = parts[0], parts[-1]
    start = first.end - len(text[first.start : first.end].lstrip())
    # A blank that carries a mark is no blank.
    if start > first.start and unicodedata.category(text[start]).startswith("M"):
        start -= 1
    return Span(start, last.start + len(text[last.start : last.end].rstrip()))


def _said(labels: Sequence[Span], span: Span) -> Iterator[Span]:
    """Yield the parts of a span between labels, none of them empty."""
    begun = span.start
    for label in labels:
        if label.end > begun and label.start < span.end:
            if begun < label.start:
                yield Span(begun, label.start)
            begun = label.end
    if begun < span.end:
        yield Span(begun, span.end)
