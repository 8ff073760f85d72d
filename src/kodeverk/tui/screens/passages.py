"""The passages of codes across interviews, or words found in all of them: to read and to change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import getters, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.dom import DOMNode
from textual.widgets import Footer, Static

from kodeverk.model.codebook import colours
from kodeverk.model.directions import DIRECTION, SIGNS
from kodeverk.model.text import Span
from kodeverk.service.phrases import number_of
from kodeverk.tui import passage_services as services
from kodeverk.tui.keys import PASSAGE_KEYS, PASSAGE_SECTIONS, Section
from kodeverk.tui.screens import passage_acts as acts
from kodeverk.tui.screens.code_picker import CodePicker, Picked
from kodeverk.tui.screens.list_screen import ListScreen
from kodeverk.tui.screens.passage_filter import PassageFilter
from kodeverk.tui.services import copied_words
from kodeverk.tui.widgets.passage_list import PassageList, Words
from kodeverk.tui.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from kodeverk.model.records import Code, Coder
    from kodeverk.service.finding import FoundPassages, Place
    from kodeverk.service.found_figures import PassageGroup
    from kodeverk.service.passage_changes import Extent
    from kodeverk.service.passage_query import Grouping, PassageQuery
    from kodeverk.service.projects import Project
    from kodeverk.service.quoting import Quoted
    from kodeverk.service.surroundings import Context
    from kodeverk.service.written_query import QueryNames

CONTEXTS = ((2, 12), (4, 40), (7, 90), (13, 200))
"""How many rows a passage takes, and how many words around it are asked for, from narrow on."""

_FIRST = 24
"""So many passages are listed with their words before all of them are found."""

_BEGIN = "{filter} says which passages: of a code, by a role, with some words."
_EMPTY = (
    "No passage is like this. {filter} says which; {final} takes everybody's codings, or only the "
    "final ones."
)


class PassageScreen(ListScreen["FoundPassages"]):
    """Lists the passages that `begin` is given a line for."""

    AUTO_FOCUS: ClassVar[str | None] = "PassageList"
    BINDINGS: ClassVar[list[BindingType]] = list(PASSAGE_KEYS)
    SECTIONS: ClassVar[tuple[Section, ...]] = PASSAGE_SECTIONS

    passages = getters.query_one(PassageList)
    empty = getters.query_one("#empty", Static)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._picker = CodePicker()
        self._back = "project"
        self._query: PassageQuery | None = None
        self._by: Grouping = "municipality"
        self._level = 0
        self._groups: dict[str, PassageGroup] = {}
        self._total: PassageGroup | None = None
        self._is_left = False
        self._names: QueryNames | None = None
        self.found: FoundPassages | None = None
        self.ready: Code | None = None
        self.extent: Extent = "words"
        self.coded: dict[tuple[str, int, int], str] = {}
        self.quoted: dict[Place, Quoted] = {}

    def compose(self) -> ComposeResult:
        """Show the filter, the passages, and what has happened."""
        yield Static(id="heading", markup=False)
        yield Static(id="columns", markup=False)
        yield PassageList()
        yield Static(id="empty", markup=False)
        yield Static(id="status", markup=False)
        yield Footer(compact=True, show_command_palette=False)

    def namespace(self, name: str) -> DOMNode:
        """Return the list for its own keys, otherwise this screen."""
        return self.passages if name == "list" else super().namespace(name)

    async def begin(self, typed: str, back: str) -> None:
        """List the passages that a line asks for, and leave to the mode `back`.

        Without a line those listed last stay, or a line is asked for.
        """
        if back != "passages":
            self._back = back
        self.set_focus(self.passages)
        if typed:
            with self.workspace.errors_shown():
                await self._look(typed)
        elif self.found is None:
            self._show_around()
            await self.action_filter()
        else:
            await self.action_reload()

    async def on_screen_resume(self) -> None:
        """Look again when one comes back from the transcript."""
        if self._is_left:
            self._is_left = False
            await self.action_reload()

    # What is listed

    @property
    def query_now(self) -> PassageQuery:
        """What is listed, or nothing in particular."""
        from kodeverk.service.passage_query import PassageQuery
        from kodeverk.service.written_query import LIVE

        return self._query or PassageQuery(LIVE)

    def reading(self) -> Callable[[Project, Coder], FoundPassages]:
        """Return what finds the passages."""
        return partial(services.find, query=self.query_now, by=self._by)

    async def look_for(self, query: PassageQuery) -> None:
        """List other passages, the first ones at once; where nothing can be listed so, none."""
        first = partial(services.first, query=query, by=self._by, most=_FIRST)
        found, quoted = await self.gateway.ask(first, context=self.around)
        self._query = query
        self.ready, self.coded = None, {}
        self.passages.mark(())
        self._show_found(found, 0)
        self._take(quoted)
        if found.is_whole:
            self._count()
        else:
            self._find_the_others()

    async def _look(self, typed: str) -> None:
        """List what a line asks for."""
        from kodeverk.service.written_query import read_query

        if self._names is None:
            self._names = await self.gateway.ask(services.query_names)
        await self.look_for(read_query(typed, self._names.facets))

    @work(group="count", exclusive=True)
    async def _find_the_others(self) -> None:
        """List all passages where the first are listed; and count them."""
        first = self.found
        with self.workspace.errors_shown():
            found = await self.gateway.ask(self.reading())
            if self.found is first and first is not None:
                quoted = self.quoted
                self._show_found(found, self.passages.at)
                self._take([*quoted.values()])
                self._count()

    async def show(self, seen: FoundPassages) -> None:
        """Show what was found, with the same passage as the current one; then count it."""
        self._show_found(seen, _again(seen.places, self.passages.current, self.passages.at))
        self._count()

    def _show_found(self, found: FoundPassages, at: int) -> None:
        self.found = found
        self._groups, self._total = {}, None
        self.quoted = {}
        self.passages.show(found.places, self._heads(), at, rows=CONTEXTS[self._level][0])
        self._show_around()

    @property
    def around(self) -> Context:
        """How much of what stands around passages is asked for now."""
        from kodeverk.service.surroundings import Context

        return Context(CONTEXTS[self._level][1])

    def _take(self, quoted: Sequence[Quoted]) -> None:
        """Show the words of passages."""
        self.quoted |= {one.place: one for one in quoted}
        self.passages.fill(self._as_words(quoted))

    def share_width(self) -> None:
        """Leave it to the list, which breaks its lines itself."""

    def show_lines(self) -> None:
        """Show all as it is now."""
        if self.found is not None:
            self.passages.set_heads(self._heads())
            self._show_around()

    @work(group="count", exclusive=True)
    async def _count(self) -> None:
        """Have what is listed counted, and write it beside the groups."""
        found = self.found
        if found is None:
            return
        with self.workspace.errors_shown():
            groups, total = await self.gateway.ask(services.count, found)
            if self.found is found:
                self._groups = {group.group: group for group in groups}
                self._total = total
                self.show_lines()

    async def on_passage_list_lacking(self, event: PassageList.Lacking) -> None:
        """Give the list the words that it lacks."""
        self._fill(event.places)

    @work(group="fill")
    async def _fill(self, places: Sequence[Place]) -> None:
        found, context = self.found, self.around
        if found is None:
            return
        with self.workspace.errors_shown():
            quoted = await self.gateway.ask(services.quoted, found, places, context)
            if self.found is found and self.around == context:
                self._take(quoted)

    def _as_words(self, quoted: Sequence[Quoted]) -> dict[Place, Words]:
        assert self.found is not None
        tints = colours(tuple(self.found.material.codes.values()))
        return {
            one.place: Words(
                self._head(one),
                one.before,
                one.text,
                one.after,
                tints.get(one.code.id) if one.code else None,
                self._right(one),
            )
            for one in quoted
        }

    def _head(self, one: Quoted) -> str:
        signs = [SIGNS.get(value, value) for facet, value in one.facets if facet == DIRECTION]
        others = [value for facet, value in one.facets if facet != DIRECTION]
        code = " ".join([one.code.key, *signs]) if one.code else ""
        who = ", ".join(one.speakers) or "nobody"
        roles = f" ({', '.join(one.roles)})" if one.roles else ""
        return " · ".join(filter(None, [code, *others, one.transcript.name, f"{who}{roles}"]))

    def _right(self, one: Quoted) -> str:
        place = one.place
        coded = self.coded.get((place.transcript, place.start, place.end))
        return " ".join(
            filter(
                None,
                [
                    "* memo" if one.memo else "",
                    "unconfirmed" if one.confirmed is False else "",
                    f"✓ {coded}" if coded else "",
                    one.coder.name if one.coder else "",
                ],
            )
        )

    def show_coded(self, place: Place, key: str) -> None:
        """Show beside words found that they are coded now."""
        self.coded[place.transcript, place.start, place.end] = key
        if place in self.quoted:
            self.passages.fill(self._as_words([self.quoted[place]]))

    # Which passages

    async def action_filter(self) -> None:
        """Ask which passages to list."""
        from kodeverk.service.written_query import written_query

        with self.workspace.errors_shown():
            self._names = names = await self.gateway.ask(services.query_names)
            typed = written_query(self.query_now)
            line = f"{typed} " if typed else ""
            await self.app.push_screen(PassageFilter(line, names, self._look))

    async def action_by(self) -> None:
        """Group by the next: municipality, role, informant, transcript."""
        from kodeverk.service.passage_query import GROUPINGS

        self._by = GROUPINGS[(GROUPINGS.index(self._by) + 1) % len(GROUPINGS)]
        await self.action_reload()

    async def action_final(self) -> None:
        """List the final codings of finished interviews, or everybody's in all again."""
        from dataclasses import replace

        query = self.query_now
        if query.anywhere:
            self.say("Words are looked for in all interviews, coded or not")
            return
        live = query.selection.basis != "final"
        selection = replace(
            query.selection,
            scope="finished" if live else "started",
            basis="final" if live else "all",
            coders=(),
        )
        with self.workspace.errors_shown():
            await self.look_for(replace(query, selection=selection))

    def action_context(self, more: int) -> None:
        """Show more, or less, of what stands around the passages."""
        level = min(max(self._level + more, 0), len(CONTEXTS) - 1)
        if level != self._level:
            self._level = level
            self.quoted = {}
            self.passages.set_rows(CONTEXTS[level][0])

    def action_let_go(self) -> None:
        """Mark nothing, and have no code ready."""
        self.passages.mark(())
        self.ready = None
        self._show_around()

    def action_mark(self) -> None:
        """Mark the current passage, or no longer, and go to the next."""
        self.passages.toggle_mark()
        self._show_around()

    def action_mark_all(self) -> None:
        """Mark all passages, or none."""
        if self.query_now.anywhere:
            self.say(
                f"Mark words one by one, or give all a code: {self.key_of('passages.code-all')}"
            )
            return
        if not self.is_whole():
            return
        places = self.passages.places
        self.passages.mark(() if len(self.passages.marked) == len(places) else places)
        self._show_around()

    def is_whole(self) -> bool:
        """Tell whether all passages are listed; where they are not yet, say so."""
        if self.found is not None and not self.found.is_whole:
            self.say("The others are still being looked for: try again in a moment")
            return False
        return self.found is not None

    # Going there

    async def action_open(self) -> None:
        """Open the passage at its place; where a code is ready, code the words found with it."""
        if self.query_now.anywhere and self.ready is not None:
            await acts.code_with(self, self.ready)
        else:
            await self.action_go()

    async def action_go(self) -> None:
        """Open the passage at its place in the transcript."""
        place = self.passages.current
        if place is not None:
            with self.workspace.errors_shown():
                await self._open(place)

    async def _open(self, place: Place) -> None:
        assert self.found is not None
        where = self.found.material.places[place.transcript]
        self._is_left = True
        await self.workspace.open_transcript(
            place.transcript,
            f"{where.number} {where.name}" if where.county else "",
            Span(place.start, place.end),
            back="passages",
        )

    async def on_passage_list_opened(self) -> None:
        """Open the passage that was clicked on twice."""
        await self.action_open()

    def on_passage_list_moved(self) -> None:
        """Say which passage of how many it is."""
        self._show_heading()

    async def action_borders(self) -> None:
        """Open the passage at its place, and let movements move its borders."""
        place = self.passages.current
        if place is None or place.coding is None:
            self.say("There is no coding whose borders could be moved")
        elif place.coder != self.gateway.coder.id:
            self.say("Only its own coder moves the borders of a coding")
        else:
            with self.workspace.errors_shown():
                await self._open(place)
                await self.workspace.move_borders(place.coding)

    async def action_leave(self) -> None:
        """Go back to where I came from."""
        await self.app.switch_mode(self._back)

    # Changing

    @property
    def chosen(self) -> Sequence[Place]:
        """The marked passages, or else the current one."""
        current = self.passages.current
        return self.passages.marked or ([current] if current is not None else [])

    async def pick(self, title: str, then: Callable[[Code], Awaitable[None]]) -> None:
        """Let a code be chosen, and go on with that."""
        if self.found is None:
            return
        codes = tuple(code for code in self.found.material.codes.values() if code.active)
        if not self.app.is_screen_installed(self._picker):
            self.app.install_screen(self._picker, "passage-code-picker")
        self._picker.show(codes, colours(codes), title)

        async def chosen(picked: Picked) -> None:
            if picked.code is not None:
                await then(picked.code)

        await self.ask(self._picker, chosen)

    async def action_code(self) -> None:
        """Put a code on the passage, or on all that are marked."""
        await acts.code(self)

    async def action_code_all(self) -> None:
        """Put a code on all words found, after a question; each waits to be confirmed."""
        await acts.code_all(self)

    async def action_another_code(self) -> None:
        """Give the coding, or all that are marked, another code."""
        await acts.another_code(self)

    async def action_remove(self) -> None:
        """Take the code off the passage, or off all that are marked."""
        await acts.remove(self)

    async def action_confirm(self) -> None:
        """Confirm what a search coded: the passage, or all that are marked."""
        await acts.confirm(self)

    def action_extent(self) -> None:
        """Code the words found, or their sentence, or the whole turn they are in."""
        acts.next_extent(self)
        self._show_around()

    async def changed(self, fact: str, seen: FoundPassages) -> None:
        """Show what there is after a step back or forth, and say what was done."""
        self.coded = {}
        await super().changed(fact, seen)

    # Memos, copying, writing to a file

    async def action_memo(self) -> None:
        """Write a memo on the coding, or on the words found."""
        await acts.memo(self)

    async def action_wording(self) -> None:
        """Write how the words of the coding are published."""
        await acts.wording(self)

    async def action_group_memo(self) -> None:
        """Write a memo on what the passages of the group come to."""
        await acts.group_memo(self)

    async def action_copy(self) -> None:
        """Copy the words of the passage as a quotation, with where they are from."""
        place = self.passages.current
        if place is None or self.found is None:
            return
        with self.workspace.errors_shown():
            version = self.found.material.transcripts[place.transcript].version
            span = Span(place.start, place.end)
            copied = await self.gateway.ask(copied_words, place.transcript, version, span)
            self.app.copy_to_clipboard(copied.text)
            self.say(f"Copied {copied.said}; the terminal must allow it")

    async def action_export(self) -> None:
        """Write what is listed to a file."""
        await acts.export(self)

    # What is shown

    @property
    def group(self) -> str | None:
        """The key of the group that the current passage is in."""
        return None if self.passages.current is None else self.passages.current.group

    def _heads(self) -> dict[int, str]:
        """Return the headings of the groups, by the number of their first passage."""
        assert self.found is not None
        heads: dict[int, str] = {}
        at = 0
        for group, listed in Counter(place.group for place in self.found.places).items():
            heads[at] = self._group_in_words(group, listed)
            at += listed
        return heads

    def _group_in_words(self, group: str, listed: int) -> str:
        assert self.found is not None
        name = self.found.group_names.get(group, group)
        figures = self._groups.get(group)
        said = [name, f"{listed} listed", "" if figures is None else _figures(figures)]
        return " · ".join(filter(None, said))

    def _show_around(self) -> None:
        """Show how many passages there are, of what, and what is marked or ready."""
        from kodeverk.service.written_query import written_query

        found, query = self.found, self.query_now
        listed = 0 if found is None else len(found.places)
        self.passages.display = bool(listed)
        self.empty.display = not listed
        if not listed:
            keys = {name: self.key_of(f"passages.{name}") for name in ("filter", "final")}
            said = [_BEGIN.format(**keys)]
            if found is not None:
                said = [_EMPTY.format(**keys), *found.notes]
            self.empty.update("\n\n".join(said))
        self._show_heading()
        scope = "" if query.anywhere else f"  [{query.selection.scope}, {query.selection.basis}]"
        ready = "" if self.ready is None else f"  Enter: {self.ready.key} on the {self.extent}"
        typed = written_query(query) or "all codings"
        self.columns.update(f"{typed}{scope}{ready}", layout=False)

    def _show_heading(self) -> None:
        found = self.found
        listed = 0 if found is None else len(found.places)
        counted = "" if self._total is None else _figures(self._total)
        marked = self.passages.marks
        is_all = found is None or found.is_whole
        facts = [
            f"{self.passages.at + 1} of {listed}{'' if is_all else ' and more'}"
            if listed
            else "no passage",
            counted,
            f"by {self._by}",
            f"{marked} marked" if marked else "",
            f"colleagues' hidden in {number_of(found.hidden, 'transcript')} until you have finished"
            if found and found.hidden
            else "",
        ]
        self.heading.update(" · ".join(filter(None, facts)), layout=False)


def _figures(group: PassageGroup) -> str:
    if group.reason is not None:
        return ""
    return f"passages {group.passages} · informants {group.speakers} of {group.of_speakers}"


def _again(places: Sequence[Place], place: Place | None, before: int) -> int:
    """Return the number of the passage that was the current one, else of what is where it was."""
    if place is None:
        return 0
    here = [
        at
        for at, one in enumerate(places)
        if (one.coding == place.coding if place.coding else one[:3] == place[:3])
    ]
    return next((at for at in here if places[at].group == place.group), (here or [before])[0])
