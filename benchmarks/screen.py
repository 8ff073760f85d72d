"""The terminal UI's share of the benchmark: first paint, and from a key to its frame.

    python -m benchmarks.screen empty|keys
    python -m benchmarks.screen paint|caret|apply PROJECT

`keys` is the bare transcript view, `caret` and `apply` the whole coding screen on the first
transcript of a copy of PROJECT. Prints JSON. Frames are counted where Textual hands them to the
terminal driver, without one.
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
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.app import App

os.environ["TEXTUAL_FPS"] = "2000"  # measure the work, not the wait for the next tick

KEYS = ("right", "down", "shift+right", "shift+down", "w", "left", "up", "W", "j")
PRESSES = 600
APPLIED = 200


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
        display(*given)  # type: ignore[arg-type]
        painted.append(time.perf_counter())

    app._display = shown  # type: ignore[method-assign,assignment]
    asyncio.run(run())
    return painted[0] - start


def key_to_frame(words: int = 50_000, codings: int = 5_000) -> list[float]:
    """Return the seconds from each of many keys to its frame, over a long coded interview."""
    from textual.app import App, ComposeResult

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

    class Host(App[None]):
        def compose(self) -> ComposeResult:
            yield TranscriptView()

    async def run() -> list[float]:
        app = Host()
        frames = Frames(app)
        async with app.run_test(size=(120, 40)) as pilot:
            view = app.query_one(TranscriptView)
            view.show(ShownTranscript(text, tuple(turns), speakers), coded)
            view.focus()
            await pilot.pause()
            return [
                seconds
                for _ in range(PRESSES)
                if (seconds := await frames.after(dice.choice(KEYS))) is not None
            ]

    return asyncio.run(run())


class Frames:
    """The frames of an app, and how long one takes to come after a key."""

    def __init__(self, app: "App[Any]") -> None:
        self._app = app
        self._wanted: Callable[[], bool] = lambda: False
        self._came = asyncio.Event()
        self._at = 0.0
        display = app._display

        def shown(*given: object) -> None:
            display(*given)  # type: ignore[arg-type]
            if not self._came.is_set() and self._wanted():
                self._at = time.perf_counter()
                self._came.set()

        app._display = shown  # type: ignore[method-assign,assignment]

    async def after(self, key: str, wanted: Callable[[], bool] = lambda: True) -> float | None:
        """Press a key; return the seconds to the first frame for which `wanted` holds.

        None when there is none, as with a key at the end of the text.
        """
        from textual import events
        from textual.pilot import wait_for_idle

        self._wanted = wanted
        self._came.clear()
        start = time.perf_counter()
        self._app.post_message(events.Key(key, key if len(key) == 1 else None))
        try:
            await asyncio.wait_for(self._came.wait(), 0.5)
        except TimeoutError:
            return None
        finally:
            await wait_for_idle(0)
        return self._at - start


def in_the_coding_screen(project: str, applied: int) -> list[float]:
    """Return the seconds from each of many keys to its frame in the coding screen.

    With `applied` the key is the one that applies the last code again, on so many sentences one
    after another, and its frame the one that shows the coding, which is then on disk. Otherwise
    they are keys that move the caret and extend the selection.
    """
    from kodeverk.config import Settings
    from kodeverk.tui.app import KodeverkApp
    from kodeverk.tui.screens.coding import CodingScreen

    dice = random.Random(3)

    async def run(path: str) -> list[float]:
        app = KodeverkApp(path, Settings(Path("unused"), "Kari"))
        frames = Frames(app)
        times: list[float] = []
        async with app.run_test(size=(120, 40)) as pilot:

            async def press(*keys: str) -> None:
                await pilot.press(*keys)
                await app.key_queue.settled()
                await app.gateway.settled()
                await pilot.pause()

            while not app.gateway.is_open:
                await pilot.pause()
            await press("enter")
            while not isinstance(screen := app.screen, CodingScreen):
                await pilot.pause()
            transcript = screen.transcript
            await press("s", "c", "down", "enter")
            for _ in range(applied or PRESSES):
                if not applied:
                    seconds = await frames.after(dice.choice(KEYS))
                else:
                    await press("right", "j", "s")
                    wanted = len(transcript.codings) + 1
                    seconds = await frames.after("r", lambda n=wanted: len(transcript.codings) == n)  # type: ignore[misc]
                if seconds is not None:
                    times.append(seconds)
                await app.key_queue.settled()
        return times

    with tempfile.TemporaryDirectory() as folder:
        path = shutil.copy(project, folder)
        return asyncio.run(run(path))


def main() -> None:
    """Measure what the command line names."""
    job, project = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None
    if job in ("empty", "paint"):
        print(json.dumps({"seconds": first_paint(project)}))
        return
    if job == "keys":
        times = key_to_frame()
    else:
        assert project is not None
        times = in_the_coding_screen(project, APPLIED if job == "apply" else 0)
    figures = {
        "median": statistics.median(times),
        "p95": statistics.quantiles(times, n=20)[-1],
        "most": max(times),
        "keys": len(times),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
