"""Opening a project, who codes, the keys and their tables, and errors that must be seen."""

import os
import subprocess
import sys
from pathlib import Path
from threading import Event

import pytest
from textual import events
from textual.binding import Binding

from kodeverk.config import Settings, load_settings
from kodeverk.service.coder_list import add_coder
from kodeverk.store.opening import open_project
from kodeverk.tui.app import KodeverkApp
from kodeverk.tui.keys import (
    ALL_SECTIONS,
    CODING_SECTIONS,
    PINNED,
    full_description,
    shown_keys,
)
from kodeverk.tui.screens.coder_question import CoderQuestion
from kodeverk.tui.screens.key_list import KeyList
from kodeverk.tui.screens.menu import Menu
from kodeverk.tui.screens.notice import Notice
from tests.earlier_schemas import write_as_of
from tests.tui.brisk_pilot import BriskPilot
from tests.tui.keyboard_user import KARI, User, at_the_keyboard, held, screen_text


async def test_the_first_opening_asks_who_codes_and_remembers(
    project: Path, tmp_path: Path
) -> None:
    settings = Settings(tmp_path / "config.toml")
    async with at_the_keyboard(project, settings=settings) as user:
        assert isinstance(user.app.screen, CoderQuestion)
        assert not user.app.screen.name_field.value  # the machine's account is nobody's name
        await user.press("enter")
        await user.type("root")
        await user.press("enter")
        assert isinstance(user.app.screen, CoderQuestion)
        assert "root is an account of the machine" in screen_text(user.app)
        assert not settings.path.exists()
        await user.press(*["backspace"] * 4)
        await user.type("Nora")
        await user.press("enter")
        while "finished" not in user.heading:
            await user.pilot.pause()
        await user.press("enter", "e", "s", "1")
    (coding,) = held(project).codings
    kept = load_settings({"KODEVERK_CONFIG": str(tmp_path / "config.toml")})
    assert (kept.own_name, kept.own_id) == ("Nora", coding.coder)
    async with at_the_keyboard(project, settings=kept) as user:
        assert "Nora" in user.heading


def being_opened(project: Path, tmp_path: Path) -> tuple[KodeverkApp, Event]:
    """The app, and what lets the project answer at last."""
    app = KodeverkApp(str(project), Settings(tmp_path / "config.toml", "Kari"))
    slow = Event()
    app.gateway._thread.submit(slow.wait)
    return app, slow


async def test_keys_typed_while_the_project_is_opened_wait_for_it(
    project: Path, tmp_path: Path
) -> None:
    app, slow = being_opened(project, tmp_path)
    async with app.run_test() as pilot:
        user = User(app, BriskPilot(app))
        await pilot.press("down", "enter", "e", "1")
        assert app.current_mode == "project"
        slow.set()
        await user.rest()
        assert user.heading.startswith("b-veileder")
    assert [code for code, _, _ in held(project, "b-veileder").said()] == ["REL-TILLIT"]


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
async def test_who_waits_for_a_project_can_quit(project: Path, tmp_path: Path, key: str) -> None:
    app, slow = being_opened(project, tmp_path)
    async with app.run_test() as pilot:
        await pilot.press(key)
        slow.set()
    assert app.return_code == 0


async def test_an_older_project_is_brought_up_to_date_and_the_screen_says_so(project: Path) -> None:
    write_as_of("0002", project)
    project.chmod(0o600)
    async with at_the_keyboard(project) as user:
        (toast,) = user.toasts
        assert "brought up to date" in toast
        assert f"{project.stem}-before-0002.kodeverk" in toast
        await user.press("enter", "e", "s", "1")
    assert len(held(project).codings) == 1


async def test_a_project_that_everybody_can_read_is_told(project: Path) -> None:
    project.chmod(0o644)
    async with at_the_keyboard(project) as user:
        (toast,) = user.toasts
        assert "Everybody on this machine can read the project" in toast
        assert f"chmod 600 {project}" in toast


async def test_a_file_that_is_no_project_is_said_in_a_dialog(tmp_path: Path) -> None:
    path = tmp_path / "brev.kodeverk"
    path.write_text("Kjære Nora", encoding="utf-8")
    async with at_the_keyboard(path) as user:
        assert isinstance(user.app.screen, Notice)
        await user.press("enter")
    assert user.app.return_code == 1


async def test_what_nobody_foresaw_is_shown_and_the_program_goes_on(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "s")
        user.app.sticky["fase"] = ["oppstart", 1]  # type: ignore[list-item]  # what cannot be
        await user.press("1")
        assert isinstance(user.app.screen, Notice)
        user.app.sticky.clear()
        await user.press("escape", "1")
    assert len(held(project).codings) == 1


async def test_help_lists_every_key_and_does_what_is_chosen(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter", "e", "question_mark")
        assert isinstance(user.app.screen, KeyList)
        lines = user.app.screen.lines
        ids = {binding.id for section in CODING_SECTIONS for binding in section.keys}
        assert {option.id for option in lines.options if option.id} == ids
        lines.highlighted = lines.get_option_index("transcript.select-sentence")
        await user.press("enter")
        assert user.selected == "Han har alltid tid til meg."


async def test_the_palette_has_everything_the_keys_do(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        await user.press("enter")
        titles = {one.title for one in user.app.get_system_commands(user.app.screen)}
        described = user.coding.description_of
    wanted = {described(one) for section in CODING_SECTIONS for one in section.keys}
    assert wanted <= titles
    assert not {"Screenshot", "Save screenshot"} & titles


@pytest.mark.parametrize("section", [*ALL_SECTIONS, CODING_SECTIONS], ids=str)
def test_no_key_does_two_things_on_one_screen(section: object) -> None:
    sections = section if isinstance(section, tuple) else (section,)
    keys = [key for one in sections for binding in one.keys for key in binding.key.split(",")]
    assert sorted(set(keys)) == sorted(keys)


FORMS = ("Memo", "What is said of a transcript", "Dealing transcripts out")
"""Where letters are written, so that no key can be one."""


def test_every_key_can_be_typed_in_any_terminal_on_a_norwegian_keyboard() -> None:
    plain = {
        "enter", "escape", "delete", "slash", "comma", "full_stop", "plus", "minus", "asterisk",
        "equals_sign", "question_mark", "up", "down", "left", "right", "pageup", "pagedown",
        "home", "end", "colon", "semicolon", "tab", "space", "number_sign", *PINNED,
        "left_parenthesis", "right_parenthesis", "less_than_sign", "greater_than_sign",
            "apostrophe", "quotation_mark", "exclamation_mark", "underscore",
    }  # fmt: skip
    for section in ALL_SECTIONS:
        for binding in section.keys:
            keys = binding.key.split(",")
            is_form = section.heading in FORMS
            assert (
                any(
                    (len(key) == 1 and key.isalnum()) or key.removeprefix("shift+") in plain
                    for key in keys
                )
                or is_form
            ), binding
            assert not any(key.startswith(("alt+", "ctrl+shift+")) for key in keys)
            assert not {"ctrl+i", "ctrl+m", "ctrl+h", "ctrl+j"} & set(keys)


OTHER_KEYS = """\
## Other keys

Every id below can have other keys: write it under `[keys]` in the settings file, with the keys it
shall have instead of its own. The settings file is `~/.config/kodeverk/config.toml`, on Windows
`%APPDATA%\\kodeverk\\config.toml`; `KODEVERK_CONFIG` names another.

```toml
[keys]
"coding.remove" = "backspace,delete"
"coding.repeat" = "r"
"coding.recent" = "comma"
```

A key is a letter (`R` is shift and r), a digit, a sign, or a name: `f4`, `delete`, `tab`,
`shift+left`, `ctrl+s`, `comma`. Several stand with a comma between them. The help, the palette and
the footer show the keys as they then are. An id there is not, and a key that would do two things on
one screen, are said when the program starts; give both actions their keys to exchange them.
"""


def keys_as_markdown() -> str:
    """The key tables as docs/keys.md has them."""
    parts = [
        "# Keys\n",
        "Every action is on a key, in the palette (`:`), in the help (`?`) and under the mouse. "
        "Keys in one cell are twins.\n",
        OTHER_KEYS,
    ]
    for section in ALL_SECTIONS:
        parts += [f"## {section.heading}\n", "| keys | what they do | id |", "|---|---|---|"]
        parts += [
            f"| {' '.join(f'`{key}`' for key in shown_keys(one.key).split())} "
            f"| {full_description(one)} | `{one.id}` |"
            for one in section.keys
        ]
        parts.append("")
    return "\n".join(parts)


def test_the_documentation_lists_the_keys_as_they_are(repository: Path) -> None:
    path = repository / "docs" / "keys.md"
    if os.environ.get("KODEVERK_UPDATE_SNAPSHOTS") == "1":
        path.write_text(keys_as_markdown(), encoding="utf-8")
    assert path.read_text(encoding="utf-8") == keys_as_markdown()


def test_every_binding_has_an_id_to_bind_it_anew_by() -> None:
    bindings: list[Binding] = [one for section in ALL_SECTIONS for one in section.keys]
    assert len({one.id for one in bindings}) == len(bindings)
    assert None not in {one.id for one in bindings}


def test_the_first_paint_waits_for_no_database_library() -> None:
    loaded = "import sys, kodeverk.tui.app; print(*sys.modules, sep='\\n')"
    modules = subprocess.run(
        [sys.executable, "-c", loaded], capture_output=True, text=True, check=True
    ).stdout.split()
    late = {"sqlalchemy", "rapidfuzz", "lxml", "docx", "pypdf", "kodeverk.store.project"}
    assert not late & set(modules)


async def test_keys_typed_ahead_reach_what_they_were_meant_for(project: Path) -> None:
    async with at_the_keyboard(project) as user:
        for key in ("enter", "e", "s", "c", "r", "e", "l", "minus", "t", "i", "enter", "f", "c",
                    "t", "i", "d", "minus", "s", "a", "k", "enter", "d"):  # fmt: skip
            user.app.key_queue.add(_typed(key))
        await user.rest()
    assert {key: values for key, _, values in held(project).said()} == {
        "REL-TILLIT": {"retning": "fremmer"},
        "TID-SAKER": {"retning": "hemmer"},
    }
    assert set(held(project).assignments) == {KARI.id}


def _typed(key: str) -> events.Key:
    character = {"minus": "-"}.get(key, key if len(key) == 1 else None)
    return events.Key(key, character)


async def test_a_crash_shows_no_words_of_an_interview(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    class Crashing(KodeverkApp):
        def on_key(self) -> None:
            words = "".join(["Hun heter ", "Fatima"])
            raise RuntimeError(len(words))

    app = Crashing(str(project), Settings(Path("unused"), KARI.name))
    with pytest.raises(RuntimeError):
        async with app.run_test() as pilot:
            await pilot.press("f12")
    shown = capsys.readouterr().err
    assert "RuntimeError" in shown
    assert "Hun heter Fatima" not in shown


async def test_who_is_meant_by_a_name_that_fits_two_is_chosen_and_nobody_is_locked_out(
    project: Path, tmp_path: Path
) -> None:
    with open_project(str(project)) as one:
        add_coder(one, Settings(tmp_path / "none.toml"), "Kari")
    settings = Settings(tmp_path / "none.toml", "Kari")
    async with at_the_keyboard(project, settings=settings) as user:
        assert isinstance(user.app.screen, Menu)
        await user.press("2")
        while "finished" not in user.heading:
            await user.pilot.pause()
        assert user.app.gateway.coder == KARI
        await user.press("enter", "e", "s", "1")
    (coding,) = held(project).codings
    assert coding.coder == KARI.id


async def test_a_name_like_a_coders_is_asked_about_once_at_the_first_opening(
    project: Path, tmp_path: Path
) -> None:
    settings = Settings(tmp_path / "config.toml")
    async with at_the_keyboard(project, settings=settings) as user:
        await user.type("kari")
        await user.press("enter")
        while not isinstance(user.app.screen, Menu):
            await user.pilot.pause()
        await user.press("1")
        while "finished" not in user.heading:
            await user.pilot.pause()
        assert user.app.gateway.coder == KARI
    kept = load_settings({"KODEVERK_CONFIG": str(tmp_path / "config.toml")})
    async with at_the_keyboard(project, settings=kept) as user:
        assert "Kari" in user.heading
        assert user.app.gateway.coder == KARI
