"""Characters of the symbol fonts, which word processors put in place of arrows and faces."""

# The space, and what Word's autocorrection makes of -->, :) and bullets.
_SYMBOLS = {
    0x20: " ",
    0x4A: "☺",
    0x4B: "😐",
    0x4C: "☹",
    0xA7: "▪",
    0xB7: "•",
    0xDF: "←",
    0xE0: "→",
    0xE7: "⇐",
    0xE8: "⇒",
    0xF3: "⇔",
    0xFC: "✓",
}
UNKNOWN_SYMBOL = "\ufffd"
TOLD_SYMBOL = f"symbols of a special font, shown as {UNKNOWN_SYMBOL}"
"""What is left out of the text where UNKNOWN_SYMBOL stands, as a warning says it."""


def symbol_of(code: int) -> str:
    """Return the character that a symbol font shows for `code`, else UNKNOWN_SYMBOL.

    The codes are those of one byte, also where they are moved to U+F000 and up.
    """
    return _SYMBOLS.get(code & 0xFF, UNKNOWN_SYMBOL)
