"""Damage to the bytes of a file, and what holds of whatever is read from one."""

from hypothesis import strategies as st

from kodeverk.model.source import Source
from kodeverk.model.text import normalise

CHANGES = st.lists(
    st.tuples(st.integers(0, 1 << 20), st.integers(0, 255), st.sampled_from(["set", "cut", "add"])),
    min_size=1,
    max_size=6,
)


def damage(data: bytes, changes: list[tuple[int, int, str]]) -> bytes:
    damaged = bytearray(data)
    for place, value, change in changes:
        at = place % max(1, len(damaged))
        match change:
            case "set":
                damaged[at : at + 1] = bytes([value])
            case "add":
                damaged[at:at] = bytes([value])
            case "cut":
                del damaged[at : at + value]
    return bytes(damaged)


def check_spans(source: Source) -> None:
    assert source.text == normalise(source.text)
    end = -1
    for paragraph in source.paragraphs:
        assert paragraph.start == end + 1
        assert paragraph.start <= paragraph.bold_to <= paragraph.end
        assert "\n" not in source.text[paragraph.start : paragraph.end]
        assert source.text[paragraph.end] == "\n"
        end = paragraph.end
    assert end == len(source.text) - 1
