"""How far the coder's work on a transcript has come: read to here, finished, reopened."""

from functools import partial
from typing import TYPE_CHECKING

from kodeverk.tui import services
from kodeverk.tui.screens.finish_question import Lacking, finish_question
from kodeverk.tui.screens.menu import Menu

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from kodeverk.tui.screens.coding import CodingScreen


async def mark_read(screen: "CodingScreen") -> None:
    """Remember that everything up to the selection's end has been read."""
    offset = max(screen.view.selection.end, screen.view.caret)
    with screen.workspace.errors_shown():
        await screen.gateway.write(services.mark_read, screen.transcript.record.id, offset)
        screen.transcript.read_to = screen.view.read_to = offset
        screen.transcript.begin()
        screen.show_heading()
        screen.say(f"Read to here: {screen.transcript.read_percent()} % of the words")


async def finish(screen: "CodingScreen") -> None:
    """Finish the transcript, after showing what is left open; or reopen it."""
    transcript = screen.transcript.record
    if screen.transcript.finished:

        async def answered(place: int) -> None:
            if place == 1:
                with screen.workspace.errors_shown():
                    await _reopen(screen)

        choices = ["Leave it finished", "Reopen it"]
        await screen.ask(Menu(f"{transcript.name} is finished", choices), answered)
        return

    async def left_open(answer: Lacking | bool | None) -> None:
        if isinstance(answer, Lacking):
            screen.view.select(answer.start, answer.end)
        elif answer:
            with screen.workspace.errors_shown():
                await screen.gateway.write(services.finish, transcript.id)
                screen.transcript.finish()
                screen.show_heading()
                leave = screen.key_of("coding.leave")
                screen.say(f"The transcript was finished; {leave} goes back to the project")

    with screen.workspace.errors_shown():
        left = await screen.gateway.ask(services.unfinished, screen.transcript.loaded)
        await screen.app.push_screen(finish_question(screen.transcript, left), left_open)


async def while_open(screen: "CodingScreen", do: "Callable[[], Awaitable[None]]") -> None:
    """Do something to the codings; where the transcript is finished, ask about that first."""
    transcript = screen.transcript
    if not transcript.finished or transcript.stays_finished:
        await do()
        return

    async def answered(place: int) -> None:
        with screen.workspace.errors_shown():
            transcript.stays_finished = place == 1
            if place == 0:
                await _reopen(screen)
            await do()

    title = f"You have finished {transcript.record.name}. Reopen it?"
    await screen.ask(
        Menu(title, ["Reopen it and do this", "Do this and leave it finished"]), answered
    )


async def _reopen(screen: "CodingScreen") -> None:
    write = partial(services.reopen, transcript=screen.transcript.record.id)
    _, loaded = await screen.gateway.write_and_read(write, screen.reading())
    await screen.changed("The transcript was reopened", loaded)
