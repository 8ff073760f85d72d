"""Projects to work in, and a user at the keyboard."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from textual import events
from textual.app import App
from textual.content import Content

from kodeverk.config import Settings
from kodeverk.model.records import Assignment, Code, Coder, Coding, Memo
from kodeverk.service.codebooks import load_codebook
from kodeverk.service.importing import Choices, import_files
from kodeverk.store import queries
from kodeverk.store.opening import create_project, open_project
from kodeverk.tui.app import KodeverkApp
from kodeverk.tui.screens.coding import CodingScreen
from kodeverk.tui.screens.project import ProjectScreen
from tests.tui.brisk_pilot import BriskPilot

INTERVIEW = """\
I: Hvordan møter veilederen deg?
D: Han har alltid tid til meg. Jeg stoler på ham 👩‍👩‍👧 fordi han ringer. Blåbærsyltetøy på brødet.
I: Mm.
D: Cafe\u0301\u0301 og 漢字 er også ord. Så fikk jeg praksis på et lager i Ålesund.
I: Hva med det norskkurset du tok?
D: Det gikk for fort. Læreren snakket hele tiden, og jeg skrev av tavla.
"""
SECOND = """\
I: Hvor mange deltakere har du?
V: Tjueto. Det er på grensen, men det går.
"""

KARI = Coder("0b6cf1b6-53b5-4f24-8a13-8a4a6f43a1aa", "Kari")
OLA = Coder("1c6cf1b6-53b5-4f24-8a13-8a4a6f43a1bb", "Ola")


AssertScreen = Callable[[App[Any], str], None]
"""Compares the screen with a snapshot by its name, whatever the app returns at its end."""


@dataclass(frozen=True, slots=True)
class Held:
    """What a project holds of one transcript."""

    codings: tuple[Coding, ...]
    codes: dict[str, Code]
    text: str
    memos: tuple[Memo, ...]
    assignments: dict[str, Assignment]

    def said(self) -> list[tuple[str, str, dict[str, str]]]:
        """The codings as (code's key, words, facets), in order."""
        return [
            (self.codes[one.code].key, self.text[one.start : one.end], dict(one.facets))
            for one in self.codings
        ]


def make_project(folder: Path, codebook: Path) -> Path:
    """A project with two municipalities' interviews and one without, and a codebook."""
    path = folder / "studie.kodeverk"
    sources = folder / "files"
    sources.mkdir()
    third = SECOND.replace("Tjueto", "Tretti")
    texts = {"a-deltaker": INTERVIEW, "b-veileder": SECOND, "c-uten": third}
    for name, text in texts.items():
        (sources / f"{name}.txt").write_text(text, encoding="utf-8")
    roles = {"I": "interviewer", "D": "participant", "V": "advisor"}
    with create_project(str(path)) as project:
        load_codebook(project, KARI, codebook)
        for name, place in (("a-deltaker", "0301"), ("b-veileder", "4601"), ("c-uten", None)):
            used = {label: roles[label] for label in ("I", "D" if name[0] == "a" else "V")}
            results = import_files(
                project, KARI, [sources / f"{name}.txt"], Choices(municipality=place, roles=used)
            )
            assert [one.status for one in results] == ["imported"], results
    return path


def held(path: Path, transcript: str = "a-deltaker") -> Held:
    """Read, apart from the app, what the project holds of a transcript."""
    with open_project(str(path)) as project, project.reading() as connection:
        found = next(one for one in queries.transcripts(connection) if one.name == transcript)
        codings = tuple(queries.codings(connection, found.id))
        return Held(
            codings,
            {code.id: code for code in queries.codes(connection)},
            queries.version(connection, found.version).text,
            tuple(queries.memos(connection)),
            {one.coder: one for one in queries.assignments(connection, found.id)},
        )


class User:
    """Somebody at the keyboard: each call returns when the program has done what was asked."""

    def __init__(self, app: KodeverkApp, pilot: BriskPilot) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press keys one after another."""
        for key in keys:
            await self.pilot.press(key)
            await self._round()
        await self.rest()

    async def in_one_go(self, *keys: str) -> None:
        """Press keys before the program has done anything of what the first one asks for."""
        for key in keys:
            self.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await self.pilot.pause()
        await self.rest()

    async def type(self, text: str) -> None:
        """Type some words."""
        names = {" ": "space", "-": "minus", ".": "full_stop"}
        await self.press(*(names.get(sign, sign) for sign in text))

    async def rest(self) -> None:
        """Wait until everything asked for has been done and shown."""
        # What one answer leads to, a screen asks for only then.
        for _ in range(4):
            await self._round()
        # A foot and a new size are drawn when a timer has run.
        await self.pilot.idle()

    async def _round(self) -> None:
        await self.app.key_queue.settled()
        await self.app.gateway.settled()
        await self.pilot.pause()

    def call_the_project(self, name: str) -> None:
        """Let headings name the project so, wherever its file lies."""
        project = self.app.gateway._project
        assert project is not None
        project.name = name

    @property
    def coding(self) -> CodingScreen:
        assert isinstance(self.app.screen, CodingScreen)
        return self.app.screen

    @property
    def project(self) -> ProjectScreen:
        assert isinstance(self.app.screen, ProjectScreen)
        return self.app.screen

    @property
    def selected(self) -> str:
        """The words selected on the coding screen."""
        start, end = self.coding.view.selection
        return self.coding.view.transcript.text[start:end]

    @property
    def waits(self) -> str:
        """What the project screen says is to be done next."""
        return plain(self.project.next.render())

    @property
    def about(self) -> str:
        """What the project screen says of the highlighted transcript."""
        return plain(self.project.about.render())

    @property
    def status(self) -> str:
        return plain(self.app.screen.query_one("#status").render())

    @property
    def heading(self) -> str:
        return plain(self.app.screen.query_one("#heading").render())

    @property
    def here(self) -> list[str]:
        """The lines of the list of codings at the caret."""
        return self.coding.side.codes_here.rows

    @property
    def toasts(self) -> list[str]:
        """The toasts that have been shown, title and text."""
        return [f"{one.title} | {one.message}" for one in self.app._notifications]


def plain(shown: object) -> str:
    assert isinstance(shown, Content | str), type(shown)
    return shown.plain if isinstance(shown, Content) else shown


def screen_text(app: App[Any]) -> str:
    """The screen as its lines of characters, without the blanks at their ends."""
    width = app.size.width
    lines = [
        "".join(segment.text for segment in strip.crop(0, width))
        for strip in app.screen._compositor.render_strips()
    ]
    return "\n".join(line.rstrip() for line in lines) + "\n"


@asynccontextmanager
async def at_the_keyboard(
    path: Path,
    coder: Coder | None = KARI,
    size: tuple[int, int] = (80, 24),
    settings: Settings | None = None,
) -> AsyncIterator[User]:
    """Open a project as a coder; close it at the end."""
    settings = settings or Settings(
        path.parent / "config.toml",
        coder.name if coder else None,
        coder.name if coder else None,
        coder.id if coder else None,
    )
    app = KodeverkApp(str(path), settings)
    async with app.run_test(size=size, notifications=True):
        pilot = BriskPilot(app)
        user = User(app, pilot)
        await pilot.pause()
        while isinstance(app.screen, ProjectScreen) and "finished" not in user.heading:
            await app.gateway.settled()
            await pilot.pause()
        await user.rest()
        yield user
