"""Counting words fast: a text's shape, one byte a code point, in which C code can count.

The words are exactly those of `kodeverk.model.text.words`; finding each with a regular expression
would take most of the time a table may take.
"""

_LETTER, _SPACE, _OTHER = b"a", b" ", b"."
_WORD_START = _SPACE + _LETTER


def _kind(character: str) -> bytes:
    if character.isalnum():
        return _LETTER
    return _SPACE if character.isspace() else _OTHER


_KINDS = b"".join(_kind(chr(code)) for code in range(256))


def shape(text: str) -> bytes:
    """Return one byte for each code point: `a` letter or digit, space white space, `.` any other."""
    while True:
        try:
            return text.encode("latin-1").translate(_KINDS)
        except UnicodeEncodeError as beyond:
            for character in set(text[beyond.start : beyond.end]):
                text = text.replace(character, _kind(character).decode())


def count_words(kinds: bytes) -> int:
    """Return how many words a text of this shape has: runs without white space that hold an `a`."""
    letters = kinds.translate(None, _OTHER)
    return letters.count(_WORD_START) + letters.startswith(_LETTER)


def whole_words(kinds: bytes, start: int, end: int, first: int, last: int) -> tuple[int, int]:
    """Return the part of `kinds[first:last]` that holds every run `[start, end)` has a share in.

    `[start, end)` lies inside `[first, last)` and is not empty; white space at its ends may be cut
    off, after which nothing may be left and the result's end lie before its start.
    """
    begin = kinds.rfind(_SPACE, first, start + 1) + 1
    finish = kinds.find(_SPACE, end - 1, last)
    return begin or first, last if finish < 0 else finish
