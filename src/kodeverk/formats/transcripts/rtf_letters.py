"""The letters of an RTF document: bytes in the encoding of their font, and units of UTF-16."""

import codecs

from kodeverk.formats.transcripts.rtf_words import CHARSETS, SYMBOL_CHARSET
from kodeverk.formats.transcripts.symbols import UNKNOWN_SYMBOL, symbol_of


class Letters:
    """The characters read since they were last taken, and what is known of the fonts.

    `code_page` is what the bytes of a font are in that says nothing itself, `charsets` maps the
    number of a font to what it says.
    """

    def __init__(self) -> None:
        self.code_page = "cp1252"
        self.charsets: dict[int, int] = {}
        self._unknown = 0
        self._bytes = bytearray()
        self._characters: list[str] = []

    def put(self, data: bytes) -> None:
        """Read characters in the encoding of their font."""
        self._bytes += data

    def unit(self, unit: int, font: int) -> None:
        """Read one UTF-16 unit."""
        self.sign(self._symbol(unit) if 0xF020 <= unit <= 0xF0FF else chr(unit), font)

    def sign(self, sign: str, font: int) -> None:
        """Read a character; the bytes before it are those of `font`."""
        self._decode(font)
        self._characters.append(sign)

    def take(self, font: int) -> tuple[str, int]:
        """Return the characters read, and how many of them are symbols that nobody knows.

        The last bytes of them are those of `font`.
        """
        if not (self._bytes or self._characters):
            return "", 0
        self._decode(font)
        text, unknown = "".join(self._characters), self._unknown
        self._characters, self._unknown = [], 0
        if text.isascii():
            return text, unknown
        # Two halves of a pair make one character; half a pair alone makes none.
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"), unknown

    def name_code_page(self, number: int | None) -> None:
        """Let the file's code page be the one with this number, if there is such a one."""
        name = {10_000: "mac-roman", 65_001: "utf-8"}.get(number or 0, f"cp{number}")
        try:
            codecs.lookup(name)
        except LookupError:
            return
        self.code_page = name

    def _decode(self, font: int) -> None:
        if not self._bytes:
            return
        data, self._bytes = bytes(self._bytes), bytearray()
        charset = self.charsets.get(font)
        if charset == SYMBOL_CHARSET:
            text = "".join(chr(byte) if byte < 0x40 else self._symbol(byte) for byte in data)
        else:
            encoding = CHARSETS.get(-1 if charset is None else charset, self.code_page)
            text = data.decode(encoding, "replace")
        self._characters.append(text)

    def _symbol(self, code: int) -> str:
        symbol = symbol_of(code)
        self._unknown += symbol == UNKNOWN_SYMBOL
        return symbol
