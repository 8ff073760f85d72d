"""Exports and the archive, from the project screen: what, of what, for whom, and where to."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kodeverk.service.exports.options import PLAIN, ExportOptions
from kodeverk.service.phrases import number_of
from kodeverk.service.scoping import Selection
from kodeverk.tui import work_services as services
from kodeverk.tui.screens.menu import Menu
from kodeverk.tui.screens.prompt import Prompt
from kodeverk.tui.screens.publishing import ask_how_to_publish, tell_published
from kodeverk.written_paths import path_for_file

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
_READERS = ("For the project: every figure", "To be published: small figures are withheld …")


async def export(screen: ProjectScreen) -> None:
    """Ask what to export, of what, for whom, and where to; write it."""

    async def chosen(place: int) -> None:
        offered = _OFFERED[place]
        if offered.name == "archive":
            await _ask_where(screen, offered, PLAIN)
        else:
            await _ask_of_what(screen, offered)

    await screen.ask(Menu("Export", [one.words for one in _OFFERED], foreseen=True), chosen)


async def _ask_of_what(screen: ProjectScreen, offered: _Offered) -> None:
    async def scoped(place: int) -> None:
        selection = Selection(scope=[*_SCOPES][place])

        async def publishing(options: ExportOptions) -> None:
            await _ask_where(screen, offered, replace(options, selection=selection))

        async def read(place: int) -> None:
            if place == 0:
                await publishing(PLAIN)
            else:
                await ask_how_to_publish(screen, publishing)

        await screen.ask(Menu("For whom?", _READERS, foreseen=True), read)

    await screen.ask(Menu("Of which transcripts?", [*_SCOPES.values()], foreseen=True), scoped)


async def _ask_where(screen: ProjectScreen, offered: _Offered, options: ExportOptions) -> None:
    async def named(name: str) -> None:
        if name:
            with screen.workspace.errors_shown():
                await _write(screen, offered, options, path_for_file(name))

    stem = Path(screen.gateway.location).stem or "study"
    written = f"{stem}{offered.ending}" if offered.ending else f"{stem}-{offered.name}"
    kind = "file" if offered.ending else "folder"
    prompt = Prompt(f"Write to which {kind}?", written, f"NAME{offered.ending}", optional=False)
    await screen.ask(prompt, named)


async def _write(
    screen: ProjectScreen, offered: _Offered, options: ExportOptions, out: Path
) -> None:
    async def done(*, replacing: bool) -> None:
        with screen.workspace.errors_shown():
            wanted = replace(options, replace=replacing)
            write = partial(services.export, name=offered.name, options=wanted, out=out)
            made = await screen.gateway.ask(write)
            more = f"; {number_of(len(made.notes), 'note')}" if made.notes else ""
            screen.say(f"Written: {out.name}{more}")
            if options.publish:
                await tell_published(screen, made, out)
            elif made.notes:
                screen.notify("\n".join(made.notes), markup=False)

    async def answered(place: int) -> None:
        if place == 1:
            await done(replacing=True)

    # A database and a folder tell themselves whether an export of ours is there.
    if offered.ending not in ("", ".sqlite") and out.exists():
        await screen.ask(Menu(f"{out.name} exists. Replace it?", ["No", "Yes"]), answered)
    else:
        await done(replacing=False)
