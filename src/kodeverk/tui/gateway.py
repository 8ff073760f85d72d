"""The one place of the terminal UI that calls services: one thread, one call after another.

Nothing here imports the services, and with them the database library, before the first call: the
screen is painted by then. A call that has begun is never cancelled, whatever becomes of the screen
that asked for it.
"""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from kodeverk.config import Settings
from kodeverk.errors import KodeverkError, Refused, told_fault
from kodeverk.files import is_open_to_all
from kodeverk.store.address import shown_address

if TYPE_CHECKING:
    from kodeverk.model.records import Code, Coder, Coding, Facet, Memo
    from kodeverk.model.text import Span
    from kodeverk.service.coder_list import CoderRow
    from kodeverk.service.coding import Unfinished, WorkingTranscript
    from kodeverk.service.overview import OverviewRow
    from kodeverk.store.project import Project
    from kodeverk.store.steps import Act, Reversal

Result = TypeVar("Result")

IDLE_SECONDS = 5.0
"""How long after the last write the write-ahead log is emptied."""


class UnforeseenError(KodeverkError):
    """Something the program did not foresee; `where` names the lines of code it came from."""

    def __init__(self, error: BaseException) -> None:
        super().__init__(
            told_fault(error),
            "What was written before is on disk. Please report this, with the lines below.",
        )
        frames = traceback.extract_tb(error.__traceback__)[-4:]
        self.where = "\n".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A transcript with all that is on it, read at one moment.

    `passages` are the spans of the memos on passages, by memo; `recent` the ids of the codes the
    coder used last.
    """

    interview: WorkingTranscript
    passages: dict[str, Span]
    recent: tuple[str, ...]


class Gateway:
    """An open project and who codes in it, behind one thread.

    Every coroutine here raises KodeverkError for what a person can act on, and UnforeseenError for
    anything else.
    """

    def __init__(self, location: str, settings: Settings) -> None:
        self.location = location
        self.settings = settings
        self._thread = ThreadPoolExecutor(1, "kodeverk-store")
        self._project: Project | None = None
        self._coder: Coder | None = None
        self._rest: asyncio.TimerHandle | None = None

    @property
    def is_open(self) -> bool:
        """Whether the project is open; before that no screen has anything to ask."""
        return self._coder is not None

    @property
    def coder(self) -> Coder:
        """Who codes. Only when the project is open."""
        assert self._coder is not None
        return self._coder

    @property
    def project_name(self) -> str:
        """The project's name for people: a path, or an address without its password."""
        return shown_address(self.location) if self._project is None else self._project.name

    @property
    def older_copy(self) -> Path | None:
        """The copy of the project as it was before opening brought it up to date, if it did."""
        return None if self._project is None else self._project.older_copy

    @property
    def unclean(self) -> str:
        """Why words that were withdrawn still lie in freed pages of the file; empty: none do."""
        return "" if self._project is None else self._project.unclean

    @property
    def is_open_to_all(self) -> bool:
        """Whether people whose project it is not can read it on this machine."""
        path = None if self._project is None else self._project.path
        return path is not None and is_open_to_all(path)

    async def introduce(self, name: str) -> None:
        """Keep who the user is in the settings file. Raises BadInput for an empty name."""

        def work() -> Settings:
            from kodeverk.service.coders import introduce

            return introduce(self.settings, name)

        self.settings = await self._call(work)

    async def open(
        self, meant: tuple[str, str | None] | None = None, *, introduced: bool = False
    ) -> None:
        """Open the project and find out who codes.

        Where that raises UnclearCoder, `meant` is the name and the id of who a person said it is,
        None for somebody new. `introduced` where the name has only just been given.
        """

        def work() -> tuple[Project, Coder]:
            from kodeverk.service.coder_list import settle_coder
            from kodeverk.service.coders import current_coder
            from kodeverk.service.damage import failure_as_damage, open_told

            project = open_told(self.location)
            try:
                with failure_as_damage(project):
                    if meant is not None:
                        return project, settle_coder(project, self.settings, *meant)
                    return project, current_coder(project, self.settings, introduced=introduced)
            except KodeverkError:
                project.close()
                raise

        self._project, self._coder = await self._call(work)

    async def coders(self) -> tuple[CoderRow, ...]:
        """Return who there is, while it is not yet known who codes."""

        def work() -> tuple[CoderRow, ...]:
            from kodeverk.service.coder_list import list_coders
            from kodeverk.service.damage import open_told

            with open_told(self.location) as project:
                return list_coders(project)

        return await self._call(work)

    async def close(self) -> None:
        """Finish what was asked for, close the project and end the thread."""
        if self._rest is not None:
            self._rest.cancel()
        project, self._project, self._coder = self._project, None, None
        try:
            if project is not None:
                await self._call(project.close)
        finally:
            self._thread.shutdown(wait=False)

    async def settled(self) -> None:
        """Return when everything asked for so far has been done."""
        await self._call(lambda: None)

    async def overview(self) -> tuple[OverviewRow, ...]:
        """Return the transcripts as the project screen lists them."""

        def work() -> tuple[OverviewRow, ...]:
            from kodeverk.service.coders import as_joined
            from kodeverk.service.overview import overview

            self._coder = as_joined(self._open_project, self.coder)
            return overview(self._open_project, self.coder)

        return await self._call(work)

    async def load(self, transcript: str) -> Loaded:
        """Return a transcript with all that its coding screen shows."""

        def work() -> Loaded:
            from kodeverk.service import coding

            project, coder = self._open_project, self.coder
            interview = coding.working_transcript(project, transcript, coder)
            return Loaded(
                interview,
                {
                    memo.id: coding.passage_of(memo)
                    for memo in interview.memos
                    if memo.target_kind == "passage"
                },
                tuple(coding.recent_codes(project, coder)),
            )

        return await self._call(work)

    async def apply_code(
        self, transcript: str, version: str, span: Span, code: Code, facets: dict[str, list[str]]
    ) -> Coding | None:
        """Put a code on a passage; return the coding on disk, or None if it was there already."""

        def work() -> Coding | None:
            from kodeverk.service.coding import apply_code

            return apply_code(
                self._open_project, self.coder, transcript, span, code, facets, version=version
            )

        return await self._write(work)

    async def remove_codings(self, codings: Sequence[Coding]) -> None:
        """Take codings of one's own off."""

        def work() -> None:
            from kodeverk.service.coding import remove_codings

            remove_codings(self._open_project, self.coder, codings)

        await self._write(work)

    async def set_facet(
        self, codings: Sequence[Coding], facet: Facet, values: Sequence[str]
    ) -> None:
        """Give codings of one's own these values of a facet."""

        def work() -> None:
            from kodeverk.service.coding import set_facet

            set_facet(self._open_project, self.coder, codings, facet, values)

        await self._write(work)

    async def write_memo(
        self, target_kind: str, target: str, text: str, *, memo: Memo | None
    ) -> str | None:
        """Write a new memo, or change `memo`; return its id, None when an empty text removed it."""

        def work() -> str | None:
            from kodeverk.service.coding import write_memo

            return write_memo(self._open_project, self.coder, target_kind, target, text, memo=memo)

        return await self._write(work)

    async def mark_read(self, transcript: str, offset: int) -> None:
        """Remember that the coder has read up to a code-point offset."""

        def work() -> None:
            from kodeverk.service.coding import mark_read

            mark_read(self._open_project, self.coder, transcript, offset)

        await self._write(work)

    async def unfinished(self, transcript: str) -> Unfinished:
        """Return what finishing the transcript now would leave open."""

        def work() -> Unfinished:
            from kodeverk.service.coding import unfinished

            return unfinished(self._open_project, self.coder, transcript)

        return await self._call(work)

    async def finish(self, transcript: str) -> None:
        """Say that the coder has coded the transcript to the end."""

        def work() -> None:
            from kodeverk.service.coding import finish

            finish(self._open_project, self.coder, [transcript])

        await self._write(work)

    async def reopen(self, transcript: str) -> None:
        """Take back that the transcript is finished."""

        def work() -> None:
            from kodeverk.service.coding import reopen

            reopen(self._open_project, self.coder, transcript)

        await self._write(work)

    async def asked(self, work: Callable[[Project, Coder], Result]) -> Result:
        """Return what `work` finds in the open project, as the coder there sees it."""
        return await self._call(lambda: work(self._open_project, self.coder))

    async def written(self, work: Callable[[Project, Coder], Result]) -> Result:
        """Let `work` write to the open project in the coder's name; return what it gives."""
        return await self._write(lambda: work(self._open_project, self.coder))

    async def reverse(
        self,
        act: Act,
        *,
        transcript: str | None = None,
        placements: bool = False,
        sure: str | None = None,
    ) -> Reversal:
        """Take back the coder's last step, of all, in one transcript or about placements.

        Or do the step undone last there again. Raises Question for one that reaches beyond a
        transcript, until `sure` names it.
        """

        def work() -> Reversal:
            from kodeverk.service.undoing import redo, undo
            from kodeverk.store.steps import Within

            go = undo if act == "undo" else redo
            within = Within(transcript, placements)
            return go(self._open_project, self.coder, within=within, sure=sure)

        return await self._write(work)

    @property
    def _open_project(self) -> Project:
        if self._project is None:
            raise Refused("the project is still being opened", "Try again in a moment.")
        return self._project

    async def _write(self, work: Callable[[], Result]) -> Result:
        try:
            return await self._call(work)
        finally:
            self._rest_when_idle()

    async def _call(self, work: Callable[[], Result]) -> Result:
        """Run `work` in the thread, behind what was asked for before, and return what it gives."""
        future = asyncio.get_running_loop().run_in_executor(self._thread, self._explained, work)
        # Waiting for a future, unlike awaiting it, does not cancel it when the waiting is.
        await asyncio.wait([future])
        return future.result()

    def _explained(self, work: Callable[[], Result]) -> Result:
        """Return what `work` gives; whatever it raises, raise as a KodeverkError."""
        from kodeverk.service.damage import failure_as_damage

        try:
            if self._project is None:
                return work()
            with failure_as_damage(self._project):
                return work()
        except KodeverkError:
            raise
        except Exception as error:
            raise UnforeseenError(error) from error

    def told(self, error: BaseException) -> KodeverkError:
        """Return what a person should read of an error that ends the program."""

        def fail() -> None:
            raise error

        try:
            self._explained(fail)
        except KodeverkError as told:
            return told
        raise AssertionError

    def _rest_when_idle(self) -> None:
        if self._rest is not None:
            self._rest.cancel()
        project = self._project
        if project is not None:
            # A log that cannot be emptied now is emptied when the project is closed.
            self._rest = asyncio.get_running_loop().call_later(
                IDLE_SECONDS, lambda: self._thread.submit(project.rest)
            )
