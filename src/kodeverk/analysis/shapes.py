"""Counting words fast: the shape of a text, one byte a code point, in which C code can count.

The words are exactly those of `kodeverk.model.text.words`. Finding each with a regular expression
would take longer than the whole table may.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

SPACE = b" "
_LETTER, _OTHER = b"a", b"."
# The second dot, rather than a plus, lets the search look for two bytes at once.
_LEADING = re.compile(rb" \.\.*")

WORD = SPACE + _LETTER
"""What stands in `Shape.bare` where a word's first letter or digit does, and the place before."""


class Shape(NamedTuple):
    """Several texts in one row, a space before, between and after them, as two rows of bytes.

    `runs` has a space for white space and another byte for any other character; `bare` has spaces
    also for what stands in a run before its first letter or digit.
    """

    runs: bytes
    bare: bytes


def shape(texts: Iterable[str]) -> Shape:
    """Return the shape of `texts`; the first is at 1, every other a place after the one before."""
    row = " ".join(("", *texts, ""))
    while True:
        try:
            runs = row.encode("latin-1").translate(_KINDS)
        except UnicodeEncodeError as beyond:
            for character in set(row[beyond.start : beyond.end]):
                row = row.replace(character, _kind(character).decode())
        else:
            # A sign before a word is common, several are rare; the search alone takes longer.
            bare = runs.replace(SPACE + _OTHER, SPACE + SPACE)
            if SPACE + _OTHER in bare:
                bare = _LEADING.sub(lambda found: SPACE * len(found[0]), bare)
            return Shape(runs, bare)


def _kind(character: str) -> bytes:
    if character.isalnum():
        return _LETTER
    return SPACE if character.isspace() else _OTHER


_KINDS = b"".join(_kind(chr(code)) for code in range(256))
