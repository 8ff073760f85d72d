"""Whose codings are in sight: those who code apart see nothing of each other before they may."""

import re
from pathlib import Path

import pytest

from kodeverk.model.records import Coder, passage_target
from kodeverk.model.text import Span
from kodeverk.service.assigning import assign
from kodeverk.service.borders import change_code
from kodeverk.service.coding import apply_code, finish, reopen, working_transcript, write_memo
from kodeverk.service.finding import find_passages
from kodeverk.service.log import read_log
from kodeverk.service.merging import merge
from kodeverk.service.passage_query import PassageQuery
from kodeverk.service.project_settings import set_in_project
from kodeverk.service.releasing import release
from kodeverk.service.transcripts import find_transcript
from kodeverk.store import queries
from kodeverk.store.backup import copy_project
from kodeverk.store.opening import open_project
from tests.tui.corrected_project import CORRECTED, codings_in_an_old_text, replace
from tests.tui.keyboard_user import KARI, OLA, at_the_keyboard, screen_text


def code_as_colleague(project: Path, words: str, transcript: str = "a-deltaker") -> None:
    with open_project(str(project)) as opened:
        found = find_transcript(opened, transcript)
        with opened.reading() as connection:
            code = next(one for one in queries.codes(connection) if one.key == "REL-TILLIT")
            text = queries.version(connection, found.version).text
        start = text.index(words)
        apply_code(opened, OLA, found.id, Span(start, start + len(words)), code)


def deal_out(project: Path) -> None:
    """Every transcript to Kari and to Ola."""
    with open_project(str(project)) as opened:
        with opened.writing(KARI, "Ola codes, too") as writer:
            writer.share("coder", OLA.id, {"name": OLA.name, "kind": "person"})
        assign(opened, KARI, [KARI.id, OLA.id], double=1.0)


def finish_as(coder: Coder, project: Path, transcript: str = "a-deltaker") -> None:
    with open_project(str(project)) as opened:
        finish(opened, coder, [find_transcript(opened, transcript).id])


@pytest.fixture
def dealt(project: Path) -> Path:
    deal_out(project)
    code_as_colleague(project, "Jeg stoler på ham")
    return project


async def test_who_codes_apart_never_sees_a_colleagues_coding_before_finishing(
    dealt: Path,
) -> None:
    async with at_the_keyboard(dealt) as user:
        await user.press("enter", "e", "j")
        assert "mine, blind" in user.status
        assert "codings of colleagues · hidden until you have finished" in screen_text(user.app)
        assert "1 coding" not in screen_text(user.app)
        await user.press("C")
        title, remedy = user.toasts[-1].split(" | ")
        assert title == "you are to code this apart from Ola"
        assert "when you have finished it (F)" in remedy
        assert "released (R on the project screen)" in remedy
        assert "kodeverk set PROJECT --blind no" in remedy
        assert user.here == ["no codes here"]
        assert not user.coding.with_colleagues
        await user.press("F", "F", "C", "g", "e", "j")
        assert "mine and 1 of Ola" in user.status
        assert "by Ola" in user.here[0]


async def test_reopening_hides_colleagues_codings_again(dealt: Path) -> None:
    finish_as(KARI, dealt)
    async with at_the_keyboard(dealt) as user:
        await user.press("enter", "C", "e", "j")
        assert "by Ola" in user.here[0]
        await user.press("F", "2")
        assert user.here == ["no codes here"]
        assert "mine, blind" in user.status


async def test_who_codes_apart_in_another_round_sees_nothing_before_finishing_in_it(
    project: Path,
) -> None:
    code_as_colleague(project, "Jeg stoler på ham")
    finish_as(KARI, project)
    with open_project(str(project)) as opened:
        assign(opened, KARI, [KARI.id, OLA.id], double=1.0, round_name="again")
        seen = working_transcript(opened, find_transcript(opened, "a-deltaker").id, KARI)
        assert seen.apart_from == {OLA.id}
        assert not find_passages(opened, KARI, PassageQuery(words="stoler")).places
        assert "REL-TILLIT on" not in str(read_log(opened, KARI))
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "j")
        assert "mine, blind" in user.status
        await user.press("C")
        assert "code this apart from Ola" in user.toasts[-1]
        assert user.here == ["no codes here"]
        await user.press("F", "F", "C", "g", "e", "j")
        assert "by Ola" in user.here[0]
    with open_project(str(project)) as opened, opened.reading() as connection:
        states = {
            (one.coder, one.round): one.state
            for one in queries.assignments(connection, round_name=None)
            if one.transcript == seen.transcript.id
        }
    assert states[KARI.id, "again"] == "finished"
    assert states[OLA.id, "again"] == "assigned"


async def test_what_is_shown_in_one_transcript_is_not_carried_into_one_coded_apart(
    dealt: Path,
) -> None:
    finish_as(KARI, dealt)
    code_as_colleague(dealt, "Tjueto.", "b-veileder")
    finish_as(KARI, dealt, "b-veileder")
    with open_project(str(dealt)) as opened:
        reopen(opened, KARI, find_transcript(opened, "b-veileder").id)
    async with at_the_keyboard(dealt) as user:
        await user.press("enter", "C", "q", "down", "enter", "e")
        assert user.heading.startswith("b-veileder")
        assert "started" in user.heading
        assert user.here == ["no codes here"]


async def test_where_a_release_came_colleagues_codings_can_be_seen(dealt: Path) -> None:
    finish_as(OLA, dealt)
    with open_project(str(dealt)) as opened:
        release(opened, OLA, [find_transcript(opened, "a-deltaker").id])
    async with at_the_keyboard(dealt) as user:
        await user.press("enter", "C", "e", "j")
        assert "by Ola" in user.here[0]


async def test_a_project_that_is_not_blind_shows_them_before_anybody_has_finished(
    dealt: Path,
) -> None:
    with open_project(str(dealt)) as opened:
        set_in_project(opened, KARI, {"blind": False})
    async with at_the_keyboard(dealt) as user:
        await user.press("enter", "e", "j")
        assert "mine · C: 1 of others" in user.status
        await user.press("C")
        assert "mine and 1 of Ola" in user.status
        assert "by Ola" in user.here[0]


async def test_who_was_not_dealt_a_transcript_may_see_what_colleagues_coded(
    project: Path,
) -> None:
    code_as_colleague(project, "Jeg stoler på ham")
    async with at_the_keyboard(project) as user:
        await user.press("enter", "C", "e", "j")
        assert "by Ola" in user.here[0]


async def test_alone_in_a_project_nothing_is_said_of_whose_codings_are_shown(
    project: Path,
) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "1", "right")
        assert "mine" not in user.status


async def test_the_log_never_tells_what_a_colleague_coded_in_a_transcript_coded_apart(
    dealt: Path,
) -> None:
    async with at_the_keyboard(dealt, size=(160, 45)) as user:
        await user.press("enter", "e", "4", "Q")
        assert "hidden until you have finished this transcript" in screen_text(user.app)
        assert "MED-MEDV on" in screen_text(user.app)
        assert "REL-TILLIT" not in screen_text(user.app)
        await user.press("down", "enter")
        assert "REL-TILLIT" not in screen_text(user.app)
        await user.press("escape", "slash")
        await user.type("tillit")
        assert "No step fits" in screen_text(user.app)
        await user.press("escape", "q", "F", "F", "Q")
        assert "REL-TILLIT on" in screen_text(user.app)


async def test_the_project_screen_never_lists_a_conflict_about_a_colleagues_coding(
    dealt: Path, tmp_path: Path
) -> None:
    with open_project(str(dealt)) as mine:
        laptop = copy_project(mine, tmp_path / "laptop.kodeverk")
        with open_project(str(laptop)) as theirs:
            for copy, key in ((mine, "MED-MEDV"), (theirs, "ARB-PRAKS")):
                transcript = find_transcript(copy, "a-deltaker").id
                (coding,) = working_transcript(copy, transcript, OLA).codings
                with copy.reading() as connection:
                    code = next(one for one in queries.codes(connection) if one.key == key)
                change_code(copy, OLA, coding, code)
            merge(mine, OLA, [theirs.location])
    async with at_the_keyboard(dealt) as user:
        assert "conflict" not in user.waits
        await user.press("C")
        assert "0 conflicts open · 1 hidden until you have finished" in screen_text(user.app)
        assert "MED-MEDV" not in screen_text(user.app)
    finish_as(KARI, dealt)
    async with at_the_keyboard(dealt) as user:
        assert "1 conflict: C" in user.waits


async def test_no_memo_of_a_colleague_is_shown_in_a_transcript_coded_apart(dealt: Path) -> None:
    with open_project(str(dealt)) as opened:
        found = find_transcript(opened, "a-deltaker")
        with opened.reading() as connection:
            text = queries.version(connection, found.version).text
        start = text.index("Jeg stoler på ham")
        target = passage_target(found.version, Span(start, start + 4))
        write_memo(opened, OLA, "passage", target, "Olas tanke.")
        write_memo(opened, OLA, "transcript", found.id, "Olas helhet.")
        (coding,) = working_transcript(opened, found.id, OLA).codings
        write_memo(opened, OLA, "coding", coding.id, "Olas grunn.")
    async with at_the_keyboard(dealt, size=(160, 45)) as user:
        await user.press("enter", "e", "j")
        assert "Olas" not in screen_text(user.app)
        assert "memo" not in user.heading
        await user.press("semicolon")
        assert "Olas" not in screen_text(user.app)
        await user.press("L")
        assert "3 hidden until you have finished" in screen_text(user.app)
        assert "Olas" not in screen_text(user.app)
        await user.press("q", "F", "F", "g", "e", "j")
        assert "Olas tanke." in screen_text(user.app)
        assert "1 memo" in user.heading


async def test_the_review_never_shows_a_colleagues_coding_of_a_transcript_coded_apart(
    project: Path, tmp_path: Path
) -> None:
    codings_in_an_old_text(project)
    deal_out(project)
    replace(project, tmp_path / "corrected.txt", CORRECTED)
    async with at_the_keyboard(project, size=(160, 45)) as user:
        waits = user.waits
        await user.press("r")
        seen = []
        for _ in range(4):
            seen.append(screen_text(user.app))
            await user.press("n")
        assert not any("ARB-PRAKS" in one or "by Ola" in one for one in seen)
        assert "1 hidden until you have finished" in seen[0]
        await user.press("q")
        assert user.waits == waits
    finish_as(KARI, project)
    async with at_the_keyboard(project) as user:
        assert user.waits.split(" wait")[0] != waits.split(" wait")[0]


async def test_releasing_what_is_not_finished_says_so_to_whoever_still_codes_it(
    dealt: Path,
) -> None:
    finish_as(OLA, dealt)
    async with at_the_keyboard(dealt) as user:
        await user.press("R")
        said = " ".join(re.sub(r"[│╭╮╰╯]", " ", screen_text(user.app)).split())
        assert "You have not finished it: released, it shows you what Ola coded" in said
        await user.press("1")
        assert "Released a-deltaker" in user.status
