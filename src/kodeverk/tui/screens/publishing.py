"""How an export may be published: what is withheld, and what stands for municipalities."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.suggester import SuggestFromList
from textual.widgets import Button, Input, Static

from kodeverk.service.exports.options import LEAST_THRESHOLD, SUPPRESSION, THRESHOLD, ExportOptions
from kodeverk.service.phrases import some_of
from kodeverk.tui import work_services
from kodeverk.tui.screens.dialog import Dialog
from kodeverk.tui.screens.notice import Notice
from kodeverk.tui.widgets.key_hint import key_hint

if TYPE_CHECKING:
    from pathlib import Path

    from kodeverk.service.exports.options import Exported
    from kodeverk.tui.screens.mode import Mode

_ANSWERS = {"": False, "no": False, "yes": True}


class PublishingDialog(Dialog[ExportOptions | None]):
    """Gives the options of what is published, or None when it was closed.

    `variables` are those whose values may stand in place of municipalities.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]
    rule = getters.query_one("#rule", Static)
    wrong = getters.query_one(".error", Static)

    def __init__(self, variables: Sequence[str]) -> None:
        super().__init__()
        self._variables = variables
        self._threshold = Input(
            str(THRESHOLD), placeholder=f"{LEAST_THRESHOLD} or more", max_length=6, compact=True
        )
        self._group = Input(
            placeholder="values of a variable",
            suggester=SuggestFromList(variables, case_sensitive=False),
            compact=True,
        )
        self._labels = Input("no", placeholder="yes or no", compact=True)

    def compose(self) -> ComposeResult:
        """Show the choices and what is withheld by them."""
        fields = {
            "Withhold figures of fewer than": self._threshold,
            "In place of municipalities": self._group,
            "Called M1, M2 … instead": self._labels,
        }
        with Vertical(classes="dialog wide"):
            yield Static("To be published", classes="title", markup=False)
            for called, field in fields.items():
                yield Horizontal(Static(called, classes="named", markup=False), field)
            yield Static(classes="error", markup=False)
            yield Static(id="rule", markup=False)
            yield Static(key_hint("↓ next · Enter goes on · Esc closes"), classes="hint")
            with Horizontal(classes="buttons"):
                yield Button("Go on", variant="primary", compact=True)

    def on_mount(self) -> None:
        """Let the keys go to the threshold at once."""
        self.set_focus(self._threshold)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say what is withheld now, or what is wrong."""
        event.stop()
        chosen = self._chosen()
        if isinstance(chosen, str):
            wrong, rule = chosen, ""
        else:
            wrong, rule = "", SUPPRESSION.format(threshold=chosen.threshold)
        self.wrong.update(wrong)
        self.wrong.display = bool(wrong)
        self.rule.update(rule)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give what is chosen."""
        event.stop()
        self._go_on()

    def on_button_pressed(self) -> None:
        """Give what is chosen, as Enter does."""
        self._go_on()

    def _go_on(self) -> None:
        chosen = self._chosen()
        if not isinstance(chosen, str):
            self.dismiss(chosen)

    def _chosen(self) -> ExportOptions | str:
        """Return what is chosen, or in a sentence what is wrong with it."""
        threshold, group = self._threshold.value.strip(), self._group.value.strip()
        labels = _ANSWERS.get(self._labels.value.strip().casefold())
        if not threshold.isdecimal() or int(threshold) < LEAST_THRESHOLD:
            return f"Fewer than how many? A whole number, {LEAST_THRESHOLD} or more."
        if group and group not in self._variables:
            known = some_of(self._variables) or "none"
            return f"No municipality or transcript has a variable {group!r}. There are: {known}."
        if labels is None:
            return "Shall municipalities be called M1, M2 …? Say yes or no."
        return ExportOptions(
            publish=True, threshold=int(threshold), group=group or None, labels=labels
        )


async def ask_how_to_publish(
    screen: Mode, then: Callable[[ExportOptions], Awaitable[None]]
) -> None:
    """Ask what is withheld of what is published, and go on with the options that say so."""
    with screen.workspace.errors_shown():
        variables = await screen.gateway.ask(work_services.grouping_variables)
        await screen.ask(PublishingDialog(variables), then)


async def tell_published(screen: Mode, made: Exported, out: Path) -> None:
    """Say how much was withheld, and where the log of it is."""
    from kodeverk.service.exports.content import log_beside

    where = f"The log beside it is not to be published: {log_beside(out)}"
    notice = Notice(f"Written: {out}", where, "\n".join(made.notes), is_error=False)
    await screen.app.push_screen(notice)
