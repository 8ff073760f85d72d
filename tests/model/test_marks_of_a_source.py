"""The marks of a source are kept beside its text, so that turns can be recognised again."""

import json

from hypothesis import given
from hypothesis import strategies as st

from kodeverk.model.source import Paragraph, Source, pack_marks, unpack_marks

Line = tuple[str, int, str | None, int | None, int | None, bool, bool, int, bool, bool]
LINES: st.SearchStrategy[list[Line]] = st.lists(
    st.tuples(
        st.text("abæ \t", max_size=6),
        st.integers(0, 6),
        st.none() | st.sampled_from(["K", "Kari", "Ola Å"]),
        st.none() | st.integers(0, 9),
        st.none() | st.integers(0, 10**9),
        st.booleans(),
        st.booleans(),
        st.integers(0, 2),
        st.booleans(),
        st.booleans(),
    ),
    min_size=1,
    max_size=12,
)


@given(LINES)
def test_marks_come_back_as_they_were_packed(lines: list[Line]) -> None:
    paragraphs = []
    start = 0
    said = [f"{voice}: {words}" if voice else words for words, _, voice, *_ in lines]
    for text, (_, bold, voice, cue, time, numbered, row, look, in_row, page) in zip(
        said, lines, strict=True
    ):
        end = start + len(text)
        bold_to = min(end, start + bold)
        paragraphs.append(
            Paragraph(
                *(start, end, bold_to, voice, cue, time, numbered, row),
                look=look,
                in_row=in_row,
                begins_page=page,
            )
        )
        start = end + 1
    source = Source("".join(f"{line}\n" for line in said), tuple(paragraphs), "docx")
    kept = json.loads(json.dumps(pack_marks(source)))
    assert unpack_marks(source.text, kept, "docx") == source


def test_a_plain_text_needs_no_marks() -> None:
    source = Source("Hei\nDu\n", (Paragraph(0, 3, 0), Paragraph(4, 6, 4)), "txt")
    assert pack_marks(source) is None
    assert unpack_marks("Hei\nDu\n", None, "txt") == source


def test_the_marks_of_many_cues_stay_small() -> None:
    line = "Kari: hei du\n"
    assert len(line) == 13
    cues = tuple(
        Paragraph(13 * n, 13 * n + 12, 13 * n, "Kari" if n % 2 else None, n, 3000 * n)
        for n in range(1000)
    )
    kept = json.dumps(pack_marks(Source(line * 1000, cues, "vtt")))
    assert len(kept) < 25_000
    assert "Kari" not in kept


def test_a_text_without_paragraphs_has_no_marks() -> None:
    assert pack_marks(Source("", (), "txt")) is None
