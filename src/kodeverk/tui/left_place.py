"""Where one is in a transcript is kept as one goes, and where one left off is where one comes back.

It is on disk a moment later than on the screen: after a crash it may lag, and is never wrong.
"""

from kodeverk.errors import KodeverkError
from kodeverk.tui import services
from kodeverk.tui.gateway import Gateway
from kodeverk.tui.widgets.transcript import TranscriptView

KEEP_SECONDS = 2.0
"""How often what has moved since is kept."""


class LeftPlace:
    """The place of a transcript's caret and window, on disk and as they are now."""

    def __init__(self, gateway: Gateway, view: TranscriptView) -> None:
        self._gateway = gateway
        self._view = view
        self._transcript = self._version = ""
        self._kept = (0, 0)

    def begin(self, transcript: str, version: str) -> None:
        """Follow a transcript, by id, that is shown in the view in a version of its text."""
        if (transcript, version) != (self._transcript, self._version):
            self._transcript, self._version = transcript, version
            self._kept = self._now

    async def keep(self) -> None:
        """Keep where the caret is, unless it is kept already."""
        if not self._transcript or self._now == self._kept:
            return
        self._kept = self._now
        place = (self._transcript, self._version, *self._kept)
        try:
            await self._gateway.write(services.keep_bookmark, *place)
        except KodeverkError:
            return  # a project that may not be written is read all the same

    @property
    def _now(self) -> tuple[int, int]:
        return self._view.caret, self._view.first_visible
