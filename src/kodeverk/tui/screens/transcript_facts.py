"""What is said of a transcript, in one form: its name, place and day, its speakers, variables."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.suggester import SuggestFromList
from textual.widget import Widget
from textual.widgets import Button, Input, Static

from kodeverk.errors import KodeverkError
from kodeverk.model.records import CONSENTS, NOT_INFORMANTS, ROLES
from kodeverk.service.facts import (
    CONSENT_TO,
    VARIABLE_OF,
    Description,
    Fact,
    Statements,
    Unfit,
)
from kodeverk.service.import_options import municipality_in_words as in_words
from kodeverk.tui.keys import FACTS_KEYS
from kodeverk.tui.screens.dialog import Dialog
from kodeverk.tui.widgets.form import Form

_EXAMPLES: dict[str, str] = {
    "municipality": "a name or a number",
    "date": "YYYY-MM-DD or D.M.YYYY",
    "role": ", ".join(ROLES),
    "informant": "a pseudonym, such as ASKER-V1",
    "speaks_for": "of an interpreter: whose label",
    **dict.fromkeys(CONSENT_TO, "not asked"),
}


class TranscriptFacts(Dialog[None]):
    """Changes what is said of one transcript; `write` puts it on disk, and raises what is wrong."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *FACTS_KEYS,
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]
    hint = getters.query_one(".hint", Static)

    def __init__(
        self, description: Description, write: Callable[[Statements], Awaitable[None]]
    ) -> None:
        super().__init__()
        self._description = description
        self._write = write
        self._warned = False
        self._rows = {fact: _Row(fact, written) for fact, written in _fields(description)}
        self._more: list[_Row] = []

    def compose(self) -> ComposeResult:
        """Show each fact with its value, and how to keep what is changed."""
        with Vertical(classes="dialog wide"):
            title = f"What is said of {self._description.transcript.name}"
            yield Static(title, classes="title", markup=False)
            with Form():
                for row in self._rows.values():
                    yield from row.shown()
            yield Static(_HINT, classes="hint", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Keep", variant="primary", id="keep", compact=True)
                yield Button("Close", id="close", compact=True)

    def on_mount(self) -> None:
        """Let the keys go to the first field at once."""
        self.set_focus(next(iter(self._rows.values())).field)

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the next field; behind the last variable that is written there comes another."""
        event.stop()
        here = next(row for row in self._all_rows() if row.field is event.input)
        last = [row for row in self._all_rows() if row.fact == here.fact][-1]
        if _is_new(here.fact) and here is last and here.field.value.strip():
            row = _Row(here.fact, "")
            self._more.append(row)
            await self.query_one(Form).mount_all(row.shown(), after=here.wrong)
            self.set_focus(row.field)
        else:
            self.focus_next()

    def on_descendant_focus(self) -> None:
        """Say what can be written in the field that is reached."""
        row = next((row for row in self._all_rows() if row.field is self.focused), None)
        self.hint.update(_HINT if row is None else _can_be(row.fact) or _HINT)

    def _all_rows(self) -> Iterator[_Row]:
        yield from self._rows.values()
        yield from self._more

    async def on_button_pressed(self, event: Button.Pressed) -> None:
        """Do what the button says."""
        if event.button.id == "keep":
            await self.action_write()
        else:
            self.action_close()

    def said(self) -> Statements:
        """Return what was changed. Raises Unfit for a variable without `=`, or said twice."""
        statements: dict[Fact, str] = {}
        for row in self._all_rows():
            fact, value = row.fact, row.field.value.strip()
            if value == row.written:
                continue
            if _is_new(fact):
                fact, is_said = _variable(fact, value)
                if "=" not in value:
                    raise Unfit(fact, f"{value!r} says no value", "Write it as NAME=VALUE.")
                if fact in statements:
                    raise Unfit(fact, f"the {fact} is said twice", "Leave one of them.")
                value = is_said
            statements[fact] = value
        return statements

    async def action_write(self) -> None:
        """Keep what was changed and close; what cannot be said is told where it stands."""
        for row in self._all_rows():
            row.tell("")
        try:
            statements = self.said()
            if statements:
                await self._write(statements)
        except Unfit as error:
            row = self._rows.get(error.fact) or self._row_of(error.fact)
            row.tell(" ".join(filter(None, [f"{error.message}.", error.hint])))
            self.set_focus(row.field)
        except KodeverkError as error:
            self.hint.update(" ".join(filter(None, [f"{error.message}.", error.hint])))
        else:
            self.dismiss(None)

    def _row_of(self, fact: Fact) -> _Row:
        """Return the row in which a fact was written under another name."""
        for row in self._all_rows():
            if _is_new(row.fact) and _variable(row.fact, row.field.value)[0] == fact:
                return row
        near = [row for known, row in self._rows.items() if known.kind == fact.kind]
        return near[-1] if near else next(iter(self._rows.values()))

    @property
    def _is_changed(self) -> bool:
        return any(row.field.value.strip() != row.written for row in self._all_rows())

    def action_close(self) -> None:
        """Close; with changes that are not kept, only when asked twice."""
        if self._warned or not self._is_changed:
            self.dismiss(None)
            return
        self._warned = True
        self.hint.update("Not kept yet. Ctrl+S or F2 keeps it; Esc again drops the changes.")


_HINT = "Ctrl+S or F2 keeps it · an empty field: nothing is known · Esc closes"


class _Row:
    """A field with what stands in it, and below it what is wrong with that."""

    def __init__(self, fact: Fact, written: str) -> None:
        self.fact = fact
        self.written = written
        choices = _choices(fact)
        self.field = Input(
            written,
            placeholder="NAME=VALUE" if _is_new(fact) else _EXAMPLES.get(fact.kind, ""),
            suggester=SuggestFromList(choices, case_sensitive=False) if choices else None,
            compact=True,
        )
        self.wrong = Static(classes="error", markup=False)
        self.wrong.display = False

    def shown(self) -> Iterator[Widget]:
        """Yield what the form shows of it: the name of the fact, its field, what is wrong."""
        yield Horizontal(Static(_named(self.fact), classes="named", markup=False), self.field)
        yield self.wrong

    def tell(self, message: str) -> None:
        """Show what is wrong with the value; an empty message takes that away."""
        self.wrong.update(message)
        self.wrong.display = bool(message)


def _choices(fact: Fact) -> tuple[str, ...]:
    """Return what a fact can be, where it is one of a few words."""
    return ROLES if fact.kind == "role" else CONSENTS if fact.kind in CONSENT_TO else ()


def _can_be(fact: Fact) -> str:
    """Return what can be written for a fact, or whom it holds for; empty where that is plain."""
    if choices := _choices(fact):
        return f"One of: {', '.join(choices)}"
    if fact.kind == "informant_variable":
        return f"It is said of {fact.of}, in every transcript in which {fact.of} speaks"
    if fact.kind == "municipality_variable":
        return "It is said of the municipality, and holds for every transcript there"
    return ""


def _is_new(fact: Fact) -> bool:
    """Tell whether a variable is written there that there is not yet, with its name."""
    return fact.kind in VARIABLE_OF and not (fact.of if fact.kind == "variable" else fact.name)


def _variable(new: Fact, written: str) -> tuple[Fact, str]:
    """Return the fact and the value of what is written as NAME=VALUE."""
    name, _, value = (part.strip() for part in written.partition("="))
    return (Fact(new.kind, name) if new.kind == "variable" else new._replace(name=name)), value


def _named(fact: Fact) -> str:
    if not _is_new(fact):
        return str(fact)
    return "another variable" if fact.kind == "variable" else f"another {fact}".replace("  ", " ")


def _fields(description: Description) -> Iterator[tuple[Fact, str]]:
    """Yield the facts in the order of the form, each with what stands in its field."""
    facts = dict(description.facts)
    order = [Fact("name"), Fact("municipality"), Fact("date")]
    for speaker in description.speakers:
        # Who is no speaker by a label, in a text that names nobody, can have none.
        kinds = (
            ("label", "role", "informant", "speaks_for") if speaker.label else ("role", "informant")
        )
        order += [fact for fact in facts if fact.of == speaker.label and fact.kind in kinds]
    order += [fact for fact in facts if fact.kind in CONSENT_TO]
    # Somebody without a pseudonym has none of these facts yet, and can get them.
    unnamed = [
        speaker.label
        for speaker in description.speakers
        if speaker.label and speaker.informant is None and speaker.role not in NOT_INFORMANTS
    ]
    order += [Fact(kind, label) for label in unnamed for kind in CONSENT_TO]
    named = dict.fromkeys(fact.of for fact in facts if fact.kind in CONSENT_TO)
    subjects = [Fact("variable")]
    subjects += [Fact("informant_variable", whose) for whose in (*named, *unnamed)]
    subjects += [Fact("municipality_variable", place) for place in description.places[:1]]
    for new in subjects:
        known = [fact for fact in facts if fact.kind == new.kind]
        order += [fact for fact in known if fact.of == new.of or new.kind != "informant_variable"]
        order.append(new)
    for fact in order:
        value = facts.get(fact)
        if fact.kind == "municipality" and value is not None:
            value = in_words(str(value))
        yield fact, "" if value is None else str(value)
