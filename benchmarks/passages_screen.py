"""The passages screen's share of the benchmark: from a key to the frame, on the reference corpus.

    python -m benchmarks.passages_screen JOB FOLDER

`code`, `words` and `all` are from Enter on a line that asks for a code, for words in all interviews
and for all codings to the first frame with the words of the first passages; `scroll` is from a key
that moves in the list of all codings to its frame. On a copy of FOLDER/coded.kodeverk. Prints JSON.
"""

import asyncio
import json
import random
import shutil
import statistics
import sys
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.screen import LONG, Desk

if TYPE_CHECKING:
    from kodeverk.tui.screens.passages import PassageScreen

ASKED = {"code": "code:T1-K1", "words": "hjelp*", "all": ""}
"""Job -> the line that is asked for."""

TIMES = 10
PRESSES = 200
KEYS = ("j", "j", "j", "k", "pagedown", "t", "pageup", "end", "home")


def _screen(desk: Desk) -> "PassageScreen | None":
    from kodeverk.tui.screens.passages import PassageScreen

    screen = desk.app.screen
    return screen if isinstance(screen, PassageScreen) else None


async def _ask(desk: Desk, line: str) -> float | None:
    """Ask for a line; return the seconds until the words of the first passage are there."""
    from kodeverk.tui.screens.passage_filter import PassageFilter

    while not isinstance(desk.app.screen, PassageFilter):
        await desk.press("p" if _screen(desk) is None else "slash")
    desk.app.screen.field.value = line

    def is_there() -> bool:
        screen = _screen(desk)
        if screen is None or screen.passages.current is None:
            return False
        return screen.passages.words_of(screen.passages.current) is not None

    return await desk.frames.after("enter", is_there, LONG)


async def _asked(desk: Desk, job: str) -> AsyncIterator[float | None]:
    for _ in range(TIMES):
        await _ask(desk, "code:T9-K5")
        await desk.settled()
        screen = _screen(desk)
        assert screen is not None
        screen.passages.show((), {}, 0, rows=2)
        yield await _ask(desk, ASKED[job])
        await desk.settled()


async def _scroll(desk: Desk) -> AsyncIterator[float | None]:
    await _ask(desk, "")
    await desk.settled()
    dice = random.Random(5)
    for _ in range(PRESSES):
        yield await desk.frames.after(dice.choice(KEYS))
        await desk.app.key_queue.settled()


def measured(project: str, job: str) -> list[float]:
    """Return the seconds from each of many keys to its frame."""
    from kodeverk.config import Settings
    from kodeverk.tui.app import KodeverkApp

    async def run(path: str) -> list[float]:
        app = KodeverkApp(path, Settings(Path("unused"), "Kari"))
        async with app.run_test(size=(120, 40)) as pilot:
            desk = Desk(app, pilot)
            while getattr(app.focused, "highlighted", None) is None:
                await pilot.pause()
            times = _scroll(desk) if job == "scroll" else _asked(desk, job)
            return [one async for one in times if one is not None]

    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(run(shutil.copy(project, folder)))


def main() -> None:
    """Measure what the command line names."""
    job, folder = sys.argv[1], Path(sys.argv[2])
    times = measured(str(folder / "coded.kodeverk"), job)
    print(json.dumps({"median": statistics.median(times), "most": max(times), "keys": len(times)}))


if __name__ == "__main__":
    main()
