"""What coders said of the units of a transcript: a sweep over the borders of what each coded."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from functools import lru_cache

from kodeverk.analysis.agreement.nominal import OfUnits, Pattern
from kodeverk.model.text import Span

NO_VALUE = ""
"""The value of a unit to which a coder gave none of a group's codes."""


def code_ratings(count: int, coders: Sequence[str], coded: Mapping[str, Sequence[Span]]) -> OfUnits:
    """Return how many of `count` units have each pattern of coded (True) or not (False).

    `coders` are all that are compared, in order; `coded` has the ranges of those who rated the
    transcript, none for one who found nothing. The others are None in every pattern.
    """
    borders = sorted(
        [
            (border, 1 << place)
            for place, coder in enumerate(coders)
            for span in coded.get(coder, ())
            for border in span
        ]
    )
    units: dict[int, int] = {}
    reached = mask = 0
    for border, coder_bit in borders:
        units[mask] = units.get(mask, 0) + border - reached
        reached = border
        mask ^= coder_bit
    units[0] = units.get(0, 0) + count - reached
    rated = tuple([coder in coded for coder in coders])
    return {_pattern(mask, rated): number for mask, number in units.items() if number}


@lru_cache  # there are few, and each is that of many transcripts and codes
def _pattern(mask: int, rated: tuple[bool, ...]) -> Pattern:
    return tuple(bool(mask >> place & 1) if of else None for place, of in enumerate(rated))


def group_ratings(
    count: int, coders: Sequence[str], coded: Mapping[str, Mapping[str, Sequence[Span]]]
) -> OfUnits | str:
    """Return how many of `count` units have each pattern of a group's codes, `NO_VALUE` for none.

    `coded` has, of those who rated the transcript, the ranges of each code. Where the codes do not
    exclude each other it is a coder who gave a unit two of them.
    """
    borders = sorted(
        (border, at_end, coder, code)
        for coder, by_code in coded.items()
        for code, spans in by_code.items()
        for span in spans
        for at_end, border in ((1, span.start), (0, span.end))
    )
    values: dict[str, Hashable] = dict.fromkeys(coded, NO_VALUE)
    units: Counter[Pattern] = Counter()
    reached = 0
    for border, begins, coder, code in borders:
        if border > reached:
            units[tuple(map(values.get, coders))] += border - reached
            reached = border
        if begins and values[coder] != NO_VALUE:
            return coder
        values[coder] = code if begins else NO_VALUE
    if count > reached:
        units[tuple(map(values.get, coders))] += count - reached
    return units
