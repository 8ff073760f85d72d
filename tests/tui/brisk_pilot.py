"""A pilot for tests of very many steps."""

from textual import events
from textual.keys import key_to_character
from textual.pilot import Pilot


class BriskPilot(Pilot[int]):
    """Waits until the widgets have done what they were told, not for an idle machine."""

    async def pause(self, delay: float | None = None) -> None:
        await super().pause(delay or 0)

    async def press(self, *keys: str) -> None:
        """Press keys one after another, without waiting between them."""
        for key in keys:
            self.app.post_message(events.Key(key, key_to_character(key)))
        await self.pause()
