"""Whether what was read from a PDF are the letters that its pages show."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from kodeverk.errors import BadInput
from kodeverk.formats.transcripts.pdf_fonts import UNKNOWN, PdfFont

READ_PICTURES = "Let a program for text recognition (OCR) read it first, or type it."

_MOST_UNKNOWN = 0.02
_MOST_PRIVATE = 0.3
"""Letters of a font's own, which are mostly the dots of lists."""
_FEWEST_LETTERS = 300
_LATIN = "\u0250"
_NEARLY_ALL = 0.8
_VOWELS = frozenset("aeiouyæøœı")
_FEWEST_VOWELS = 0.2
_ALTERNATE = 1.2
"""In every language written in Latin letters a vowel and a consonant stand beside each other at
least so many times as often as among the same letters shuffled; in real interviews 1.36 to 1.8."""
_LONGEST = 18
"""Words are on average at most so long."""
_COMMON = frozenset("aeinorst")
_FEWEST_COMMON = 0.44
"""In every language written in Latin letters these are at least so many of them; in real interviews
0.5 to 0.7."""
_FEWEST_KINDS = 16
"""Fewer different letters may be a few words that come back, or the font of labels alone."""


def refuse_unsound(
    pages: Sequence[Iterable[str]], fonts: Iterable[PdfFont], name: str
) -> list[str]:
    """Return what to warn of in the rows of all pages, shown in these fonts.

    Raises BadInput, naming the file, when its letters are not those that are shown: the fonts do
    not say which they are, or say something else.
    """
    texts = ["\n".join(rows) for rows in pages]
    signs = [sign for text in texts for sign in text if not sign.isspace()]
    unknown = signs.count(UNKNOWN)
    private = sum(unicodedata.category(sign) == "Co" for sign in signs)
    if unknown > _MOST_UNKNOWN * len(signs) or unknown + private > _MOST_PRIVATE * len(signs):
        raise BadInput(
            f"{name}: the fonts of this PDF do not say which letters they show", READ_PICTURES
        )
    text = "\n".join(texts)
    if _is_scrambled(text):
        shown = " ".join(text.split())[:40]
        raise BadInput(
            f"{name}: the letters of this PDF are not those it shows: it reads {shown!r}",
            READ_PICTURES,
        )
    if any(_shows_others(font) for font in fonts):
        raise BadInput(
            f"{name}: the letters of this PDF are in part not those it shows", READ_PICTURES
        )
    if not unknown:
        return []
    page = 1 + next(number for number, text in enumerate(texts) if UNKNOWN in text)
    return [
        f"the font does not say which letter it is, which reads {UNKNOWN} ({unknown}): page {page}"
    ]


def _is_scrambled(text: str) -> bool:
    """Tell whether a text in Latin letters reads as no language does."""
    plain = _plain(text)
    frequent = Counter(plain)
    if not _is_latin(frequent):
        return False
    vowels = _share(frequent, _VOWELS)
    pairs = [
        (one in _VOWELS) != (other in _VOWELS)
        for one, other in pairwise(plain)
        if one.isalpha() and other.isalpha()
    ]
    alternate = sum(pairs) / max(1, len(pairs))
    shuffled = 2 * vowels * (1 - vowels)
    longest = sum(map(str.isalpha, plain)) / len(text.split())
    is_shuffled = alternate < _ALTERNATE * shuffled or longest > _LONGEST
    return is_shuffled or _is_strange(frequent)


def _shows_others(font: PdfFont) -> bool:
    """Tell whether the letters that a font shows are as frequent as in no language."""
    frequent: Counter[str] = Counter()
    for text, times in font.shown.items():
        for sign in _plain(text):
            frequent[sign] += times
    return _is_latin(frequent) and _is_strange(frequent)


def _plain(text: str) -> list[str]:
    """Return the signs of a text, in small letters without accents."""
    signs = unicodedata.normalize("NFD", text.casefold())
    return [sign for sign in signs if not unicodedata.combining(sign)]


def _is_latin(frequent: Mapping[str, int]) -> bool:
    """Tell whether enough letters are Latin, and nearly all, to say how they should be."""
    if sum(map(str.isalpha, frequent)) < _FEWEST_KINDS:
        return False
    letters = sum(times for sign, times in frequent.items() if sign.isalpha())
    return _latin(frequent) >= max(_FEWEST_LETTERS, _NEARLY_ALL * letters)


def _latin(frequent: Mapping[str, int]) -> int:
    return sum(times for sign, times in frequent.items() if sign.isalpha() and sign < _LATIN)


def _share(frequent: Mapping[str, int], letters: Iterable[str]) -> float:
    return sum(frequent.get(sign, 0) for sign in letters) / _latin(frequent)


def _is_strange(frequent: Mapping[str, int]) -> bool:
    vowels, common = _share(frequent, _VOWELS), _share(frequent, _COMMON)
    return vowels < _FEWEST_VOWELS or common < _FEWEST_COMMON
