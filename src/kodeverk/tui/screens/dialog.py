"""What every dialog is: a screen over another that gives one answer."""

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

Answer = TypeVar("Answer")


class Dialog(ModalScreen[Answer]):
    """Gives its answer once: two clicks can arrive before the first has closed it."""

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Give the answer and close, unless that is done or something else is in front."""
        return super().dismiss(result) if self.is_current else AwaitComplete()
