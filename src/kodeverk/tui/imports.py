"""What the import screen asks of the project; every call runs in the gateway's thread.

A call over many files tells how far it has come, and stops where it is when it is told to: what it
would have written is not written then.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kodeverk.errors import Refused
from kodeverk.tui.gateway import Gateway

if TYPE_CHECKING:
    from kodeverk.model.municipality import Municipality
    from kodeverk.model.records import Coder
    from kodeverk.model.source import Source
    from kodeverk.service.import_choices import Choices, Memory
    from kodeverk.service.import_results import FileResult
    from kodeverk.service.previewing import Preview
    from kodeverk.service.replacing import Replacement
    from kodeverk.store.project import Project


class Running:
    """A call that has been started: `shown` is told how many of how many files are done."""

    def __init__(self, shown: Callable[[int, int], None]) -> None:
        self._shown = shown
        self._stopped = threading.Event()
        self._loop = asyncio.get_running_loop()

    def stop(self) -> None:
        """Let the call end before its next file."""
        self._stopped.set()

    def report(self, done: int, total: int) -> None:
        """Tell the screen how far the call has come; raise Refused once it shall stop."""
        if self._stopped.is_set():
            raise Refused("the import was cancelled", "Nothing of it was written.")
        self._loop.call_soon_threadsafe(self._shown, done, total)


async def look_at(
    gateway: Gateway, paths: Sequence[Path], memory: Memory | None, running: Running
) -> tuple[list[Preview], list[Path]]:
    """Return the previews of files and of those in folders, and what of the folders is left out."""

    def work(project: Project, _coder: Coder) -> tuple[list[Preview], list[Path]]:
        from kodeverk.formats.transcripts.folders import transcript_files
        from kodeverk.service.importing import Choices, look_at

        files, left_out = transcript_files(paths)
        previews = look_at(project, files, Choices(), memory=memory, progress=running.report)
        return previews, left_out

    return await gateway.asked(work)


async def choose_again(
    gateway: Gateway, previews: Sequence[tuple[Preview, Choices | None]], memory: Memory | None
) -> list[Preview]:
    """Return the previews of the same files with other choices, as the project is now."""

    def work(project: Project, _coder: Coder) -> list[Preview]:
        from kodeverk.service.importing import choose_again

        return choose_again(project, previews, memory)

    return await gateway.asked(work)


async def conventions(gateway: Gateway, source: Source) -> tuple[str, ...]:
    """Return the conventions a file may follow, the best first, and last that nobody is named."""

    def work(_project: Project, _coder: Coder) -> tuple[str, ...]:
        from kodeverk.analysis.recognition.turns import NONE, recognitions

        return tuple(dict.fromkeys([*(one.convention for one in recognitions(source)), NONE]))

    return await gateway.asked(work)


async def keep(gateway: Gateway, previews: Sequence[Preview], running: Running) -> list[FileResult]:
    """Write what was previewed as one step, and what was chosen for the next files."""

    def work(project: Project, coder: Coder) -> list[FileResult]:
        from kodeverk.service.import_choices import Memory
        from kodeverk.service.importing import keep_previews, memory_of

        memory = Memory()
        for preview in previews:
            memory = memory.and_then(memory_of(preview.choices, [preview]))
        return keep_previews(project, coder, previews, memory, progress=running.report)

    return await gateway.written(work)


async def replace_text(gateway: Gateway, transcript: str, preview: Preview) -> Replacement:
    """Make the text of a file the new version of the transcript with this id."""

    def work(project: Project, coder: Coder) -> Replacement:
        from kodeverk.service.replacing import replace_text

        return replace_text(project, coder, transcript, preview)

    return await gateway.written(work)


async def municipalities(gateway: Gateway, typed: str, day: str | None) -> tuple[Municipality, ...]:
    """Return the municipalities that somebody who has typed so much may mean."""

    def work(_project: Project, _coder: Coder) -> tuple[Municipality, ...]:
        from kodeverk.analysis.municipalities import suggested
        from kodeverk.formats.register import load_register

        on = date.fromisoformat(day) if day else None
        return suggested(load_register(), typed, on)

    return await gateway.asked(work)
