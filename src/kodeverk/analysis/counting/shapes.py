"""Counting words fast: the shape of a text, one byte a code point, in which C code can count.

The words are exactly those of `kodeverk.model.text.words`. Finding each with a regular expression
would take longer than the whole table may.
"""

import re
from collections.abc import Iterable

SPACE = b" "
_LETTER, _OTHER = b"a", b"."

WORD = SPACE + _LETTER
"""What stands in a shape where a word begins, and the place before."""

_SIGNS = re.compile(SPACE + rb"\.(?=\.+" + _LETTER + rb")")
"""Where several signs stand before a word's first letter or digit."""


def shape(texts: Iterable[str]) -> bytes:
    """Return the shape of `texts` in one row, a space before, between and after them.

    The first is at 1, every other a place after the one before. White space is a space. Any other
    character is another byte, a letter's where a word begins and a sign's where a run does that
    holds neither letter nor digit.
    """
    row = " ".join(("", *texts, ""))
    while True:
        try:
            kinds = row.encode("latin-1").translate(_KINDS)
        except UnicodeEncodeError as beyond:
            for character in set(row[beyond.start : beyond.end]):
                row = row.replace(character, _kind(character).decode())
        else:
            # One sign before a word is common, several are rare: the search alone takes longer.
            kinds = kinds.replace(SPACE + _OTHER + _LETTER, WORD + _LETTER)
            return _SIGNS.sub(WORD, kinds) if SPACE + _OTHER + _OTHER in kinds else kinds


def _kind(character: str) -> bytes:
    if character.isalnum():
        return _LETTER
    return SPACE if character.isspace() else _OTHER


_KINDS = b"".join(_kind(chr(code)) for code in range(256))
