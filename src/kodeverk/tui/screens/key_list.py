"""The keys of the screen below, to search among; choosing a line does what its key does."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from textual.binding import Binding
from textual.content import Content
from textual.widgets.option_list import Option

from kodeverk.tui.keys import Section
from kodeverk.tui.screens.typed_choice import TypedChoice


class KeyInWords(NamedTuple):
    """A line: a key and what it does, or, without a `binding`, the heading of a section."""

    section: Section
    keys: str = ""
    does: str = ""
    binding: Binding | None = None


class KeyList(TypedChoice[KeyInWords, tuple[str, str]]):
    """Gives (namespace, action) of the line chosen, or None when it was closed without."""

    CLOSING = "type to search · ↑ ↓ choose · Enter or a click does it · Esc closes"
    BINDINGS = [Binding("f1", "dismiss", show=False)]  # noqa: RUF012 - Textual's own

    def __init__(
        self,
        sections: Sequence[Section],
        keys_of: Callable[[Binding], str],
        description_of: Callable[[Binding], str],
    ) -> None:
        super().__init__("The keys of this screen", "", "Type a key, or some of what it does")
        self._known = [
            KeyInWords(section, keys_of(binding), description_of(binding), binding)
            for section in sections
            for binding in section.keys
        ]

    async def fitting(self, typed: str) -> Sequence[KeyInWords]:
        """Return the keys with all the words typed, or the one key typed, under their headings."""
        words = typed.casefold().split()
        exact = [line for line in self._known if typed.strip() in line.keys.split()]
        found = exact or [
            line
            for line in self._known
            if all(word in f"{line.keys} {line.does}".casefold() for word in words)
        ]
        return [*_under_headings(found)]

    async def show_fitting(self) -> None:
        """List what fits, the first key highlighted."""
        self._fitting = await self.fitting(self.field.value)
        self.lines.set_options(map(_option, self._fitting))
        self.lines.highlighted = 1 if self._fitting else None

    def action_move(self, lines: int) -> None:
        """Move the highlight by so many lines, past a heading."""
        super().action_move(lines)
        place = self.lines.highlighted
        if place is not None and self._fitting[place].binding is None:
            super().action_move(1 if lines > 0 or place == 0 else -1)

    async def take(self, line: KeyInWords | None) -> None:
        """Give what the line does."""
        if line is not None and line.binding is not None:
            self.dismiss((line.section.namespace, line.binding.action))


def _under_headings(lines: Sequence[KeyInWords]) -> Iterator[KeyInWords]:
    section = None
    for line in lines:
        if line.section is not section:
            section = line.section
            yield KeyInWords(section)
        yield line


def _option(line: KeyInWords) -> Option:
    if line.binding is None:
        return Option(Content.styled(line.section.heading, "bold"), disabled=True)
    return Option(Content(f"  {line.keys:<16} {line.does}"), line.binding.id)
