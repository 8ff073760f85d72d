"""What other programs would say of the same codings of two coders, by their own manuals.

NVivo and ATLAS.ti compare characters of the whole file, the interviewer's and labels too; MAXQDA
compares coded segments, and knows nothing of what nobody coded.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from kodeverk.analysis.agreement.nominal import Pattern, alpha, cohen_chance
from kodeverk.analysis.agreement.statistic import Chance, added

MAXQDA_OVERLAP = 0.9
"""MAXQDA's default: so much of two segments must be the same words."""

Segments = Sequence[tuple[int, int]]
"""One coder's passages of a code in a transcript."""

_CODED = (True, False)
_ALPHA = alpha(2, _CODED)


class Elsewhere(NamedTuple):
    """What other programs would give for a code; None where they have no figure."""

    nvivo: float | None
    maxqda: float | None
    atlas: float | None


def nvivo(by_transcript: Iterable[Mapping[Pattern, int]]) -> float | None:
    """Return Cohen's kappa on characters over all files: (TA - sum EF) / (TU - sum EF).

    Agreement and its expected frequency are of each file, and added.
    """
    agreed = expected = total = 0.0
    for ratings in by_transcript:
        table = [[ratings.get((one, other), 0) for other in _CODED] for one in _CODED]
        characters = sum(map(sum, table))
        if characters:
            chance = cohen_chance(table)
            agreed += chance.observed * characters
            expected += chance.expected * characters
            total += characters
    return None if total == expected else (agreed - expected) / (total - expected)


def atlas(by_transcript: Iterable[Mapping[Pattern, int]]) -> float | None:
    """Return ATLAS.ti's c-alpha-binary: alpha on characters that have the code or not."""
    return _ALPHA.value(added([_ALPHA.of(ratings) for ratings in by_transcript]))


def maxqda(segments: Iterable[tuple[Segments, Segments]], codes: int) -> float | None:
    """Return MAXQDA's kappa of segments: a / (a + b + c), chance being 1 / the number of codes.

    Two segments agree where what they share is at least 90 % of what they cover together.
    """
    both = alone = 0
    for first, second in segments:
        left = [*second]
        for segment in first:
            other = next((one for one in left if _same(segment, one)), None)
            if other is None:
                alone += 1
            else:
                both += 1
                left.remove(other)
        alone += len(left)
    if not both + alone:
        return None
    return Chance(both / (both + alone), 1 / codes).corrected


def _same(one: tuple[int, int], other: tuple[int, int]) -> bool:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared >= MAXQDA_OVERLAP * (max(one[1], other[1]) - min(one[0], other[0]))
