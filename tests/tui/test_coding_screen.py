"""Coding an interview with real keys, compared with what the project then holds."""

from pathlib import Path

import pytest

from kodeverk.model.identity import version_id
from kodeverk.model.records import pack_turns
from kodeverk.model.text import Span
from kodeverk.service.coding import apply_code, remove_codings, write_memo
from kodeverk.service.importing import Choices, import_files
from kodeverk.service.transcripts import find_transcript
from kodeverk.service.verification import verify
from kodeverk.store import queries
from kodeverk.store.opening import create_project, open_project
from kodeverk.tui.screens.coding import CodingScreen
from kodeverk.tui.screens.finish_question import FinishQuestion
from kodeverk.tui.screens.memo_editor import MemoEditor
from kodeverk.tui.screens.menu import Menu
from tests.tui.keyboard_user import KARI, OLA, SECOND, at_the_keyboard, held, plain


def code_as_colleague(project: Path, words: str, key: str) -> None:
    with open_project(str(project)) as opened:
        transcript = find_transcript(opened, "a-deltaker")
        with opened.reading() as connection:
            code = next(one for one in queries.codes(connection) if one.key == key)
            text = queries.version(connection, transcript.version).text
        start = text.index(words)
        apply_code(opened, OLA, transcript.id, Span(start, start + len(words)), code)


async def test_an_interview_is_coded_from_start_to_end_by_keyboard_alone(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter")
        await user.press("e")
        await user.press("a", "c")
        await user.type("rel-til")
        await user.press("enter", "f")
        await user.press("2", "d")
        await user.press("R", "e", "s", "c")
        await user.type("learing")
        await user.press("escape")
        await user.press("G", "R", "F")
        await user.press("enter")
        assert "finished" in user.heading
        await user.press("q")
        assert user.heading.startswith("finished 1 of 3")
    answer = (
        "Han har alltid tid til meg. Jeg stoler på ham 👩‍👩‍👧 fordi han ringer. "
        "Blåbærsyltetøy på brødet.\nI: Mm.\nD: Caf\u00e9\u0301 og 漢字 er også ord. "
        "Så fikk jeg praksis på et lager i Ålesund."
    )
    now = held(project)
    assert sorted(now.said(), key=lambda one: one[0]) == [
        ("REL-TILLIT", answer, {"retning": "fremmer"}),
        ("TID-SAKER", answer, {"retning": "hemmer"}),
    ]
    assert now.assignments[KARI.id].state == "finished"
    assert now.assignments[KARI.id].read_to == len(now.text)
    with open_project(str(project)) as opened:
        assert verify(opened).problems == ()


SELECTED: tuple[tuple[tuple[str, ...], str | None], ...] = (
    (("o",), "Han"),
    (("w", "w", "w", "o"), "tid"),
    (("s",), "Han har alltid tid til meg."),
    (("j", "s"), "Jeg stoler på ham 👩‍👩‍👧 fordi han ringer."),
    (("j", "w", "w", "w", "end", "shift+left"), None),
    (("j", "j", "o"), "Blåbærsyltetøy"),
    (("j", "j", "shift+right", "shift+right", "shift+right"), "Blå"),
    (("t", "t", "o"), "Caf\u00e9\u0301"),
    (("t", "t", "w", "w", "shift+right", "shift+right"), "漢字"),
    (("t", "t", "v", "w", "w", "v"), "Caf\u00e9\u0301 og"),
    (("A",), "Han har alltid tid til meg. Jeg stoler på ham 👩‍👩‍👧 fordi han ringer. "
             "Blåbærsyltetøy på brødet."),
)  # fmt: skip


async def test_the_words_selected_are_the_words_coded(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter")
        for keys, words in SELECTED:
            await user.press("g", "e", *keys)
            selected = user.selected.rstrip()
            await user.press("1")
            assert words in (None, selected)
            assert [said[1] for said in held(project).said()] == [selected]
            await user.press("u")
            assert held(project).said() == []


async def test_without_a_codebook_the_screen_says_how_codes_come_in(
    project: Path, tmp_path: Path
) -> None:
    text = tmp_path / "intervju.txt"
    text.write_text(SECOND, encoding="utf-8")
    empty = tmp_path / "uten.kodeverk"
    with create_project(str(empty)) as made:
        import_files(made, KARI, [text], Choices())
    async with at_the_keyboard(empty) as user:
        await user.press("enter")
        assert "kodeverk codebook load" in plain(user.coding.side.pins.render())


async def test_a_zwj_emoji_is_one_step_and_is_coded_whole(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "slash")
        await user.type("ham")
        await user.press(*["enter", "left", "left", "left", "v"], *["right"] * 5, "1")
    assert [said[1] for said in held(project).said()] == ["ham 👩‍👩‍👧"]


async def test_the_selection_stays_so_that_the_next_code_goes_on_the_same_words(
    project: Path,
) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "s", "1", "2", "3")
        assert user.selected == "Han har alltid tid til meg."
        assert len(user.here) == 3
        await user.press("right")
        assert user.selected == ""
    said = held(project).said()
    assert sorted(one[0] for one in said) == ["IND-PLAN", "REL-TILLIT", "TID-SAKER"]
    assert {one[1] for one in said} == {"Han har alltid tid til meg."}


async def test_without_a_selection_the_sentence_at_the_caret_is_selected_and_coded(
    project: Path,
) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "w", "w", "1")
        assert user.selected == "Han har alltid tid til meg."
        assert "REL-TILLIT on 6 words" in user.status
    assert [said[1] for said in held(project).said()] == ["Han har alltid tid til meg."]


async def test_the_same_code_twice_on_the_same_words_is_said_and_not_written(
    project: Path,
) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "s", "1", "1")
        assert "was on these words already" in user.status
    assert len(held(project).codings) == 1


async def test_a_direction_goes_to_the_last_code_only_while_the_selection_stays(
    project: Path,
) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "s", "1", "2", "i")
        assert {key: values for key, _, values in held(project).said()} == {
            "REL-TILLIT": {},
            "TID-SAKER": {"retning": "ambivalent"},
        }
        await user.press("left", "f")
        assert isinstance(user.app.screen, Menu)
        await user.press("escape", "right", "f")
        assert "There is no coding here" in user.status
    assert [values for _, _, values in held(project).said() if values] == [
        {"retning": "ambivalent"}
    ]


@pytest.mark.parametrize(
    ("key", "value"),
    [("f", "fremmer"), ("plus", "fremmer"), ("d", "hemmer"), ("minus", "hemmer"),
     ("i", "ambivalent"), ("asterisk", "ambivalent"), ("E", "beskrivende"),
     ("equals_sign", "beskrivende")],
)  # fmt: skip
async def test_one_key_gives_a_direction(project: Path, key: str, value: str) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "s", "1", key)
    assert [said[2] for said in held(project).said()] == [{"retning": value}]


async def test_a_sticky_facet_is_shown_and_given_to_new_codings_until_changed(
    project: Path,
) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "D", "down", "enter", "escape")
        assert "fase: oppstart" in user.status
        await user.press("s", "1", "j", "s", "1")
        await user.press("escape", "D", "down", "enter", "escape", "j", "s", "1")
        assert "fase" not in user.status
    assert [said[2] for said in held(project).said()] == [
        {"fase": "oppstart"},
        {"fase": "oppstart"},
        {},
    ]


async def test_facets_of_a_highlighted_coding_are_set_on_it_alone(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "s", "1", "g", "k", "D", "enter", "escape")
        assert user.app.sticky == {}
    assert [said[2] for said in held(project).said()] == [{"retning": "fremmer"}]


async def test_undo_and_redo_go_on_where_they_were_after_reopening(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "s", "1", "2")
    async with at_the_keyboard(project) as user:
        await user.press("enter", "u")
        assert "Undid: TID-SAKER" in user.status
        assert [said[0] for said in held(project).said()] == ["REL-TILLIT"]
        await user.press("u")
        assert held(project).codings == ()
    async with at_the_keyboard(project) as user:
        await user.press("enter", "U", "U")
        assert len(user.coding.transcript.codings) == 2
    assert len(held(project).codings) == 2


async def test_a_coding_is_removed_and_undo_brings_it_back(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "s", "1", "x")
        assert held(project).codings == ()
        assert user.here == ["no codes here"]
        await user.press("u")
        assert len(user.here) == 1
    assert len(held(project).codings) == 1


async def test_where_several_codings_are_the_one_to_remove_is_asked_for(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "s", "1", "2", "left", "x")
        keys = [said[0] for said in held(project).said()]
        await user.press("2")
    assert [said[0] for said in held(project).said()] != keys
    assert len(held(project).codings) == 1


async def test_a_colleagues_coding_is_hidden_until_asked_for_and_then_named(
    project: Path,
) -> None:
    code_as_colleague(project, "Jeg stoler på ham", "REL-TILLIT")
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "j")
        assert user.here == ["no codes here"]
        await user.press("C")
        assert "by Ola" in user.here[0]
        await user.press("C")
        assert user.here == ["no codes here"]


async def test_removing_a_colleagues_coding_is_refused_and_says_why(project: Path) -> None:
    code_as_colleague(project, "Jeg stoler på ham", "REL-TILLIT")
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "j", "C", "x")
        assert user.toasts == [
            "this coding is Ola's | Only its own coder changes a coding; put your own beside it."
        ]
        assert len(user.here) == 1
    assert len(held(project).codings) == 1


async def test_an_undo_of_what_another_session_has_removed_shows_what_is_there(
    project: Path,
) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "s", "1")
        with open_project(str(project)) as opened:
            remove_codings(opened, KARI, held(project).codings)
        await user.press("2", "u")
        assert user.here == ["no codes here"]
    assert held(project).codings == ()


async def test_a_memo_another_session_has_changed_is_refused_and_the_text_stays(
    project: Path,
) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "M")
        await user.type("en")
        await user.press("f2", "M")
        with open_project(str(project)) as opened:
            (memo,) = held(project).memos
            write_memo(opened, KARI, memo.target_kind, memo.target, "to", memo=memo)
        await user.type(" til")
        await user.press("f2")
        assert "Kari has changed the text of this memo" in user.toasts[0]
        assert isinstance(user.app.screen, MemoEditor)
        assert user.app.screen.field.text == "en til"
    assert [memo.text for memo in held(project).memos] == ["to"]


async def test_a_text_that_got_a_new_version_meanwhile_is_not_coded_at_old_offsets(
    project: Path,
) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "s")
        with open_project(str(project)) as opened:
            transcript = find_transcript(opened, "a-deltaker")
            with opened.writing(KARI, "replaced the text") as writer:
                old = next(queries.current_versions(writer.connection, [transcript.id]))
                digest = writer.put_text(f"Nytt. {old.text}")
                version = version_id(transcript.id, digest)
                writer.put(
                    "version",
                    version,
                    {
                        "transcript": transcript.id,
                        "text": digest,
                        "turns": pack_turns([]),
                        "source_file": "ny.txt",
                        "sha256": "",
                        "format": "text",
                        "encoding": "utf-8",
                        "convention": "",
                    },
                )
                writer.set("transcript", transcript.id, "version", version)
        await user.press("1")
        assert "the transcript has got a new version meanwhile" in user.toasts[0]
    assert held(project).codings == ()


async def test_a_memo_is_written_changed_and_removed(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "s", "1", "m")
        await user.type("tillit tar tid")
        await user.press("ctrl+s")
        assert "memo" in user.here[0]
        assert [(one.target_kind, one.text) for one in held(project).memos] == [
            ("coding", "tillit tar tid")
        ]
        await user.press("m")
        await user.type(" ja")
        await user.press("f2")
        assert [one.text for one in held(project).memos] == ["tillit tar tid ja"]
        await user.press("m", "ctrl+u", "f2")
        assert held(project).memos == ()
        assert "memo" not in user.here[0]


async def test_a_memo_never_goes_with_its_coding_without_a_word(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "s", "1", "m")
        await user.type("tillit tar tid")
        await user.press("f2", "x")
        assert (
            "REL-TILLIT “Han har alltid ti…” was removed with your memo; u brings it back"
            in user.status
        )
        await user.press("u")
    assert [one.text for one in held(project).memos] == ["tillit tar tid"]


async def test_a_memo_without_a_coding_is_on_the_passage_and_is_found_again(
    project: Path,
) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "s", "m")
        await user.type("se her")
        await user.press("ctrl+s")
    async with at_the_keyboard(project) as user:
        await user.press("enter", "g", "e", "s")
        assert user.here == ["  memo: se her"]
        await user.press("m")
        await user.type(" igjen")
        await user.press("ctrl+s")
        assert user.here == ["  memo: se her igjen"]
    assert [one.target_kind for one in held(project).memos] == ["passage"]


async def test_a_memo_that_has_not_been_written_is_dropped_only_when_asked_twice(
    project: Path,
) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "M")
        await user.type("viktig")
        await user.press("escape")
        assert isinstance(user.app.screen, MemoEditor)
        await user.press("escape")
        assert isinstance(user.app.screen, CodingScreen)
    assert held(project).memos == ()


async def test_search_goes_from_hit_to_hit_and_ignores_case(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "slash")
        await user.type("JEG")
        await user.press("enter")
        assert (user.selected, "Hit 1 of 3" in user.status) == ("Jeg", True)
        await user.press("n")
        assert (user.selected, "Hit 2 of 3" in user.status) == ("jeg", True)
        await user.press("N", "N")
        assert "Hit 3 of 3" in user.status
        await user.press("escape", "slash")
        await user.type("finnes ikke")
        await user.press("enter")
        assert "does not occur" in user.status


async def test_finishing_lists_what_is_open_and_goes_there(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "s", "1", "G", "R", "F")
        assert isinstance(user.app.screen, FinishQuestion)
        assert held(project).assignments[KARI.id].state == "started"
        await user.press("enter")
        assert user.selected == "Han har alltid tid til meg."
        await user.press("f", "F", "F")
        assert "finished" in user.heading
        await user.press("F", "2")
        assert "reopened" in user.status
    assert held(project).assignments[KARI.id].state == "started"


async def test_read_turns_are_skipped_when_looking_for_the_next_open_one(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "A", "R", "e", "A")
        assert user.selected.startswith("Caf\u00e9\u0301")
        await user.press("G", "R", "e")
        assert "Every turn has been read" in user.status


async def test_recent_codes_keep_their_order_while_a_transcript_is_open(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "s", "3", "2", "3", "1")
        assert [code.key for code in user.coding.transcript.recent] == [
            "IND-PLAN", "TID-SAKER", "REL-TILLIT",
        ]  # fmt: skip
        await user.press("j", "s", "comma", "2")
        await user.press("q", "enter")
        recent = [code.key for code in user.coding.transcript.recent]
        assert recent == ["TID-SAKER", "REL-TILLIT", "IND-PLAN"]
    assert ("TID-SAKER", "Jeg stoler på ham 👩‍👩‍👧 fordi han ringer.", {}) in held(project).said()


async def test_the_last_code_is_repeated_also_after_reopening(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "s", "4", "j", "s", "full_stop")
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "j", "j", "s", "r")
    assert [said[0] for said in held(project).said()] == ["MED-MEDV"] * 3
