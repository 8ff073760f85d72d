"""A text with its marks as paragraphs: every word is there once, every mark where it is."""

from hypothesis import given
from hypothesis import strategies as st

from kodeverk.formats.reports.prose import Beside
from kodeverk.model.records import Turn
from kodeverk.model.text import Span
from kodeverk.service.exports.margins import Mark, annotated

WORDS = "Ja. Han ringte 👩‍👩‍👧 igjen!\nMm\n\nCafé 漢字 på Værøy? "


def words_of(row: Beside) -> str:
    return "".join(stretch.words for stretch in row.stretches if not stretch.is_sign)


def signs_of(rows: list[Beside]) -> list[str]:
    return [stretch.words for row in rows for stretch in row.stretches if stretch.is_sign]


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Turn], list[Mark]]:
    """Return a text of turns with something between them, and marks anywhere in it."""
    text, turns = "", list[Turn]()
    for _ in range(draw(st.integers(0, 4))):
        text += draw(st.sampled_from(["", "Side 3\n", "\n"]))
        label = draw(st.sampled_from(["", "V: "]))
        body = WORDS[: draw(st.integers(1, len(WORDS)))] * draw(st.integers(1, 12))
        start = len(text) + len(label)
        turns.append(Turn(len(text), start, start, start + len(body), "v"))
        text += label + body + "\n"
    text += draw(st.sampled_from(["", "Referat slutt."]))
    ends = st.integers(0, max(len(text), 1))
    pairs = draw(st.lists(st.tuples(ends, ends), max_size=6)) if text else []
    marks = [
        Mark(min(pair), max(pair), f"K{n}") for n, pair in enumerate(pairs) if pair[0] != pair[1]
    ]
    return text, turns, sorted(marks, key=lambda mark: (mark.start, -mark.end))


@given(marked_texts())
def test_every_word_is_shown_once_and_every_mark_begins_and_ends_once(
    made: tuple[str, list[Turn], list[Mark]],
) -> None:
    text, turns, marks = made
    rows = [*annotated(text, turns, {"v": "V"}, marks, []).rows]
    without_labels = list(text)
    for turn in turns:
        without_labels[turn.label_start : turn.start] = " " * (turn.start - turn.label_start)
    shown, there = "".join(map(words_of, rows)), "".join(without_labels)
    assert "".join(shown.split()) == "".join(there.split())
    if rows:
        noted = [note.sign for row in rows for note in row.notes]
        assert sorted(noted, key=int) == [str(n + 1) for n in range(len(marks))]
    for number, mark in enumerate(marks, 1):
        signs = signs_of(rows)
        touched = any(without_labels[offset].strip() for offset in range(mark.start, mark.end))
        if touched:
            assert signs.count(f"{number}›") == signs.count(f"‹{number}") == 1


@given(marked_texts(), st.integers(0, 60), st.integers(1, 30))
def test_what_is_withheld_is_never_shown(
    made: tuple[str, list[Turn], list[Mark]], start: int, length: int
) -> None:
    text, turns, marks = made
    hidden = Span(min(start, len(text)), min(start + length, len(text)))
    secret = [*text]
    for offset in range(*hidden):
        if secret[offset] not in " \n":
            secret[offset] = "§"
    withheld = [hidden] if hidden.start < hidden.end else []
    shown = annotated("".join(secret), turns, {"v": "V"}, marks, withheld)
    assert all("§" not in words_of(row) for row in shown.rows)


def test_words_between_two_marks_borders_know_how_many_lie_on_them() -> None:
    text = "Han ringte meg på mandag."
    marks = [Mark(0, 14, "A", "#112233"), Mark(4, 24, "B", "#445566")]
    (row,) = annotated(text, [Turn(0, 0, 0, len(text), "v")], {"v": "V"}, marks, []).rows
    assert row.lead == "1 V:"
    assert [(one.words, one.marks, one.colour) for one in row.stretches] == [
        ("1›", 0, ""),
        ("Han ", 1, "#112233"),
        ("2›", 0, ""),
        ("ringte meg", 2, "#445566"),
        ("‹1", 0, ""),
        (" på mandag", 1, "#445566"),
        ("‹2", 0, ""),
        (".", 0, ""),
    ]
    assert [(note.sign, note.text) for note in row.notes] == [("1", "A"), ("2", "B")]


def test_a_note_stands_near_its_mark_in_a_long_answer() -> None:
    text = "Vi snakket lenge om dette. " * 40
    marks = [Mark(27 * n, 27 * n + 10, f"K{n}") for n in (1, 20, 38)]
    rows = annotated(text, [Turn(0, 0, 0, len(text), "v")], {"v": "V"}, marks, []).rows
    assert [[note.text for note in row.notes] for row in rows] == [["K1"], ["K20"], ["K38"]]
    assert [row.lead for row in rows] == ["1 V:", "", ""]


def test_a_mark_on_a_label_alone_still_has_its_note() -> None:
    text = "V: Ja."
    rows = annotated(text, [Turn(0, 3, 3, 6, "v")], {"v": "V"}, [Mark(0, 2, "A")], []).rows
    assert [note.text for row in rows for note in row.notes] == ["A"]
