"""JSON as the journal keeps it on disk: ids take 16 bytes, the names of a coding's fields one.

All other words are there as they are, in UTF-8.
"""

import re

from kodeverk.model.identity import ID_PATTERN

_ID = b"\0"
_END = b"\xff"
"""Stands after the JSON and before the ids in it: no byte of UTF-8 text."""

_SPELLINGS = (
    b'{"code":',
    b',"codebook_version":',
    b',"coder":',
    b',"end":',
    b',"origin":"imported"',
    b',"origin":"manual"',
    b',"quote":"',
    b'","start":',
    b',"transcript":',
    b',"version":',
)
"""What is written as one byte, from 1 up. Files hold these bytes: more may be added at the end, and
none may change its place."""

_MARKS = tuple(bytes([number]) for number in range(1, len(_SPELLINGS) + 1))

LONGEST = 100_000_000
"""How many characters a change may have, spelled out."""

_SHORT = LONGEST // 25
"""What is no longer than this is not too long spelled out: no mark stands for more bytes."""

_SPELT_ID = '"%s%s-%s-%s-%s-%s%s%s"'
"""Where the parts of an id go, two bytes each: that way many are put in at once."""

_CONTROLS = bytes(range(32))
_IDS = re.compile(f'"({ID_PATTERN})"'.encode())


def compacted(text: str) -> bytes:
    """Return canonical JSON as it is kept: the JSON with a mark for each id, then the ids.

    Raises ValueError for text with a control character: in JSON none stands as it is.
    """
    packed = text.encode()
    if len(packed.translate(None, _CONTROLS)) < len(packed):
        raise ValueError("a control character in JSON")
    between = _IDS.split(packed)  # what stands between ids, and every second part an id
    packed, ids = _ID.join(between[::2]), between[1::2]
    for spelling, mark in zip(_SPELLINGS, _MARKS, strict=True):
        packed = packed.replace(spelling, mark)
    if not ids:
        return packed
    return packed + _END + bytes.fromhex(b"".join(ids).replace(b"-", b"").decode())


def spelled_out(packed: bytes) -> str:
    """Return the JSON that is kept so. Raises ValueError for bytes that keep none."""
    written, _, ids = packed.partition(_END)
    if len(written) > _SHORT and _length(written) > LONGEST:
        raise ValueError("longer than a change may be")
    for spelling, mark in zip(_SPELLINGS, _MARKS, strict=True):
        written = written.replace(mark, spelling)
    if written.count(_ID) * 16 != len(ids):
        raise ValueError("not so many ids as marks of ids")
    text = written.decode()
    if not ids:
        return text
    return text.replace("%", "%%").replace("\0", _SPELT_ID) % (*ids.hex("-", 2).split("-"),)


def _length(written: bytes) -> int:
    """Return how many bytes JSON with marks of names takes when these are spelled out."""
    marks = zip(_SPELLINGS, _MARKS, strict=True)
    return len(written) + sum((len(name) - 1) * written.count(mark) for name, mark in marks)
