"""Letters to go to: on the text alone, and with real keys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodeverk.model.text import Span
from kodeverk.tui.shown_transcript import ShownTranscript
from kodeverk.tui.widgets.jump_marks import UNITS, Mark, clauses, jump_marks
from kodeverk.tui.wrapping import lay_out
from tests.tui.test_selection import transcript_of as short_transcript
from tests.tui.test_selection import transcripts
from tests.tui.test_transcript_view import (
    TEXT,
    at,
    cell_of,
    click,
    picture_of,
    selected,
    shown,
    transcript_of,
)


def rows_of(transcript: ShownTranscript, width: int) -> list[Span]:
    layout = lay_out(transcript.text, transcript.turns, width)
    return [Span(start, end) for start, end in zip(layout.starts, layout.ends, strict=True)]


def said(transcript: ShownTranscript, marks: tuple[Mark, ...]) -> dict[str, str]:
    return {mark.letter: transcript.text[slice(*mark.unit)] for mark in marks}


TALK = short_transcript(
    ("I", "Hvordan går det? Bra?"),
    ("D", "[ler] Ja, og hun ringer meg, «hver uke». Det er greit."),
    preamble="Tittel. Side to.\n",
)


def test_letters_begin_at_the_caret_and_go_back_from_there() -> None:
    marks = jump_marks(TALK, "sentence", rows_of(TALK, 60), TALK.text.index("Bra?"))
    assert said(TALK, marks) == {
        "a": "Bra?",
        "b": "[ler] Ja, og hun ringer meg, «hver uke».",
        "c": "Det er greit.",
        "d": "Hvordan går det?",
    }


def test_clauses_are_without_their_conjunction_and_the_sign_that_ends_them() -> None:
    marks = jump_marks(TALK, "clause", rows_of(TALK, 60), TALK.text.index("[ler]"))
    assert [*said(TALK, marks).values()][:4] == [
        "Ja",
        "hun ringer meg",
        "«hver uke»",
        "Det er greit",
    ]


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("Det kostet 3,5 millioner, men kl. 12:30 kom han.", "Det kostet 3,5 millioner|"
         "kl. 12:30 kom han"),
        ("Så – ja – det gikk; forresten: nei!", "Så|ja|det gikk|forresten|nei"),
        ("Men og så, eller.", "så|eller"),
        ("…", ""),
        ("我去，他不去；真的、好。", "我去|他不去|真的|好"),
        ("ذهبت، ثم عدت؛ نعم؟", "ذهبت|ثم عدت|نعم"),
        ("ሄድኩ፣ ተመለስኩ።", "ሄድኩ|ተመለስኩ"),
    ],
)  # fmt: skip
def test_a_clause_ends_at_a_sign_before_a_blank(sentence: str, parts: str) -> None:
    found = [sentence[slice(*span)] for span in clauses(sentence, 0, len(sentence))]
    assert "|".join(found) == parts


def test_lines_are_the_rows_on_the_screen_within_the_interview() -> None:
    marks = jump_marks(TALK, "line", rows_of(TALK, 24), 0)
    assert [*said(TALK, marks).values()] == [
        "Hvordan går det? Bra?",
        "[ler] Ja, og hun ringer",
        "meg, «hver uke». Det er",
        "greit.",
    ]


def test_a_sentence_begun_above_the_window_has_its_letter_at_the_first_row() -> None:
    rows = rows_of(TALK, 24)[-2:]
    marks = jump_marks(TALK, "sentence", rows, rows[0].start)
    assert [mark.place for mark in marks] == [rows[0].start, TALK.text.index("Det er")]
    assert said(TALK, marks)["a"].startswith("[ler] Ja")


@given(transcripts(), st.sampled_from(list(UNITS)), st.integers(8, 40), st.data())
def test_every_letter_stands_once_in_sight_on_words_of_the_interview(
    transcript: ShownTranscript, kind: str, width: int, data: st.DataObject
) -> None:
    rows = rows_of(transcript, width)
    first = data.draw(st.integers(0, len(rows) - 1))
    rows = rows[first : first + data.draw(st.integers(1, 10))]
    caret = data.draw(st.integers(0, len(transcript.text)))
    marks = jump_marks(transcript, kind, rows, caret)
    assert len({mark.letter for mark in marks}) == len({mark.place for mark in marks}) == len(marks)
    for _, place, unit in marks:
        assert any(row.start <= place < row.end for row in rows)
        assert transcript.text[unit.start : unit.end].strip()
        assert any(turn.start < unit.end and unit.start < turn.end for turn in transcript.turns)
        assert not any(label.start <= place < label.end for label in transcript.labels)


async def test_a_letter_selects_its_sentence_and_a_second_one_extends_to_another() -> None:
    async with shown(caret=at("Hvordan")) as (_, view, pilot):
        await pilot.press("space", "b")
        assert selected(view) == "Jeg har vært her i to år."
        assert view.jumping == "sentence"
        await pilot.press("d")
        assert selected(view) == TEXT[at("Jeg har") : at("hjalp.") + 6]
        assert not view.jumping


async def test_a_second_letter_further_up_extends_up() -> None:
    async with shown(caret=at("Hvordan")) as (_, view, pilot):
        await pilot.press("space", "c", "b")
        assert selected(view) == TEXT[at("Jeg har") : at("med meg.") + 8]


async def test_other_keys_end_the_letters_and_do_what_they_always_do() -> None:
    async with shown(caret=at("Hvordan")) as (_, view, pilot):
        await pilot.press("space", "b", "S")
        assert not view.jumping
        assert selected(view).endswith("NAV ville med meg.")
        await pilot.press("space", "right")
        assert not view.jumping
        assert selected(view) == ""


async def test_space_goes_on_to_clauses_and_lines_and_takes_the_letters_away() -> None:
    async with shown(caret=at("I begynnelsen")) as (_, view, pilot):
        kinds = []
        for _ in range(5):
            await pilot.press("space")
            kinds.append(view.jumping)
        assert kinds == ["sentence", "clause", "line", "", "sentence"]
        await pilot.press("space", "a")
        assert selected(view) == "I begynnelsen var det vanskelig"


async def test_clauses_have_their_letters_by_one_key_and_go_on_to_lines() -> None:
    async with shown(caret=at("I begynnelsen")) as (_, view, pilot):
        await pilot.press("0", "space")
        assert view.jumping == "line"
        await pilot.press("0", "a")
        assert selected(view) == "I begynnelsen var det vanskelig"
        await pilot.press("0", "b")
        assert selected(view).startswith("I begynnelsen var det vanskelig, for jeg kjente ingen")


async def test_a_sentence_is_extended_to_a_clause_by_space_in_between() -> None:
    async with shown(caret=at("I begynnelsen")) as (_, view, pilot):
        await pilot.press("space", "a", "space")
        assert view.jumping == "clause"
        await pilot.press("b")
        assert selected(view).startswith("I begynnelsen var det vanskelig, for jeg kjente ingen")
        assert not view.jumping


async def test_what_is_selected_low_moves_up_before_the_letters_come() -> None:
    turns = (("D", "Jeg har vært her. "), ("V", "Mm. ")) * 30
    async with shown(transcript_of(*turns)) as (_, view, pilot):
        low = view.transcript.turns[18]
        view.select(low.start, low.start + 16)
        top = view.scroll_offset.y
        assert picture_of(view).layout.row_of(low.start) - top == 18
        await pilot.press("space", "b")
        assert picture_of(view).layout.row_of(low.start) - view.scroll_offset.y == 6
        assert view.selection.start == view.transcript.turns[19].start


async def test_letters_on_what_one_has_gone_to_without_selecting_leave_the_text_where_it_is() -> (
    None
):
    turns = (("D", "Jeg har vært her. "), ("V", "Mm. ")) * 30
    async with shown(transcript_of(*turns)) as (_, view, pilot):
        await pilot.press(*["down"] * 18, "space")
        assert (view.scroll_offset.y, view.jumping) == (0, "sentence")


async def test_a_selection_in_a_turn_never_begins_in_the_heading_above_the_interview() -> None:
    talk = short_transcript(("I", "– Hei du."), ("D", "Ja. Hei."), preamble="Intervju i Oslo\n\n")
    async with shown(talk, caret=talk.text.index("du")) as (_, view, pilot):
        await pilot.press("s", *["less_than_sign"] * 3)
        assert selected(view) == "– Hei du."
        await pilot.press("t", "s", "less_than_sign")
        assert selected(view) == "du.\nD: Ja."


async def test_a_selection_begins_a_word_earlier_or_later_and_ends_where_it_did() -> None:
    async with shown(caret=at("Hvordan")) as (_, view, pilot):
        await pilot.press("space", "b", "greater_than_sign", "greater_than_sign")
        assert selected(view) == "vært her i to år."
        await pilot.press("less_than_sign")
        assert selected(view) == "har vært her i to år."
        await pilot.press(*["greater_than_sign"] * 9)
        assert selected(view) == ""
        assert view.caret == at("to år.") + 6


async def test_escape_leaves_the_letters_with_nothing_selected() -> None:
    async with shown(caret=at("Hvordan")) as (_, view, pilot):
        await pilot.press("space", "b", "escape")
        assert not view.jumping
        assert selected(view) == ""
        assert view.render_line(2).text.startswith(" Intervjuer")


async def test_a_click_a_scroll_and_a_new_width_end_the_letters() -> None:
    turns = (("D", "Jeg har vært her. "), ("V", "Mm. ")) * 30
    async with shown(transcript_of(*turns)) as (_, view, pilot):
        await pilot.press("space")
        await click(pilot, view, view.transcript.turns[2].start)
        assert not view.jumping
        await pilot.press("space")
        view.scroll_relative(y=3, animate=False)
        assert not view.jumping
        await pilot.press("space")
        await pilot.resize_terminal(60, 24)
        await pilot.pause()
        assert not view.jumping


async def test_letters_are_drawn_over_the_first_cells_and_move_nothing() -> None:
    async with shown(transcript_of(("D", "Ja. 漢字 er ord. \tNei. 👩\u200d👧 bor her."))) as (
        app,
        view,
        pilot,
    ):
        before = view.render_line(0)
        await pilot.press("space")
        after = view.render_line(0)
        assert after.cell_length == before.cell_length
        assert "aa. b 字 er ord. " in after.text
        words = {letter: cell_of(view, offset) for offset, letter in _letters(view).items()}
        assert [after.text[x] for x, _ in words.values()][:1] == ["a"]
        reversed_cells = [
            segment.text for segment in after if segment.style and segment.style.reverse
        ]
        assert reversed_cells == ["a", "b ", "c", "d "]
        assert app.focused is view


def _letters(view: object) -> dict[int, str]:
    rows: dict[int, dict[int, str]] = view._letters  # type: ignore[attr-defined]
    return {offset: letter for row in rows.values() for offset, letter in row.items()}
