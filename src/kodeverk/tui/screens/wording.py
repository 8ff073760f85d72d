"""How the words of a coding are published, asked on a screen: the words, then who checked them."""

from collections.abc import Awaitable, Callable

from kodeverk.model.records import Wording
from kodeverk.tui import passage_services as services
from kodeverk.tui.screens.mode import Mode
from kodeverk.tui.screens.prompt import Prompt


async def edit_wording(
    screen: Mode,
    coding: str,
    known: Wording | None,
    quote: str,
    done: Callable[[Wording | None], Awaitable[None]],
) -> None:
    """Ask how the words of a coding are published, and who checked that; write it.

    Without a wording so far its words as they were said stand there to be changed; nothing takes
    the wording away. `done` is told what it is when it is on disk.
    """

    async def write(wording: Wording | None) -> None:
        with screen.workspace.errors_shown():
            await screen.gateway.write(services.set_wording, coding, wording)
            await done(wording)

    async def worded(text: str) -> None:
        if not text:
            await write(None)
            return

        async def checked(name: str) -> None:
            if name:
                await write(Wording(text, name))

        who = known.checked_by if known else ""
        prompt = Prompt("Who has checked it against the original?", who, "name", optional=False)
        await screen.ask(prompt, checked)

    said = known.text if known else " ".join(quote.split())
    await screen.ask(Prompt("How are these words published?", said, "the words"), worded)
