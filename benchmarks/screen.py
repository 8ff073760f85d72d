"""The terminal UI's share of the benchmark: first paint, and from a key to its frame.

    python -m benchmarks.screen empty|paint|keys [PROJECT]

Prints JSON. Frames are counted where Textual hands them to the terminal driver, without one.
"""

import asyncio
import json
import os
import random
import statistics
import sys
import time
from pathlib import Path

os.environ["TEXTUAL_FPS"] = "2000"  # measure the work, not the wait for the next tick

KEYS = ("right", "down", "shift+right", "shift+down", "w", "left", "up", "W", "j")
PRESSES = 600


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
    from textual import events
    from textual.app import App, ComposeResult

    from benchmarks.corpus import interview
    from kodeverk.model.records import Turn
    from kodeverk.tui.interview import Interview, ShownCoding, ShownSpeaker
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

    times: list[float] = []

    async def run() -> None:
        app = Host()
        frame = asyncio.Event()
        display = app._display

        def shown(*given: object) -> None:
            display(*given)  # type: ignore[arg-type]
            frame.set()

        app._display = shown  # type: ignore[method-assign,assignment]
        async with app.run_test(size=(120, 40)) as pilot:
            view = app.query_one(TranscriptView)
            view.show(Interview(text, tuple(turns), speakers), coded)
            view.focus()
            await pilot.pause()
            for _ in range(PRESSES):
                key = dice.choice(KEYS)
                frame.clear()
                start = time.perf_counter()
                app.post_message(events.Key(key, key if len(key) == 1 else None))
                try:
                    await asyncio.wait_for(frame.wait(), 0.5)
                except TimeoutError:
                    continue  # a key at the end of the text changes nothing
                times.append(time.perf_counter() - start)
                await pilot.pause()

    asyncio.run(run())
    return times


def main() -> None:
    """Measure what the command line names."""
    if sys.argv[1] == "keys":
        times = key_to_frame()
        quantiles = statistics.quantiles(times, n=20)
        print(json.dumps({"median": statistics.median(times), "p95": quantiles[-1]}))
    else:
        print(json.dumps({"seconds": first_paint(sys.argv[2] if len(sys.argv) > 2 else None)}))


if __name__ == "__main__":
    main()
