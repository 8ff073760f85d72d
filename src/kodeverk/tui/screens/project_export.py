"""Exports and the archive, from the project screen: what, of what, and where to."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kodeverk.service.phrases import number_of
from kodeverk.tui import work_services as services
from kodeverk.tui.screens.menu import Menu
from kodeverk.tui.screens.prompt import Prompt

if TYPE_CHECKING:
    from kodeverk.tui.screens.project import ProjectScreen


class _Offered(NamedTuple):
    """An export by name, what it is called here, and how its files end; no ending is a folder."""

    name: str
    words: str
    ending: str


_OFFERED = (
    _Offered("xlsx", "Workbook: codings and figures, a sheet a table", ".xlsx"),
    _Offered("docx", "Word report: figures, and the passages of each code", ".docx"),
    _Offered("html", "Web page: the report, with its pictures", ".html"),
    _Offered("markdown", "Markdown: the report", ".md"),
    _Offered("sqlite", "SQLite database: all tables", ".sqlite"),
    _Offered("csv", "CSV tables, in a folder", ""),
    _Offered("svg", "Pictures as SVG files, in a folder", ""),
    _Offered("archive", "Archive for a repository, in a folder", ""),
)
_SCOPES: dict[services.Scope, str] = {
    "finished": "Those coded to the end",
    "started": "Also those that are begun",
}


async def export(screen: ProjectScreen) -> None:
    """Ask what to export, of what, and where to; write it."""

    async def chosen(place: int) -> None:
        offered = _OFFERED[place]
        if offered.name == "archive":
            await _ask_where(screen, offered, "started")
            return

        async def scoped(number: int) -> None:
            await _ask_where(screen, offered, [*_SCOPES][number])

        await screen.ask(Menu("Of which transcripts?", [*_SCOPES.values()], foreseen=True), scoped)

    await screen.ask(Menu("Export", [one.words for one in _OFFERED], foreseen=True), chosen)


async def _ask_where(screen: ProjectScreen, offered: _Offered, scope: services.Scope) -> None:
    async def named(name: str) -> None:
        if name:
            await _write(screen, offered, scope, Path(name).expanduser())

    stem = Path(screen.gateway.location).stem or "study"
    written = f"{stem}{offered.ending}" if offered.ending else f"{stem}-{offered.name}"
    kind = "file" if offered.ending else "folder"
    prompt = Prompt(f"Write to which {kind}?", written, f"NAME{offered.ending}", optional=False)
    await screen.ask(prompt, named)


async def _write(
    screen: ProjectScreen, offered: _Offered, scope: services.Scope, out: Path
) -> None:
    async def done(*, replace: bool) -> None:
        with screen.workspace.errors_shown():
            write = partial(services.export, name=offered.name, scope=scope, out=out)
            made = await screen.gateway.ask(partial(write, replace=replace))
            more = f"; {number_of(len(made.notes), 'note')}" if made.notes else ""
            screen.say(f"Written: {out.name}{more}")
            if made.notes:
                screen.notify("\n".join(made.notes), markup=False)

    async def answered(place: int) -> None:
        if place == 1:
            await done(replace=True)

    # A database and a folder tell themselves whether an export of ours is there.
    if offered.ending not in ("", ".sqlite") and out.exists():
        await screen.ask(Menu(f"{out.name} exists. Replace it?", ["No", "Yes"]), answered)
    else:
        await done(replace=False)
