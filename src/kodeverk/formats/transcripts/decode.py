"""Bytes of a text file to characters, and which encoding they were in.

UTF-8 proves itself. What is neither that nor UTF-16 is one of the four old encodings Norwegian text
was kept in, and no byte says which: the decoding that reads best as text wins.
"""

import codecs
import re
import unicodedata
from dataclasses import dataclass

from kodeverk.errors import BadInput

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_OLD = ("cp1252", "latin-1", "mac-roman", "cp865")
_SAVE_AS_UTF8 = "Open it in the program it came from and save it as text in UTF-8."

_NORWEGIAN = frozenset("æøåÆØÅ")
_COMMON = frozenset("éèêóòôöäüÉÈÊÓÒÔÖÄÜ")
_RARE = frozenset("ëúùáàâíìîïñçßËÚÙÁÀÂÍÌÎÏÑÇ")
_PUNCTUATION = frozenset("«»–—…•·§°½¼¾£€©®´¨\u00a0\u00ad")
_QUOTES = frozenset("‘’‚“”„‹›")
_FOREIGN = re.compile("[^\x00-\x7f]+")
_DOUBLE = re.compile("Ã[\x80-\xbf†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸƒ„…€]|â€[\x80-\xbf™œ“”˜¦\x9d]|Â[\xa0-\xbf]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text file's characters, not yet normalised, its encoding, and what is doubtful about it."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes, name: str) -> Decoded:
    """Return the characters of the text file `name` with these bytes.

    Raises BadInput when they are no text, or a damaged one, or none of the encodings fits.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(_strict(data[len(mark) :], encoding, name), encoding)
    if b"\x00" in data:
        return _utf16_without_mark(data, name)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        decoded = _old_encoding(data, name, error)
    else:
        decoded = Decoded(text, "utf-8", _doubled(text))
    _refuse_controls(decoded.text, name)
    return decoded


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise BadInput(
            f"{name}: begins as {encoding} text, but byte {error.start} is none; it is damaged",
            _SAVE_AS_UTF8,
        ) from error
    _refuse_controls(text, name)
    return text


def _refuse_controls(text: str, name: str) -> None:
    controls = len(_CONTROL.findall(text))
    if controls > 3 and controls > len(text) / 100:
        raise _binary(name)


def _binary(name: str) -> BadInput:
    return BadInput(
        f"{name}: this is not a text file, whatever its name says",
        "Give the transcript itself, as .docx, .txt, .md, .vtt or .srt.",
    )


def _utf16_without_mark(data: bytes, name: str) -> Decoded:
    """Decode bytes with NULs: no text has them but UTF-16, where half of Latin text is NULs."""
    best: tuple[float, str, str] | None = None
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        share = _readable(text)
        if best is None or share > best[0]:
            best = (share, encoding, text)
    if best is None or best[0] < 0.9:
        raise _binary(name)
    _refuse_controls(best[2], name)
    return Decoded(best[2], best[1])


def _readable(text: str) -> float:
    """Return the share of characters that stand in ordinary text; 0 without spaces between them."""
    if not any(character in text for character in " \n\r\t"):
        return 0.0
    sample = text[:20_000]
    # Bytes in the wrong order make rare ideographs and unassigned characters of Latin text.
    good = sum(
        character in "\n\r\t" or unicodedata.category(character)[0] in "LMNPSZ"
        for character in sample
        if not "\u3400" <= character <= "\u9fff"
    )
    return good / len(sample)


def _old_encoding(data: bytes, name: str, error: UnicodeDecodeError) -> Decoded:
    readings: list[tuple[float, str, str]] = []
    for encoding in _OLD:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        readings.append((_evidence(text), encoding, text))
    # A stable sort: of two that read alike the one named first, so cp1252 stands before latin-1.
    readings.sort(key=lambda reading: -reading[0])
    score, encoding, text = readings[0]
    foreign = sum(map(len, _FOREIGN.findall(text)))
    rivals = [other for other in readings[1:] if other[2] != text]
    if score <= 0:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadInput(
            f"{name}, line {line}: the letters are in an encoding that cannot be told "
            f"(not UTF-8, and none of {', '.join(_OLD)} reads as text)",
            _SAVE_AS_UTF8,
        )
    lead = score - rivals[0][0] if rivals else score
    if lead < 0.1:
        chosen = _normalizer_choice(data, [encoding, rivals[0][1]])
        _, encoding, text = next(
            (reading for reading in readings if reading[1] == chosen), readings[0]
        )
    if lead < max(1.0, foreign / 4) or score < foreign * 0.3:
        told = f"read as {encoding}, but this is a guess: check the letters æ, ø and å"
        return Decoded(text, encoding, (told,))
    return Decoded(text, encoding, _doubled(text))


def _normalizer_choice(data: bytes, encodings: list[str]) -> str | None:
    from charset_normalizer import from_bytes

    names = [codecs.lookup(encoding).name.replace("-", "_") for encoding in encodings]
    best = from_bytes(data, cp_isolation=names).best()
    if best is None:
        return None
    found = codecs.lookup(best.encoding).name
    return next((name for name in encodings if codecs.lookup(name).name == found), None)


def _evidence(text: str) -> float:
    """Return how well the characters above ASCII read as Norwegian or other Western text.

    Each counts for or against by what it is and by its neighbours: a letter belongs in a word
    beside plain ones, a capital at its head or among capitals, a closing quote behind a letter;
    signs of commerce, mathematics and box drawing are what a wrong decoding makes of letters.
    """
    score = 0.0
    for found in _FOREIGN.finditer(text):
        run = found[0]
        before = text[found.start() - 1 : found.start()]
        after = text[found.end() : found.end() + 1]
        # No Western word has three such letters in a row; Cyrillic read as Western has.
        if len(run) > 2 and run.isalpha():
            score -= len(run)
            continue
        for place, character in enumerate(run):
            left = run[place - 1] if place else before
            right = run[place + 1] if place + 1 < len(run) else after
            score += _weight(character, left, right)
    return score


def _weight(character: str, before: str, after: str) -> float:
    if character in _NORWEGIAN or character in _COMMON or character in _RARE:
        weight = 1.0 if character in _NORWEGIAN else 0.6 if character in _COMMON else 0.3
        return -weight if character.isupper() and before.islower() else weight
    inside = before.isalpha() and after.isalpha()
    if character in _QUOTES:
        return 0.3 if not inside else 0.1 if character == "’" else -1.0
    if character in _PUNCTUATION:
        return -0.7 if inside and character not in "–—…\u00ad" else 0.3
    return -1.0


def _doubled(text: str) -> tuple[str, ...]:
    """Return a warning when UTF-8 was once read as something else and saved so."""
    found = _DOUBLE.findall(text)
    if len(found) < 3 or len(found) < sum(map(len, _FOREIGN.findall(text))) / 4:
        return ()
    return (
        f"the letters were encoded twice ({len(found)} such as {found[0]!r}); the text is "
        f"kept as it is: ask for the original file, or repair it before coding",
    )
