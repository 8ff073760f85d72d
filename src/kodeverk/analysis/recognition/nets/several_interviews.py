"""Where a file may hold another interview, in which the same labels are other people."""

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from itertools import pairwise

from kodeverk.analysis.recognition.conventions.heads import Head
from kodeverk.analysis.recognition.conventions.questions_and_answers import ANSWER
from kodeverk.analysis.recognition.forms.labels import (
    is_numbered_question,
    key_of,
    names_fact,
    style,
)
from kodeverk.analysis.recognition.forms.roles import guess_role
from kodeverk.analysis.recognition.forms.signs import asks_last
from kodeverk.analysis.recognition.text.source_text import SourceText

_WORDS_OF_QUESTION = 4
_FEWEST_QUESTIONS = 3
_MOSTLY = 0.6
_COUNTED = re.compile(r"\W*([^\W\d_]{3,})\W{0,3}(\d{1,3}|[A-H])\b")
"""A heading that counts interviews or people: `Interview 2`, `Respondent B`."""


def other_people(
    text: SourceText, heads: Sequence[Head], outside: Collection[int]
) -> tuple[int, list[str]] | None:
    """Return where another interview begins, with the labels that may be other people there.

    A heading counts it, as one above the talk does, or the same questions are asked again in the
    same order. Roles and codes who answer on both sides may be other people; names are the same.
    """
    place = _counted(text, heads, outside)
    if place is None:
        place = _asked_again(text, heads)
    if place is None:
        return None
    at = bisect_left(heads, place, key=lambda head: head.first)
    both = {head.label for head in heads[:at]} & {head.label for head in heads[at:]}
    labels = sorted(label for label in both if _is_anybody(label))
    return (place, labels) if labels else None


def _is_anybody(label: str) -> bool:
    is_code = style(label) in ("role", "code") and guess_role(label) != "interviewer"
    return label == ANSWER or is_code


def _counted(text: SourceText, heads: Sequence[Head], outside: Collection[int]) -> int | None:
    """Return the first of what is `outside` between turns that counts as a line above them does."""
    counts = (_count(text, place) for place in text.spoken if place < heads[0].first)
    above = {count[0]: count[1] for count in counts if count}
    for place in sorted(outside) if above else ():
        count = _count(text, place)
        is_between = heads[0].first < place < heads[-1].first
        if is_between and count and above.get(count[0], count[1]) != count[1]:
            return place
    return None


def _count(text: SourceText, place: int) -> tuple[str, str] | None:
    """Return the word for an interview or a person that heads a line, and its number."""
    found = _COUNTED.match(text.line(place))
    if found is None or is_numbered_question(f"{found[1]} 1"):
        return None
    if not (names_fact(found[1]) or style(found[1]) == "role"):
        return None
    return key_of(found[1]), found[2]


def _asked_again(text: SourceText, heads: Sequence[Head]) -> int | None:
    """Return where questions of several words are asked again, nearly all and in order.

    They are answered otherwise than before.
    """
    first: dict[str, int] = {}
    again: list[tuple[int, int]] = []
    asked = otherwise = 0
    for number, (head, after) in enumerate(pairwise(heads)):
        words = _said(text, head)
        if not asks_last(words) or words.count(" ") < _WORDS_OF_QUESTION:
            continue
        before = first.setdefault(key_of(words), number)
        if before < number:
            again.append((before, number))
            otherwise += _said(text, heads[before + 1]) != _said(text, after)
        asked += bool(again)
    in_order = again == sorted(again)
    enough = max(_FEWEST_QUESTIONS, _MOSTLY * asked)
    return heads[again[0][1]].first if in_order and otherwise >= enough else None


def _said(text: SourceText, head: Head) -> str:
    """Return what stands behind a label, or right below one alone on its line."""
    is_bare = text.is_bare(head) and not text.is_blank(head.last + 1)
    return text.line(head.last + 1) if is_bare else text.said_in(head)
