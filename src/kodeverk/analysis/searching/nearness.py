"""Passages near each other: which share words, lie in one turn, or have few words between them."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import Literal

from kodeverk.model.passages import label_spans, words_within
from kodeverk.model.records import Turn
from kodeverk.model.text import Span

Near = int | Literal["words", "turn"]
"""Sharing a character; touching one turn; or with so many words between them at most."""


def near(text: str, turns: Sequence[Turn], how: Near) -> Callable[[Span, Span], bool]:
    """Return what tells of two passages of a text whether they are near each other.

    Between them no words of labels count. Passages that share a character are near in every way.
    """
    starts, ends = [turn.start for turn in turns], [turn.end for turn in turns]
    labels = label_spans(text, turns) if isinstance(how, int) else ()

    def turns_of(span: Span) -> range:
        return range(bisect_right(ends, span.start), bisect_left(starts, span.end))

    def is_near(one: Span, other: Span) -> bool:
        first, second = sorted((one, other))
        if second.start < first.end:
            return True
        if how == "words":
            return False
        if how == "turn":
            first_turns, second_turns = turns_of(first), turns_of(second)
            return max(first_turns.start, second_turns.start) < min(
                first_turns.stop, second_turns.stop
            )
        return words_within(text, labels, Span(first.end, second.start)) <= how

    return is_near
