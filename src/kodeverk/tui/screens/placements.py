"""The review of placements: what was coded in an older text, beside where it may lie now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.dom import DOMNode
from textual.widgets import Footer, Static

from kodeverk.model.text import Span, count_words
from kodeverk.service.phrases import number_of
from kodeverk.tui import services
from kodeverk.tui.coded_transcript import shown_version
from kodeverk.tui.keys import PLACEMENT_KEYS, PLACEMENT_SECTIONS, Section
from kodeverk.tui.review import Review
from kodeverk.tui.screens.menu import Menu
from kodeverk.tui.screens.text_screen import TextScreen
from kodeverk.tui.shown_transcript import ShownCoding
from kodeverk.tui.widgets.transcript import TranscriptView
from kodeverk.tui.workspace import Workspace

if TYPE_CHECKING:
    from kodeverk.model.records import Coder
    from kodeverk.service.placement_texts import PlacementTexts
    from kodeverk.service.projects import Project
    from kodeverk.service.reviewing import ToReview

    Wanted = Callable[[Sequence[ToReview]], Sequence[str | None]]

LIKELY = 0.6
"""From this confidence up about nine of ten places are right; below it about one of five."""

_BOUNDS = (0.75, 0.7, 0.65, LIKELY, 0.5, 0.3, 0.0)
"""The confidences that all can be accepted over."""

_MARK = "#d9b63e"
"""The colour of the passage in both texts; it is underlined, too."""

_EMPTY = (
    "Nothing waits for you.\n\n"
    "Every coding and every memo made in an earlier text lies where its words are now, or where "
    "somebody has said that it lies.\n\n"
    "What was set aside stays in the project, with the text it was made in: {aside} shows it here."
)


class PlacementScreen(TextScreen):
    """Goes through what waits for a person; every decision is on disk when the next is shown."""

    AUTO_FOCUS: ClassVar[str | None] = "#new"
    BINDINGS: ClassVar[list[BindingType]] = list(PLACEMENT_KEYS)
    SECTIONS: ClassVar[tuple[Section, ...]] = PLACEMENT_SECTIONS

    about = getters.query_one("#about", Static)
    was = getters.query_one("#was", Static)
    now = getters.query_one("#now", Static)
    old = getters.query_one("#old", TranscriptView)
    new = getters.query_one("#new", TranscriptView)
    empty = getters.query_one("#empty", Static)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._review = Review()
        self._back = "project"
        self._with_aside = False

    def compose(self) -> ComposeResult:
        """Show what a placement is of, and the two texts beside or above each other."""
        new = TranscriptView(id="new")
        yield Static(id="heading", markup=False)
        yield Static(id="about", markup=False)
        with Container(id="desk"):
            with Vertical():
                yield Static(id="was", markup=False)
                yield TranscriptView(id="old")
            with Vertical():
                yield Static(id="now", markup=False)
                yield new
        yield Static(id="empty", markup=False)
        yield self.new_search_field(new)
        yield Static(id="status", markup=False)
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Say nothing of an empty list before the placements are read."""
        self.empty.display = False

    def namespace(self, name: str) -> DOMNode:
        """Return the text of now for the keys that move and select, otherwise this screen."""
        return self.new if name == "view" else super().namespace(name)

    async def begin(self, transcript: str | None, record: str | None, back: str) -> None:
        """Show what waits: `record` first, else the first in `transcript`, else the first."""
        self._back = back
        self._with_aside = False
        self.search_field.close()
        self.fact = ""

        def wanted(waiting: Sequence[ToReview]) -> list[str | None]:
            of_transcript = (
                placement.id for placement in waiting if placement.transcript == transcript
            )
            return [record, *of_transcript]

        await self._read(wanted)

    @property
    def chosen(self) -> ToReview | None:
        """What is shown."""
        return self._review.chosen

    # Decisions

    async def action_accept(self) -> None:
        """Say that the coding or memo lies where it was placed, unless other words are selected."""
        placement, selected = self.chosen, self.new.selection
        if placement is None:
            return
        move, let_go = self.key_of("placements.move"), self.key_of("placements.let-go")
        if placement.new is None:
            self.say(
                f"There is no place to accept: select the words, and {move} says it lies there"
            )
            return
        if selected.start < selected.end and selected != placement.new:
            self.say(f"Other words are selected: {move} takes these, {let_go} selects nothing")
            return
        await self._decide(
            f"Accepted {_named(placement)}",
            partial(
                services.accept_placements,
                records=[placement.id],
                version=placement.new_version,
            ),
        )

    async def action_move(self) -> None:
        """Say that the coding or memo lies on the words selected in the text of now."""
        placement, selected = self.chosen, self.new.selection
        if placement is None:
            return
        words = count_words(self.new.transcript.text[selected.start : selected.end])
        if not words:
            whole, hold = (
                self.key_of(f"transcript.{name}") for name in ("select-word", "extending")
            )
            self.say(f"Select where it lies: {whole} a word, {hold} and movements, or the mouse")
            return
        await self._decide(
            f"Moved {_named(placement)} to {number_of(words, 'word')}",
            partial(
                services.move_placement,
                record=placement.id,
                passage=selected,
                version=placement.new_version,
            ),
        )

    async def action_set_aside(self) -> None:
        """Say that the coding or memo has no place in the text of now."""
        placement = self.chosen
        if placement is None:
            return
        if placement.state == "aside":
            self.say("It is set aside already")
            return
        await self._decide(
            f"Set {_named(placement)} aside; it stays in the project",
            partial(
                services.set_placement_aside,
                record=placement.id,
                version=placement.new_version,
            ),
        )

    async def action_accept_all(self) -> None:
        """Ask over which confidence all places in this transcript are accepted."""
        placement = self.chosen
        if placement is None:
            return
        placed = [
            other
            for other in self._review.waiting
            if other.transcript == placement.transcript and other.state == "unsure"
        ]
        choices: list[tuple[float, list[str]]] = []
        for bound in _BOUNDS:
            over = [other.id for other in placed if other.confidence >= bound]
            if over and (not choices or len(over) > len(choices[-1][1])):
                choices.append((bound, over))
        if not choices:
            self.say("Nothing that waits here has a place to accept")
            return

        async def accept(chosen: int) -> None:
            ids = choices[chosen][1]
            await self._decide(
                f"Accepted {number_of(len(ids), 'place')}",
                partial(services.accept_placements, records=ids, version=placement.new_version),
            )

        title = f"Accept the places proposed in {placement.name}, with a confidence of …"
        lines = [
            f"{bound:.2f} and more: {len(over)} of {number_of(len(placed), 'place')}"
            for bound, over in choices
        ]
        await self.ask(Menu(title, lines), accept)

    async def action_undo(self) -> None:
        """Take back what I said last of a placement."""
        await self.reverse("undo", self._reading_changed(), self._changed, placements=True)

    async def action_redo(self) -> None:
        """Say again what was taken back last."""
        await self.reverse("redo", self._reading_changed(), self._changed, placements=True)

    def _reading_changed(self) -> Callable[[Project, Coder], Review]:
        """Return what reads what waits, and first what a step back or forth has brought back."""
        before, order = {*self._review.order}, self._review.order

        def wanted(waiting: Sequence[ToReview]) -> list[str]:
            return [
                *(placement.id for placement in waiting if placement.id not in before),
                *order,
            ]

        return self._reading(wanted)

    async def _changed(self, fact: str, review: Review) -> None:
        self.fact = fact
        self._show(review)

    async def _decide(self, fact: str, decide: Callable[[Project, Coder], None]) -> None:
        """Write a decision, and go on to what waits next."""
        read = partial(services.review_on, before=self._review, with_aside=self._with_aside)
        with self.workspace.errors_shown():
            _, review = await self.gateway.write_and_read(decide, read)
            self.fact = f"{fact}; {self.key_of('placements.undo')} takes it back"
            self._show(review)

    # What is shown

    async def action_go(self, step: int) -> None:
        """Show the next (1) or the previous (-1) that waits; behind the last comes the first."""
        review = self._review
        if review.waiting:
            await self._go_to((review.place + step) % len(review.waiting))

    async def action_list(self) -> None:
        """Ask for one of all that wait, by some of its transcript, code, coder or words."""
        from kodeverk.tui.screens.line_choice import LineChoice

        if self._review.waiting:
            lines = [
                f"{one.name} · {_named(one)} · {one.coder} · {_judged(one)}"
                for one in self._review.waiting
            ]
            await self.ask(LineChoice("Which of all that wait?", lines), self._go_to)

    async def _go_to(self, place: int) -> None:
        self.fact = ""
        with self.workspace.errors_shown():
            self._show(await self.gateway.ask(services.review_at, self._review, place))

    async def action_reload(self) -> None:
        """Read again what waits."""
        order = self._review.order
        await self._read(lambda _: order)

    async def action_shown_aside(self) -> None:
        """Show or hide what people have set aside."""
        self._with_aside = not self._with_aside
        self.fact = "With what was set aside" if self._with_aside else "Only what waits"
        await self.action_reload()

    def action_search(self) -> None:
        """Ask for words to search for in the text of now."""
        if self._review.waiting:
            self.search_field.ask()

    async def action_leave(self) -> None:
        """Go back to the screen this was opened from."""
        await self.app.switch_mode(self._back)

    def on_transcript_view_selection_changed(self) -> None:
        """Say how much is selected, and what to do with it."""
        start, end = self.new.selection
        count = count_words(self.new.transcript.text[start:end])
        if count:
            move = self.key_of("placements.move")
            self.status.update(f"{number_of(count, 'word')} selected: {move} says it lies there")
        else:
            self.show_status()

    async def _read(self, wanted: Wanted) -> None:
        """Read what waits, and show the first `wanted` of it that is there."""
        with self.workspace.errors_shown():
            self._show(await self.gateway.ask(self._reading(wanted)))

    def _reading(self, wanted: Wanted) -> Callable[[Project, Coder], Review]:
        return partial(
            services.review,
            wanted=wanted,
            with_aside=self._with_aside,
            place=self._review.place,
        )

    def _show(self, review: Review) -> None:
        self._review = review
        placement = review.chosen
        # It lies over the texts, which so keep their size, and with it the rows around a passage.
        self.empty.display = placement is None
        self._show_heading()
        self.show_status()
        if placement is None or review.texts is None:
            self.about.update("", layout=False)
            self.empty.update(_EMPTY.format(aside=self.key_of("placements.shown-aside")))
            self.set_focus(None)
        else:
            self._show_texts(placement, review.texts)

    def _show_heading(self) -> None:
        placement = self.chosen
        facts = ["Review of placements"]
        if placement is None:
            facts.append("nothing waits for you" if self._review.hidden else "nothing waits")
        else:
            of = [
                other.id
                for other in self._review.waiting
                if other.transcript == placement.transcript
            ]
            facts += [placement.name, f"{of.index(placement.id) + 1} of {len(of)}"]
            if len(of) < len(self._review.waiting):
                facts.append(f"{len(self._review.waiting)} in the project")
        if self._review.hidden:
            facts.append(f"{self._review.hidden} hidden until you have finished")
        self.heading.update(" · ".join([*facts, self.gateway.coder.name]), layout=False)

    def _show_texts(self, placement: ToReview, sides: PlacementTexts) -> None:
        self.about.update(f"{_named(placement)} · by {placement.coder} · {_judged(placement)}")
        self.was.update(f"as it was · {sides.old.source_file}", layout=False)
        where = "perhaps here" if placement.new else "what stood around it"
        self.now.update(f"now · {where} · {sides.new.source_file}", layout=False)
        for view, version, span, caret in (
            (self.old, sides.old, placement.old, placement.old.start),
            (self.new, sides.new, placement.new, sides.near),
        ):
            view.show(
                shown_version(version.text, version.turns, sides.speakers),
                _marked(placement, span),
                caret=caret,
            )
            view.highlight(placement.id)
        if self.focused is None:
            self.set_focus(self.new)


def _marked(placement: ToReview, span: Span | None) -> list[ShownCoding]:
    """Return the passage as the transcript view marks it; nothing where there is none."""
    return [ShownCoding(placement.id, *span, placement.code or "memo", _MARK)] if span else []


def _named(placement: ToReview) -> str:
    """Return a coding's code, or a memo with its words."""
    return placement.code or f"the memo “{' '.join((placement.memo or '').split())}”"


def _judged(placement: ToReview) -> str:
    """Return in words and as a number how sure a place is."""
    if placement.state == "aside":
        return "set aside"
    if placement.new is None:
        return "its words are gone"
    return (
        f"{'likely' if placement.confidence >= LIKELY else 'doubtful'} ({placement.confidence:.2f})"
    )
