"""The way to the project: services run in one thread, one call after another.

Nothing here loads the services, and with them the database library, before the first call: the
screen is painted by then. A call that has begun is never cancelled, whatever becomes of the screen
that asked for it; one over many files stops between two of them when it is told to.
"""

from __future__ import annotations

import asyncio
import threading
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from kodeverk.config import Settings
from kodeverk.errors import KodeverkError, Refused, program_fault
from kodeverk.files import is_open_to_all
from kodeverk.tui import services

if TYPE_CHECKING:
    from kodeverk.model.records import Coder
    from kodeverk.service.projects import Project

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")
Seen = TypeVar("Seen")

IDLE_SECONDS = 5.0
"""How long after the last write the write-ahead log is emptied."""


class UnforeseenError(KodeverkError):
    """Something the program did not foresee; `where` names the lines of code it came from."""

    def __init__(self, error: BaseException) -> None:
        super().__init__(
            program_fault(error),
            "What was written before is on disk. Please report this, with the lines below.",
        )
        frames = traceback.extract_tb(error.__traceback__)[-4:]
        self.where = "\n".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames)


class Progress:
    """How far a call over many files has come: `shown` is told how many of how many are done."""

    def __init__(self, shown: Callable[[int, int], None], doing: str = "the import") -> None:
        self._shown = shown
        self._doing = doing
        self._stopped = threading.Event()
        self._loop = asyncio.get_running_loop()

    def stop(self) -> None:
        """Let the call end before its next file: what it would have written is not written."""
        self._stopped.set()

    def report(self, done: int, total: int) -> None:
        """Tell the screen, from the thread; raise Refused once the call shall stop."""
        if self._stopped.is_set():
            raise Refused(f"{self._doing} was cancelled", "Nothing of it was written.")
        self._loop.call_soon_threadsafe(self._shown, done, total)


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
        return (
            services.shown_address(self.location) if self._project is None else self._project.name
        )

    @property
    def older_copy(self) -> Path | None:
        """The copy of the project as it was, if opening had to bring the project up to date."""
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

    async def open(
        self, person: tuple[str, str | None] | None = None, *, introduced: bool = False
    ) -> None:
        """Open the project and find out who codes; see `services.open_as_coder`."""
        self._project, self._coder = await self.run(
            services.open_as_coder, self.location, self.settings, person, introduced
        )

    async def close(self) -> None:
        """Finish what was asked for, close the project and end the thread."""
        if self._rest is not None:
            self._rest.cancel()
        project, self._project, self._coder = self._project, None, None
        try:
            if project is not None:
                await self.run(project.close)
        finally:
            self._thread.shutdown(wait=False)

    async def settled(self) -> None:
        """Return when everything asked for so far has been done."""
        await self.run(lambda: None)

    def follow_coder(self, coder: Coder) -> None:
        """Code on as whoever the coder is by now: a merge or an undo may have joined two."""
        self._coder = coder

    async def ask(
        self,
        service: Callable[Concatenate[Project, Coder, Arguments], Result],
        *arguments: Arguments.args,
        **named: Arguments.kwargs,
    ) -> Result:
        """Return what a service finds in the open project, as the coder there sees it."""
        return await self.run(lambda: service(self._open_project, self.coder, *arguments, **named))

    async def write(
        self,
        service: Callable[Concatenate[Project, Coder, Arguments], Result],
        *arguments: Arguments.args,
        **named: Arguments.kwargs,
    ) -> Result:
        """Let a service write to the open project in the coder's name; return what it gives."""
        try:
            return await self.ask(service, *arguments, **named)
        finally:
            self._rest_when_idle()

    async def write_and_read(
        self, write: Callable[[Project, Coder], Result], read: Callable[[Project, Coder], Seen]
    ) -> tuple[Result, Seen]:
        """Let a service write, and another read what there is then; return what both give.

        They are one call: nothing that was asked for meanwhile comes between them.
        """
        return await self.write(
            lambda project, coder: (write(project, coder), read(project, coder))
        )

    async def run(
        self,
        work: Callable[Arguments, Result],
        *arguments: Arguments.args,
        **named: Arguments.kwargs,
    ) -> Result:
        """Run `work` in the thread, behind what was asked for before, and return what it gives."""
        future = asyncio.get_running_loop().run_in_executor(
            self._thread, self._explained, lambda: work(*arguments, **named)
        )
        # Waiting for a future, unlike awaiting it, does not cancel it when the waiting is.
        await asyncio.wait([future])
        return future.result()

    @property
    def _open_project(self) -> Project:
        if self._project is None:
            raise Refused("the project is still being opened", "Try again in a moment.")
        return self._project

    def _explained(self, work: Callable[[], Result]) -> Result:
        """Return what `work` gives; whatever it raises, raise as a KodeverkError."""
        try:
            if self._project is None:
                return work()
            with services.failure_as_damage(self._project):
                return work()
        except KodeverkError:
            raise
        except Exception as error:
            # A fault of one call ends that call: the screen says so, and the work goes on.
            raise UnforeseenError(error) from error

    def explained(self, error: BaseException) -> KodeverkError:
        """Return what a person should read of an error that ends the program."""

        def fail() -> None:
            raise error

        try:
            self._explained(fail)
        except KodeverkError as explained:
            return explained
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
