"""Where what one speaker is taken to say holds turns of others, whose labels were not seen."""

from collections.abc import Iterator, Sequence, Set
from itertools import pairwise

from kodeverk.analysis.recognition.conventions import Head
from kodeverk.analysis.recognition.layouts import asks
from kodeverk.analysis.recognition.source_text import SourceText
from kodeverk.analysis.recognition.zones import gaps

_FEWEST_QUESTIONS = 3
_FEWEST_PARAGRAPHS = 8
_FAR_LONGER = 4
_LONG = 1_500
"""So many characters has a turn that is asked about for its length alone."""


def possible_turns(
    text: SourceText, heads: Sequence[Head], lying_outside: Set[int]
) -> Iterator[int]:
    """Yield paragraphs below a head with which somebody else may begin to speak.

    The first of several questions that are answered below one and the same head; or the second
    paragraph of a turn, but the last, that is far longer than all others. Of the paragraphs
    `lying_outside` none is looked at.
    """
    below = [
        (head, [place for place in places if place not in lying_outside])
        for head, places in gaps(text, heads)
    ]
    for head, places in below:
        said = places[text.is_bare(head) :]
        answered = [
            place
            for place, after in pairwise(said)
            if _is_a_question(text, place) and not _is_a_question(text, after)
        ]
        if len(answered) >= _FEWEST_QUESTIONS:
            yield answered[0]
    lengths = sorted(after.start - head.body for head, after in pairwise(heads))
    if len(lengths) > 2 and lengths[-1] > max(_LONG, _FAR_LONGER * lengths[-2]):
        for head, places in below:
            is_longest = head is not heads[-1] and len(places) >= _FEWEST_PARAGRAPHS
            if is_longest and places[-1] and _length(text, places) > _FAR_LONGER * lengths[-2]:
                yield places[text.is_bare(head)]


def _is_a_question(text: SourceText, place: int) -> bool:
    """Tell whether a paragraph by itself asks: no sentence goes on in it from the one above."""
    may_begin = text.stands_apart(place) or text.has_ended(place - 1)
    return asks(text.line(place).rstrip()[-2:]) and may_begin


def _length(text: SourceText, places: Sequence[int]) -> int:
    return sum(len(text.line(place)) for place in places)
