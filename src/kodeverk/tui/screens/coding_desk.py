"""What the coding screen shows: the transcript, the codings at the caret, what has happened."""

from collections.abc import Awaitable, Callable, Sequence
from typing import ClassVar, TypeVar

from rich.cells import cell_len, set_cell_size
from textual import getters
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widgets import Footer, Static

from kodeverk.model.records import Code, Coding, Memo
from kodeverk.model.text import Span
from kodeverk.service.phrases import number_of
from kodeverk.tui.coded_transcript import CodedTranscript, shown_name
from kodeverk.tui.gateway import Loaded
from kodeverk.tui.keys import PINNED
from kodeverk.tui.screens.menu import Menu
from kodeverk.tui.screens.mode import Mode
from kodeverk.tui.widgets.codes_here import CodeHere, CodesHere
from kodeverk.tui.widgets.search_field import SearchField
from kodeverk.tui.widgets.transcript import TranscriptView
from kodeverk.tui.workspace import Workspace

Answer = TypeVar("Answer")

_PIN_ROWS = 2
"""How many rows the pinned codes have on a narrow screen."""
_EXCERPT = 40
"""How many characters of a passage stand for it in a title."""


class CodingDesk(Mode):
    """The coding screen without what one does on it."""

    AUTO_FOCUS: ClassVar[str | None] = "TranscriptView"

    view = getters.query_one(TranscriptView)
    codes_here = getters.query_one(CodesHere)
    heading = getters.query_one("#heading", Static)
    pins = getters.query_one("#pins", Static)
    status = getters.query_one("#status", Static)
    search_field = getters.query_one(SearchField)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._opened: CodedTranscript | None = None
        self._place = ""
        self._said = ""
        self._listed: tuple[tuple[CodeHere, ...], str] | None = None
        self.with_colleagues = False
        # The selection a code was last put on, and that coding's id.
        self.made: tuple[Span, str] | None = None

    @property
    def opened(self) -> CodedTranscript:
        """The transcript; `open` has given one before the screen can be seen."""
        assert self._opened is not None
        return self._opened

    def compose(self) -> ComposeResult:
        """Show the transcript, beside or above the codings at the caret."""
        yield Static(id="heading", markup=False)
        view = TranscriptView()
        with Container(id="desk"):
            yield view
            with Vertical(id="side"):
                yield CodesHere()
                yield Static(id="pins")
        yield SearchField(view, self.key_of("transcript.hit"), self.key_of("transcript.hit-back"))
        yield Static(id="status", markup=False)
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Show when movements begin or cease to extend the selection."""
        self.watch(self.view, "extending", self.show_status, init=False)

    def namespace(self, name: str) -> DOMNode:
        """Return the transcript for its own keys, otherwise this screen."""
        return self.view if name == "view" else super().namespace(name)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let no key do anything before there is a transcript."""
        return self._opened is not None and super().check_action(action, parameters)

    def open(self, loaded: Loaded, place: str) -> None:
        """Show a transcript, at its read-to mark; `place` is its municipality in words."""
        self._opened = CodedTranscript(loaded, self.gateway.coder)
        self._place = place
        if not self.opened.begun:
            self.with_colleagues = False
        self.made = self._listed = None
        self._said = ""
        read_to = self.opened.read_to
        self.view.show(
            self.opened.shown_text,
            self.opened.shown(self.with_colleagues),
            self.opened.noted(self.with_colleagues),
            caret=read_to,
            read_to=read_to,
        )
        self.set_focus(self.view)
        self.show_heading()
        self.show_pins()

    # What the keys are about

    def passage(self) -> Span | None:
        """Return the selection; with none, select the sentence at the caret and return that."""
        if self.view.selection.start == self.view.selection.end:
            self.view.action_select_whole("sentence")
        start, end = self.view.selection
        if not self.opened.shown_text.text[start:end].strip():
            self.say("There are no words here: select some first")
            return None
        return Span(start, end)

    def codings_here(self) -> list[Coding]:
        """Return the codings on the screen that touch the selection, or hold the caret."""
        return [self.opened.codings[one.id] for one in self.view.codings_here()]

    def memos_here(self) -> list[Memo]:
        """Return the memos on passages and codings that touch the selection, or hold the caret."""
        return [*self.opened.memos_here(*self.view.here, self.with_colleagues)]

    def own_here(self) -> list[Coding]:
        """Return those of the codings here that are the coder's own."""
        return [one for one in self.codings_here() if self.opened.is_own(one)]

    def highlighted(self) -> Coding | None:
        """Return the coding chosen or cycled to, if any."""
        shown = self.view.highlighted
        return None if shown is None else self.opened.codings.get(shown.id)

    def singled_out(self) -> Coding | None:
        """Return the highlighted coding, or the one made last while its selection stays."""
        highlighted = self.highlighted()
        if highlighted is not None or self.made is None or self.made[0] != self.view.selection:
            return highlighted
        return self.opened.codings.get(self.made[1])

    async def for_one(
        self,
        question: str,
        do: Callable[[Coding], Awaitable[None]],
        among: Sequence[Coding],
        one: Coding | None,
    ) -> None:
        """Do something with `one`, without it with the only one; among several, ask."""
        if one is not None:
            await do(one)
        elif len(among) == 1:
            await do(among[0])
        elif not among:
            self.say("There is no coding here")
        else:

            async def chosen(place: int | None) -> None:
                if place is not None:
                    await do(among[place])

            await self.ask(Menu(question, [self._line(one) for one in among]), chosen)

    async def ask(
        self, screen: Screen[Answer], then: Callable[[Answer | None], Awaitable[None]]
    ) -> None:
        """Show a dialog and go on with its answer."""
        await self.app.push_screen(screen, then)

    # What the transcript tells

    def on_transcript_view_selection_changed(self) -> None:
        """List the codings here and say how much is selected."""
        self.show_here()
        self.show_status()

    def on_transcript_view_coding_highlighted(self) -> None:
        """Mark the highlighted coding in the list."""
        self.show_here()

    def on_transcript_view_hit_reached(self, event: TranscriptView.HitReached) -> None:
        """Say which hit this is."""
        self.say(f"Hit {event.number} of {event.total}")

    def on_transcript_view_nothing_found(self, event: TranscriptView.NothingFound) -> None:
        """Say what there is none of."""
        nothing = {
            "open turn": "Every turn has been read",
            "hit": f"Nothing is searched for: {self.key_of('coding.search')}",
        }
        self.say(nothing.get(event.wanted, f"There is no {event.wanted} there"))

    def on_transcript_view_turn_ended(self, event: TranscriptView.TurnEnded) -> None:
        """Say who speaks next, before their words are selected, too."""
        key = self.key_of("transcript.extend-sentence")
        self.say(f"The turn ends here: {key} again goes on into that of {event.speaker}")

    def on_search_field_missed(self, event: SearchField.Missed) -> None:
        """Say that the words do not occur."""
        self.say(f"“{event.words}” does not occur")

    def on_resize(self) -> None:
        """Write the pinned codes below each other where there is room."""
        if self._opened is not None:
            self.call_after_refresh(self.show_pins)

    # What the screen says

    def say(self, fact: str) -> None:
        """Show what has happened in the status line."""
        self._said = fact
        self.show_status()

    def show_codings(self, fact: str) -> None:
        """Show the codings as they are now, and what has happened to them."""
        self.view.set_codings(
            self.opened.shown(self.with_colleagues), self.opened.noted(self.with_colleagues)
        )
        self.show_heading()
        self.show_here()
        self.say(fact)

    def show_heading(self) -> None:
        """Show which transcript this is and how far its coding has come."""
        opened = self.opened
        facts = [
            opened.transcript.name,
            self._place,
            opened.state or "not begun",
            self._to_review(),
            number_of(noted, "memo") if (noted := len(opened.on_transcript())) else "",
            f"read {opened.read_percent()} %",
            number_of(opened.own_codings(), "coding"),
            opened.coder.name,
            opened.transcript.date or "",
        ]
        self.heading.update(" · ".join(filter(None, facts)), layout=False)

    def show_status(self) -> None:
        """Show what has happened at left, and at right what holds for what comes next.

        Where there is no room for both, what the screen shows elsewhere gives way.
        """
        if self._opened is None:
            return
        start, end = self.view.selection
        elsewhere = [
            f"{number_of(self.opened.words(start, end), 'word')} selected" if end > start else "",
            "with colleagues" if self.with_colleagues else "",
        ]
        held = [
            "HOLD" if self.view.extending else "",
            *(
                f"{key}: {', '.join(self._value_names(key, values))}"
                for key, values in self.workspace.sticky.items()
                if values
            ),
        ]
        width, right = self.status.size.width, ""
        for given_up in range(len(elsewhere) + 1):
            right = " · ".join(filter(None, [*elsewhere[given_up:], *held]))
            if cell_len(self._said) + 2 + cell_len(right) <= width:
                break
        room = max(width - cell_len(right) - (2 if right else 0), 0)
        left = self._said
        if cell_len(left) > room:
            left = f"{set_cell_size(left, max(room - 1, 0))}…"
        gap = max(width - cell_len(left) - cell_len(right), 0)
        self.status.update(left + " " * gap + right, layout=False)

    def show_here(self) -> None:
        """List the codings and memos at the caret, unless the list shows them already."""
        highlighted = self.view.highlighted
        lines = tuple(
            CodeHere(
                one.id,
                self._line(one),
                highlighted is not None and one.id == highlighted.id,
                self.opened.colour(one),
            )
            for one in self.codings_here()
        ) + tuple(CodeHere(memo.id, self._memo_line(memo), False) for memo in self.memos_here())
        listed = (lines, self._of_colleagues())
        if listed != self._listed:
            self._listed = listed
            self.codes_here.show(*listed)

    def show_pins(self) -> None:
        """Show the codes that digits apply; a click applies one, too."""
        if not self.opened.codes:
            self.pins.update("No codes yet: kodeverk codebook load PROJECT FILE")
            return
        wide = self.has_class("-wide")
        pinned = [(digit, code) for digit in PINNED if (code := self.opened.pinned(digit))]
        width = self.pins.content_size.width
        lines: list[list[Content]] = []
        for cells in (None, *range(12, 0, -1)):
            words = [named(code) if wide else code.key for _, code in pinned]
            links = [
                *(
                    self._pin(f"pinned-{digit}", f"pinned({digit})", word[:cells])
                    for (digit, _), word in zip(pinned, words, strict=True)
                ),
                self._pin("recent", "recent()", "recent"),
                self._pin("pick", "pick()", "all codes"),
            ]
            lines = [[one] for one in links] if wide else _filled(links, width)
            if wide or len(lines) <= _PIN_ROWS:
                break
        self.pins.update(Content("\n").join(Content("  ").join(line) for line in lines))

    def _pin(self, name: str, action: str, word: str) -> Content:
        """Return a key and what it does, for the mouse to click on."""
        return Content.from_markup(
            f"[@click=screen.{action}][b]$key[/b] $word[/]",
            key=self.key_of(f"coding.{name}"),
            word=word,
        )

    def shown_words(self, passage: Span) -> str:
        """Return how many words a passage has, in words."""
        return number_of(self.opened.words(*passage), "word")

    def excerpt(self, passage: Span) -> str:
        """Return how a passage begins."""
        words = " ".join(self.opened.shown_text.text[passage.start : passage.end].split())
        return words if len(words) <= _EXCERPT else f"{words[: _EXCERPT - 1]}…"

    def _line(self, coding: Coding) -> str:
        opened = self.opened
        parts = [
            opened.key_of(coding),
            *self._doubt(coding.id),
            "" if opened.is_own(coding) else f"by {opened.who(coding)}",
            *opened.facet_names(coding),
            "memo" if opened.has_memo(coding) else "",
            self.shown_words(Span(coding.start, coding.end)),
            shown_name(opened.code(coding).name),
        ]
        return " · ".join(filter(None, parts))

    def _memo_line(self, memo: Memo) -> str:
        about = " ".join(filter(None, ["memo", self.opened.about(memo)]))
        return " ".join([f"{about}:", *self._doubt(memo.id), *memo.text.split()])

    def _of_colleagues(self) -> str:
        """Return what there is of colleagues' that somebody without codings here does not see."""
        opened = self.opened
        hidden = len(opened.codings)
        if self.with_colleagues or not hidden or opened.own_codings():
            return ""
        key = self.key_of("coding.colleagues")
        when = "hidden until you have finished" if opened.blind else f"{key} shows them"
        return f"{number_of(hidden, 'coding')} of colleagues · {when}"

    def _to_review(self) -> str:
        """Return how many placements wait here for a person, and by which key."""
        count = self.opened.to_review
        return f"{count} to review: {self.key_of('coding.review')}" if count else ""

    def _doubt(self, record: str) -> list[str]:
        """Return what is said of a coding or memo whose place in this text is not sure."""
        return ["place unsure?"] if record in self.opened.unsure else []

    def _value_names(self, key: str, values: Sequence[str]) -> list[str]:
        facet = self.opened.facet(key)
        named_values = {} if facet is None else {one.id: one.name for one in facet.values}
        return [shown_name(named_values[one]) for one in values if one in named_values]


def _filled(pieces: Sequence[Content], width: int) -> list[list[Content]]:
    """Return the pieces in lines of at most `width` cells, two cells between them."""
    lines: list[list[Content]] = [[]]
    room = width
    for piece in pieces:
        if lines[-1] and piece.cell_length > room:
            lines.append([])
            room = width
        lines[-1].append(piece)
        room -= piece.cell_length + 2
    return lines


def named(code: Code) -> str:
    """Return a code's key and its name."""
    return f"{code.key} {shown_name(code.name)}"
