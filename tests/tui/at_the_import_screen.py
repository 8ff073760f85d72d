"""A user at the import screen: files that are added, lines that are looked at."""

import os
from pathlib import Path

from textual.widgets import OptionList

from kodeverk.store import queries
from kodeverk.store.opening import open_project
from kodeverk.tui.screens.file_choice import FileChoice
from kodeverk.tui.screens.importing import ImportScreen
from tests.tui.keyboard_user import User, plain


def names(path: Path) -> list[str]:
    """Return what the transcripts of the project at `path` are called."""
    with open_project(str(path)) as project, project.reading() as connection:
        return [transcript.name for transcript in queries.transcripts(connection)]


async def ready(user: User) -> ImportScreen:
    """Wait until nothing is read or imported any more."""
    while getattr(user.app.screen, "is_busy", False):
        await user.pilot.pause()
    await user.rest()
    assert isinstance(user.app.screen, ImportScreen)
    return user.app.screen


async def with_files(user: User, folder: Path) -> ImportScreen:
    """Go to the import screen and add all files of a folder by typing its path."""
    await user.press("i", "a")
    chooser = user.app.screen
    assert isinstance(chooser, FileChoice)
    chooser.field.value = f"{folder}{os.sep}"
    await user.rest()
    await user.press("enter")
    return await ready(user)


async def reach(user: User, file: int, fact: int | None = None) -> None:
    """Highlight a file of the list, and a line of what can be chosen for it."""
    screen = await ready(user)
    screen.set_focus(screen.files)
    screen.files.highlighted = file
    await user.rest()
    if fact is not None:
        await user.press("enter")
        screen.panel.lines.highlighted = fact
        await user.rest()


def shown(lines: OptionList) -> list[str]:
    return [plain(option.prompt) for option in lines.options]


def statuses(screen: ImportScreen) -> list[str]:
    return [line.split()[0] for line in shown(screen.files)]
