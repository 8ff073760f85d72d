"""Text as the project keeps it: normalised once, measured in code points, counted in words.

A span is a half-open pair of code-point offsets `[start, end)` in one version of a text.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import filterfalse, pairwise
from typing import NamedTuple

# A pattern that begins with a set of characters is looked for three times as fast.
_LINE_ENDS = re.compile("[\r\x85\u2028\u2029\x0b\x0c](?:(?<=\r)\n)?")
_REMOVED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\ufeff\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_UNCLEAN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028\u2029\ufeff\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""What `normalise` turns or removes."""
OBEYED = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""What a terminal obeys instead of showing it, line ends and TAB among it."""
INVISIBLE = (
    "\u00ad\u034f\u061c\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    "\u115f\u1160\u3164\uffa0"
)
"""What nobody sees inside a word or a label, as a class of a regular expression."""
_UNSEEN = re.compile(f"[{INVISIBLE}]")
_HIGH = 1000
_PILE = re.compile(f"[\u0300-\U0010ffff][\u0300-\U0010ffff]{{{_HIGH - 1},}}")
_MOST_MARKS = 30
"""Unicode's own bound for the marks on a letter in a stream (UAX 15)."""
_LONG = 1_000_000
"""From so many characters on, words are counted without being taken apart: that takes memory."""
_TOKEN = re.compile(r"\S+")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_ONLY_SIGNS = re.compile(r"(?<!\S)(?:[^\w\s]|_)+(?!\S)")


_ANY_LINE_END = re.compile(f"\n|{_LINE_ENDS.pattern}")
_NEW_PAGE = "\x0c"


class Span(NamedTuple):
    """Half-open code-point offsets `[start, end)`."""

    start: int
    end: int


def normalise(raw: str) -> str:
    """Return `raw` as the project keeps it; doing it twice equals doing it once.

    Every line end becomes LF; controls other than TAB and LF, zero-width spaces, byte order marks,
    bidirectional controls and lone surrogates are removed; the rest is composed (NFC).
    """
    # Most texts have nothing to turn or to remove, and that is cheaper to see.
    if not (raw.isprintable() or is_clean(raw)):
        raw = _REMOVED.sub("", _LINE_ENDS.sub("\n", raw))
    return composed(raw)


def page_starts(raw: str) -> frozenset[int]:
    """Return the numbers of the lines of `normalise(raw)` that stand first behind a form feed."""
    if _NEW_PAGE not in raw:
        return frozenset()
    ends = enumerate(_ANY_LINE_END.finditer(raw), 1)
    return frozenset(number for number, end in ends if end[0] == _NEW_PAGE)


def composed(text: str) -> str:
    """Return `text` in NFC; of a thousand marks on one letter, so many as letters can have.

    The library sorts the marks of a letter by comparing each with each.
    """
    if text.isascii():
        return text
    # So many in a row have one at one of these places, and in most texts none is there.
    if max(text[::_HIGH]) >= "\u0300":
        text = _PILE.sub(_without_piles, text)
    return unicodedata.normalize("NFC", text)


def offset_map(raw: str) -> tuple[int, ...]:
    """Return where in `normalise(raw)` each offset of `raw` lies, that of its end included.

    What is removed lies where the next character does that is kept; an offset within what becomes
    one character, between CR and LF or a letter and its accent, lies at its beginning. Files for
    exchange will need it, whose offsets are in texts as other programs keep them; nothing else does
    so far.
    """
    kept = [*_kept(raw)]
    text = "".join(character for character, *_ in kept)
    whole = len(unicodedata.normalize("NFC", text))
    places: list[int | None] = [*(None for _ in raw), whole]
    for place, (_, start, end) in zip(_composed_places(text), kept, strict=True):
        places[start:end] = [place] * (end - start)
    for offset in reversed(range(len(raw))):
        if places[offset] is None:
            places[offset] = places[offset + 1]
    return tuple(place for place in places if place is not None)


def _kept(raw: str) -> Iterator[tuple[str, int, int]]:
    """Yield what `normalise` composes, a character at a time, with where it stands in `raw`."""
    ends = {line_end.start(): line_end.end() for line_end in _LINE_ENDS.finditer(raw)}
    turned = [
        ("\n", start, ends[start]) if start in ends else (raw[start], start, start + 1)
        for start in range(len(raw))
        if not (raw[start] == "\n" and start and raw[start - 1] == "\r")
    ]
    kept = [piece for piece in turned if not _REMOVED.match(piece[0])]
    piled: set[int] = set()
    for pile in _PILE.finditer("".join(character for character, *_ in kept)):
        for marks in _marks().finditer(pile[0]):
            piled.update(
                range(pile.start() + marks.start() + len(_few(marks)), pile.start() + marks.end())
            )
    yield from (piece for at, piece in enumerate(kept) if at not in piled)


def _composed_places(text: str) -> Iterator[int]:
    """Yield where each character of a text lies when the text is composed."""
    begins = [at for at, sign in enumerate(text) if at == 0 or _begins_anew(sign)]
    place = 0
    for begin, end in pairwise([*begins, len(text)]):
        part = text[begin:end]
        whole, here = unicodedata.normalize("NFC", part), 0
        for length in range(len(part)):
            before = unicodedata.normalize("NFC", part[:length])
            if before + unicodedata.normalize("NFC", part[length:]) == whole:
                here = len(before)
            yield place + here
        place += len(whole)


def _begins_anew(sign: str) -> bool:
    """Tell whether a character is composed with nothing that stands before it."""
    if sign < "\u0300":
        return True
    first = unicodedata.normalize("NFD", sign)[0]
    return unicodedata.combining(first) == 0 and first not in _joining_letters()


@cache
def _joining_letters() -> frozenset[str]:
    """Return the letters that are composed with a letter before them, Korean vowels among them."""
    seconds = {
        parts[1]
        for parts in (unicodedata.decomposition(sign).split() for sign in map(chr, range(0x20000)))
        if len(parts) == 2 and not parts[0].startswith("<")
    }
    vowels_and_ends = map(chr, (*range(0x1161, 0x1176), *range(0x11A8, 0x11C3)))
    return frozenset({*(chr(int(second, 16)) for second in seconds), *vowels_and_ends})


def _without_piles(pile: re.Match[str]) -> str:
    return _marks().sub(_few, pile[0])


@cache
def _marks() -> re.Pattern[str]:
    """Return the pattern of ten marks or more in a row; there are none above U+1FFFF."""
    signs = "".join(filter(unicodedata.combining, map(chr, range(0x300, 0x20000))))
    return re.compile(f"[{re.escape(signs)}]{{10,}}")


def _few(marks: re.Match[str]) -> str:
    kept = marks[0][:_MOST_MARKS]
    while len(unicodedata.normalize("NFD", kept)) > _MOST_MARKS:
        kept = kept[:-1]
    return kept


def visible(text: str) -> str:
    r"""Return `text` on one line, what a terminal obeys written out, such as `\n` or `\x1b`."""
    return OBEYED.sub(lambda match: ascii(match.group())[1:-1], text)


def is_clean(text: str) -> bool:
    """Tell whether `normalise` would turn no line end and remove nothing, whatever it composes."""
    return _UNCLEAN.search(text) is None


def text_hash(text: str) -> str:
    """Return the SHA-256 of a normalised text's UTF-8 bytes, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def source_digest(text: str) -> str:
    """Return a digest of a normalised text that is kept nowhere: only who has it all can tell it.

    What goes into an id beside a name keeps the id from confirming a guess of the name alone.
    """
    return hashlib.sha256(b"source\0" + text.encode()).hexdigest()


def quote_hash(quote: str) -> str:
    """Return the digest a coding keeps of its words: the first 16 hex digits of `text_hash`."""
    return text_hash(quote)[:16]


def words(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Yield the spans of the words of `text[start:end]`.

    A word is a maximal run of non-space characters that holds a letter or a digit.
    """
    for token in _TOKEN.finditer(text, start, len(text) if end is None else end):
        if _LETTER_OR_DIGIT.search(text, token.start(), token.end()):
            yield Span(token.start(), token.end())


def count_words(text: str) -> int:
    """Return how many words `text` has."""
    if len(text) > _LONG:
        tokens = sum(1 for _ in _TOKEN.finditer(text))
        return tokens - sum(1 for _ in _ONLY_SIGNS.finditer(text))
    # Most words are letters, or begin with one, and that is cheaper to see.
    runs = text.split()
    signed = [run for run in filterfalse(str.isalpha, runs) if not run[0].isalnum()]
    return len(runs) - sum(_LETTER_OR_DIGIT.search(run) is None for run in signed)


def seen(words: str) -> str:
    """Return words without the signs that nobody sees."""
    return words if words.isascii() else _UNSEEN.sub("", words)


def folded_label(label: str) -> str:
    """Return what labels share that differ only in case, white space and signs nobody sees."""
    return " ".join(seen(label).split()).casefold()
