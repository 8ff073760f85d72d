"""Texts that have nearly the same words: a sketch of each finds the few that are compared."""

from array import array
from collections.abc import Sequence
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar

Key = TypeVar("Key")

NEARLY = 0.8
"""The least share of words in common of texts that are nearly the same.

Corrected texts of automatic transcripts have so many; interviews of two people after one guide have
a third.
"""

FEWEST = 20
"""So many words a text has at least: two short ones may be alike by chance."""

BEGINNING = 12_000
"""So many code points of a text are sketched: a copy mostly begins as the other does."""

_LEAST_OF_LENGTH = 0.6
_LONG = 8
_FEW, _ENOUGH = 50, 100
"""Above so few long words they are sketched, below so many all words; between them both."""

_SHARED = 0.3
"""The least share of a sketch in common of texts that are compared: an edited word changes two."""


_KEPT = 128
"""So many digests of a text are kept, the least: so like texts keep the same."""

_MET = 1 << 24
"""Of so many classes of digests it is kept which have been met, whatever the number of texts."""

_DIGEST = 0xFFFFFFFF


class Sketch(NamedTuple):
    """What a text is found again by: its length in code points, and digests of what it begins with.

    Digests hold within one process. Of a text that is too short to be compared there are none.
    """

    length: int
    parts: "array[int]"


def sketch(beginning: str, length: int) -> Sketch:
    """Return the sketch of a text of `length` code points, of which this is the `BEGINNING`."""
    words = words_of(beginning[:BEGINNING])
    parts: set[int] = set()
    long = [word for word in words if len(word) >= _LONG]
    if len(long) >= _FEW:
        parts.update(map(hash, pairwise(long)))
    if len(long) < _ENOUGH and len(words) >= FEWEST:
        parts.update(map(hash, zip(words, words[1:], words[2:], strict=False)))
    return Sketch(length, array("I", sorted({part & _DIGEST for part in parts})[:_KEPT]))


def words_of(text: str) -> list[str]:
    """Return the words of a text as they are compared: in small letters."""
    return text.casefold().split()


def same_words(one: Sequence[str], other: Sequence[str]) -> float:
    """Return the share of words that two texts have in common, in their order; 1 for equal ones."""
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(one, other)


def may_be_alike(one: int, other: int) -> bool:
    """Tell whether two texts of these lengths in code points can have nearly the same words."""
    return min(one, other) >= _LEAST_OF_LENGTH * max(one, other)


class Sketches(Generic[Key]):
    """Sketches of texts under keys, among which those of like texts are found quickly."""

    def __init__(self) -> None:
        self._kept: dict[Key, Sketch] = {}
        self._met = bytearray(_MET // 8)

    def add(self, key: Key, sketched: Sketch) -> None:
        """Keep the sketch of a text that may be found from now on."""
        self._kept[key] = sketched
        met = self._met
        for part in sketched.parts:
            met[part % _MET >> 3] |= 1 << (part & 7)

    def like(self, sketched: Sketch) -> list[Key]:
        """Return the keys of texts that may have nearly the same words, the likeliest first."""
        # Most texts are like none: one look at all of them together is enough for those.
        met = self._met
        common = {part for part in sketched.parts if met[part % _MET >> 3] >> (part & 7) & 1}
        if len(common) < _SHARED * len(sketched.parts) * _LEAST_OF_LENGTH or not common:
            return []
        shares: list[tuple[float, int, Key]] = []
        for key, other in self._kept.items():
            shared = len(common.intersection(other.parts))
            share = shared / min(len(sketched.parts), len(other.parts) or 1)
            if share >= _SHARED and may_be_alike(sketched.length, other.length):
                shares.append((share, len(shares), key))
        return [key for *_, key in sorted(shares, key=lambda share: (-share[0], share[1]))]
