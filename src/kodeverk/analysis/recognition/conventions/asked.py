"""A question told by its form: where it begins and ends, and how many of several must ask."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import ceil
from typing import NamedTuple

from kodeverk.analysis.recognition.forms.signs import asks
from kodeverk.model.sentences import ASKING, ENDS
from kodeverk.model.source import Source

_PROBE = re.compile(r"\s*\([^()]*(?:[,،、;/]|$)")
"""A bracket with several words for what may be meant, `(school, work)`, or one that goes on."""
LABELLED = re.compile(r"\W*\w[^:：.?!]{0,24}[:：]")
"""A line with a label before a colon is none that goes on with a question."""
FEWEST_ASK = 0.3
"""Of what is asked at least this share has a question mark: `Tell me about …` has none."""
_WRAPPED = 45
MOST_LINES = 12
"""A question runs over no more."""
_NEARLY_ALL_LINES = 0.95
_OF_WIDEST = 0.9
ENDED = (*ENDS, ":", ")", "]", "*", "_")
"""What a line ends with that does not go on in the next."""


class Asked(NamedTuple):
    """A question: the numbers of its first and its last paragraph, and where it ends."""

    place: int
    last: int
    end: int


def until_next(source: Source, places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield each place with the next one, or the end."""
    yield from pairwise([*places, len(source.paragraphs)])


def asked_from(source: Source, place: int, last: int) -> Asked:
    """Return the question that begins with one paragraph and ends with another."""
    return Asked(place, last, source.paragraphs[last].end)


def full_line(source: Source) -> int:
    """Return how long a hard-wrapped line is with the next word, which had no room in it."""
    lengths = sorted(at.end - at.start for at in source.paragraphs if at.end > at.start)
    widest = lengths[ceil(_NEARLY_ALL_LINES * (len(lengths) - 1))] if lengths else 0
    return max(_WRAPPED, int(_OF_WIDEST * widest))


def to_its_end(source: Source, place: int, full: int, *, in_small: bool = False) -> int:
    """Return the number of the last of hard-wrapped lines that one sentence begins in.

    The sentence does not end in the first, and the next word would have made it longer than `full`;
    that has small letters where lines go on `in_small`.
    """
    last = place
    for below in range(place, min(place + MOST_LINES, len(source.paragraphs) - 1)):
        line = source.line(below).rstrip()
        words = source.line(below + 1).split(None, 1)
        if not words or source.paragraphs[below + 1].numbered:
            break
        if source.paragraphs[below + 1].look != source.paragraphs[below].look:
            break
        is_probe = asks(line) and _PROBE.match(source.line(below + 1)) is not None
        has_ended = line.endswith(ENDED) and not is_probe
        if has_ended or len(line) + 1 + len(words[0]) < full:
            break
        if in_small and not words[0][0].islower():
            break
        last = below + 1
    return last


def has_ended(source: Source, start: int, end: int) -> bool:
    """Tell whether words that may be asked have ended: as a sentence, or in a sign that closes."""
    words = source.text[start:end].rstrip(" *_")
    return words.endswith(ENDED) or words.rstrip(" –—-").endswith(ASKING)


def fewest_ask(source: Source, asked: Sequence[Asked]) -> float:
    """Return how many of what may be questions must have a question mark.

    One is enough where each is a sentence in a paragraph of its own: `Tell me about …` asks too.
    """
    are_alone = all(
        is_alone(source, each) and (is_sentence(source, each.last) or asks(source.line(each.last)))
        for each in asked
    )
    return 1 if are_alone else FEWEST_ASK * len(asked)


def is_alone(source: Source, asked: Asked) -> bool:
    """Tell whether nothing stands behind what is asked on its line."""
    return not source.text[asked.end : source.paragraphs[asked.last].end].strip(" *_")


def is_sentence(source: Source, place: int) -> bool:
    """Tell whether a paragraph, but for marks of bold behind it, ends as a sentence does."""
    return source.line(place).rstrip(" *_").endswith(ENDS)
