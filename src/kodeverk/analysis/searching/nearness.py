"""Passages near each other: which share words, lie in one turn, or have few words between them."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import Literal

from kodeverk.model.passages import label_spans
from kodeverk.model.records import Turn
from kodeverk.model.text import Span, words

Near = int | Literal["words", "turn"]
"""Sharing a character; touching one turn; or with so many words between them at most."""


def words_between(text: str, turns: Sequence[Turn]) -> Callable[[int, int], int]:
    """Return what tells how many words of a text stand between two passages.

    It is asked with the offset at which the one ends and that at which the other begins. Labels
    hold no words, and what is left of a word that a passage cuts is none: it covers that word.
    """
    begins: list[int] = []
    ends: list[int] = []
    said_from = 0
    for label_start, label_end in (*label_spans(text, turns), (len(text), len(text))):
        for word in words(text, said_from, label_start):
            begins.append(word.start)
            ends.append(word.end)
        said_from = label_end
    return lambda end, start: max(0, bisect_right(ends, start) - bisect_left(begins, end))


def near(text: str, turns: Sequence[Turn], how: Near) -> Callable[[Span, Span], bool]:
    """Return what tells of two passages of a text whether they are near each other.

    Passages that share a character are near in every way.
    """
    starts, ends = [turn.start for turn in turns], [turn.end for turn in turns]
    between = words_between(text, turns) if isinstance(how, int) else None

    def turns_of(span: Span) -> range:
        return range(bisect_right(ends, span.start), bisect_left(starts, span.end))

    def is_near(one: Span, other: Span) -> bool:
        first, second = sorted((one, other))
        if second.start < first.end:
            return True
        if between is not None and isinstance(how, int):
            return between(first.end, second.start) <= how
        if how == "turn":
            first_turns, second_turns = turns_of(first), turns_of(second)
            return max(first_turns.start, second_turns.start) < min(
                first_turns.stop, second_turns.stop
            )
        return False

    return is_near
