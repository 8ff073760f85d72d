"""Keys are handed on one at a time, each when what the one before it did is done.

Textual gives a key to whatever has the focus at that moment. Typed quickly, or arriving together
over a slow line, the keys of `c rel Enter` would all go to the transcript before the code picker is
open, and Enter to a picker that has not seen the query: a wrong code on the words.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from textual import events
from textual.app import App
from textual.message_pump import MessagePump

Typed = events.Key | events.Paste

_ROUNDS = 2
"""A key's own way up, and that of the message its action posts, such as a query's submission."""
_LOOK_AGAIN_SECONDS = 0.05
"""A widget that is taken away drops what waits in its queue without a word, so it is looked at."""


class KeyQueue:
    """The keys that have been typed and not been dealt with yet, in order."""

    def __init__(self) -> None:
        self._typed: asyncio.Queue[Typed] = asyncio.Queue()
        self._flowing = asyncio.Event()

    @property
    def is_held(self) -> bool:
        """Whether keys wait until `flow`."""
        return not self._flowing.is_set()

    @property
    def is_empty(self) -> bool:
        """Whether no key waits."""
        return self._typed.empty()

    def flow(self) -> None:
        """Hand on what waits, and all that follows: there is something that it can be for."""
        self._flowing.set()

    def hold(self) -> None:
        """Let keys wait until there is something that they can be for."""
        self._flowing.clear()

    def add(self, key: Typed) -> None:
        """Put a key, or what is pasted, behind those that wait."""
        self._typed.put_nowait(key)

    async def hand_on(self, app: App[Any], handle: Callable[[Typed], Awaitable[None]]) -> None:
        """Give each key to `handle` and wait until the widgets have dealt with it; for ever."""
        while True:
            key = await self._typed.get()
            try:
                await self._flowing.wait()
                around = _from_the_focus(app)
                await handle(key)
                for _ in range(_ROUNDS):
                    await _pass_through(around)
                await _pass_through(_from_the_focus(app))
            finally:
                self._typed.task_done()

    def forget(self) -> None:
        """Drop all that waits: it was meant for what would have been done before."""
        while not self._typed.empty():
            self._typed.get_nowait()
            self._typed.task_done()

    async def settled(self) -> None:
        """Return when every key typed so far has been dealt with."""
        await self._typed.join()


def _from_the_focus(app: App[Any]) -> list[MessagePump]:
    """Return the focused widget, those around it, and `app`: the way a key climbs."""
    way: list[MessagePump] = []
    pump: MessagePump | None = app.focused or app.screen
    while pump is not None and pump is not app:
        way.append(pump)
        pump = pump._parent
    return [*way, app]


async def _pass_through(way: list[MessagePump]) -> None:
    """Return when all that waits in these queues now is done, one after another."""
    for pump in way:
        passed = asyncio.Event()
        # `call_later` would have the callback's signature read anew every time.
        if pump.post_message(events.Callback(passed.set)):
            await _passed_or_gone(pump, passed)


async def _passed_or_gone(pump: MessagePump, passed: asyncio.Event) -> None:
    """Wait for `passed`, unless the widget is taken away before its queue gets there."""
    waiting = asyncio.ensure_future(passed.wait())
    try:
        while not waiting.done() and pump.is_running:
            await asyncio.wait([waiting], timeout=_LOOK_AGAIN_SECONDS)
    finally:
        waiting.cancel()
