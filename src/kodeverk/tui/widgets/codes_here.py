"""The codings at the caret, as a list: what stripes and colours show, in words."""

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option


class CodeHere(NamedTuple):
    """A line: a coding's id and what is said of it, or a memo on a passage with its own id."""

    id: str
    line: str
    highlighted: bool


class CodesHere(OptionList):
    """Lists the codings at the caret; choosing one highlights it."""

    DEFAULT_CSS = """
    CodesHere { border: none; padding: 0 1; height: 1fr; background: $panel; }
    CodesHere:focus { border: none; }
    """

    class CodingChosen(Message):
        """A line has been chosen."""

        def __init__(self, coding: str) -> None:
            super().__init__()
            self.coding = coding

    def show(self, lines: Sequence[CodeHere], otherwise: str) -> None:
        """Show these lines, or `otherwise` where there are none."""
        if not lines:
            self.set_options([Option(Content.styled(otherwise, "italic"), disabled=True)])
            return
        self.set_options(
            Option(
                Content.styled(f"▸ {one.line}", "bold")
                if one.highlighted
                else Content(f"  {one.line}"),
                one.id,
            )
            for one in lines
        )

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Tell which coding has been chosen."""
        event.stop()
        self.post_message(self.CodingChosen(str(event.option_id)))
