"""The terminal UI's share of the benchmark: first paint, and from a key to its frame.

    python -m benchmarks.screen JOB FOLDER

`empty` and `paint` are the first frame of an empty Textual app and of ours. `bare` and `keys` are
the same keys in a bare scroll view and in the transcript view, each over 50,000 words. `caret`,
`pick`, `apply`, `undo`, `finish` and `open` are the whole app on a copy of FOLDER/long.kodeverk,
one interview of 50,000 words with 5,000 codings of three coders. Prints JSON. Frames are counted
where Textual hands them to the terminal driver, without one.
"""

import asyncio
import json
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from textual.app import App
    from textual.pilot import Pilot
    from textual.widget import Widget

    from kodeverk.tui.app import KodeverkApp
    from kodeverk.tui.coded_transcript import CodedTranscript

View = TypeVar("View", bound="Widget")

os.environ["TEXTUAL_FPS"] = "2000"  # measure the work, not the wait for the next tick

KEYS = ("right", "down", "shift+right", "shift+down", "w", "left", "up", "W", "j")
PRESSES = 600
APPLIED = 30
OPENED = 10
SOON, LONG = 0.5, 10
"""Seconds to wait for a frame, and for one that asks the project first."""


def first_paint(project: str | None) -> float:
    """Return the seconds from before the imports to the first frame, ours or an empty app's."""
    start = time.perf_counter()
    from textual.app import App

    if project is None:
        app: App[int] = App()
    else:
        from kodeverk.config import Settings
        from kodeverk.tui.app import KodeverkApp

        app = KodeverkApp(project, Settings(Path("unused"), "Kari"))
    painted: list[float] = []

    async def run() -> None:
        async with app.run_test(size=(120, 40)):
            pass

    display = app._display

    def shown(*given: object) -> None:
        display(*given)  # type: ignore[arg-type]  # as it is called
        painted.append(time.perf_counter())

    app._display = shown  # type: ignore[method-assign,assignment]  # to watch it
    asyncio.run(run())
    return painted[0] - start


def key_to_frame(words: int = 50_000, codings: int = 5_000) -> list[float]:
    """Return the seconds from each of many keys to its frame, over a long coded interview."""
    from benchmarks.corpus import interview
    from kodeverk.model.records import Turn
    from kodeverk.tui.shown_transcript import ShownCoding, ShownSpeaker, ShownTranscript
    from kodeverk.tui.widgets.transcript import TranscriptView

    text = interview(words, 1)
    turns, at = [], 0
    for paragraph in text.split("\n\n"):
        label = paragraph.index(": ") + 2
        end = at + len(paragraph.rstrip("\n"))
        turns.append(Turn(at, at + label, at + label, end, paragraph[: label - 2]))
        at += len(paragraph) + 2
    speakers = {
        "Intervjuer": ShownSpeaker("Intervjuer", "interviewer"),
        "Veileder": ShownSpeaker("Veileder", "advisor"),
    }
    dice = random.Random(3)
    spans = sorted(
        (at, min(len(text), at + dice.randint(20, 500)))
        for at in (dice.randrange(len(text) - 600) for _ in range(codings))
    )
    coded = [
        ShownCoding(str(number), start, end, f"K-{number % 60}", "#4dd0c0")
        for number, (start, end) in enumerate(spans)
    ]

    def show(view: TranscriptView) -> None:
        view.show(ShownTranscript(text, tuple(turns), speakers), coded)

    return asyncio.run(_keys_in(TranscriptView, show))


def key_in_a_bare_view(words: int = 50_000) -> list[float]:
    """Return the seconds from the same keys to their frames, in a view that only moves a mark."""
    import textwrap

    from rich.segment import Segment
    from rich.style import Style
    from textual.events import Key
    from textual.geometry import Region, Size
    from textual.scroll_view import ScrollView
    from textual.strip import Strip

    from benchmarks.corpus import interview

    lines = textwrap.wrap(interview(words, 1), 100)
    marked = Style(reverse=True)

    class Bare(ScrollView, can_focus=True):
        """Lines of text, and a mark on one of them."""

        row = 0

        def on_mount(self) -> None:
            """Say how much there is to scroll."""

            self.virtual_size = Size(100, len(lines))

        def render_line(self, y: int) -> Strip:
            """Draw a line."""

            row = y + self.scroll_offset.y
            return Strip([Segment(lines[row], marked if row == self.row else None)])

        def on_key(self, event: Key) -> None:
            """Move the mark to the next line."""

            event.stop()
            self.refresh_lines(self.row, 2)
            self.row += 1
            self.scroll_to_region(Region(0, self.row, 1, 1), animate=False)

    return asyncio.run(_keys_in(Bare, lambda _view: None))


async def _keys_in(kind: type[View], show: Callable[[View], None]) -> list[float]:
    """Return the seconds from keys to frames in an app that is one view."""
    from textual.app import App, ComposeResult

    dice = random.Random(4)

    class Host(App[None]):
        def compose(self) -> ComposeResult:
            yield kind()

    app = Host()
    frames = Frames(app)
    async with app.run_test(size=(120, 40)) as pilot:
        view = app.query_one(kind)
        show(view)
        view.focus()
        await pilot.pause()
        return [
            seconds
            for _ in range(PRESSES)
            if (seconds := await frames.after(dice.choice(KEYS))) is not None
        ]


class Frames:
    """The frames of an app, and how long one takes to come after a key."""

    def __init__(self, app: "App[Any]") -> None:
        self._app = app
        self._wanted: Callable[[], bool] = lambda: False
        self._came = asyncio.Event()
        self._at = 0.0
        display = app._display

        def shown(*given: object) -> None:
            display(*given)  # type: ignore[arg-type]  # as it is called
            if not self._came.is_set() and self._wanted():
                self._at = time.perf_counter()
                self._came.set()

        app._display = shown  # type: ignore[method-assign,assignment]  # to watch it

    async def after(
        self, key: str, wanted: Callable[[], bool] = lambda: True, patience: float | None = None
    ) -> float | None:
        """Press a key; return the seconds to the first frame for which `wanted` holds.

        None when there is none in time, as with a key at the end of the text.
        """
        from textual import events
        from textual._wait import wait_for_idle

        self._wanted = wanted
        self._came.clear()
        start = time.perf_counter()
        self._app.post_message(events.Key(key, key if len(key) == 1 else None))
        try:
            await asyncio.wait_for(self._came.wait(), patience or SOON)
        except TimeoutError:
            return None
        finally:
            await wait_for_idle(0)
        return self._at - start


class Desk:
    """The app at a project, and somebody who presses keys and waits until each is done."""

    def __init__(self, app: "KodeverkApp", pilot: "Pilot[Any]") -> None:
        self.app = app
        self.frames = Frames(app)
        self._pilot = pilot

    async def settled(self) -> None:
        """Wait until the app has done all that was asked."""

        await self.app.key_queue.settled()
        await self.app.gateway.settled()
        await self._pilot.pause()

    async def press(self, *keys: str) -> None:
        """Press keys and wait."""

        await self._pilot.press(*keys)
        await self.settled()

    async def timed(self, key: str, wanted: Callable[[], bool] = lambda: True) -> float | None:
        """Return the seconds from a key to its frame, and wait."""

        seconds = await self.frames.after(key, wanted, LONG)
        await self.settled()
        return seconds

    def is_coding(self) -> bool:
        """Tell whether the coding screen is in front."""

        from kodeverk.tui.screens.coding import CodingScreen

        return isinstance(self.app.screen, CodingScreen)


async def _open(desk: Desk) -> AsyncIterator[float | None]:
    """Open the transcript, from the project screen, until its words are there."""
    for _ in range(OPENED):
        await desk.press("q")
        assert not desk.is_coding()
        yield await desk.timed("enter", desk.is_coding)


async def _caret(desk: Desk) -> AsyncIterator[float | None]:
    """Move the caret and extend the selection."""
    dice = random.Random(3)
    for _ in range(PRESSES):
        yield await desk.frames.after(dice.choice(KEYS))
        await desk.app.key_queue.settled()


async def _pick(desk: Desk) -> AsyncIterator[float | None]:
    """Open the code picker."""
    for _ in range(APPLIED):
        yield await desk.timed("c", lambda: not desk.is_coding())
        await desk.press("escape")


async def _finish(desk: Desk) -> AsyncIterator[float | None]:
    """Ask to finish the transcript: what is left open in it is listed."""
    for _ in range(OPENED):
        yield await desk.timed("F", lambda: not desk.is_coding())
        await desk.press("escape")


async def _apply(desk: Desk, *, undone: bool = False) -> AsyncIterator[float | None]:
    """Apply the last code again until the coding, which is on disk then, is shown; or undo it."""
    from kodeverk.tui.screens.coding import CodingScreen

    assert isinstance(desk.app.screen, CodingScreen)
    opened = desk.app.screen.transcript
    for _ in range(APPLIED):
        await desk.press("right", "j", "s")
        before = len(opened.codings)
        seconds = await desk.timed("r", partial(_has, opened, before + 1))
        yield await desk.timed("u", partial(_has, opened, before)) if undone else seconds


def _undo(desk: Desk) -> AsyncIterator[float | None]:
    return _apply(desk, undone=True)


ON_SCREEN = {
    "open": _open,
    "caret": _caret,
    "pick": _pick,
    "apply": _apply,
    "undo": _undo,
    "finish": _finish,
}


def in_the_coding_screen(project: str, job: str) -> list[float]:
    """Return the seconds from each of many keys to its frame, with the whole app on a project."""
    from kodeverk.config import Settings
    from kodeverk.tui.app import KodeverkApp

    async def run(path: str) -> list[float]:
        app = KodeverkApp(path, Settings(Path("unused"), "Kari"))
        async with app.run_test(size=(120, 40)) as pilot:
            desk = Desk(app, pilot)
            while not app.gateway.is_open:
                await pilot.pause()
            while getattr(app.focused, "highlighted", None) is None:
                await pilot.pause()
            await desk.press("enter")
            while not desk.is_coding():
                await pilot.pause()
            await desk.press("s", "c", "down", "enter")
            while not desk.is_coding():  # it asks whether to reopen what is finished
                await desk.press("enter")
            return [one async for one in ON_SCREEN[job](desk) if one is not None]

    with tempfile.TemporaryDirectory() as folder:
        path = shutil.copy(project, folder)
        return asyncio.run(run(path))


def _has(opened: "CodedTranscript", codings: int) -> bool:
    return len(opened.codings) == codings


def main() -> None:
    """Measure what the command line names."""
    job, folder = sys.argv[1], Path(sys.argv[2])
    project = str(folder / ("coded.kodeverk" if job == "paint" else "long.kodeverk"))
    if job in ("empty", "paint"):
        print(json.dumps({"seconds": first_paint(None if job == "empty" else project)}))
        return
    if job == "keys":
        times = key_to_frame()
    elif job == "bare":
        times = key_in_a_bare_view()
    else:
        times = in_the_coding_screen(project, job)
    figures = {
        "median": statistics.median(times),
        "p95": statistics.quantiles(times, n=20)[-1],
        "most": max(times),
        "keys": len(times),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
