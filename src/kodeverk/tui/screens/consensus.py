"""The consensus: what coders of a transcript differ in, item by item, and what they decide."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from kodeverk.cells import in_columns
from kodeverk.service.phrases import number_of
from kodeverk.tui import consensus_services as services
from kodeverk.tui.consensus_services import ConsensusSeen
from kodeverk.tui.keys import CONSENSUS_KEYS, CONSENSUS_SECTIONS, Section
from kodeverk.tui.screens.change_question import ChangeQuestion
from kodeverk.tui.screens.list_screen import ListScreen
from kodeverk.tui.screens.prompt import Prompt
from kodeverk.tui.workspace import Workspace

if TYPE_CHECKING:
    from kodeverk.model.records import Coder, Outcome
    from kodeverk.model.text import Span
    from kodeverk.service.consensus import Choice, ItemOfConsensus, Order
    from kodeverk.service.projects import Project

_IN_WORDS = {"both": "those of all", "neither": "none", "span": "other words"}
_OPEN = ("open", "reopened")
_ORDERS: tuple[Order, ...] = ("code", "size", "transcript")
_NUMBERS = (7, 8, 5, 9)
_ROUND = 12
_END = 60
"""So many characters of a long coding are shown at either end."""


class ConsensusScreen(ListScreen[ConsensusSeen]):
    """Lists transcripts, and of one its items: what is open first."""

    BINDINGS: ClassVar[list[BindingType]] = list(CONSENSUS_KEYS)
    SECTIONS: ClassVar[tuple[Section, ...]] = CONSENSUS_SECTIONS
    FILTER = "A transcript, a code, a word of what is coded"

    about = getters.query_one("#about", Static)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._transcript: str | None = None
        self._in_all = False
        self._last = ""
        self._order: Order = "code"
        self._seen = ConsensusSeen([], [], [])
        self._round: str | None = None
        self._items: dict[str, ItemOfConsensus] = {}
        self._deciders = ""

    def compose_below(self) -> ComposeResult:
        """Show the codings of the highlighted item with what stands around them."""
        with VerticalScroll(id="whole", can_focus=False):
            yield Static(id="about", markup=False)

    async def on_screen_resume(self) -> None:
        """Read again how far the consensus is."""
        await self.action_reload()

    def reading(self) -> Callable[[Project, Coder], ConsensusSeen]:
        """Return what gives the transcripts, and the items of the one looked at."""
        return partial(services.consensus, transcript=self._transcript, round_name=self._round)

    async def show(self, seen: ConsensusSeen) -> None:
        """Show what was read."""
        self._seen = seen
        self._items = {item.id: item for item in seen.items}
        self.show_lines()

    @property
    def _lists_items(self) -> bool:
        return self._in_all or self._transcript is not None

    # The list

    def show_lines(self) -> None:
        """Show the transcripts, or the items of one."""
        if self._lists_items:
            self._show_items()
        else:
            self._show_transcripts()
        self._tell_about()

    def _show_transcripts(self) -> None:
        rounds = (_ROUND,) if len(self._seen.rounds) > 1 else ()
        others = (*rounds, 20, *_NUMBERS)
        sizes = (max(self.width - sum(others) - len(others), 12), *others)
        named = ("round",) if rounds else ()
        heads = ("transcript", *named, "coders", "agreed", "decided", "open", "consensus")
        self.columns.update(f" {in_columns(heads, sizes)}")
        options = []
        for one in self._seen.standings:
            coders = ", ".join(one.coders)
            if not self._fits(one.name, coders):
                continue
            state = "complete" if one.is_complete else "begun" if one.begun else ""
            numbers = (str(one.agreed), str(one.decided), str(one.open), state)
            during = (one.round_name,) if rounds else ()
            line = in_columns((one.name, *during, coders, *numbers), sizes)
            options.append(Option(Content(f" {line}"), one.transcript))
        self.set_lines(options)
        complete = sum(one.is_complete for one in self._seen.standings)
        whole = number_of(len(self._seen.standings), "transcript")
        self.heading.update(
            f"consensus complete in {complete} of {whole} coded by two{self._in_round} · "
            f"{self.gateway.coder.name} · {self.gateway.project_name}"
        )

    def _show_items(self) -> None:
        where = (16,) if self._in_all else ()
        sizes = (10, 14, *where, max(self.width - 28 - sum(where) - len(where), 20))
        heads = ("state", "code", *(["transcript"] if where else []), "words")
        self.columns.update(f" {in_columns(heads, sizes)}")
        options = []
        for item in services.in_order(self._seen.items, self._order):
            words = " ".join(item.quote.split())
            named = [item.transcript_name] if where else []
            if self._fits(item.code.key, words, *named):
                line = in_columns((item.state, item.code.key, *named, words), sizes)
                options.append(Option(Content(f" {line}"), item.id))
        self.set_lines(options)
        waiting = sum(item.state in _OPEN for item in self._seen.items)
        name = next(
            (one.name for one in self._seen.standings if one.transcript == self._transcript),
            "all transcripts",
        )
        decided = f" · decided by {self._deciders}" if self._deciders else ""
        whole = number_of(len(self._seen.items), "item")
        self.heading.update(
            f"{name}{self._in_round}: {waiting} open of {whole} · by {self._order}{decided} · "
            f"{self.gateway.coder.name}"
        )

    @property
    def _in_round(self) -> str:
        return f" in {self._round}" if self._round else ""

    def _fits(self, *texts: str) -> bool:
        folded = " ".join(texts).casefold()
        return all(word in folded for word in self.query_words)

    def _highlighted(self) -> ItemOfConsensus | None:
        option = self.lines.highlighted_option
        return self._items.get((option and option.id) or "")

    def _coders_of(self, item: ItemOfConsensus) -> Sequence[str]:
        """Return who settles the item's transcript: each has one number in all its items."""
        each = (one.coders for one in self._seen.standings if one.transcript == item.transcript)
        return next(each, ())

    # What is highlighted

    def on_option_list_option_highlighted(self) -> None:
        """Show the item that is reached."""
        self._tell_about()

    def _tell_about(self) -> None:
        item = self._highlighted() if self._lists_items else None
        if item is None:
            self.about.update("" if self._seen.standings else _NOTHING)
            return
        said = []
        for number, coder in enumerate(self._coders_of(item), 1):
            passages = item.by_coder.get(coder, ())
            for passage in passages:
                facets = f" ({passage.facets})" if passage.facets else ""
                said.append(f"{number} {coder}{facets}: {_both_ends(_one_line(passage.quote))}")
                said += [f"    memo: {line}" for line in passage.memo.splitlines()]
            if not passages:
                said.append(f"{number} {coder}: nothing")
        if item.decision is not None and item.decision.outcome != "agreed":
            reason = f": {item.decision.reason}" if item.decision.reason else ""
            again = ", and changed or decided otherwise since" if item.state == "reopened" else ""
            said.append(f"decided {item.decision.outcome}{again}{reason}")
        said += ["", f"{_one_line(item.before)} [{_one_line(item.quote)}] {_one_line(item.after)}"]
        self.about.update("\n".join(said))

    # Going in and out

    def action_open(self) -> None:
        """Look at the items of the highlighted transcript."""
        self.lines.action_select()

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Look at the items of a transcript, or go to an item's place in it."""
        if not self._lists_items:
            self._transcript = str(event.option_id)
            self.lines.clear_options()
            await self.action_reload()
            self.workspace.forget_keys()
        elif (item := self._items.get(str(event.option_id))) is not None:
            with self.workspace.errors_shown():
                await self.workspace.open_transcript(
                    item.transcript, "", item.span, back="consensus"
                )

    async def action_leave(self) -> None:
        """Go back to the transcripts, and from them to the project."""
        if not self._lists_items:
            await super().action_leave()
            return
        self._transcript, self._in_all = None, False
        await self.action_reload()

    async def action_all(self) -> None:
        """Look at what is not agreed on in all transcripts."""
        self._transcript, self._in_all = None, True
        self.lines.clear_options()
        await self.action_reload()

    async def action_round(self) -> None:
        """Look at what was finished in the next round; after the last one, as a rule again."""
        rounds = [None, *self._seen.rounds]
        if len(rounds) < 3:
            self.say("There is one round in which two coders have finished a transcript")
            return
        self._round = rounds[(rounds.index(self._round) + 1) % len(rounds)]
        self._transcript, self._in_all = None, False
        await self.action_reload()
        self.say(
            f"What was finished in the round {self._round}"
            if self._round
            else "What was finished in the main round, else in the latest"
        )

    def action_order(self) -> None:
        """Order the items by code, by size, or by transcript and place."""
        self._order = _ORDERS[(_ORDERS.index(self._order) + 1) % len(_ORDERS)]
        self.show_lines()
        self.say(f"Items are in the order of {self._order}")

    # Deciding

    async def action_begin(self) -> None:
        """Write what the coders of the transcript agree on."""
        option = self.lines.highlighted_option
        if not self._lists_items and option is not None:
            self._transcript = option.id
        item = self._highlighted()
        transcript = item.transcript if item and self._in_all else self._transcript
        if transcript is not None and await self._decide(transcript, []):
            self.say("What agrees is the consensus's now")

    async def action_accept(self, number: int) -> None:
        """Take the codings of the coder with this number."""
        item = self._highlighted()
        if item is not None and number <= len(coders := self._coders_of(item)):
            await self._settle("accepted", coder=coders[number - 1])

    async def action_both(self) -> None:
        """Take the codings of all."""
        await self._settle("both")

    async def action_neither(self) -> None:
        """Take none."""
        await self._settle("neither")

    async def action_words(self) -> None:
        """Ask for other words, and take these."""
        item = self._highlighted()
        if item is None:
            return

        async def typed(words: str) -> None:
            with self.workspace.errors_shown():
                span = await self.gateway.ask(
                    partial(
                        services.consensus_words,
                        transcript=item.transcript,
                        item=item.id,
                        typed=words,
                        round_name=self._round,
                    )
                )
                await self._settle("span", span=span)

        title = f"{item.code.key} on which words? All of them, or the first … the last"
        await self.ask(Prompt(title, "", "Så ringer … i dag", optional=False), typed)

    def _decided_item(self) -> ItemOfConsensus | None:
        """Return the highlighted item if it is decided, else the one decided last, if any."""
        for item in (self._highlighted(), self._items.get(self._last)):
            if item is not None and item.state == "decided":
                return item
        self.say("Nothing is decided here: decide first")
        return None

    async def action_reason(self) -> None:
        """Ask why the highlighted item was decided so, or the one decided last."""
        item = self._decided_item()
        if item is None or item.decision is None:
            return
        decision = item.decision

        async def typed(reason: str) -> None:
            with self.workspace.errors_shown():
                await self.write(
                    partial(services.consensus_reason, decision=decision, reason=reason)
                )
                self.say(f"{item.code.key}: why is noted")

        await self.ask(Prompt(f"{item.code.key}: why?", decision.reason, "what decided it"), typed)

    async def action_example(self) -> None:
        """Show a decided item as a boundary example, and write it into the codebook on a yes."""
        item = self._decided_item()
        if item is None:
            return
        with self.workspace.errors_shown():
            example = await self.gateway.ask(
                partial(
                    services.boundary_example,
                    transcript=item.transcript,
                    item=item.id,
                    round_name=self._round,
                )
            )

            async def answered(is_wanted: bool) -> None:
                if not is_wanted:
                    return
                with self.workspace.errors_shown():
                    write = partial(
                        services.write_boundary_example,
                        transcript=item.transcript,
                        item=item.id,
                        seen=example.line,
                        round_name=self._round,
                    )
                    key = await self.write(write)
                    undo = self.key_of("consensus.undo")
                    self.say(f"{key}: an example in the codebook; {undo} takes it back")

            told = [example.line, *([f"({example.said})"] if example.said else []), "", _SHARED]
            title = f"To the codebook as an example of {item.code.key}?"
            await self.ask(ChangeQuestion(title, told, "Write it into the codebook"), answered)

    async def action_deciders(self) -> None:
        """Ask who decides from now on."""

        async def typed(names: str) -> None:
            self._deciders = names
            self.show_lines()

        await self.ask(Prompt("Who decides?", self._deciders, "Kari, Jonas"), typed)

    async def _settle(self, outcome: Outcome, *, coder: str = "", span: Span | None = None) -> None:
        item = self._highlighted()
        if item is None:
            return
        following = self._next_open(item)
        done = await self._decide(
            item.transcript,
            [services.choice(item, outcome, coder=coder, span=span, deciders=self._deciders)],
        )
        if done:
            self._last = item.id
            whose = coder or _IN_WORDS[outcome]
            undo = self.key_of("consensus.undo")
            self.say(f"{item.code.key}: {whose}; {undo} takes it back")
            # Keys typed ahead decide on no item that nobody has seen.
            self.workspace.forget_keys()
            if following is not None:
                self.lines.highlighted = self.lines.get_option_index(following)

    def _next_open(self, item: ItemOfConsensus) -> str | None:
        places = [option.id or "" for option in self.lines.options]
        behind = places[places.index(item.id) + 1 :]
        return next((one for one in behind if self._items[one].state in _OPEN), None)

    async def _decide(self, transcript: str, choices: list[Choice]) -> bool:
        write = partial(
            services.decide_consensus,
            transcript=transcript,
            choices=choices,
            round_name=self._round,
        )
        with self.workspace.errors_shown():
            standing = await self.write(write)
            if standing.is_complete:
                self.say(f"{standing.name}: the consensus is complete")
            return True
        return False


_SHARED = (
    "These are words of an interview, and a codebook is shared. There they stay, also in its log, "
    "when the interview is forgotten."
)
_NOTHING = "No transcript is finished by two coders or more: there is nothing to settle yet."


def _both_ends(words: str) -> str:
    """Return words, of many the first and the last: where coders begin and end is what differs."""
    return words if len(words) <= 2 * _END + 3 else f"{words[:_END]} … {words[-_END:]}"


def _one_line(words: str) -> str:
    return " ".join(words.split())
