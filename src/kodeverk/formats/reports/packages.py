"""What the packed formats of office programs have in common: XML parts in a ZIP archive."""

import re

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The earliest time a ZIP archive can tell: parts have it, so that equal content is equal bytes."""

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(words: str) -> str:
    """Return words as XML can hold them: U+FFFD stands for what it cannot."""
    return _NOT_XML.sub("\ufffd", words)
