"""Keys the user has chosen in the settings file."""

from pathlib import Path

import pytest

from kodeverk.config import Settings, load_settings
from kodeverk.errors import BadInput
from kodeverk.tui.keys import ALL_SECTIONS
from kodeverk.tui.screens.key_list import KeyList
from kodeverk.tui.user_keys import keymap
from tests.tui.keyboard_user import KARI, at_the_keyboard, held, plain


def settings_with(folder: Path, keys: str) -> Settings:
    path = folder / "config.toml"
    path.write_text(
        f'[coder]\nname = "Kari"\nid = "{KARI.id}"\n\n[keys]\n{keys}\n', encoding="utf-8"
    )
    return load_settings({"KODEVERK_CONFIG": str(path)})


async def test_another_key_does_it_and_the_old_one_no_longer_does(
    project: Path, tmp_path: Path
) -> None:
    settings = settings_with(tmp_path, '"coding.remove" = "backspace, ø"')
    async with at_the_keyboard(project, settings=settings) as user:
        await user.press("enter", "e", "s", "1", "x", "delete")
        assert len(held(project).codings) == 1
        await user.press("ø")
        assert held(project).codings == ()
        await user.press("1", "backspace")
    assert held(project).codings == ()


async def test_two_actions_can_exchange_their_keys(project: Path, tmp_path: Path) -> None:
    settings = settings_with(tmp_path, '"coding.undo" = "U"\n"coding.redo" = "u"')
    async with at_the_keyboard(project, settings=settings) as user:
        await user.press("enter", "e", "s", "1", "U")
        assert held(project).codings == ()
        await user.press("u")
    assert len(held(project).codings) == 1


async def test_help_palette_footer_and_status_name_the_keys_as_they_are(
    project: Path, tmp_path: Path
) -> None:
    settings = settings_with(tmp_path, 'coding.remove = "backspace"\ncoding.undo = "ctrl+z"')
    async with at_the_keyboard(project, size=(120, 40), settings=settings) as user:
        await user.press("enter", "e", "s", "1", "backspace")
        assert "was removed; Ctrl+z brings it back" in user.status
        assert "Ctrl+z Undo" in user.coding.key_line.offered
        commands = {one.title: one.help for one in user.app.get_system_commands(user.app.screen)}
        assert commands["Undo my last step"] == "Ctrl+z"
        await user.press("question_mark")
        assert isinstance(user.app.screen, KeyList)
        line = user.app.screen.lines.get_option("coding.undo").prompt
        assert plain(line).split()[0] == "Ctrl+z"


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ('"coding.remov" = "y"', "[keys] names 'coding.remov', and there is no such action"),
        ('"coding.remove" = "u"', "coding.remove has the key 'u', which coding.undo has too"),
        ('"transcript.word" = "c"', "transcript.word has the key 'c', which coding.pick has too"),
        ('"project.open" = ":"', "project.open has the key 'colon', which app.palette has too"),
        ('"coding.remove" = "ctlr+x"', "coding.remove has a key there is not: 'ctlr+x'"),
        ('"coding.remove" = "shift+a"', "coding.remove has a key there is not: 'shift+a'"),
        ('"coding.remove" = "x,"', "coding.remove has a key there is not: ''"),
        ('"coding.remove" = 7', "the keys of coding.remove are not a text"),
    ],
)
def test_a_key_that_cannot_be_is_said_with_file_and_id(
    tmp_path: Path, keys: str, said: str
) -> None:
    with pytest.raises(BadInput) as error:
        keymap(settings_with(tmp_path, keys))
    assert error.value.message == f"{tmp_path / 'config.toml'}: {said}"
    assert error.value.hint


def test_every_binding_can_be_given_its_own_keys_anew(tmp_path: Path) -> None:
    own = {str(one.id): one.key for section in ALL_SECTIONS for one in section.keys}
    assert keymap(Settings(tmp_path / "config.toml", keys=own)) == own
