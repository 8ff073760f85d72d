"""The signs of a line: what ends a sentence, quotes, lists or parts words, and capitals."""

import re

from kodeverk.model.sentences import ASKING, ENDS

DIGITS = re.compile(r"\d+")
BULLET = re.compile(r"[-–—*+•·●○◦▪■□➢➤►✓✔\ufffd\ue000-\uf8ff]\s")
"""The sign of a list at the head of a line."""
SENTENCE_ENDS = (*ENDS, '"', "”", "»", ")", "]")
OPENING_QUOTES = tuple("\"“”„«»'‘’‚‹›「『")
CLOSING_QUOTES = (*OPENING_QUOTES, "」", "』")
_ORDINALS = "ªº"
"""Letters without a capital that stand behind numbers."""
COLONS = (":", "：")
_COLON = re.compile(r"(?<!\d)[:：]|[:：](?!\d\d)")
"""One that stands in no time."""
_UNPARTED = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
"""A sign of a script that puts no blanks between words."""
INITIAL = re.compile(r"[^\W\d_]\.")
_SHORT_OF_SENTENCE = 12
"""Initials alone, `K. N. M.`, have at most so many characters, and most that is said has more."""


def at_colon(line: str) -> tuple[str, str, str]:
    """Return what stands before the first colon of a line, that colon, and what stands behind.

    One in a time parts nothing.
    """
    has_one = any(map(line.__contains__, COLONS))  # much cheaper to see
    colon = _COLON.search(line) if has_one else None
    return (line[: colon.start()], colon[0], line[colon.end() :]) if colon else (line, "", "")


def words_seen(words: str) -> int:
    """Return how many words these are; of a script without blanks two signs are taken for one."""
    return len(words.split()) + len(_UNPARTED.findall(words)) // 2


def without_bullet(line: str) -> str:
    """Return a line without the sign of a list at its head."""
    return BULLET.sub("", line.strip(), count=1)


def unmarked(line: str) -> str:
    """Return a line without the sign of a list at its head, and without marks of bold."""
    return without_bullet(line).replace("**", "").replace("__", "")


def ends_sentence(words: str) -> bool:
    """Tell whether words end as a sentence does; initials alone do not: `K. N.`"""
    words = words.rstrip()
    are_initials = len(words) <= _SHORT_OF_SENTENCE and all(map(INITIAL.fullmatch, words.split()))
    return words.endswith(SENTENCE_ENDS) and not are_initials


def has_case(label: str) -> bool:
    """Tell whether a label has letters of a script with capitals."""
    return label.upper() != label.lower()


def is_in_capitals(words: str) -> bool:
    """Tell whether all letters are capitals, none of them of a script that has no capitals."""
    return words.isupper() and not any(
        sign.isalpha() and not (sign.isupper() or sign in _ORDINALS) for sign in words
    )


def numbers_alike(line: str) -> str:
    """Return a line, its numbers as if they were all one."""
    return DIGITS.sub("0", line)


_ASKS_LAST = re.compile(
    rf"(?:{'|'.join(map(re.escape, ASKING))})[\s)*_\"”»]*"
    r"(?:(?:[(\[][^()\[\]]*[)\]]|#[\d:.,-]+#)[\s*_]*)?"
    r"(?:</?br\s*/?>\s*)*$"
)
"""A question mark ends a line, or stands before a time, a note or a further question in brackets.

Behind it a line of Markdown may be broken: `<br>`.
"""
_MAY_ASK_LAST = (*ASKING, *')]#>*_"”»')


def asks(words: str) -> bool:
    """Tell whether there is a question mark, or what stands for one."""
    return any(map(words.__contains__, ASKING))


def asks_last(words: str) -> bool:
    """Tell whether a question mark ends words, or stands before a note that does."""
    # Most words end in a full stop, and that is cheaper to see than no match.
    may_ask = words.rstrip().endswith(_MAY_ASK_LAST)
    return may_ask and _ASKS_LAST.search(words) is not None
