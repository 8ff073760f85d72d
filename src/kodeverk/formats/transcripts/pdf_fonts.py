"""Which letters the bytes are that a PDF shows in one of its fonts, and how wide each is."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

UNKNOWN = "\ufffd"
"""What a letter becomes whose font does not say which it is."""

_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_NUMBERED = ("/Identity-H", "/Identity-V")
_BLANKS = "\x00\x01\x02\x03"
"""In fonts of numbered shapes the first few are empty, and a file may say only of the others which
letters they are."""


class Letter(NamedTuple):
    """What one code shows: mostly one character; `width` in sizes of the font."""

    text: str
    width: float
    is_space: bool


class PdfFont:
    """A font as a page names it, from its dictionary in the file (pypdf's).

    `shown` counts what was shown in it.
    """

    def __init__(self, resource: Any) -> None:
        # pypdf's own layout mode uses this class, which it does not offer by a public name.
        from pypdf.generic._font import Font

        self._font = Font.from_font_resource(resource)
        self.is_bold = _BOLD.search(str(resource.get("/BaseFont", ""))) is not None
        self._numbered = str(resource.get("/Encoding", "")) in _NUMBERED
        self._letters: dict[str, Letter] = {}
        self.shown: Counter[str] = Counter()

    def letters(self, shown: bytes) -> Iterator[Letter]:
        """Yield what is shown, one code after the other."""
        encoding = self._font.encoding
        if isinstance(encoding, str):
            codes = shown.decode(encoding, "surrogatepass" if len(shown) % 2 == 0 else "replace")
        else:
            codes = shown.decode("latin-1")
        for code in codes:
            letter = self._letters.get(code)
            if letter is None:
                letter = self._letters[code] = self._letter(code)
            self.shown[letter.text] += 1
            yield letter

    def _letter(self, code: str) -> Letter:
        encoding, known = self._font.encoding, self._font.character_map
        width = float(self._font.get_text_width(code)) / 1000
        text = code if isinstance(encoding, str) else str(encoding.get(ord(code), code))
        if text in known:
            shown = str(known[text])
            # Rows are read from the right letter by letter: two in one are turned beforehand.
            is_turned = len(shown) > 1 and unicodedata.bidirectional(shown[0]) in ("R", "AL")
            text = shown[::-1] if is_turned else shown
        elif not self._font.interpretable or (len(text) > 1 and text.startswith("/")):
            text = UNKNOWN
        elif self._numbered:
            text = " " if known and code in _BLANKS else UNKNOWN
        text = "".join(UNKNOWN if _is_no_letter(sign) else sign for sign in text)
        return Letter(text, width, code == " ")


def _is_no_letter(sign: str) -> bool:
    """Tell whether a sign is a control other than white space, or none at all."""
    return unicodedata.category(sign) in ("Cc", "Cn") and not sign.isspace()
