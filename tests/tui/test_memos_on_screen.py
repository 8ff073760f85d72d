"""Memos on the screen: nothing typed is lost, every memo is seen, and a list goes to its place."""

from pathlib import Path

import pytest

from kodeverk.model.records import Coder, Coding, passage_target
from kodeverk.model.text import Span
from kodeverk.service.coding import apply_code, remove_codings, write_memo
from kodeverk.service.drafts import kept_drafts
from kodeverk.service.transcripts import find_transcript
from kodeverk.store.opening import open_project
from kodeverk.tui.screens import memo_editor
from kodeverk.tui.screens.memo_editor import MemoEditor
from kodeverk.tui.screens.memos import MemoScreen
from kodeverk.tui.screens.reader import Reader
from kodeverk.tui.widgets.painting import NOTED
from tests.tui.keyboard_user import KARI, OLA, User, at_the_keyboard, held, plain


@pytest.fixture(autouse=True)
def kept_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memo_editor, "KEEP_SECONDS", 0.01)


def drafts(path: Path, coder: Coder = KARI) -> list[tuple[str, str]]:
    with open_project(str(path)) as project:
        return [(one.about, one.text) for one in kept_drafts(project, coder)]


async def until_kept(user: User, path: Path, text: str) -> None:
    while text not in [kept for _, kept in drafts(path)]:
        await user.pilot.pause()


def hint(user: User) -> str:
    assert isinstance(user.app.screen, MemoEditor)
    return str(user.app.screen.hint.render())


def span_of(path: Path, words: str) -> Span:
    start = held(path).text.index(words)
    return Span(start, start + len(words))


def coded(path: Path, coder: Coder, words: str) -> Coding:
    """Put a code on words of the first transcript."""
    with open_project(str(path)) as project:
        transcript = find_transcript(project, "a-deltaker").id
        code = next(one for one in held(path).codes.values() if one.key == "REL-TILLIT")
        coding = apply_code(project, coder, transcript, span_of(path, words), code)
        assert coding is not None
        return coding


def noted(path: Path, coder: Coder, text: str, kind: str, target: str) -> None:
    with open_project(str(path)) as project:
        write_memo(project, coder, kind, target, text)


async def at(user: User, path: Path, words: str) -> list[str]:
    """Select words; return what the list of codings there says."""
    user.coding.view.select(*span_of(path, words))
    await user.rest()
    return user.here


def rows(user: User) -> list[str]:
    view = user.coding.view
    return [view.render_line(y).text.rstrip() for y in range(view.size.height)]


async def test_what_is_typed_is_there_again_until_it_is_written_or_given_up(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "M")
        await user.type("halvt ferdi")
        await until_kept(user, project, "halvt ferdi")
    assert held(project).memos == ()  # the terminal was closed, and nothing was written

    async with at_the_keyboard(project) as user:
        assert user.toasts[0].startswith("A memo was typed and not written | m lists")
        await user.press("enter", "M")
        assert "not written yet" in hint(user)
        await user.type("g")
        await user.press("f2")
        assert [one.text for one in held(project).memos] == ["halvt ferdig"]
        assert drafts(project) == []
        assert "1 memo" in user.heading

        await user.press("M")
        assert "not written yet" not in hint(user)
        await user.type(" nei")
        await until_kept(user, project, "halvt ferdig nei")
        assert [about for about, _ in drafts(project)] == ["memo"]
        await user.press("escape")
        assert len(drafts(project)) == 1
        await user.press("escape")
        assert drafts(project) == []

        await user.press("M")
        await user.type("x")
        await until_kept(user, project, "halvt ferdigx")
        await user.press("backspace")
        while drafts(project):
            await user.pilot.pause()
        await user.press("escape")
        assert not isinstance(user.app.screen, MemoEditor)
    assert [one.text for one in held(project).memos] == ["halvt ferdig"]


async def test_memos_have_a_mark_where_they_are_and_a_colleagues_can_be_read(project: Path) -> None:
    theirs = coded(project, OLA, "Læreren snakket hele tiden")
    noted(project, OLA, "Se nærmere", "coding", theirs.id)
    passage = passage_target(theirs.version, span_of(project, "Det gikk for fort"))
    noted(project, OLA, "Om farten", "passage", passage)
    removed = coded(project, KARI, "Han har alltid tid")
    noted(project, OLA, "Uenig", "coding", removed.id)
    kept = coded(project, KARI, "skrev av tavla")
    noted(project, OLA, "Hvorfor?", "coding", kept.id)
    with open_project(str(project)) as opened:
        remove_codings(opened, KARI, [removed])
    async with at_the_keyboard(project) as user:
        await user.press("enter")
        marked = [line for line in rows(user) if line.endswith(NOTED)]
        assert [line.split()[1] for line in marked] == ["Han", "Det"]
        assert await at(user, project, "alltid") == ["  memo by Ola was on REL-TILLIT: Uenig"]
        assert (await at(user, project, "tavla"))[1:] == ["  memo by Ola on REL-TILLIT: Hvorfor?"]
        await user.press("x")
        assert await at(user, project, "tavla") == ["  memo by Ola was on REL-TILLIT: Hvorfor?"]
        assert await at(user, project, "gikk") == ["  memo by Ola: Om farten"]
        await user.press("tab", "enter")
        assert isinstance(user.app.screen, Reader)
        await user.press("escape", "C")
        here = await at(user, project, "snakket")
        assert here[1:] == ["  memo by Ola on Ola's REL-TILLIT: Se nærmere"]
        assert [line for line in rows(user) if f"{NOTED}!O:REL-TI" in line]


async def test_a_list_has_all_memos_and_enter_goes_to_the_place(project: Path) -> None:
    coding = coded(project, KARI, "Det gikk for fort")
    noted(project, KARI, "Se nærmere på farten", "coding", coding.id)
    noted(project, OLA, "Kort intervju", "transcript", coding.transcript)
    async with at_the_keyboard(project) as user:
        await user.press("m")
        screen = user.app.screen
        assert isinstance(screen, MemoScreen)
        assert listed(screen) == ["Kort intervju", "Se nærmere på farten"]
        assert plain(screen.words.render()) == "Kort intervju"
        await user.press("m")
        assert isinstance(user.app.screen, Reader)
        await user.press("escape", "slash")
        await user.type("fart")
        assert listed(screen) == ["Se nærmere på farten"]
        await user.press("enter", "m")
        await user.type("!")
        await until_kept(user, project, "Se nærmere på farten!")
        await user.press("f2")
        assert plain(screen.words.render()) == "Se nærmere på farten!"
        await user.press("enter")
        assert user.selected == "Det gikk for fort"

        await user.press("M")
        await user.type("halvt")
        await until_kept(user, project, "halvt")
    async with at_the_keyboard(project) as user:
        await user.press("enter", "L")
        screen = user.app.screen
        assert isinstance(screen, MemoScreen)
        assert listed(screen)[0] == "halvt"
        await user.press("enter", "f2")
        assert {one.text for one in held(project).memos} >= {"halvt", "Se nærmere på farten!"}
        assert drafts(project) == []
        await user.press("q")
        assert "2 memos" in user.heading


def listed(screen: MemoScreen) -> list[str]:
    """The words of the memos in the list, as far as they are shown."""
    options = [screen.lines.get_option_at_index(n) for n in range(screen.lines.option_count)]
    width = max(screen.size.width - 4, 40)
    before = max(width // 6, 12) + max(width // 7, 12) + 6 + 8 + 10 + 5
    return [plain(option.prompt)[before:].split("…")[0].strip() for option in options]
