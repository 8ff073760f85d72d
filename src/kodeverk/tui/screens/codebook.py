"""The codebook: every code with what it means and how often it is used; here it is changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from kodeverk.cells import cells_of, cut
from kodeverk.model.codebook import SHARED, norwegian_name
from kodeverk.model.records import Code
from kodeverk.service.phrases import number_of
from kodeverk.tui import codebook_services as books
from kodeverk.tui.keys import CODEBOOK_KEYS, CODEBOOK_SECTIONS, Section
from kodeverk.tui.screens import code_changes as changes
from kodeverk.tui.screens import code_queues as queues
from kodeverk.tui.screens import codebook_versions as versions
from kodeverk.tui.screens.list_screen import ListScreen
from kodeverk.tui.screens.mode import read_on
from kodeverk.tui.screens.palette import CodeCommands
from kodeverk.tui.workspace import Workspace

if TYPE_CHECKING:
    from kodeverk.model.records import Coder
    from kodeverk.service.code_reach import CodeCount, CodeCounts
    from kodeverk.service.codebook_list import CodebookList
    from kodeverk.service.projects import Project

Written = TypeVar("Written")

_EMPTY = """No codes yet.

{add} adds the first one: a name is enough, what it means can be written later.

Or load a codebook from a file:

    kodeverk codebook load {project} FILE"""

_NUMBERS = (8, 11, 12)
"""How many cells the columns of numbers have."""


class CodebookScreen(ListScreen["CodebookList"]):
    """Shows the codes as a tree; `begin` says at which, and where to go back to."""

    BINDINGS: ClassVar[list[BindingType]] = list(CODEBOOK_KEYS)
    SECTIONS: ClassVar[tuple[Section, ...]] = CODEBOOK_SECTIONS
    COMMANDS = {CodeCommands}  # noqa: RUF012 - Textual's own
    FILTER = "A key, a name, a word of what it means"
    OFFERED = "Go to"

    empty = getters.query_one("#empty", Static)
    meaning = getters.query_one("#meaning", VerticalScroll)
    words = getters.query_one("#words", Static)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._back = "project"
        self._was_left = False
        self.seen: CodebookList | None = None
        self.codes: dict[str, Code] = {}
        self._depth: dict[str, int] = {}
        self._above: set[str] = set()
        self._folded: set[str] = set()
        self._counts: CodeCounts | None = None
        self._final = False

    def compose(self) -> ComposeResult:
        """Show the tree, and beside or below it what the highlighted code means."""
        yield Static(id="heading", markup=False)
        yield Static(id="columns", markup=False)
        with Container(id="desk"):
            yield OptionList()
            yield Static(id="empty", markup=False)
            with VerticalScroll(id="meaning", can_focus=False):
                yield Static(id="words", markup=False)
        yield Static(id="status", markup=False)
        yield Footer(compact=True, show_command_palette=False)

    async def begin(self, code: str | None, back: str) -> None:
        """Show the codebook with a code highlighted, and leave to the mode `back`."""
        self._back = back
        self.action_let_go()
        await self.action_reload()
        if code is not None:
            self.highlight(code)
        self.set_focus(self.lines)

    async def on_screen_resume(self) -> None:
        """Read the codebook again after a look at passages: they may have other codes now."""
        if self._was_left:
            self._was_left = False
            await self.action_reload()

    def reading(self) -> Callable[[Project, Coder], CodebookList]:
        """Return what gives the codebooks."""
        return books.codebook

    async def action_reload(self) -> None:
        """Read the codebook again, and count anew."""
        await super().action_reload()
        self.count()

    async def show(self, seen: CodebookList) -> None:
        """Show the codebooks that were read."""
        self.seen = seen
        self.codes = {code.id: code for code in seen.codes}
        self._above = {code.parent for code in seen.codes if code.parent is not None}
        self._depth = {}
        for code in seen.codes:
            self._depth[code.id] = self._depth.get(code.parent or "", -1) + 1
        self.show_lines()

    async def changed(self, fact: str, seen: CodebookList) -> None:
        """Show what there is after a step back or forth, and count anew."""
        await super().changed(fact, seen)
        self.count()

    def count(self) -> None:
        """Count how often codes are used, and show it when that is done."""
        self.run_worker(self._count(), exclusive=True)

    async def _count(self) -> None:
        with self.workspace.errors_shown():
            self._counts = await self.gateway.ask(books.code_counts, self._final)
            if self.is_attached:
                self.show_lines()

    def action_counts(self) -> None:
        """Count the final codings of what is finished, or all that is begun."""
        self._final = not self._final
        self._counts = None
        self.show_lines()
        self.count()

    # The tree

    @property
    def code(self) -> Code | None:
        """The highlighted code."""
        option = self.lines.highlighted_option
        return self.codes.get(str(option.id)) if option else None

    def highlight(self, code: str) -> None:
        """Go to a code, by id; what hides it is unfolded."""
        above = self.codes.get(code)
        while above is not None and above.parent is not None:
            self._folded.discard(above.parent)
            above = self.codes.get(above.parent)
        self.show_lines()
        for place in range(self.lines.option_count):
            if self.lines.get_option_at_index(place).id == code:
                self.lines.highlighted = place

    def action_fold(self) -> None:
        """Hide what is under the code; of one without anything under it, its siblings."""
        code = self.code
        if code is None:
            return
        if code.id in self._above and code.id not in self._folded:
            self._folded.add(code.id)
            self.show_lines()
        elif code.parent is not None:
            self._folded.add(code.parent)
            parent = code.parent
            self.show_lines()
            self.highlight(parent)

    def action_unfold(self) -> None:
        """Show what is under the code."""
        if (code := self.code) is not None and code.id in self._folded:
            self._folded.remove(code.id)
            self.show_lines()

    def action_fold_all(self) -> None:
        """Hide all that is under others, or show all."""
        code = self.code
        self._folded = set() if self._folded else set(self._above)
        while code is not None and self._is_hidden(code):
            code = self.codes.get(code.parent or "")
        self.show_lines()
        if code is not None:
            self.highlight(code.id)

    def _is_hidden(self, code: Code) -> bool:
        above = self.codes.get(code.parent or "")
        while above is not None:
            if above.id in self._folded:
                return True
            above = self.codes.get(above.parent or "")
        return False

    # What is shown

    def show_lines(self) -> None:
        """Show the codes that fit the filter and are not folded away."""
        query = self.query_words
        shown = [
            code
            for code in self.codes.values()
            if (self._fits(code, query) if query else not self._is_hidden(code))
        ]
        self.set_lines([Option(self._line(code), code.id) for code in shown])
        self.lines.display = self.columns.display = bool(shown)
        self.empty.display = not shown
        if not shown:
            self.empty.update(
                "No code fits the filter; Esc shows all again."
                if query
                else _EMPTY.format(
                    add=self.key_of("codebook.add"), project=self.gateway.project_name
                )
            )
            self.words.update("")
        heads = ("codings", "informants", "transcripts")
        room = self.list_width - sum(_NUMBERS) - 4
        numbers = "".join(f"{head:>{size}}" for head, size in zip(heads, _NUMBERS, strict=True))
        self.columns.update(f"{'code':<{max(room, 4)}}{numbers}", layout=False)
        self._explain()

    @property
    def list_width(self) -> int:
        """The cells that a line of the tree has."""
        return (self.size.width * 3 // 5 if self.has_class("-wide") else self.size.width) - 1

    def _fits(self, code: Code, query: list[str]) -> bool:
        former = self.seen.former.get(code.id, ()) if self.seen else ()
        texts = (
            *(code.key, *code.name.values(), *code.definition.values(), *former),
            *filter(None, (code.full_definition, code.use_when, code.not_when, code.example)),
        )
        searched = "\n".join(texts).casefold()
        return all(word in searched for word in query)

    def _facts(self, shown: int) -> Iterator[str]:
        seen = self.seen
        if seen is None:
            return
        if (book := seen.book_of(self.code)) is not None:
            how = "frozen" if book.frozen else "open for changes"
            yield f"{book.key} {versions.called(book)}, {how}"
        else:
            yield "a new codebook"
        total = len(self.codes)
        within = f" in {number_of(len(seen.books), 'codebook')}" if len(seen.books) > 1 else ""
        counted = number_of(total, "code")
        if shown != total:
            counted = f"{shown} of {counted}"
        yield f"{counted}{within}"
        if self._final:
            yield "final codings of what is finished"
        if waiting := sum(seen.waiting.values()) + seen.to_read:
            yield f"{waiting} wait for you ({self.key_of('codebook.decide')})"
        if seen.proposed:
            yield f"{seen.proposed} proposed ({self.key_of('codebook.proposals')})"

    def _line(self, code: Code) -> Content:
        fold = "  "
        if code.id in self._above and not self.query_words:
            fold = "▸ " if code.id in self._folded else "▾ "
        numbers = "".join(
            f"{number:>{size}}" for number, size in zip(self._numbers(code), _NUMBERS, strict=True)
        )
        indent = "  " * self._depth[code.id]
        room = max(self.list_width - sum(_NUMBERS) - len(indent) - 8, 8)
        colour = self.seen.colours.get(code.id) if self.seen else None
        name = "  ".join(filter(None, (code.key, norwegian_name(code.name), self._signs(code))))
        text = cut(name, room)
        style = "dim" if not code.active else "bold" if code.id in self._above else ""
        swatch = Content("  ") if colour is None else Content.styled("▌ ", colour)
        pad = " " * (room - cells_of(text))
        return (
            Content(f"{indent}{fold}")
            .append(swatch)
            .append_text(text, style)
            .append(f"{pad}{numbers}")
        )

    def _signs(self, code: Code) -> str:
        """Return what there is to know of a code beside its name."""
        signs = [f"[{code.hotkey}]"] if code.hotkey else []
        if not code.active:
            signs.append("(out of use)")
        if self.seen is not None and code.id in self.seen.memos:
            signs.append("✎")
        if self.seen is not None and (waiting := self.seen.waiting.get(code.id)):
            signs.append(f"{waiting} to decide")
        return " ".join(signs)

    def _count_of(self, code: Code) -> CodeCount | None:
        """Return the counts of a code; of one with codes under it, with theirs."""
        if self._counts is None:
            return None
        if self._is_theme(code):
            return self._counts.themes.get(code.id)
        return self._counts.codes.get(code.id)

    def _is_theme(self, code: Code) -> bool:
        """Tell whether a code is counted with all under it."""
        return code.parent is None and code.id in self._above

    def _numbers(self, code: Code) -> tuple[str, str, str]:
        if self._counts is None:
            return ("…", "", "")
        if not code.counted:
            return ("–", "", "")
        count = self._count_of(code)
        if count is None:
            return ("0", "", "0")
        if count.codings is None:
            return ("..", "..", "..")
        return (
            str(count.codings),
            f"{count.informants} of {count.of_informants}",
            str(count.transcripts),
        )

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show what the highlighted code means."""
        event.stop()
        self._explain()

    def _explain(self) -> None:
        """Show what the highlighted code means, and in the heading of which codebook it is."""
        self.heading.update(" · ".join(self._facts(self.lines.option_count)), layout=False)
        code, seen = self.code, self.seen
        if code is None or seen is None:
            self.words.update("")
            return
        named = (norwegian_name(code.name), *code.name.values())
        names = " · ".join(dict.fromkeys(filter(None, named)))
        parts = [Content.styled(code.key, "bold").append(f"  {names}")]
        if not code.counted:
            parts.append(Content("Not counted." if code.codebook else "A reserve code."))
        if not code.active:
            parts.append(Content("Out of use; its codings are kept."))
        elif (count := self._count_of(code)) is not None and count.unread:
            what = "all of its codes" if self._is_theme(code) else "it"
            parts.append(
                Content(
                    f"Not in its figures: {number_of(count.unread, 'transcript')} that nobody has "
                    f"read for {what}. What is read again is finished anew."
                )
            )
        former = ", ".join(seen.former.get(code.id, ()))
        for heading, text in (
            ("", norwegian_name(code.definition)),
            ("Use when: ", code.use_when),
            ("Not when: ", code.not_when),
            ("Example: ", code.example),
            ("In full: ", code.full_definition),
            ("Formerly: ", former),
        ):
            if text:
                parts.append(Content.styled(heading, "bold").append(text))
        for memo in seen.memos.get(code.id, ()):
            by = seen.authors.get(memo.coder or "", "-")
            parts.append(Content.styled(f"Memo, {by}: ", "bold").append(memo.text))
        self.words.update(Content("\n\n").join(parts))
        self.meaning.scroll_home(animate=False)

    def action_page(self, pages: int) -> None:
        """Read on, or back, about the code."""
        read_on(self.meaning, pages)

    # Elsewhere

    @property
    def offered_codes(self) -> Sequence[Code]:
        """The codes that the palette offers."""
        return [*self.codes.values()]

    def choose_code(self, code: Code) -> None:
        """Go to a code that was chosen in the palette."""
        self.highlight(code.id)

    async def action_passages(self) -> None:
        """Go to all passages of the code; of a theme, with those of its codes."""
        from kodeverk.service.written_query import term

        if (code := self.code) is not None:
            self._was_left = True
            kind = "theme" if self._is_theme(code) else "code"
            with self.workspace.errors_shown():
                await self.workspace.find_passages(term(kind, code.key))

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go to the passages of the code clicked on; fold or unfold one with codes under it."""
        event.stop()
        code = self.codes.get(str(event.option_id))
        if code is None or code.id not in self._above:
            await self.action_passages()
        elif code.id in self._folded:
            self.action_unfold()
        else:
            self.action_fold()

    async def action_leave(self) -> None:
        """Go back to where I came from."""
        await self.app.switch_mode(self._back)

    # Changes

    async def action_add(self) -> None:
        """Add a code or a theme."""
        await changes.add(self)

    async def action_describe(self) -> None:
        """Write what the code means."""
        await changes.describe(self)

    async def action_rename(self) -> None:
        """Give the code another name."""
        await changes.rename(self)

    async def action_rekey(self) -> None:
        """Give the code another key."""
        await changes.rekey(self)

    async def action_move(self) -> None:
        """Let the code stand under another, or on top."""
        await changes.move(self)

    async def action_shift(self, places: int) -> None:
        """Let the code stand one place earlier or later among its siblings."""
        await changes.shift(self, places)

    async def action_join(self) -> None:
        """Make the code one with another."""
        await changes.join(self)

    async def action_split(self) -> None:
        """Make several codes of the code."""
        await changes.split(self)

    async def action_use(self) -> None:
        """Take the code out of use, or into use again."""
        await changes.use(self)

    async def action_colour(self) -> None:
        """Give the code a colour."""
        await changes.recolour(self)

    async def action_pin(self, digit: int) -> None:
        """Pin the code to a digit, or unpin it."""
        await changes.pin(self, str(digit))

    async def action_memo(self) -> None:
        """Write a memo on the code, or read a colleague's."""
        await changes.write_memo(self)

    async def action_decide(self) -> None:
        """Work off what waits for the coder."""
        await queues.decide(self)

    async def action_proposals(self) -> None:
        """Show the codes that are proposed, and make one a code."""
        await queues.proposals(self)

    async def action_freeze(self) -> None:
        """Freeze the codebook, or open it for changes."""
        await versions.freeze(self)

    async def action_history(self) -> None:
        """Show the versions of the codebook, and how one differs from now."""
        await versions.history(self)

    async def action_export(self) -> None:
        """Write the codebook to a file."""
        await versions.export(self)

    def chosen(self, *, also_reserve: bool = False) -> Code | None:
        """Return the highlighted code, where it can be changed; else say why not."""
        code = self.code
        if code is None:
            self.say("No code is chosen")
        elif code.codebook == SHARED and not also_reserve:
            self.say(f"{code.key} is a reserve code, which every codebook has alike")
            return None
        return code

    def beside(self, code: Code) -> list[Code]:
        """Return the codes that stand beside a code, itself among them, in their order."""
        where = (code.parent, code.codebook)
        return [one for one in self.codes.values() if (one.parent, one.codebook) == where]

    def below(self, code: Code) -> list[str]:
        """Return the ids of a code and of all under it."""
        found = [code.id]
        for above in found:
            found += [one.id for one in self.codes.values() if one.parent == above]
        return found

    async def change(
        self, write: Callable[[Project, Coder], Written], *, counts: bool = False
    ) -> Written | None:
        """Let a service change the codebook; None where it could not, which is shown then.

        What changes how often codes are used `counts`.
        """
        with self.workspace.errors_shown():
            written = await self.write(write)
            if counts:
                self.count()
            return written
        return None
