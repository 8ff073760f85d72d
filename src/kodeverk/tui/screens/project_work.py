"""Who codes what, from the project screen: dealing out, the main coder, finishing, releasing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kodeverk.model.records import MAIN_ROUND
from kodeverk.service.phrases import number_of, some_of
from kodeverk.tui import work_services as services
from kodeverk.tui.screens.menu import Menu

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from kodeverk.service.dealing import Dealing
    from kodeverk.service.overview import OverviewRow
    from kodeverk.service.releasing import Standing
    from kodeverk.tui.screens.project import ProjectScreen

    _Does = Callable[[ProjectScreen], Awaitable[None]]


async def assign(screen: ProjectScreen, row: OverviewRow) -> None:
    """Deal transcripts out, or say who is the main coder of the highlighted one."""
    with screen.workspace.errors_shown():
        team = await screen.gateway.ask(services.team)

        async def named(place: int) -> None:
            await _name_main(screen, row, team.coders[place])

        async def chosen(place: int) -> None:
            if place == 0:
                await _deal(screen, team)
                return
            marks = (" (is it now)" if name == row.main else "" for name in team.coders)
            names = [f"{name}{mark}" for name, mark in zip(team.coders, marks, strict=True)]
            title = f"Whose codings of {row.name} count{_during(screen)}: its main coder"
            await screen.ask(Menu(title, names, foreseen=True), named)

        choices = ["Deal out transcripts without a main coder …", f"The main coder of {row.name} …"]
        await screen.ask(Menu("Who codes what", choices, foreseen=True), chosen)


async def _deal(screen: ProjectScreen, team: services.Team) -> None:
    from kodeverk.tui.screens.deal import DealDialog

    async def deal(chosen: Dealing) -> None:
        dealt = await screen.write(partial(services.deal, chosen=chosen))
        undo = screen.key_of("project.undo")
        done = f"Dealt out {number_of(len(dealt), 'transcript')}; {undo} takes it back"
        screen.say(done if dealt else "Every transcript has a main coder already")

    await screen.app.push_screen(DealDialog(screen.gateway, team, screen.round_name, deal))


async def _name_main(screen: ProjectScreen, row: OverviewRow, name: str) -> None:
    with screen.workspace.errors_shown():
        named = await screen.write(
            partial(
                services.name_main_coder,
                transcript=row.id,
                name=name,
                round_name=screen.round_name,
            )
        )
        instead = f" instead of {named.instead_of}" if named.instead_of else ""
        screen.say(f"{named.main} is the main coder of {row.name}{instead}{_during(screen)}")


def _during(screen: ProjectScreen) -> str:
    """Return in which round something is done; empty in the main one."""
    return "" if screen.round_name == MAIN_ROUND else f" in {screen.round_name}"


async def finish(screen: ProjectScreen, row: OverviewRow) -> None:
    """Finish the highlighted transcript, after telling what is left open; or reopen it."""
    if row.state is None and screen.round_name != MAIN_ROUND:
        screen.say(f"{row.name} is not dealt to you{_during(screen)}")
        return
    if row.state == "released":
        screen.say(f"{row.name} is released: everybody sees who coded what in it")
        return
    if row.state == "finished":
        title = f"{row.name} is finished{_during(screen)}, and your codings of it can count"
        await _ask(screen, title, ["Leave it finished", "Reopen it"], [None, partial(_reopen, row)])
        return
    with screen.workspace.errors_shown():
        left = await screen.gateway.ask(services.unfinished, row.id)
        open_ = [
            f"{number_of(len(left.unread), 'turn')} not read" if left.unread else "",
            f"{number_of(len(left.lacking), 'required facet')} missing" if left.lacking else "",
            "no coding of yours" if not row.codings else "",
        ]
        said = ", ".join(filter(None, open_)) or "everything is read, no required facet is missing"
        title = f"Finish {row.name}{_during(screen)}? {said[:1].upper()}{said[1:]}."
        await _ask(screen, title, ["Finish it", "Leave it open"], [partial(_finish, row), None])


async def _finish(row: OverviewRow, screen: ProjectScreen) -> None:
    write = partial(services.finish, transcript=row.id, round_name=screen.round_name)
    await screen.write(write)
    undo = screen.key_of("project.undo")
    screen.say(f"Finished {row.name}{_during(screen)}; {undo} takes it back")


async def _reopen(row: OverviewRow, screen: ProjectScreen) -> None:
    write = partial(services.reopen, transcript=row.id, round_name=screen.round_name)
    await screen.write(write)
    screen.say(f"Reopened {row.name}{_during(screen)}")


async def release(screen: ProjectScreen, row: OverviewRow) -> None:
    """Release the highlighted transcript, or all that are finished, telling first whose."""
    round_name = screen.round_name
    with screen.workspace.errors_shown():
        here = await screen.gateway.ask(services.releasable, round_name, row.id)
        all_ = await screen.gateway.ask(services.releasable, round_name, None)
        lines: list[str] = []
        does: list[_Does] = []
        if here:
            lines.append("Release what is finished of it")
            does.append(partial(_release, here, round_name))
        if len(all_) > len(here):
            unfinished = sum(bool(standing.at_work) for standing in all_)
            still = f"; {unfinished} of them not by all" if unfinished else ""
            lines.append(f"Release all {len(all_)} that somebody has finished{still}")
            does.append(partial(_release, all_, round_name))
        if not does:
            screen.say(f"{row.name} is released already")
            return
        title = f"{row.name} is released already" if not here else _standing(here[0])
        await _ask(screen, title, [*lines, "Leave it"], [*does, None])


def _standing(standing: Standing) -> str:
    finished = f"{standing.name} is finished by {some_of(standing.finished)}"
    opens = "released, its coders see each other's codings"
    return f"{finished}: {opens}" if not standing.warning else standing.warning


async def _release(standings: Sequence[Standing], round_name: str, screen: ProjectScreen) -> None:
    transcripts = [standing.transcript for standing in standings]
    write = partial(services.release, transcripts=transcripts, round_name=round_name)
    await screen.write(write)
    names = some_of([standing.name for standing in standings], 3)
    screen.say(f"Released {names}{_during(screen)}; {screen.key_of('project.undo')} takes it back")


async def _ask(
    screen: ProjectScreen, title: str, lines: Sequence[str], does: Sequence[_Does | None]
) -> None:
    """Ask, and do what belongs to the line that is chosen."""

    async def answered(place: int) -> None:
        do = does[place]
        if do is not None:
            with screen.workspace.errors_shown():
                await do(screen)

    await screen.ask(Menu(title, lines), answered)
