"""A codebook grows, by keys alone: a code is made, joined, split, proposed, and all is undone."""

from pathlib import Path

from kodeverk.tui.screens.decide_again import DecideAgain
from kodeverk.tui.screens.menu import Menu
from tests.tui.keyboard_user import User, at_the_keyboard, held
from tests.tui.test_codebook_screen import content, counted, open_book, shown, title, undo
from tests.tui.test_new_codes import select


async def to_code(user: User, *keys: str) -> None:
    """Filter for a code in the codebook, and press keys on it."""
    await user.press("slash", "ctrl+u")
    await user.type(keys[0])
    await user.press("enter", *keys[1:])
    await counted(user)


async def test_a_code_is_added_joined_split_frozen_and_proposed_and_each_step_is_undone(
    project: Path,
) -> None:
    def said() -> list[tuple[str, str]]:
        return [(key, words) for key, words, _ in held(project).said()]

    begun = content(project)
    async with at_the_keyboard(project, size=(120, 40)) as user:
        # A code from the picker, and two more codings.
        await user.press("enter")
        await select(user, project, "fordi han ringer")
        await user.press("c")
        await user.type("ringer ofte")
        await user.press("pagedown", "enter")
        await user.type("rel")
        await user.press("enter", "enter")
        for words in ("Jeg stoler på ham", "Det gikk for fort"):
            await select(user, project, words)
            await user.press("1")
        assert said() == [
            ("REL-TILLIT", "Jeg stoler på ham"),
            ("REL-RINGER-OFTE", "fordi han ringer"),
            ("REL-TILLIT", "Det gikk for fort"),
        ]
        coded = content(project)
        # Two codes become one.
        await user.press("q")
        await open_book(user)
        await to_code(user, "ringer", "j")
        await user.type("rel-tillit")
        await user.press("enter")
        assert "1 coding of 1 informant in 1 transcript go along" in title(user)
        await user.press("2")
        await counted(user)
        assert [key for key, _ in said()] == ["REL-TILLIT"] * 3
        # One becomes two, and the queue is worked off.
        await to_code(user, "tillit", "s")
        await user.press(*"tro", "semicolon", *"mistro", "enter")
        assert "3 codings of 1 informant in 1 transcript are decided again" in title(user)
        await user.press("2")
        await counted(user)
        await user.press("w")
        queue = user.app.screen
        assert isinstance(queue, DecideAgain)
        await user.press("2", "3", "u", "x", "1")
        await counted(user)
        assert said() == [("REL-TRO", "Jeg stoler på ham"), ("REL-TILLIT", "Det gikk for fort")]
        # The round begins: what is missing is proposed on the words.
        await user.press("escape", "f", "enter")
        assert "frozen" in user.heading
        await user.press("q", "enter")
        await select(user, project, "praksis på et lager")
        await user.press("c")
        await user.type("lagerarbeid")
        await user.press("pagedown", "enter", "enter", "enter")
        assert said()[-2:] == [
            ("X-ANNET", "praksis på et lager"),
            ("REL-TILLIT", "Det gikk for fort"),
        ]
        await user.press("q")
        await open_book(user)
        assert "1 proposed (P)" in user.heading
        # All of it is taken back, step after step.
        for _ in range(7):
            await undo(user)
        assert content(project) == coded
        assert "REL-RINGER-OFTE" in shown(user)
        assert not isinstance(user.app.screen, Menu)
        for _ in range(3):
            await undo(user)
    assert content(project) == begun
