"""Two microphones in one room: each is a voice, and repeats most of what the other's voice says."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

_FEWEST_WORDS = 4
_NEXT = 3
"""So many utterances further on another microphone's words stand, at most."""
_ALIKE = 0.5
_MOSTLY, _NEARLY_ALL = 0.55, 0.9
"""Two who talk repeat less than a tenth of each other. One microphone may hear the other alone."""
_FEWEST = 5
_ENOUGH = 24
"""Among the first so many utterances a second microphone has repeated several."""


def echoes(utterances: Sequence[tuple[str | None, str]]) -> list[tuple[str, str]]:
    """Return the pairs of labels that say most words twice, one right beside the other.

    Both do so, or nearly all that one says is said by the other again. `utterances` are labels and
    what is said, in order; those of fewer than four words are not looked at.
    """
    # A second microphone repeats from the beginning on, and few utterances are cheaper to see.
    if len(utterances) > _ENOUGH and len(_said_again(_told(utterances[:_ENOUGH]))) < _FEWEST:
        return []
    told = _told(utterances)
    counts = Counter(label for label, _ in told)
    if sum(count >= _FEWEST for count in counts.values()) <= 1:
        return []
    again = _said_again(told)
    echoed = Counter((told[number][0], other) for number, other in again)
    whole = Counter(
        (told[number][0], other) for (number, other), is_whole in again.items() if is_whole
    )
    mostly = {pair for pair in echoed if echoed[pair] >= max(_FEWEST, _MOSTLY * counts[pair[0]])}
    all_of = {pair for pair in whole if whole[pair] >= max(_FEWEST, _NEARLY_ALL * counts[pair[0]])}
    pairs = dict.fromkeys((min(pair), max(pair)) for pair in echoed)
    return [pair for pair in pairs if mostly >= {pair, pair[::-1]} or all_of & {pair, pair[::-1]}]


def _told(utterances: Sequence[tuple[str | None, str]]) -> list[tuple[str, list[str]]]:
    return [
        (label, words)
        for label, said in utterances
        if label is not None and len(words := said.casefold().split()) >= _FEWEST_WORDS
    ]


def _said_again(told: Sequence[tuple[str, list[str]]]) -> dict[tuple[int, str], bool]:
    """Return the number of an utterance and who says it again -> whether all, not only a piece."""
    again: dict[tuple[int, str], bool] = {}
    for number, (label, words) in enumerate(told):
        for place in range(number + 1, min(number + _NEXT + 1, len(told))):
            other, others = told[place]
            if other != label and (alike := _alike(words, others)) is not None:
                for key in ((number, other), (place, label)):
                    again[key] = again.get(key, False) or alike == "whole"
    return again


def _alike(words: Sequence[str], others: Sequence[str]) -> Literal["whole", "piece"] | None:
    """Return whether two utterances are one, heard a little otherwise, or one a piece of the other.

    Half of the words of the longer are those of the other, in order; or, of a piece, half of its
    pairs of words: single ones of a short question stand in any long answer.
    """
    from rapidfuzz.distance import LCSseq

    shorter, longer = (words, others) if len(words) <= len(others) else (others, words)
    common = LCSseq.similarity(shorter, longer)
    if common >= _ALIKE * len(longer):
        return "whole"
    if common < _ALIKE * len(shorter):
        return None
    fewest = _ALIKE * (len(shorter) - 1)
    in_longer = {*pairwise(longer)}
    if sum(map(in_longer.__contains__, pairwise(shorter))) < fewest:
        return None
    common_pairs = Counter(pairwise(shorter)) & Counter(pairwise(longer))
    return "piece" if common_pairs.total() >= fewest else None
