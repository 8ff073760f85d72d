"""The code picker: type some of a code, see what it means and what it does not, apply it."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, NamedTuple

from textual import getters
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from kodeverk.model.codebook import norwegian_name
from kodeverk.model.records import Code
from kodeverk.tui.code_search import code_index, fitting
from kodeverk.tui.keys import PICKER_KEYS
from kodeverk.tui.screens.dialog import Dialog
from kodeverk.tui.widgets.key_hint import key_hint

_NEW_CODE = (
    "A new code. Asked are its theme and its name; what it means can be written later. While the "
    "codebook is frozen it is proposed, on these words."
)


class Picked(NamedTuple):
    """The code chosen; None for one that is to be made, of which this `name` was typed."""

    code: Code | None
    name: str = ""


class CodePicker(Dialog[Picked | None]):
    """Gives the code chosen, or None when it was closed without; `show` says of which and for what.

    Where new codes can be made, what was typed is the last line: chosen, it is given as the name of
    one. It is made once and shown again: to make it takes longer than a key should.
    """

    BINDINGS: ClassVar[list[BindingType]] = list(PICKER_KEYS)
    title_line = getters.query_one(".title", Static)
    query_field = getters.query_one(Input)
    lines = getters.query_one(OptionList)
    meaning = getters.query_one("#meaning", Static)
    reading = getters.query_one(VerticalScroll)

    def __init__(self) -> None:
        super().__init__()
        self._codes: Sequence[Code] = ()
        self._colours: Mapping[str, str] = {}
        self._known = code_index(())
        self._themes: set[str] = set()
        self._ranked: tuple[Code, ...] = ()
        self._title = ""
        self._makes_new = False

    def show(
        self,
        codes: Sequence[Code],
        colours: Mapping[str, str],
        title: str,
        *,
        makes_new: bool = False,
    ) -> None:
        """Offer these codes, all of them until something is typed; `title` says for what."""
        self._title = title
        self._makes_new = makes_new
        is_listed = self._codes is codes and self._colours is colours
        if not is_listed:
            self._codes, self._colours = codes, colours
            self._known = code_index(codes)
            self._themes = {code.id for code in codes if code.parent is None}
        if self.is_mounted:
            self._begin(is_listed=is_listed and len(self._ranked) == len(codes))

    def compose(self) -> ComposeResult:
        """Show the query above, the codes at left, the meaning of one at right."""
        with Vertical(classes="dialog wide"):
            yield Static(classes="title", markup=False)
            yield Input(placeholder="Type some of a code: its key, its name, its theme")
            with Horizontal():
                yield OptionList()
                with VerticalScroll(can_focus=False):
                    yield Static(id="meaning", markup=False)
            hint = key_hint("↑ ↓ choose · Enter applies · Tab reads on · Esc closes")
            yield Static(hint, classes="hint")

    def on_mount(self) -> None:
        """Let the keys go to the query at once, and list every code."""
        self.set_focus(self.query_field)
        # The list is moved in from the query; it never takes the keys itself.
        self.lines.can_focus = False
        self._begin(is_listed=False)

    def _begin(self, *, is_listed: bool) -> None:
        self.title_line.update(self._title)
        with self.prevent(Input.Changed):
            self.query_field.value = ""
        if not is_listed:
            self._list("")
        elif self.lines.highlighted != 0:
            self.lines.highlighted = 0

    def on_input_changed(self, event: Input.Changed) -> None:
        """List the codes that fit what is typed now."""
        event.stop()
        self._list(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give the highlighted code."""
        event.stop()
        if (place := self.lines.highlighted) is not None:
            self._give(place)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Give the code clicked on."""
        self._give(event.option_index)

    def _give(self, place: int) -> None:
        if place < len(self._ranked):
            self.dismiss(Picked(self._ranked[place]))
        else:
            self.dismiss(Picked(None, self._typed))

    @property
    def _typed(self) -> str:
        return " ".join(self.query_field.value.split())

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show what the highlighted code means."""
        if event.option_index < len(self._ranked):
            self._explain(self._ranked[event.option_index])
        elif self.lines.option_count > len(self._ranked):
            self.meaning.update(_NEW_CODE)

    def action_move(self, lines: int) -> None:
        """Move the highlight by so many codes."""
        if self.lines.option_count:
            place = (self.lines.highlighted or 0) + lines
            self.lines.highlighted = min(max(place, 0), self.lines.option_count - 1)

    def _list(self, query: str) -> None:
        found = fitting(query, self._known)
        self._ranked = tuple(one.code for one in found)
        themes = self._themes if not query.strip() else set()
        options = [
            Option(
                self._swatch(one.code).append_text(_line(one.code), "bold")
                if one.code.id in themes
                else Content("  " * bool(themes))
                .append(self._swatch(one.code))
                .append(_line(one.code))
                .append_text(f"  {one.found}" if one.found else "", "dim")
            )
            for one in found
        ]
        if self._makes_new and self._typed:
            options.append(
                Option(Content("+ ").append_text(f"a new code: {self._typed}", "italic"))
            )
        self.lines.set_options(options)
        if options:
            self.lines.highlighted = 0
        if self._ranked:
            self._explain(self._ranked[0])
        elif options:
            self.meaning.update(_NEW_CODE)
        else:
            self.meaning.update(
                "No code is like this." if self._known else "There are no codes yet."
            )

    def action_more(self) -> None:
        """Show what follows in the meaning of the code; behind its end, its beginning."""
        at_end = self.reading.scroll_offset.y >= self.reading.max_scroll_y
        rows = max(self.reading.size.height - 1, 1)
        self.reading.scroll_to(
            y=0 if at_end else self.reading.scroll_offset.y + rows, animate=False
        )

    def _explain(self, code: Code) -> None:
        names = [norwegian_name(code.name), code.name.get("en", "")]
        parts = [
            self._swatch(code)
            .append_text(code.key, "bold")
            .append("  " + " · ".join(dict.fromkeys(filter(None, names))))
        ]
        for heading, text in (
            ("", norwegian_name(code.definition)),
            ("Not when: ", code.not_when),
            ("Use when: ", code.use_when),
            ("Example: ", code.example),
            ("In full: ", code.full_definition),
        ):
            if text:
                parts.append(Content.styled(heading, "bold").append(text))
        self.meaning.update(Content("\n\n").join(parts))
        self.reading.scroll_home(animate=False)

    def _swatch(self, code: Code) -> Content:
        colour = self._colours.get(code.id)
        return Content("  ") if colour is None else Content.styled("▌ ", colour)


def _line(code: Code) -> str:
    return f"{code.key}  {norwegian_name(code.name)}"
