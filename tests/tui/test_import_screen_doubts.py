"""The import screen when files are many, alike, unclear, or not what they seem."""

import os
from pathlib import Path

import docx
from textual import events
from textual.content import Content
from textual.widgets import OptionList, Static

from kodeverk.store import queries
from kodeverk.store.opening import open_project
from kodeverk.tui.screens.file_choice import FileChoice
from kodeverk.tui.screens.reader import Reader
from tests.transcript_files import PHRASES
from tests.tui.at_the_import_screen import reach, ready, shown, statuses, with_files
from tests.tui.keyboard_user import INTERVIEW, at_the_keyboard, plain, screen_text

TALK = "Intervjuer: Hvordan går det {0}?\nVeileder: Jeg stoler på henne.\n" * 4
ASKS = "I: Hva gjør du {0}?\nV: Jeg veileder.\n" * 4
NUMBERED = "Speaker 1: Hei {0}?\nSpeaker 2: Ja.\n" * 4


def folder_of(tmp_path: Path, **texts: str) -> Path:
    folder = tmp_path / "filer"
    folder.mkdir()
    for name, text in texts.items():
        stem, _, ending = name.rpartition("_")
        (folder / f"{stem}.{ending}").write_text(text, encoding="utf-8")
    return folder


async def test_a_list_of_phrases_asks_and_is_not_imported_with_the_rest(
    empty: Path, tmp_path: Path
) -> None:
    folder = folder_of(tmp_path, a_txt=TALK, b_tsv=PHRASES, c_csv="file,municipality\na.txt,Oslo\n")
    async with at_the_keyboard(empty) as user:
        screen = await with_files(user, folder)
        assert statuses(screen) == ["ready", "asks", "failed"]
        assert "does not look like a transcript" in shown(screen.files)[1]
        assert "a table of what is known of transcripts" in shown(screen.files)[2]
        await user.press("i")
        await ready(user)
    with open_project(str(empty)) as project, project.reading() as connection:
        assert [one.name for one in queries.transcripts(connection)] == ["a"]


async def test_all_files_of_a_folder_and_of_those_below_are_added_by_one_line(
    empty: Path, tmp_path: Path
) -> None:
    folder = folder_of(tmp_path, a_txt=TALK.format("a"))
    (folder / "asker").mkdir()
    (folder / "asker" / "b.txt").write_text(TALK.format("b"), encoding="utf-8")
    async with at_the_keyboard(empty) as user:
        await user.press("i", "a")
        chooser = user.app.screen
        assert isinstance(chooser, FileChoice)
        chooser.field.value = f"{folder}{os.sep}"
        await user.rest()
        assert [line.strip() for line in shown(chooser.lines)[:3]] == [
            "all files here: 1",
            f"..{os.sep}",
            "all files here and in the folders below",
        ]
        await user.press("down", "down", "enter")
        screen = await ready(user)
        assert len(screen.files.options) == 2


async def test_a_text_twice_in_the_list_comes_in_when_the_other_is_taken_out(
    empty: Path, tmp_path: Path
) -> None:
    folder = folder_of(tmp_path, a_txt=TALK, b_txt=TALK)
    async with at_the_keyboard(empty) as user:
        screen = await with_files(user, folder)
        assert statuses(screen) == ["ready", "unchanged"]
        assert "same text as a" in shown(screen.files)[1]
        await user.press("delete")
        assert statuses(screen) == ["ready"]
        assert "Took a.txt out" in user.status


async def test_the_speaker_who_is_asked_about_is_highlighted_first(
    empty: Path, tmp_path: Path
) -> None:
    folder = folder_of(tmp_path, a_txt=TALK, b_txt=ASKS)
    async with at_the_keyboard(empty) as user:
        screen = await with_files(user, folder)
        await reach(user, 1)
        await user.press("r", "r")
        assert statuses(screen) == ["ready", "ready"]
        assert "advisor" in shown(screen.panel.lines)[2]


async def test_a_label_that_speaks_once_is_said_to_be_a_speakers_by_its_line(
    empty: Path, tmp_path: Path
) -> None:
    folder = folder_of(tmp_path, a_txt=f"{TALK}Ola: Kom inn.\n{TALK}")
    async with at_the_keyboard(empty) as user:
        screen = await with_files(user, folder)
        assert "(x on Ola, or l)" in plain(screen.panel.words.render())
        await user.press("l")
        assert "line 9: its label is a speaker's" in screen_text(user.app)
        await user.press("1")
        assert "speaks once" not in plain(screen.panel.words.render())
        assert "Ola" in "".join(shown(screen.panel.lines))


async def test_the_key_for_the_encoding_is_told_where_the_letters_are_in_doubt(
    empty: Path, tmp_path: Path
) -> None:
    folder = folder_of(tmp_path)
    lines = "Ищущий: Что было потом?\nМария: Мы переехали весной.\n" * 9
    (folder / "a.txt").write_bytes(lines.encode("cp1251"))
    async with at_the_keyboard(empty) as user:
        screen = await with_files(user, folder)
        assert statuses(screen) == ["failed"]
        assert "(here: e)" in plain(screen.panel.words.render())
        await user.press("e", *"1251", "enter")
        assert "Мария" in "".join(shown(screen.panel.lines))


async def test_enter_on_a_file_that_cannot_be_read_leaves_the_arrows_to_the_list(
    empty: Path, tmp_path: Path
) -> None:
    folder = folder_of(tmp_path, a_txt="", b_txt=TALK)
    async with at_the_keyboard(empty) as user:
        screen = await with_files(user, folder)
        await user.press("enter", "down")
        assert screen.files.highlighted == 1


async def test_one_key_goes_from_file_to_file_that_asks(empty: Path, tmp_path: Path) -> None:
    other = "Intervjuer: Hva skjedde etterpå?\nVeileder: Vi fant en praksisplass.\n" * 4
    folder = folder_of(
        tmp_path, a_txt=TALK, b_txt=ASKS.format(1), c_txt=other, d_txt=ASKS.format(3)
    )
    async with at_the_keyboard(empty) as user:
        screen = await with_files(user, folder)
        reached = []
        for _ in range(3):
            await user.press("full_stop")
            reached.append(screen.files.highlighted)
        assert reached == [1, 3, 1]


async def test_a_role_of_speaker_1_is_not_given_to_speaker_1_of_another_file(
    empty: Path, tmp_path: Path
) -> None:
    folder = folder_of(tmp_path, a_txt=NUMBERED.format("a"), b_txt=NUMBERED.format("b"))
    async with at_the_keyboard(empty) as user:
        screen = await with_files(user, folder)
        await reach(user, 0, 1)
        await user.press("r", "down", "r", "r", "r")
        assert statuses(screen) == ["ready", "asks"]
        await reach(user, 1)
        assert "role unknown: Speaker 1, Speaker 2" in plain(screen.panel.words.render())


async def test_the_number_stands_beside_the_name_of_a_municipality(
    empty: Path, tmp_path: Path
) -> None:
    async with at_the_keyboard(empty) as user:
        screen = await with_files(user, folder_of(tmp_path, a_txt=TALK))
        await user.press("m", *"herøy", "down", "enter")
        assert "1818 Herøy (Nordland)" in shown(screen.files)[0]


async def test_an_encoding_that_cannot_be_is_told_and_let_go_by_guessing_again(
    empty: Path, tmp_path: Path
) -> None:
    folder = folder_of(tmp_path)
    (folder / "a.txt").write_bytes(TALK.format("på Værøy").encode("cp1252"))
    async with at_the_keyboard(empty) as user:
        screen = await with_files(user, folder)
        await user.press("e", "enter")
        assert shown(screen.files)[0].split(maxsplit=2)[:2] == ["asks", "a.txt"]
        assert "line 1: the file is not in utf-8" in shown(screen.files)[0]
        await user.press("e", *"guess", "enter")
        assert statuses(screen) == ["ready"]


async def test_what_was_under_way_is_not_shown_any_more_when_it_was_cancelled(
    empty: Path, tmp_path: Path
) -> None:
    folder = folder_of(tmp_path, **{f"nr{n}_txt": TALK.format(n) for n in range(30)})
    async with at_the_keyboard(empty) as user:
        screen = await with_files(user, folder)
        await screen.action_import()
        screen.action_stop()
        await ready(user)
        assert "Esc cancels" not in user.status
        assert any("cancelled" in toast for toast in user.toasts)
        assert len(screen.files.options) == 30


async def test_the_keys_are_in_the_footer_again_when_files_have_been_read(
    empty: Path, tmp_path: Path
) -> None:
    async with at_the_keyboard(empty) as user:
        screen = await with_files(user, folder_of(tmp_path, a_txt=TALK))
        await user.rest()
        assert len(screen.query("FooterKey")) > 5


async def test_the_comments_of_a_corrected_file_are_told_to_be_left(
    project: Path, tmp_path: Path
) -> None:
    corrected = tmp_path / "rettet.docx"
    document = docx.Document()
    for line in INTERVIEW.replace("alltid tid", "ofte tid").splitlines():
        document.add_paragraph(line)
    said = document.paragraphs[1].runs[0]
    document.add_comment([said], text="Fint sitat", author="Ola Berg", initials="OB")
    document.save(str(corrected))
    async with at_the_keyboard(project) as user:
        await user.press("i")
        user.app.key_queue.add(events.Paste(str(corrected)))
        await user.rest()
        await ready(user)
        await user.press("v", *"deltaker", "enter")
        await ready(user)
        assert "Corrected a-deltaker" in user.status
        assert "its comments are not imported again: 1" in user.status


WITH_REPORT = (
    "Intervju nr. 4\n\nIntervjuer: Hvordan går det?\n\nKari: Bra.\n\n[telefonen ringer]\n\n"
    "Og det går fremover.\n\nIntervjuer: Og ellers?\n\nKari: Jo takk.\n\nSlutt på intervjuet\n\n"
    "Det regnet hele dagen.\n"
)


async def test_what_lies_outside_the_interview_is_counted_dimmed_and_listed(
    empty: Path, tmp_path: Path
) -> None:
    async with at_the_keyboard(empty) as user:
        screen = await with_files(user, folder_of(tmp_path, a_txt=WITH_REPORT))
        told = screen.panel.words.render()
        lines = plain(told).splitlines()
        assert "Outside the interview (o shows it): 4 lines (1 front, 1 interlude, 2 back)" in lines
        assert "Inferred, no label of their own (o shows them): 6 lines" in lines
        begin = lines.index("Intervju nr. 4")
        assert lines[begin : begin + 5] == [
            "Intervju nr. 4",
            "Intervjuer: Hvordan går det?",
            "Kari: Bra.",
            "[telefonen ringer]",
            "Kari: Og det går fremover.",
        ]
        assert lines[-2:] == ["Slutt på intervjuet", "Det regnet hele dagen."]
        assert isinstance(told, Content)
        dimmed = [plain(told)[span.start : span.end] for span in told.spans if span.style == "dim"]
        assert {"Intervju nr. 4", "[telefonen ringer]", "Det regnet hele dagen."} <= {*dimmed}
        await user.press("o")
        assert isinstance(user.app.screen, Reader)
        listed = "\n".join(plain(line.render()) for line in user.app.screen.query(Static))
        assert "line 7, interlude, a note of what happened: [telefonen ringer]" in listed
        assert "line 9, ~Kari, goes on behind what is outside: Og det går fremover." in listed
        assert "line 17, ~back, behind what says the end: Det regnet hele dagen." in listed
        await user.press("escape")
        assert (await ready(user)) is screen


async def test_where_nothing_lies_outside_that_is_said(empty: Path, tmp_path: Path) -> None:
    async with at_the_keyboard(empty) as user:
        screen = await with_files(user, folder_of(tmp_path, a_txt=TALK))
        assert "Outside" not in plain(screen.panel.words.render())
        await user.press("o")
        assert "Nothing lies outside" in user.status


async def test_a_doubt_names_its_line_and_the_key_that_settles_it(
    empty: Path, tmp_path: Path
) -> None:
    text = TALK.format(1) + "Ola: Kom i morgen.\n" + TALK.format(2)
    async with at_the_keyboard(empty) as user:
        screen = await with_files(user, folder_of(tmp_path, a_txt=text))
        told = plain(screen.panel.words.render())
        doubt = "line 9, “Ola: Kom i morgen.”: 'Ola' speaks once: is it a speaker, or words of the"
        assert doubt in told
        assert "the one before? (x on Ola, or l)" in told
        labels = [line.split()[0] for line in shown(screen.panel.lines)]
        assert statuses(screen) == ["asks"]
        await reach(user, 0, labels.index("Ola"))
        await user.press("x")
        assert "speaks once" not in plain(screen.panel.words.render())
        await user.press("x")
        assert "speaks once" not in plain(screen.panel.words.render())


async def test_a_file_with_a_doubtful_line_never_comes_in_unasked_and_each_answer_settles_it(
    empty: Path, tmp_path: Path
) -> None:
    doubtful = TALK.format(1) + "Bedre veier: Kom i morgen.\n" + TALK.format(2)
    other = "Intervjuer: Hva nå {0}?\nVeileder: Vi venter på svar fra kommunen.\n" * 4
    other_form = other.format(3) + "Intervjuer: Alt? Veileder: Nei.\n" + other.format(4)
    folder = folder_of(tmp_path, a_txt=doubtful, b_txt=other_form, c_txt=TALK.format(5))
    async with at_the_keyboard(empty) as user:
        screen = await with_files(user, folder)
        assert statuses(screen) == ["asks", "asks", "ready"]
        await reach(user, 0)
        await user.press("l", "2")
        await reach(user, 1)
        assert "'Veileder' is in another form than elsewhere" in plain(screen.panel.words.render())
        await user.press("l", "1")
        assert statuses(screen) == ["ready", "ready", "ready"]
        assert "18 turns" in shown(screen.files)[1]


async def test_who_answers_where_all_who_are_named_ask_is_said_by_a_role(
    empty: Path, tmp_path: Path
) -> None:
    text = "Intervjuer: Hva nå?\nInterviewer: Jeg venter.\n" * 6
    async with at_the_keyboard(empty) as user:
        screen = await with_files(user, folder_of(tmp_path, a_txt=text))
        assert "who answers? (r on Intervjuer)" in plain(screen.panel.words.render())
        assert statuses(screen) == ["asks"]
        await reach(user, 0, 2)
        await user.press("r")
        assert "who answers?" not in plain(screen.panel.words.render())


async def test_who_is_no_speaker_in_one_file_of_the_list_stays_a_main_speaker_of_another(
    empty: Path, tmp_path: Path
) -> None:
    once = TALK.format(1) + "Ola: Kom i morgen.\n" + TALK.format(2)
    often = "Intervjuer: Hva nå {0}?\nVeileder: Vi venter {0}.\nOla: Ikke jeg {0}.\n"
    folder = folder_of(
        tmp_path, a_txt=once, b_txt="".join(often.format(word) for word in ("da", "så", "her"))
    )
    asked = "'Ola' has 3 turns, and had 1 where it was said to be no speaker"
    async with at_the_keyboard(empty) as user:
        screen = await with_files(user, folder)
        labels = [line.split()[0] for line in shown(screen.panel.lines)]
        await reach(user, 0, labels.index("Ola"))
        await user.press("x")
        await reach(user, 1)
        assert statuses(screen)[1] == "asks"
        assert f"{asked}: it is taken for one here (x on Ola)" in plain(screen.panel.words.render())
        labels = [line.split()[0] for line in shown(screen.panel.lines)]
        await reach(user, 1, labels.index("Ola"))
        assert "is no speaker" not in shown(screen.panel.lines)[labels.index("Ola")]
        await user.press("r")
        assert asked not in plain(screen.panel.words.render())


async def test_what_a_doubtful_line_is_can_be_said_by_a_key_and_taken_back(
    empty: Path, tmp_path: Path
) -> None:
    text = TALK.format(1) + "Bedre veier: Kom i morgen.\n" + TALK.format(2)
    async with at_the_keyboard(empty) as user:
        screen = await with_files(user, folder_of(tmp_path, a_txt=text))
        told = "'Bedre veier' is not taken for a speaker (l)"
        assert told in plain(screen.panel.words.render())
        await user.press("l")
        menu = user.app.screen
        assert shown(menu.query_one(OptionList)) == [
            "1  line 9: its label is a speaker's",
            "2  line 9: it is said, and begins no turn",
            "3  Another line, or whose it is …",
        ]
        await user.press("1")
        await ready(user)
        assert told not in plain(screen.panel.words.render())
        assert any(line.startswith("Bedre veier") for line in shown(screen.panel.lines))
        await user.press("l", "1")
        await ready(user)
        assert told in plain(screen.panel.words.render())
        await user.press("l", "3", *"kom", "enter")
        menu = user.app.screen
        assert shown(menu.query_one(OptionList)) == [
            "1  its label is a speaker's",
            "2  it is said, and begins no turn",
            "3  it lies outside the interview",
            "4  the interview ends above it",
            "5  Intervjuer says it",
            "6  Veileder says it",
            "7  somebody who is not named says it",
            "8  Intervjuer speaks from it on",
            "9  Veileder speaks from it on",
            "   somebody who is not named speaks from it on",
        ]
        await user.press("5")
        await ready(user)
        assert "Intervjuer: Bedre veier: Kom i morgen." in plain(screen.panel.words.render())
        assert statuses(screen) == ["ready"]


async def test_any_line_of_a_file_can_be_said_to_be_somebody_elses(
    empty: Path, tmp_path: Path
) -> None:
    text = f"Om i går\n\n{TALK.format(1)}Og hva sa de da?\n{TALK.format(2)}"
    async with at_the_keyboard(empty) as user:
        screen = await with_files(user, folder_of(tmp_path, a_txt=text))
        await reach(user, 0)
        await user.press("l")
        lines = shown(user.app.screen.query_one(OptionList))
        assert lines[:2] == [
            "1  (front)  Om i går",
            "3  Intervjuer  Intervjuer: Hvordan går det 1?",
        ]
        await user.press("~")
        lines = shown(user.app.screen.query_one(OptionList))
        assert lines == ["11  ~Veileder  Og hva sa de da?"]
        await user.press("enter")
        menu = shown(user.app.screen.query_one(OptionList))
        await user.press(str(menu.index(next(one for one in menu if "Intervjuer" in one)) + 1))
        await ready(user)
        told = plain(screen.panel.words.render())
        assert "Intervjuer: Og hva sa de da?" in told
        assert "Inferred" not in told
        await user.press("l")
        assert shown(user.app.screen.query_one(OptionList))[0] == (
            "1  line 11, taken back: Intervjuer says it"
        )
        await user.press("1")
        await ready(user)
        assert "Intervjuer: Og hva" not in plain(screen.panel.words.render())


async def test_whose_the_utterances_of_nobody_are_is_said_by_one_key_and_keeps_no_file_out(
    empty: Path, tmp_path: Path
) -> None:
    talk = (
        "Ann: I came by boat {0}.\n\nAnd who else came {0}?\n\n"
        "Deltaker: The others walked {0}, as they always did.\n\nTolk: Not all of them {0}.\n\n"
    )
    text = "".join(map(talk.format, ("then", "there", "again", "home")))
    async with at_the_keyboard(empty) as user:
        screen = await with_files(user, folder_of(tmp_path, a_txt=text))
        told = "Note: utterances that name nobody: 4, the first in line 3"
        assert told in plain(screen.panel.words.render())
        await reach(user, 0)
        await user.press("l")
        menu = shown(user.app.screen.query_one(OptionList))
        assert menu == [
            "1  line 3 and 3 like it: Ann says it",
            "2  line 3 and 3 like it: Deltaker says it",
            "3  line 3 and 3 like it: Tolk says it",
            "4  line 3 and 3 like it: Interviewer says it",
            "5  line 3 and 3 like it: somebody who is not named says it",
            "6  Another line, or whose it is …",
        ]
        await user.press("4")
        await ready(user)
        words = plain(screen.panel.words.render())
        assert told not in words
        assert "Interviewer: And who else came then?" in words
        assert any(line.startswith("Interviewer") for line in shown(screen.panel.lines))
