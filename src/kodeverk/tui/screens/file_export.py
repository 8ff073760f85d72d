"""Asking for a file, and writing what a screen shows to it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kodeverk.service.exports.content import log_beside
from kodeverk.tui.screens.menu import Menu
from kodeverk.tui.screens.prompt import Prompt
from kodeverk.tui.screens.publishing import tell_published
from kodeverk.written_paths import path_for_file

if TYPE_CHECKING:
    from kodeverk.service.exports.options import Exported
    from kodeverk.tui.screens.list_screen import ListScreen

Write = Callable[..., "Exported"]
"""A service that takes also `out`, a path, and `replace`."""

_TITLE = "Write to which file? Its ending says as what: .docx .md .html .csv .xlsx"


async def ask_and_write(screen: ListScreen[Any], named: str, write: Write) -> None:
    """Ask for a file, `named` so unless somebody says otherwise, and before one is replaced."""

    async def said(name: str) -> None:
        if name:
            with screen.workspace.errors_shown():
                await _write(screen, path_for_file(name), write)

    example = f"NAME{Path(named).suffix}"
    await screen.ask(Prompt(_TITLE, named, example, optional=False), said)


async def _write(screen: ListScreen[Any], out: Path, write: Write) -> None:
    async def answered(place: int) -> None:
        if place == 1:
            with screen.workspace.errors_shown():
                await done(replace=True)

    async def done(*, replace: bool) -> None:
        made = await screen.gateway.ask(partial(write, out=out, replace=replace))
        screen.say(f"Written: {', '.join(path.name for path in made.paths)}")
        if log_beside(out) in made.paths:
            await tell_published(screen, made, out)

    if out.exists():
        await screen.ask(Menu(f"{out.name} exists. Replace it?", ["No", "Yes"]), answered)
    else:
        await done(replace=False)
