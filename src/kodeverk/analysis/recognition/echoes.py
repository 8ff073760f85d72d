"""Two microphones in one room: each is a voice, and repeats most of what the other's voice says."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

_Pair = tuple[str, str]

_FEWEST_WORDS = 4
_NEXT = 3
"""So many utterances further on another microphone's words stand, at most."""
_ALIKE = 0.5
_MOSTLY = 0.6
_FEWEST = 5


def echoes(utterances: Sequence[tuple[str | None, str]]) -> list[tuple[str, str]]:
    """Return the pairs of labels that say most of their words twice, one right beside the other.

    `utterances` are labels and what is said, in order. Two of them are alike where half of the
    words of the shorter follow each other in the other, too: single words of a short question stand
    in any long answer. Those of fewer than four words are not looked at.
    """
    told = [
        (label, Counter(pairwise(split)))
        for label, said in utterances
        if label is not None and len(split := said.casefold().split()) >= _FEWEST_WORDS
    ]
    counts = Counter(label for label, _ in told)
    echoed: Counter[tuple[str, str]] = Counter()
    for number, (label, pairs) in enumerate(told):
        beside = told[max(0, number - _NEXT) : number + _NEXT + 1]
        alike = (other for other, others in beside if _are_alike(pairs, others))
        echoed.update({(label, other) for other in alike if other != label})
    return [
        (label, other)
        for (label, other), count in echoed.items()
        if label < other
        and count >= max(_FEWEST, _MOSTLY * counts[label])
        and echoed[other, label] >= _MOSTLY * counts[other]
    ]


def _are_alike(pairs: Counter[_Pair], others: Counter[_Pair]) -> bool:
    return (pairs & others).total() >= _ALIKE * min(pairs.total(), others.total())
