"""The import screen: what was recognised in files, and what somebody knows better."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, getters
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from kodeverk.cells import cells_of
from kodeverk.model.records import NOT_INFORMANTS, ROLES
from kodeverk.service.phrases import number_of, some_of
from kodeverk.tui import services
from kodeverk.tui.gateway import Progress
from kodeverk.tui.import_list import (
    answers_of_line,
    file_line,
    line_answers,
    line_in_words,
    near_answers,
    numbered_lines,
    outside_or_inferred,
    replacement_summary,
    status_of,
    summary,
    survey_answers,
)
from kodeverk.tui.import_queue import ImportQueue
from kodeverk.tui.keys import IMPORT_KEYS, IMPORT_SECTIONS, Section
from kodeverk.tui.screens.line_choice import LineChoice
from kodeverk.tui.screens.menu import Menu
from kodeverk.tui.screens.mode import Mode, read_on
from kodeverk.tui.widgets.file_panel import FilePanel
from kodeverk.tui.workspace import Workspace

if TYPE_CHECKING:
    from kodeverk.service.import_choices import Choices
    from kodeverk.service.previewing import Preview

_ACTIONS = {binding.action.partition("(")[0] for binding in IMPORT_KEYS}
_STATUS_CELLS = 12
_MOST_IN_A_MENU = 12
"""Of more lines one types some of what is wanted."""

_GUESS = "let it be guessed"
_ANOTHER_LINE = "Another line, or whose it is …"
_EMPTY = """No files yet.

{add} adds files or folders: type a path, choose in the list, or paste several paths here.

Nothing is written before {go}, or before you say of a file that it corrects a text.
{undo} on the project screen takes either back."""


class ImportScreen(Mode):
    """Lists files to import; what is chosen for the highlighted one stands beside or below."""

    AUTO_FOCUS: ClassVar[str | None] = "#files"
    BINDINGS: ClassVar[list[BindingType]] = list(IMPORT_KEYS)
    SECTIONS: ClassVar[tuple[Section, ...]] = IMPORT_SECTIONS

    heading = getters.query_one("#heading", Static)
    files = getters.query_one("#files", OptionList)
    panel = getters.query_one(FilePanel)
    desk = getters.query_one("#desk", Container)
    empty = getters.query_one("#empty", Static)
    status = getters.query_one("#status", Static)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.queue = ImportQueue(workspace.gateway)
        self._folder = Path.cwd()
        self._under_way: Progress | None = None
        # A dialog that closes resumes the screen too, and has something to say of the files.
        self._was_left = True

    def compose(self) -> ComposeResult:
        """Show the files, what can be chosen for one of them, and its first turns."""
        yield Static(id="heading", markup=False)
        with Container(id="desk"):
            yield OptionList(id="files")
            yield FilePanel(self.key_of)
        yield Static(id="empty", markup=False)
        yield Static(id="status", markup=False)
        yield Footer(compact=True, show_command_palette=False)

    async def on_screen_resume(self) -> None:
        """Ask again whether the texts are there: the project may have changed meanwhile."""
        if self._was_left and not self.is_busy:
            self._was_left = False
            await self.choose(self.queue.unchanged())

    @property
    def is_busy(self) -> bool:
        """Whether files are being read or imported; until then nothing else can be done."""
        return self._under_way is not None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let only Escape do anything while files are read or imported."""
        if self.is_busy and action in _ACTIONS and action != "stop":
            return False
        return super().check_action(action, parameters)

    # Which files

    async def action_add(self) -> None:
        """Ask for files and folders."""
        from kodeverk.tui.screens.file_choice import FileChoice

        await self.ask(FileChoice(self._folder), self._add)

    async def on_paste(self, event: events.Paste) -> None:
        """Add the files and folders whose paths are pasted or dropped here."""
        from kodeverk.tui.screens.file_choice import pasted_paths

        event.stop()
        await self._add(pasted_paths(event.text))

    async def _add(self, paths: list[Path]) -> None:
        if paths and not self.is_busy:
            self._folder = paths[-1].parent
            self._run("reading", lambda progress: self._read(paths, progress))

    async def _read(self, paths: list[Path], progress: Progress) -> None:
        previews, left_out = await self.queue.read(paths, progress)
        unread = some_of([path.name for path in left_out])
        self._show(previews[0].path if previews else None)
        self.say(
            f"Read {number_of(len(previews), 'file')}"
            + (f"; cannot read {unread}" if left_out else "")
        )

    async def action_find(self) -> None:
        """Ask for a file of the list, by some of its name, and go to it."""

        async def found(place: int) -> None:
            self.files.highlighted = place
            self.set_focus(self.files)

        if self.queue.previews:
            names = [f"{one.file} · {status_of(one)}" for one in self.queue.previews]
            await self.ask(LineChoice("Which file of the list?", names), found)

    async def action_drop(self) -> None:
        """Take the highlighted file out of the list."""
        if self.queue.previews:
            gone = self.queue.previews.pop(self._place)
            # Another file of the list may have the same text.
            await self.choose(self.queue.unchanged())
            self.say(f"Took {gone.file} out of the list")

    def action_next_asking(self) -> None:
        """Go to the next file somebody is asked about, from the last one to the first."""
        places = [
            n for n, preview in enumerate(self.queue.previews) if status_of(preview) == "asks"
        ]
        if places:
            behind = [place for place in places if place > self._place]
            self.files.highlighted = (behind or places)[0]
        else:
            self.say("No file asks")

    async def action_import(self) -> None:
        """Import all files that are ready."""
        ready = [preview for preview in self.queue.previews if status_of(preview) == "ready"]
        if ready:
            self._run("importing", lambda progress: self._keep(ready, progress))
        else:
            key = self.key_of("import.import-one")
            self.say(f"No file is ready; {key} imports the chosen one in spite of what it asks")

    async def action_import_one(self) -> None:
        """Import the highlighted file in spite of what it asks."""
        preview = self.chosen
        if preview is None:
            return
        if preview.asks_of_survey:
            await self.survey()
            return
        if preview.is_asked:
            preview = replace(preview, choices=replace(preview.choices, as_new=True))
        if preview.is_ready or preview.fills:
            self._run("importing", lambda progress: self._keep([preview], progress))
        else:
            there = f"It has the same text as {preview.transcript}"
            self.say(preview.error or preview.clash or there)

    async def _keep(self, previews: list[Preview], progress: Progress) -> None:
        imported = await self.queue.import_files(previews, progress)
        self._show()
        stay = f"; still here: {summary(self.queue.previews)}" if self.queue.previews else ""
        self.say(f"Imported {imported} of {number_of(len(previews), 'file')}{stay}")

    def _run(self, doing: str, work: Callable[[Progress], Awaitable[None]]) -> None:
        """Work through many files, telling how far the work has come, until Escape stops it."""

        def shown(done: int, total: int) -> None:
            if self._under_way is progress:
                self.say(f"{doing.capitalize()} {done} of {total} · Esc cancels")

        progress = self._under_way = Progress(shown)

        async def run() -> None:
            try:
                with self.workspace.errors_shown():
                    await work(progress)
                    return
                # How far it had come is not how it is: what it did is not kept.
                self.say("")
            finally:
                self._under_way = None
                self._show_heading()
                self.refresh_bindings()

        self.say(f"{doing.capitalize()} … · Esc cancels")
        self.run_worker(run())

    def action_stop(self) -> None:
        """Stop what is being read or imported."""
        if self._under_way is not None:
            self._under_way.stop()

    async def action_leave(self) -> None:
        """Go back to the project; the list stays."""
        self._was_left = True
        await self.app.switch_mode("project")

    # What is chosen for a file

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go to what can be chosen for a file, or make the highlighted choice."""
        event.stop()
        if event.option_list is self.files:
            # Of what cannot be read nothing can be chosen.
            self.set_focus(self.panel.lines if self.panel.lines.options else self.files)
        elif not self.is_busy:
            await self._change[self.panel.kind(event.option_index)](self)

    async def action_answer(self, number: int) -> None:
        """Say what the highlighted file is that asks that, by the number of the answer."""
        preview = self.chosen
        if preview is None:
            return
        if preview.near is not None and not preview.asks_of_survey:
            await self._answer_near(preview, number - 1)
        elif preview.survey is not None:
            await self._answer_survey(preview, number - 1)
        else:
            self.say("It is not asked what this file is")

    async def near(self) -> None:
        """Ask whether the file is another text of the transcript it is like."""
        preview = self.chosen
        if preview is not None and preview.near is not None:
            menu = Menu(f"{preview.file}: {preview.near}", near_answers(preview))
            await self.ask(menu, partial(self._answer_near, preview))

    async def _answer_near(self, preview: Preview, place: int) -> None:
        assert preview.near is not None
        waits = [
            other.file
            for other in self.queue.previews
            if other.is_ready and other.transcript == preview.near.name
        ]
        if place == 0 and waits:
            self.say(f"Import {waits[0]} first")
        elif place == 0:
            await self._correct(preview.near.id, preview)
        elif place == 1:
            await self._set(as_new=True)
        else:
            await self.action_drop()

    async def survey(self) -> None:
        """Ask whether the sheet is a survey."""
        preview = self.chosen
        if preview is not None and preview.survey is not None:
            menu = Menu(f"{preview.file}: what is it?", survey_answers(preview))
            await self.ask(menu, partial(self._answer_survey, preview))

    async def _answer_survey(self, preview: Preview, place: int) -> None:
        """Put the respondents of a survey in the place of their sheet, if it is one."""

        async def split(progress: Progress) -> None:
            people = await self.queue.split(preview, progress)
            self._show(people[0].path if people else None)
            self.say(f"{preview.file} is a survey: {number_of(len(people), 'respondent')}")

        if place == 0:
            self._run("reading", split)
        elif place == 1:
            await self._set(survey=False)
        else:
            await self.action_drop()

    async def action_next_convention(self) -> None:
        """Read the file as the next best convention has it."""
        preview = self.chosen
        if preview is not None and preview.source is not None and preview.reading is not None:
            names = await self.gateway.ask(services.conventions, preview.source)
            now = preview.reading.convention
            place = names.index(now) + 1 if now in names else 0
            await self._set(convention=names[place % len(names)])
            self.say(f"{place % len(names) + 1} of {len(names)} ways to read it")

    async def convention(self) -> None:
        """Ask which convention the file follows."""
        preview = self.chosen
        if preview is not None and preview.source is not None:
            names = await self.gateway.ask(services.conventions, preview.source)
            await self._ask_which("How are speakers named?", names, self._set_convention)

    async def _set_convention(self, name: str) -> None:
        await self._set(convention=name)

    async def action_next_role(self) -> None:
        """Give the highlighted speaker the next role."""
        label, preview = self._speaker()
        if label is not None and preview is not None and label in preview.roles:
            place = ROLES.index(preview.roles[label]) + 1
            await self._set_role(label, ROLES[place % len(ROLES)])

    async def role(self) -> None:
        """Ask what the highlighted speaker is."""
        label, _ = self._speaker()
        if label is not None:
            await self._ask_which(
                f"What is {label}?", ROLES, lambda role: self._set_role(label, role)
            )

    async def _set_role(self, label: str, role: str) -> None:
        await self._set_by_label("roles", {label: role})

    async def action_join(self) -> None:
        """Ask into which speaker the highlighted one is joined."""
        label, preview = self._speaker()
        if label is None or preview is None or preview.recognised is None:
            return
        apart = f"{label} is a person apart"
        others = [
            other
            for other in preview.recognised.speakers
            if other != label and other not in (*preview.joined, *preview.ignored)
        ]

        async def join(chosen: str) -> None:
            into = label if chosen == apart else chosen
            await self._set_by_label("joined", {label: into})

        await self._ask_which(f"Who is {label}?", [*others, apart], join)

    async def action_ignore(self) -> None:
        """Let the highlighted label be no speaker, or one again."""
        label, preview = self._speaker()
        if label is not None and preview is not None:
            now = {label: label not in preview.ignored}
            await self._set_by_label("ignored", now)

    async def action_line(self) -> None:
        """Ask which doubtful line is what, or which other line is."""
        preview = self.chosen
        if preview is None or preview.reading is None:
            return
        answers = line_answers(preview)
        if not answers:
            await self._ask_for_line(preview)
            return

        async def choose(place: int) -> None:
            if place == len(answers):
                await self._ask_for_line(preview)
            else:
                await self._set(lines=answers[place][1])

        lines = [*(answer for answer, _ in answers), _ANOTHER_LINE]
        await self.ask(Menu("What is the line?", lines), choose)

    async def _ask_for_line(self, preview: Preview) -> None:
        """Ask which of all lines of the file is something else than it was taken for, and what."""
        lines = numbered_lines(preview)

        async def say_what(place: int) -> None:
            number, _ = lines[place]
            answers = answers_of_line(preview, number)
            title = f"What is {line_in_words(preview, number)}?"

            async def choose(told: str) -> None:
                await self._set(lines=answers[told])

            await self._ask_which(title, [*answers], choose)

        await self.ask(LineChoice("Which line?", [words for _, words in lines]), say_what)

    async def action_informant(self) -> None:
        """Ask for the highlighted speaker's pseudonym."""
        label, preview = self._speaker()
        if label is None or preview is None:
            return

        async def name(pseudonym: str) -> None:
            kept = {**preview.choices.informants, label: pseudonym}
            await self._set(
                informants={other: pseudonym for other, pseudonym in kept.items() if pseudonym}
            )

        now = preview.choices.informants.get(label, "")
        await self._ask_for(f"The pseudonym of {label}", now, "Such as ASKER-V1", name)

    async def action_speaks_for(self) -> None:
        """Ask whose words the highlighted interpreter says."""
        label, preview = self._speaker()
        if label is None or preview is None:
            return
        if preview.roles.get(label) != "interpreter":
            self.say(f"{label} is no interpreter: choose the role first")
            return
        whose = [
            other for other, role in preview.roles.items() if other and role not in NOT_INFORMANTS
        ]

        async def choose(speaker: str) -> None:
            await self._set(speaks_for={**preview.choices.speaks_for, label: speaker})

        await self._ask_which(f"Whose words does {label} say?", whose, choose)

    async def action_municipality(self) -> None:
        """Ask where the interview was made."""
        preview = self.chosen
        if preview is not None and preview.source is not None:
            await self._ask_where(preview, [preview])

    async def action_all_municipality(self) -> None:
        """Ask where the interviews were made that no municipality is known of."""
        preview = self.chosen
        if preview is not None:
            without = [
                other
                for other in self.queue.previews
                if other.municipality is None and other.source
            ]
            await self._ask_where(preview, without)

    async def _ask_where(self, preview: Preview, for_these: Sequence[Preview]) -> None:
        from kodeverk.tui.screens.municipality_choice import MunicipalityChoice, Where

        many = number_of(len(for_these), "file") if len(for_these) != 1 else for_these[0].file
        typed = preview.choices.municipality or preview.choices.own_place or ""

        async def choose(where: Where) -> None:
            await self.choose(self.queue.placed(for_these, where.number, where.own_place))

        await self.ask(
            MunicipalityChoice(f"Municipality of {many}", typed, self.gateway, preview.date), choose
        )

    async def action_date(self) -> None:
        """Ask when the interview was made."""
        preview = self.chosen
        if preview is not None and preview.source is not None:

            async def choose(day: str) -> None:
                await self._set(date=day or None)

            now = preview.choices.date or ""
            await self._ask_for("The date of the interview", now, "YYYY-MM-DD or D.M.YYYY", choose)

    async def action_encoding(self) -> None:
        """Ask how the letters of a text file are encoded."""
        from kodeverk.service.import_options import ENCODINGS

        preview = self.chosen
        if preview is None:
            return
        if preview.respondent is not None:
            self.say("A sheet has one encoding: take its respondents out and add it again")
            return
        if preview.source is not None and preview.source.encoding is None:
            self.say("Only text files have an encoding to choose")
            return

        async def choose(encoding: str) -> None:
            await self._set(encoding=None if encoding == _GUESS else encoding)

        await self._ask_which("How are the letters encoded?", (*ENCODINGS, _GUESS), choose)

    async def action_comments(self) -> None:
        """Ask what the comments in the margin become."""
        from kodeverk.service.import_choices import COMMENTS_AS

        async def choose(became: str) -> None:
            await self._set(comments=became)

        if self.chosen is not None:
            await self._ask_which("What do comments become?", COMMENTS_AS, choose)

    async def action_replace(self) -> None:
        """Ask which transcript's text the file corrects, and make it the new version of that."""
        from kodeverk.tui.screens.transcript_choice import TranscriptChoice

        preview = self.chosen
        if preview is None or preview.source is None:
            return

        async def correct(transcript: str) -> None:
            await self._correct(transcript, preview)

        rows = await self.gateway.ask(services.overview)
        await self.ask(TranscriptChoice(f"Whose text does {preview.file} correct?", rows), correct)

    async def _correct(self, transcript: str, preview: Preview) -> None:
        """Make the file the new version of a transcript's text, and say what that did."""
        with self.workspace.errors_shown():
            replacement = await self.gateway.write(services.replace_text, transcript, preview)
            if replacement.status != "unchanged":
                await self.action_drop()
            self.say(replacement_summary(replacement))
            if replacement.to_review:
                await self.workspace.review_placements(transcript)

    async def action_outside(self) -> None:
        """Show all lines of the file that are outside the interview or inferred, and why."""
        from kodeverk.tui.screens.reader import Reader

        preview = self.chosen
        lines = None if preview is None else outside_or_inferred(preview)
        if preview is None or not lines:
            self.say("Nothing lies outside the interview, and nothing is inferred")
            return
        hint = "What is outside nobody says; of a line with ~ no label of its own says who does"
        title = f"{preview.file}: outside the interview, or inferred"
        await self.app.push_screen(Reader(title, lines, hint))

    def action_read(self, pages: int) -> None:
        """Read on, or back, in the highlighted file."""
        read_on(self.panel.reading, pages)

    _change: ClassVar[dict[str, Callable[[ImportScreen], Awaitable[None]]]] = {
        "survey": survey,
        "near": near,
        "convention": convention,
        "speaker": role,
        "municipality": action_municipality,
        "date": action_date,
        "encoding": action_encoding,
        "comments": action_comments,
    }

    # How it is done

    def _speaker(self) -> tuple[str | None, Preview | None]:
        """Return the label highlighted among what can be chosen; without one, say so."""
        label = self.panel.speaker
        if label is None:
            self.say("Highlight a speaker first")
            return None, None
        return label, self.chosen

    async def _set(self, **chosen: Any) -> None:
        """Choose something for the highlighted file."""
        if self.chosen is not None:
            await self.choose(self.queue.choices_for([self.chosen], **chosen))

    async def _set_by_label(self, kind: str, chosen: dict[str, Any]) -> None:
        """Choose something for a label here, and in the other files that say nothing of it."""
        if self.chosen is not None:
            await self.choose(self.queue.choices_for_label(self.chosen, kind, chosen))

    async def _ask_which(
        self, title: str, lines: Sequence[str], then: Callable[[str], Awaitable[None]]
    ) -> None:
        async def answered(place: int) -> None:
            await then(lines[place])

        many = len(lines) > _MOST_IN_A_MENU
        await self.ask(LineChoice(title, lines) if many else Menu(title, lines), answered)

    async def _ask_for(
        self, title: str, now: str, example: str, then: Callable[[str], Awaitable[None]]
    ) -> None:
        from kodeverk.tui.screens.prompt import Prompt

        await self.ask(Prompt(title, now, example), then)

    async def choose(self, choices: Iterable[Choices | None]) -> None:
        """Choose something for each file, None where nothing changes, and show what follows."""
        with self.workspace.errors_shown():
            await self.queue.choose(choices)
            self.say("")
            self._show()

    # What is shown

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the file that is reached in the list."""
        event.stop()
        if event.option_list is self.files:
            self._show_chosen()

    @property
    def _place(self) -> int:
        return min(self.files.highlighted or 0, max(len(self.queue.previews) - 1, 0))

    @property
    def chosen(self) -> Preview | None:
        """The highlighted file."""
        return self.queue.previews[self._place] if self.queue.previews else None

    def say(self, fact: str) -> None:
        """Show what has happened in the status line."""
        self.status.update(fact, layout=False)

    def _show(self, path: Path | None = None) -> None:
        """Show the list anew, with the same file highlighted, or the one at `path`."""
        now = self.chosen
        path = path or (now.path if now else None)
        width = self.size.width * 2 // 5 if self.has_class("-wide") else self.size.width
        longest = max((cells_of(preview.file) for preview in self.queue.previews), default=0)
        # Beside the panel, which says the rest, the names have the whole line.
        most = width if self.has_class("-wide") else width * 2 // 3
        room = min(longest, max(most - _STATUS_CELLS, _STATUS_CELLS))
        place = next(
            (n for n, preview in enumerate(self.queue.previews) if preview.path == path),
            self._place,
        )
        self.desk.display = bool(self.queue.previews)
        self.empty.display = not self.queue.previews
        self.files.set_options(Option(file_line(preview, room)) for preview in self.queue.previews)
        if self.queue.previews:
            self.files.highlighted = place
            if self.focused is None:
                self.set_focus(self.files)
        else:
            add, go = self.key_of("import.add"), self.key_of("import.import")
            undo = self.key_of("project.undo")
            self.empty.update(_EMPTY.format(add=add, go=go, undo=undo))
        self._show_heading()
        self._show_chosen()

    def _show_heading(self) -> None:
        name = self.gateway.project_name
        self.heading.update(f"Import: {summary(self.queue.previews)}  into {name}", layout=False)

    def _show_chosen(self) -> None:
        """Show what can be chosen for the highlighted file, and its first turns."""
        self.panel.show(self.chosen)

    def on_resize(self) -> None:
        """Share the new width."""
        self.call_after_refresh(self._show)
