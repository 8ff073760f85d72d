"""A pilot that waits for what widgets were told to do, and not for the clock."""

import unicodedata

from textual import events
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.pilot import Pilot


class BriskPilot(Pilot[int]):
    """Goes on when all widgets have dealt with what waited for them.

    Textual's own pilot sleeps until the processor is idle: most of the time of a test of many keys.
    """

    async def pause(self, delay: float | None = None) -> None:
        await super().pause(delay or 0)

    async def idle(self) -> None:
        """Wait until nothing is to be done, what a screen does a moment later included."""
        await super().pause()

    async def press(self, *keys: str) -> None:
        """Press keys one after another, without waiting between them."""
        for key in keys:
            name = _character_to_key(key) if len(key) == 1 else key
            self.app.post_message(events.Key(name, _character_of(name)))
        await self.pause()


def _character_of(name: str) -> str | None:
    """What a key of this name types, if it types one character."""
    try:
        return unicodedata.lookup(_get_unicode_name_from_key(REPLACED_KEYS.get(name, name)))
    except KeyError:
        return name if len(name) == 1 else None
