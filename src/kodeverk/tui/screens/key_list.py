"""The keys of the screen below, from their tables; choosing a line does what its key does."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from kodeverk.tui.keys import Section, full_description


class KeyList(ModalScreen[tuple[str, str] | None]):
    """Gives (namespace, action) of the line chosen, or None when it was closed without."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1", "dismiss", show=False)
    ]
    lines = getters.query_one(OptionList)

    def __init__(self, sections: Sequence[Section], keys_of: Callable[[Binding], str]) -> None:
        super().__init__()
        self._actions: dict[str, tuple[str, str]] = {
            str(binding.id): (section.namespace, binding.action)
            for section in sections
            for binding in section.keys
        }
        self._sections = sections
        self._keys_of = keys_of

    def compose(self) -> ComposeResult:
        """Show a line for each key, under headings."""
        options = []
        for section in self._sections:
            options.append(Option(Content.styled(section.heading, "bold"), disabled=True))
            for binding in section.keys:
                keys = self._keys_of(binding)
                options.append(
                    Option(Content(f"  {keys:<16}{full_description(binding)}"), binding.id)
                )
        with Vertical(classes="dialog wide"):
            yield OptionList(*options)
            yield Static("Enter or a click does it · Esc closes", classes="hint")

    def on_mount(self) -> None:
        """Let the keys go to the list at once."""
        self.set_focus(self.lines)
        self.lines.highlighted = 1

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Give what the line does."""
        self.dismiss(self._actions[str(event.option_id)])
