"""What identifies by its form alone: identity numbers, phone numbers, addresses of every kind."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

IdentifierKind = Literal["web address", "e-mail", "identity number", "phone", "address"]

_FIRST_WEIGHTS = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
_SECOND_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)

_DIGITS_BEFORE = r"(?<![\d+])(?<!\d[.,:/])"
_DIGITS_AFTER = r"(?!\d)(?![.,:/]\d)"
_GAP = r"[ \u00a0\u2009\u202f.-]?"
_STREET = r"(?:gata|gaten|gate|gt\.|veien|vegen|vei|veg|allé|alleen|alléen|stien|svingen|plass)"
_DATE_IN_ONE = re.compile(r"20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_UPPER = "A-ZÆØÅÁČĐŊŠŦŽÄÖÉÓÜ"

_PATTERNS: tuple[tuple[IdentifierKind, re.Pattern[str]], ...] = (
    (
        "e-mail",
        re.compile(r"[^\W_][\w.+-]*@[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)+"),
    ),
    (
        "web address",
        re.compile(
            r"(?:https?://|www\.)[^\s<>\"«»]*[^\s<>\"«».,;:!?)\]]"
            r"|(?<![\w@.])(?:[a-z0-9-]+\.)+(?:no|com|org|net|info)(?:/[^\s<>\"«».,;:!?)\]]+)?(?!\w)"
            r"|(?<![\w@])@[^\W_][\w.]*\w"
        ),
    ),
    (
        "identity number",
        re.compile(
            rf"{_DIGITS_BEFORE}\d{{2}}\.?\d{{2}}\.?\d{{2}}[ \u00a0-]?\d{{5}}{_DIGITS_AFTER}"
        ),
    ),
    (
        "phone",
        re.compile(
            rf"(?:(?<!\w)(?:\+|00)[1-9]\d{{0,2}}{_GAP}(?:\(0\){_GAP})?\d(?:{_GAP}\d){{5,11}}(?!\d)"
            rf"|{_DIGITS_BEFORE}(?:[2-9]\d{{7}}"
            r"|[2-9]\d(?P<sign>[ \u00a0.-])\d\d(?P=sign)\d\d(?P=sign)\d\d"
            r"|[2-9]\d\d(?P<gap>[ \u00a0-])\d\d(?P=gap)\d{3}"
            r"|(?!20)[2-9]\d{3}[ \u00a0](?!19|20)\d{4})"
            rf"{_DIGITS_AFTER})"
        ),
    ),
    (
        "address",
        re.compile(
            rf"(?<!\w)[{_UPPER}][\w-]*(?: [{_UPPER}][\w-]*){{0,2}} ?(?i:{_STREET})"
            rf" \d{{1,3}} ?[A-Za-z]?(?!\w)(?:, ?\d{{4}} [{_UPPER}][\w-]*)?"
        ),
    ),
)


class Identifier(NamedTuple):
    """The characters `[start, end)` identify by their form; `doubt` says why they may not."""

    kind: IdentifierKind
    start: int
    end: int
    doubt: str


def identifiers(text: str) -> Iterator[Identifier]:
    """Yield what identifies by its form, kind by kind; none overlaps one that came before."""
    taken = bytearray(len(text))
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(taken[start:end]):
                continue
            doubt = _doubt_of(kind, re.sub(r"\D", "", match[0]))
            taken[start:end] = b"\1" * (end - start)
            yield Identifier(kind, start, end, doubt)


def is_identity_number(digits: str) -> bool:
    """Tell whether eleven digits are a Norwegian national identity number or D-number.

    The date and both check digits must fit (weights as the Tax Administration publishes them). A
    D-number has 40 added to the day; synthetic numbers have 40 or 80 added to the month.
    """
    if len(digits) != 11 or not (digits.isascii() and digits.isdecimal()):
        return False
    numbers = [int(digit) for digit in digits]
    sums = (
        sum(weight * number for weight, number in zip(weights, numbers, strict=False))
        for weights in (_FIRST_WEIGHTS, _SECOND_WEIGHTS)
    )
    return _has_date(digits) and all(total % 11 == 0 for total in sums)


def _has_date(digits: str) -> bool:
    day, month, year = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    try:
        # The century hides in the serial number; this one has every 29 February there may be.
        date(2000 + year, month % 40, day - 40 if day > 40 else day)
    except ValueError:
        return False
    return True


def _doubt_of(kind: IdentifierKind, digits: str) -> str:
    if kind == "phone" and _DATE_IN_ONE.fullmatch(digits):
        return "perhaps a date"
    if kind != "identity number" or is_identity_number(digits):
        return ""
    if _has_date(digits):
        return "the check digits do not fit"
    return "eleven digits that are no identity number, perhaps an account"
