"""Texts that have nearly the same words: a sketch of each finds the few that are compared."""

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

_DIGEST = 0xFFFFFFFF
_BITS = 1 << 12
"""So many classes of digests are told apart: few of what two texts keep fall together by chance."""


class Sketch(NamedTuple):
    """What a text is found again by: its length in code points, and digests of what it begins with.

    A bit of `parts` stands for a class of digests. They hold within one process. Of a text that is
    too short to be compared there are none.
    """

    length: int
    parts: int


def sketch(beginning: str, length: int) -> Sketch:
    """Return the sketch of a text of `length` code points, of which this is the `BEGINNING`."""
    words = words_of(beginning[:BEGINNING])
    digests: set[int] = set()
    long = [word for word in words if len(word) >= _LONG]
    if len(long) >= _FEW:
        digests.update(map(hash, pairwise(long)))
    if len(long) < _ENOUGH and len(words) >= FEWEST:
        digests.update(map(hash, zip(words, words[1:], words[2:], strict=False)))
    parts = 0
    for digest in sorted(digest & _DIGEST for digest in digests)[:_KEPT]:
        parts |= 1 << digest % _BITS
    return Sketch(length, parts)


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

    def add(self, key: Key, sketched: Sketch) -> None:
        """Keep the sketch of a text that may be found from now on."""
        self._kept[key] = sketched

    def like(self, sketched: Sketch) -> list[Key]:
        """Return the keys of texts that may have nearly the same words, the likeliest first."""
        length, parts = sketched
        count = parts.bit_count()
        least = _SHARED * count * _LEAST_OF_LENGTH
        shares: list[tuple[float, int, Key]] = []
        for key, other in self._kept.items():
            shared = (parts & other.parts).bit_count()
            if shared and shared >= least and may_be_alike(length, other.length):
                share = shared / min(count, other.parts.bit_count())
                if share >= _SHARED:
                    shares.append((share, len(shares), key))
        return [key for *_, key in sorted(shares, key=lambda share: (-share[0], share[1]))]
