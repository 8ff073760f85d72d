"""Bytes of a text file to characters, and which encoding they were in.

UTF-8 proves itself. What is neither that nor UTF-16 is one of the four old encodings Norwegian text
was kept in, and no byte says which: the decoding that reads best as text wins. Encodings of other
languages are read where somebody says so; what they make look like Western text is doubted.
"""

import codecs
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from kodeverk.errors import BadInput

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_OLD = ("cp1252", "latin-1", "mac-roman", "cp865")

TWICE = "utf-8 twice"
"""UTF-8 that was read as an old Western encoding and saved as UTF-8 once more."""

_TOLD = (
    *("cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257"),
    *("iso-8859-2", "iso-8859-5", "iso-8859-7", "iso-8859-9", "iso-8859-15", "koi8-r"),
    *("cp949", "cp932", "gb18030", "big5"),
)
"""Encodings that are never guessed: most bytes of one are letters in every other."""

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", *_OLD, *_TOLD, TWICE)
"""What a person may say a text file is in, when the guess is wrong."""

_SAVE_AS_UTF8 = "Open it in the program it came from and save it as text in UTF-8."

_MOST_SEEN = 50_000
"""So many runs of characters above ASCII tell an encoding: a day of talk in Norwegian has them."""
_MOST_GUESSED = 1_000_000
_MOST_COMPARED = 10_000
_MOST_PROPOSED = 3

_NORWEGIAN = frozenset("æøåÆØÅ")
_COMMON = frozenset("éèêóòôöäüÉÈÊÓÒÔÖÄÜ")
_RARE = frozenset("ëúùáàâíìîïñãõçßËÚÙÁÀÂÍÌÎÏÑÇ")
_PUNCTUATION = frozenset("«»–—…•·§°½¼¾£€©®´¨\u00a0\u00ad")
_QUOTES = frozenset("‘’‚“”„‹›")
_CLOSE_TO_WORDS = _QUOTES | {"…"}
_FRACTIONS = frozenset("½¼¾¤¦")
"""Signs that no letter follows."""
_FOREIGN = re.compile("[^\x00-\x7f]+")
# A byte of UTF-8 behind the first, as cp1252 or latin-1 shows it.
_REST = "[\x80-\xbf†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸƒ„…€‚]"
_DOUBLE = re.compile(f"Ã{_REST}|â€{_REST}|Â[\xa0-\xbf]")
_BEGINS_OF_DOUBLE = ("Ã", "â€", "Â")
_TWICE = re.compile(f"[\xc2-\xdf]{_REST}|[\xe0-\xef]{_REST}{{2}}|[\xf0-\xf4]{_REST}{{3}}")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROLS = [*filter(_CONTROL.match, map(chr, range(0x80)))]

_NO_SIGN = re.compile("[\x80-\x84\x86-\x9f]")
"""Controls that stand in no text: where an encoding makes them, the letters are in another."""


class _Reading(NamedTuple):
    """Bytes read in an old encoding, how well they read, and how many letters are out of place."""

    score: float
    misfits: int
    encoding: str
    text: str


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text file's characters, not yet normalised, its encoding, and what is doubtful about it."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode_text(data: bytes, name: str) -> Decoded:
    """Return the characters of the text file `name` with these bytes.

    Raises BadInput when they are no text, or a damaged one, or none of the encodings fits.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = _strict(data[len(mark) :], encoding, name)
            return Decoded(text, encoding, _doubled(text))
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


def decode_as(data: bytes, encoding: str, name: str) -> Decoded:
    """Return the characters of the text file `name`, whose encoding somebody has told.

    `encoding` is one of ENCODINGS, or another spelling of it such as `windows-1252`. Raises
    BadInput when it is none, when the bytes cannot be in it, and when a text that is told to be
    encoded twice is not.
    """
    known = _known(encoding)
    if known is None and _codec(encoding) == "utf-16":
        return _utf16(data, name)
    if known is None:
        raise BadInput(
            f"there is no encoding {encoding!r} to read transcripts in",
            f"The encodings are: {', '.join(map(repr, ENCODINGS))}.",
        )
    codec = "utf-8" if known == TWICE else known
    bare = next((data.removeprefix(mark) for mark, of in _MARKS if of == codec), data)
    try:
        text = bare.decode(codec)
    except UnicodeDecodeError as error:
        line = bare.count(b"\n", 0, error.start) + 1
        raise BadInput(
            f"{name}, line {line}: the file is not in {codec}: {error.reason}",
            "Leave the encoding out to let it be guessed, or choose another of: "
            f"{', '.join(map(repr, ENCODINGS))}.",
        ) from error
    if known == TWICE:
        text = _repaired(text, name)
    elif known in (*_OLD, *_TOLD) and (control := _NO_SIGN.search(text)) is not None:
        line = text.count("\n", 0, control.start()) + 1
        raise BadInput(
            f"{name}, line {line}: the file is not in {known}: there it has a control, no sign",
            _which(data, data.find(control[0].encode(codec))),
        )
    _refuse_controls(text, name)
    return Decoded(text, known)


def _known(encoding: str) -> str | None:
    """Return the name in ENCODINGS that `encoding` is a spelling of."""
    if encoding in ENCODINGS:
        return encoding
    wanted = _codec(encoding)
    plain = (name for name in ENCODINGS if name != TWICE)
    return next((name for name in plain if codecs.lookup(name).name == wanted), None)


def _codec(encoding: str) -> str | None:
    """Return what Python calls the encoding that `encoding` is a spelling of."""
    try:
        return codecs.lookup(encoding).name
    except (LookupError, ValueError):
        return None


def _repaired(text: str, name: str) -> str:
    repaired = _TWICE.sub(lambda match: _once(match[0]), text)
    if repaired == text:
        raise BadInput(
            f"{name}: no letter in this file was encoded twice",
            "Leave the encoding out to let it be guessed.",
        )
    return repaired


def _once(letters: str) -> str:
    """Return the letter that `letters` are the UTF-8 bytes of, or themselves if they are none."""
    as_bytes = b"".join(
        letter.encode("latin-1" if letter <= "\xff" else "cp1252") for letter in letters
    )
    try:
        return as_bytes.decode("utf-8")
    except UnicodeDecodeError:
        return letters


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
    # Most texts have none, and to look for each is cheaper than to look at each letter.
    if not any(map(text.__contains__, _CONTROLS)):
        return
    most = max(3, len(text) // 100)
    if sum(1 for _ in islice(_CONTROL.finditer(text), most + 1)) > most:
        raise _binary(name)


def _binary(name: str) -> BadInput:
    return BadInput(
        f"{name}: this is not a text file, whatever its name says",
        "Give the transcript itself, as the program it was made in exports it.",
    )


def _utf16(data: bytes, name: str) -> Decoded:
    """Decode UTF-16 in the order of bytes that its mark says, or in which it reads as text."""
    for mark, encoding in _MARKS:
        if encoding.startswith("utf-16") and data.startswith(mark):
            return Decoded(_strict(data[len(mark) :], encoding, name), encoding)
    return _utf16_without_mark(data, name)


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
    readings: list[_Reading] = []
    for encoding in _OLD:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        readings.append(_Reading(*_evidence(text), encoding, text))
    # A stable sort: of two that read alike the one named first, so cp1252 stands before latin-1.
    readings.sort(key=lambda reading: -reading.score)
    score, _, encoding, text = readings[0]
    foreign = _foreign(text)
    rivals = [other for other in readings[1:] if other.text != text]
    if score <= 0:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadInput(
            f"{name}, line {line}: the letters are in an encoding that cannot be told "
            f"(not UTF-8, and none of {', '.join(_OLD)} reads as text)",
            _which(data, error.start),
        )
    lead = score - rivals[0].score if rivals else score
    if lead < 0.1:
        ranked = _ranked(data[:_MOST_GUESSED], [encoding, rivals[0].encoding])
        encoding = next(iter(ranked), encoding)
    chosen = next(reading for reading in readings if reading.encoding == encoding)
    is_doubtful = lead < max(1.0, foreign / 4) or score < foreign * 0.3
    if is_doubtful or chosen.misfits > max(1, foreign / 20):
        warning = (
            f"read as {encoding}, but this is a guess: check the letters that English does not "
            "have; another is chosen with --encoding NAME"
        )
        return Decoded(chosen.text, encoding, (warning,))
    return Decoded(chosen.text, encoding, _doubled(chosen.text))


def _which(data: bytes, start: int) -> str:
    """Return what to say of a file whose encoding nothing told, with what may be the answer.

    `start` is the first byte that is no UTF-8; the words there show a person which one is right.
    """
    begin = 1 + max(data.rfind(sign, 0, start) for sign in (b" ", b"\t", b"\n", b"\r"))
    there = data[begin : begin + _MOST_COMPARED]
    shown = []
    for encoding in _ranked(there, (*_TOLD, *_OLD))[:_MOST_PROPOSED]:
        words = " ".join(there[:40].decode(encoding, "ignore").split()[:3])
        shown.append(f"--encoding {encoding} (“{words} …”)")
    rest = f"The encodings are: {', '.join(map(repr, ENCODINGS))}. Or save it as text in UTF-8."
    if not shown:
        return f"Say which it is with --encoding NAME. {rest}"
    return f"Say which it is, perhaps {' or '.join(shown)}. {rest}"


def _foreign(text: str) -> int:
    """Return how many characters above ASCII there are among those that are looked at."""
    return sum(len(run[0]) for run in islice(_FOREIGN.finditer(text), _MOST_SEEN))


def _ranked(data: bytes, encodings: Sequence[str]) -> list[str]:
    """Return those of `encodings` in which bytes may be text, the likeliest first."""
    from charset_normalizer import from_bytes

    by_codec = {codecs.lookup(encoding).name: encoding for encoding in encodings}
    isolated = [name.replace("-", "_") for name in by_codec]
    matches = from_bytes(data, cp_isolation=isolated)
    names = (codecs.lookup(match.encoding).name for match in matches)
    return [by_codec[name] for name in names if name in by_codec]


_CONTRACTED = re.compile(r"(?:s|t|re|ve|ll|d|m)\b", re.IGNORECASE)
"""What stands behind the apostrophe within an English word: `didn’t`."""
_WORDS = "åöøæàéèá"
"""The letters that are words by themselves."""
_CAPITAL_WORDS = _WORDS.upper()


def _evidence(text: str) -> tuple[float, int]:
    """Return how well the characters above ASCII read as Norwegian or other Western text.

    With it how many of them stand before a letter where such text has none of them.

    Each counts for or against by what it is and by its neighbours: a letter belongs in a word
    beside plain ones, a capital at its head or among capitals, a closing quote behind a letter;
    signs of commerce, mathematics and box drawing are what a wrong decoding makes of letters.
    """
    score = 0.0
    misfits = 0
    for foreign in islice(_FOREIGN.finditer(text), _MOST_SEEN):
        run = foreign[0][:_MOST_SEEN]
        before = text[foreign.start() - 1 : foreign.start()]
        after = text[foreign.end() : foreign.end() + 1]
        # No Western word has three such letters in a row; Cyrillic read as Western has.
        if len(run) > 2 and run.isalpha():
            score -= len(run)
            misfits += len(run)
            continue
        for place, character in enumerate(run):
            left = run[place - 1] if place else before
            right = run[place + 1] if place + 1 < len(run) else after
            weight = _weight(character, left, right)
            if character == "’" and _CONTRACTED.match(text, foreign.start() + place + 1):
                weight = 1.0
            elif character in _CAPITAL_WORDS and not right.isalpha() and _is_amid(text, foreign):
                weight = 0.0  # an ellipsis, read otherwise
            score += weight
            misfits += right.isalpha() and (weight < 0 or character in _FRACTIONS)
    return score, misfits


def _is_amid(text: str, foreign: re.Match[str]) -> bool:
    """Tell whether characters stand behind a word of a sentence, apart from it."""
    before = text[max(0, foreign.start() - 2) : foreign.start()]
    return before.endswith(" ") and before[:1].isalpha()


def _weight(character: str, before: str, after: str) -> float:
    is_alone = not (before.isalpha() or after.isalpha())
    if is_alone and character.isalpha() and character.lower() not in _WORDS:
        return -0.5  # a dash, read otherwise
    if character in _NORWEGIAN or character in _COMMON or character in _RARE:
        weight = 1.0 if character in _NORWEGIAN else 0.6 if character in _COMMON else 0.3
        is_in_order = not (before.islower() and character.isupper())
        return weight if is_in_order and not (character.islower() and after.isupper()) else -weight
    inside = before.isalpha() and after.isalpha()
    # What opens or closes something stands right beside it, and apart on its other side.
    if character in _CLOSE_TO_WORDS and before.isspace() != after.isspace():
        beside = after if before.isspace() else before
        return 0.7 if beside.isascii() or beside in _CLOSE_TO_WORDS else 0.3
    if character in _QUOTES:
        return 0.3 if not inside else 0.1 if character == "’" else -1.0
    if character in _PUNCTUATION:
        return -0.7 if inside and character not in "–—…\u00ad" else 0.3
    return -1.0


def _doubled(text: str) -> tuple[str, ...]:
    """Return a warning when UTF-8 was once read as something else and saved so."""
    # Most texts have none of these, and that is cheaper to see.
    if not any(map(text.__contains__, _BEGINS_OF_DOUBLE)):
        return ()
    doubled = [double[0] for double in islice(_DOUBLE.finditer(text), _MOST_SEEN)]
    if len(doubled) < 3 or len(doubled) < _foreign(text) / 4:
        return ()
    return (
        f"the letters were encoded twice ({len(doubled)} such as {doubled[0]!r}); the text is kept "
        f'as it is: import the file with --encoding "{TWICE}" to repair it',
    )
