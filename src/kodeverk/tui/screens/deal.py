"""Dealing transcripts out to coders: who, how many twice; before it is done what comes of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import getters, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Button, Input, Static

from kodeverk.errors import KodeverkError
from kodeverk.service.phrases import number_of
from kodeverk.tui import work_services
from kodeverk.tui.gateway import Gateway
from kodeverk.tui.keys import DEAL_KEYS
from kodeverk.tui.screens.dialog import Dialog

if TYPE_CHECKING:
    from kodeverk.service.dealing import Assigned, Dealing
    from kodeverk.tui.work_services import Team

_FIELDS = {
    "round": ("Round", "main, pilot, reliability …"),
    "coders": ("Who codes", "names with commas between them"),
    "double": ("Coded by two", "a share, such as 20 %"),
    "stratify": ("Even within each", "municipality, role, or both"),
    "seed": ("Seed", "a number: the same deal again"),
    "again": ("Anew what others left unfinished", "yes or no"),
}
_PERCENT = re.compile(r"(\d+(?:[.,]\d+)?)\s*%?")
_HINT = "Ctrl+S or F2 deals it out, as one step · Esc closes"


class DealDialog(Dialog[None]):
    """Asks how to deal and shows what comes of it; `deal` does it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *DEAL_KEYS,
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]
    effect = getters.query_one("#effect", Static)
    hint = getters.query_one(".hint", Static)

    def __init__(
        self,
        gateway: Gateway,
        team: Team,
        round_name: str,
        deal: Callable[[Dealing], Awaitable[None]],
    ) -> None:
        super().__init__()
        self._gateway = gateway
        self._deal = deal
        begins = {"round": round_name, "coders": ", ".join(team.coders), "double": "0 %"}
        begins |= {"stratify": "", "seed": "0", "again": "no"}
        self._fields = {
            name: Input(begins[name], placeholder=placeholder, compact=True)
            for name, (_, placeholder) in _FIELDS.items()
        }
        self._wrong = {name: Static(classes="error", markup=False) for name in _FIELDS}

    def compose(self) -> ComposeResult:
        """Show the fields, what would be dealt out, and how to do it."""
        with Vertical(classes="dialog wide"):
            yield Static("Deal transcripts out to coders", classes="title", markup=False)
            for name, (called, _) in _FIELDS.items():
                yield Horizontal(Static(called, classes="named", markup=False), self._fields[name])
                self._wrong[name].display = False
                yield self._wrong[name]
            with VerticalScroll(can_focus=False):
                yield Static(id="effect", markup=False)
            yield Static(_HINT, classes="hint", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Deal out", variant="primary", id="deal", compact=True)
                yield Button("Close", id="close", compact=True)

    def on_mount(self) -> None:
        """Let the keys go to who codes at once, and show what comes of it."""
        self.set_focus(self._fields["coders"])
        self._foresee()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what comes of what is written now."""
        event.stop()
        self._foresee()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the next field."""
        event.stop()
        self.focus_next()

    async def on_button_pressed(self, event: Button.Pressed) -> None:
        """Do what the button says."""
        if event.button.id == "deal":
            await self.action_deal()
        else:
            self.dismiss(None)

    async def action_deal(self) -> None:
        """Deal out as it is written, and close; what cannot be is told where it stands."""
        wanted = self._wanted()
        if wanted is None:
            return
        try:
            await self._deal(wanted)
        except KodeverkError as error:
            self._tell(error)
        else:
            self.dismiss(None)

    @work(exclusive=True, group="deal")
    async def _foresee(self) -> None:
        wanted = self._wanted()
        if wanted is None:
            self.effect.update("")
            return
        try:
            dealt, left = await self._gateway.ask(work_services.foresee_deal, wanted)
        except KodeverkError as error:
            self.effect.update("")
            self._tell(error)
        else:
            self.effect.update("\n".join(_in_words(dealt, 0 if wanted.again else left)))

    def _wanted(self) -> Dealing | None:
        """Return what is asked for; None, told beside the field, where that cannot be read."""
        from kodeverk.service.dealing import Dealing

        said = {name: field.value.strip() for name, field in self._fields.items()}
        for name in _FIELDS:
            self._say(name, "")
        share = _PERCENT.fullmatch(said["double"] or "0")
        if share is None:
            self._say("double", "Write a share in percent, such as 20 %.")
        if not said["seed"].isdecimal():
            self._say("seed", "The seed is a whole number.")
        if said["again"] not in ("", "yes", "no"):
            self._say("again", "Say yes or no.")
        if share is None or not said["seed"].isdecimal() or said["again"] not in ("", "yes", "no"):
            return None
        return Dealing(
            _listed(said["coders"]),
            float(share[1].replace(",", ".")) / 100,
            _listed(said["stratify"]),
            int(said["seed"]),
            said["round"] or "main",
            said["again"] == "yes",
        )

    def _tell(self, error: KodeverkError) -> None:
        """Say what is wrong beside the field it is about."""
        about = {"stratify": "stratify", "share": "double", "round": "round"}
        name = next((name for word, name in about.items() if word in error.message), "coders")
        self._say(name, " ".join(filter(None, [f"{error.message}.", error.hint])))

    def _say(self, name: str, wrong: str) -> None:
        self._wrong[name].update(wrong)
        self._wrong[name].display = bool(wrong)


def _listed(written: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in written.split(",") if name.strip())


def _in_words(dealt: Sequence[Assigned], left: int) -> Iterator[str]:
    """Yield what would be dealt out: how many to whom, and then each transcript."""
    if not dealt:
        yield "Every transcript has a main coder already; nothing would be dealt out."
    else:
        mains = Counter(each.main for each in dealt)
        seconds = Counter(other for each in dealt for other in each.others)
        shares = [
            f"{name} {mains[name]}" + (f" and {seconds[name]} as second" if seconds[name] else "")
            for name in sorted({*mains, *seconds})
        ]
        twice = sum(bool(each.others) for each in dealt)
        yield f"{number_of(len(dealt), 'transcript')}, {twice} by two: {', '.join(shares)}"
    if left:
        yield f"Left to main coders who are not named and have not finished: {left}"
    for each in dealt:
        instead = f" (instead of {each.instead_of})" if each.instead_of else ""
        yield f"  {each.transcript}: {', '.join([each.main, *each.others])}{instead}"
