"""Where one left off is where one comes back: on the same day, after a restart, after a crash."""

from pathlib import Path

from kodeverk.service.bookmarks import bookmark_in
from kodeverk.store import queries
from kodeverk.store.opening import open_project
from kodeverk.tui.left_place import KEEP_SECONDS
from tests.tui.corrected_project import replace
from tests.tui.keyboard_user import INTERVIEW, KARI, OLA, User, at_the_keyboard, held

LONG = INTERVIEW + "".join(
    f"I: Og så, den {number}. gangen?\nD: Den {number}. gangen ringte han igjen.\n"
    for number in range(1, 80)
)


def standing_at(user: User) -> str:
    """The words at the caret."""
    view = user.coding.view
    return view.transcript.text[view.caret : view.caret + 14]


def first_row(user: User) -> str:
    """The words at the top of the window."""
    view = user.coding.view
    return view.transcript.text[view.first_visible : view.first_visible + 14]


async def test_a_transcript_is_opened_where_it_was_left_with_the_same_rows_in_sight(
    project: Path, tmp_path: Path
) -> None:
    replace(project, tmp_path / "lang.txt", LONG)
    async with at_the_keyboard(project) as user:
        await user.press("enter", "slash")
        await user.type("den 40. gangen ringte")
        await user.press("enter", "escape", *["up"] * 9)
        left = (standing_at(user), first_row(user))
        assert first_row(user) not in standing_at(user)
        await user.press("q", "down", "enter", "q", "up", "enter")
        assert (standing_at(user), first_row(user)) == left
    async with at_the_keyboard(project) as user:
        await user.press("enter")
        assert (standing_at(user), first_row(user)) == left
    assert held(project).assignments == {}  # to have looked at it is not to have begun it


async def test_quitting_in_a_transcript_keeps_the_place_and_its_line_among_the_transcripts(
    project: Path,
) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("down", "enter", "j", "j")
        where = user.coding.view.caret
        assert where
    async with at_the_keyboard(project) as user:
        assert user.about.startswith("b-veileder")
        await user.press("enter")
        assert user.heading.startswith("b-veileder")
        assert user.coding.view.caret == where


async def test_what_a_kill_leaves_is_where_the_caret_was_a_moment_ago(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "j", "j", "j")
        await user.pilot.pause(KEEP_SECONDS * 1.5)
        await user.rest()
        record = user.coding.transcript.record
        # Read apart from the program, which nobody has left.
        with open_project(str(project)) as opened, opened.reading() as connection:
            version = queries.version(connection, record.version)
            kept = bookmark_in(connection, KARI, record.id, version)
        assert kept is not None
        assert kept.caret == user.coding.view.caret


async def test_in_a_corrected_text_one_comes_back_to_the_same_words(
    project: Path, tmp_path: Path
) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "slash")
        await user.type("det gikk for fort")
        await user.press("enter", "escape")
        words = standing_at(user)
        await user.press("q")
    corrected = INTERVIEW.replace("alltid tid til meg.", "aldri noe særlig tid til meg, han.")
    replace(project, tmp_path / "rettet.txt", corrected)
    async with at_the_keyboard(project) as user:
        await user.press("enter")
        assert standing_at(user) == words


async def test_each_coder_comes_back_to_their_own_place(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "G", "q")
    async with at_the_keyboard(project, coder=OLA) as user:
        await user.press("enter")
        assert user.coding.view.caret < 10


async def test_a_place_kept_is_no_step_to_undo(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "1", "G", "q", "enter", "u")
        assert held(project).codings == ()


async def test_going_on_to_another_transcript_from_a_list_keeps_the_place_in_the_first(
    project: Path,
) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("down", "enter", "M")
        await user.type("kort samtale")
        await user.press("f2", "q", "up", "enter", "j", "j", "j")
        where = user.coding.view.caret
        await user.press("L", "a", "enter")
        assert user.heading.startswith("b-veileder")
        await user.press("q", "enter")
        assert user.heading.startswith("a-deltaker")
        assert user.coding.view.caret == where
