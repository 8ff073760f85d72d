"""Facet values to switch on and off: for new codings until changed, or for one coding."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from kodeverk.model.codebook import norwegian_name
from kodeverk.model.records import Facet, FacetValue
from kodeverk.tui.screens.dialog import Dialog
from kodeverk.tui.widgets.key_hint import key_hint

Chosen = dict[str, list[str]]
"""A facet's key -> the ids of its values."""


class FacetChooser(Dialog[Chosen | None]):
    """Gives the values that are on when it is closed, for every facet it shows."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,D,f6", "done", show=False),
        Binding("space", "select", show=False),
    ]
    lines = getters.query_one(OptionList)

    def __init__(
        self, title: str, facets: Sequence[Facet], chosen: Mapping[str, Sequence[str]]
    ) -> None:
        super().__init__()
        self._title = title
        self._facets = facets
        self._chosen = {facet.key: list(chosen.get(facet.key, ())) for facet in facets}
        self._values: dict[str, tuple[Facet, FacetValue]] = {
            f"{facet.key} {value.id}": (facet, value) for facet in facets for value in facet.values
        }

    def compose(self) -> ComposeResult:
        """Show the values under their facets."""
        options = []
        for facet in self._facets:
            options.append(
                Option(Content.styled(norwegian_name(facet.name), "bold"), disabled=True)
            )
            options += [
                Option(self._line(facet, value), f"{facet.key} {value.id}")
                for value in facet.values
            ]
        with Vertical(classes="dialog"):
            yield Static(self._title, classes="title", markup=False)
            yield OptionList(*options)
            hint = key_hint("Enter switches a value on or off · Esc is done", "done")
            yield Static(hint, classes="hint")

    def on_mount(self) -> None:
        """Let the keys go to the list at once."""
        self.set_focus(self.lines)
        self.lines.highlighted = 1

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Switch a value; of a facet with single values it takes the other's place."""
        facet, value = self._values[str(event.option_id)]
        now = self._chosen[facet.key]
        if value.id in now:
            now.remove(value.id)
        else:
            self._chosen[facet.key] = [value.id] if facet.single else [*now, value.id]
        for other in facet.values:
            self.lines.replace_option_prompt(f"{facet.key} {other.id}", self._line(facet, other))

    def action_done(self) -> None:
        """Give what is on now."""
        self.dismiss(self._chosen)

    def action_select(self) -> None:
        """Switch the highlighted value."""
        self.lines.action_select()

    def _line(self, facet: Facet, value: FacetValue) -> Content:
        mark = "x" if value.id in self._chosen[facet.key] else " "
        return Content(f"  [{mark}] {norwegian_name(value.name)}")


def changed_facets(
    facets: Sequence[Facet], before: Chosen, chosen: Chosen
) -> list[tuple[Facet, list[str]]]:
    """Return the facets of which other values were chosen than there were before, with these."""
    return [
        (facet, values)
        for facet in facets
        if sorted(values := chosen.get(facet.key, [])) != sorted(before.get(facet.key, []))
    ]
