"""The import screen: what was recognised in files, and what somebody knows better."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from textual.widgets import OptionList

from kodeverk.model.records import NOT_INFORMANTS, ROLES
from kodeverk.service.phrases import number_of
from kodeverk.tui import imports
from kodeverk.tui.import_list import replacement_summary
from kodeverk.tui.screens.import_desk import ImportDesk
from kodeverk.tui.screens.menu import Menu

if TYPE_CHECKING:
    from kodeverk.service.import_choices import Choices, Memory
    from kodeverk.service.previewing import Preview

_GUESS = "let it be guessed"


class ImportScreen(ImportDesk):
    """Lets the user choose, for the highlighted file, what recognition could not know."""

    # What is chosen for a file

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go to what can be chosen for a file, or choose it."""
        event.stop()
        if event.option_list is self.files:
            self.set_focus(self.choices)
        elif not self.is_busy:
            await self._change[self.listed[event.option_index].kind](self)

    async def near(self) -> None:
        """Ask whether the file is another text of the transcript it is like."""
        preview = self.chosen
        if preview is None or preview.near is None:
            return
        near = preview.near
        waits = [one.file for one in self.previews if one.is_ready and one.transcript == near.name]

        async def answered(place: int) -> None:
            if place == 0 and waits:
                self.say(f"Import {waits[0]} first")
            elif place == 0:
                await self._correct(near.id, preview)
            elif place == 1:
                await self._set(as_new=True)
            else:
                await self.action_drop()

        lines = (
            f"A corrected text of {near.name}: its next version",
            "Another interview: a transcript of its own",
            "Leave it out",
        )
        await self.ask(Menu(f"{preview.file}: {near}", lines), answered)

    async def action_next_convention(self) -> None:
        """Read the file as the next best convention has it."""
        preview = self.chosen
        if preview is not None and preview.source is not None and preview.reading is not None:
            names = await imports.conventions(self.gateway, preview.source)
            now = preview.reading.convention
            place = names.index(now) + 1 if now in names else 0
            await self._set(convention=names[place % len(names)])
            self.say(f"{place % len(names) + 1} of {len(names)} ways to read it")

    async def convention(self) -> None:
        """Ask which convention the file follows."""
        preview = self.chosen
        if preview is not None and preview.source is not None:
            names = await imports.conventions(self.gateway, preview.source)
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
        from kodeverk.service.import_choices import Memory

        await self._set_by_label(Memory(roles={label: role}), "roles", {label: role})

    async def action_join(self) -> None:
        """Ask into which speaker the highlighted one is joined."""
        from kodeverk.service.import_choices import Memory

        label, preview = self._speaker()
        if label is None or preview is None or preview.found is None:
            return
        apart = f"{label} is a person apart"
        others = [one for one in preview.found.speakers if one != label]

        async def join(chosen: str) -> None:
            into = label if chosen == apart else chosen
            await self._set_by_label(Memory(joined={label: into}), "joined", {label: into})

        await self._ask_which(f"Who is {label}?", [*others, apart], join)

    async def action_ignore(self) -> None:
        """Let the highlighted label be no speaker, or one again."""
        from kodeverk.service.import_choices import Memory

        label, preview = self._speaker()
        if label is not None and preview is not None:
            now = {label: label not in preview.ignored}
            await self._set_by_label(Memory(ignored=now), "ignored", now)

    async def action_informant(self) -> None:
        """Ask for the highlighted speaker's pseudonym."""
        label, preview = self._speaker()
        if label is None or preview is None:
            return

        async def name(pseudonym: str) -> None:
            kept = {**preview.choices.informants, label: pseudonym}
            await self._set(informants={one: told for one, told in kept.items() if told})

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
        whose = [one for one, role in preview.roles.items() if one and role not in NOT_INFORMANTS]

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
            without = [one for one in self.previews if one.municipality is None and one.source]
            await self._ask_where(preview, without)

    async def _ask_where(self, preview: Preview, for_these: Sequence[Preview]) -> None:
        from kodeverk.tui.screens.municipality_choice import MunicipalityChoice

        many = number_of(len(for_these), "file") if len(for_these) != 1 else for_these[0].file
        typed = preview.choices.municipality or ""
        paths = {one.path for one in for_these}

        async def choose(number: str) -> None:
            await self.choose(
                replace(one.choices, municipality=number or None) if one.path in paths else None
                for one in self.previews
            )

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
        from kodeverk.formats.transcripts.decode import ENCODINGS

        preview = self.chosen
        if preview is None:
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

        rows = await self.gateway.overview()
        await self.ask(TranscriptChoice(f"Whose text does {preview.file} correct?", rows), correct)

    async def _correct(self, transcript: str, preview: Preview) -> None:
        """Make the file the new version of a transcript's text, and say what that did."""
        with self.workspace.errors_shown():
            done = await imports.replace_text(self.gateway, transcript, preview)
            if done.status != "unchanged":
                await self.action_drop()
            self.say(replacement_summary(done))
            if done.to_review:
                await self.workspace.review_placements(transcript)

    def action_read(self, pages: int) -> None:
        """Read on, or back, in the highlighted file."""
        self.reading.scroll_relative(y=pages * max(self.reading.size.height - 1, 1), animate=False)

    _change: ClassVar[dict[str, Callable[[ImportScreen], Awaitable[None]]]] = {
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
        place = self.choices.highlighted
        fact = self.listed[place] if place is not None and place < len(self.listed) else None
        if fact is None or fact.kind != "speaker":
            self.say("Highlight a speaker first")
            return None, None
        return fact.label, self.chosen

    async def _set(self, **chosen: Any) -> None:
        """Choose something for the highlighted file."""
        now = self.chosen
        await self.choose(
            replace(one.choices, **chosen) if one is now else None for one in self.previews
        )

    async def _set_by_label(self, memory: Memory, kind: str, chosen: dict[str, Any]) -> None:
        """Choose something for a label here, and in the other files that say nothing of it."""
        now = self.chosen
        self.memory = memory if self.memory is None else self.memory.and_then(memory)

        def choices(preview: Preview) -> Choices:
            if preview is not now:
                return preview.choices
            both: dict[str, Any] = {kind: {**getattr(preview.choices, kind), **chosen}}
            return replace(preview.choices, **both)

        await self.choose(map(choices, self.previews))

    async def _ask_which(
        self, title: str, lines: Sequence[str], then: Callable[[str], Awaitable[None]]
    ) -> None:
        async def answered(place: int) -> None:
            await then(lines[place])

        await self.ask(Menu(title, lines), answered)

    async def _ask_for(
        self, title: str, now: str, example: str, then: Callable[[str], Awaitable[None]]
    ) -> None:
        from kodeverk.tui.screens.prompt import Prompt

        await self.ask(Prompt(title, now, example), then)
