"""What waits on the codebook screen: codings to decide again, reading to do, proposals."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kodeverk.service.phrases import number_of
from kodeverk.tui import codebook_services as books
from kodeverk.tui.screens.code_choice import NO_CODE, CodeChoice
from kodeverk.tui.screens.decide_again import DecideAgain
from kodeverk.tui.screens.menu import Menu

if TYPE_CHECKING:
    from kodeverk.model.records import Code
    from kodeverk.model.text import Span
    from kodeverk.service.deciding import ToRead
    from kodeverk.service.proposing import ProposedCode
    from kodeverk.tui.screens.codebook import CodebookScreen


async def decide(screen: CodebookScreen) -> None:
    """Go through the coder's codings to decide again; where there are none, what is to be read.

    Those of the highlighted code come first.
    """
    waiting, reading = None, None
    with screen.workspace.errors_shown():
        waiting = await screen.gateway.ask(books.to_decide, None)
        reading = await screen.gateway.ask(books.to_read_again)
    if waiting is None or reading is None:
        return
    if not waiting and not reading:
        screen.say("Nothing waits for you")
    elif waiting:
        code = screen.code
        here = [one for one in waiting if code is not None and one.code.id == code.id]
        others = [one for one in waiting if one not in here]
        in_use = [one for one in screen.codes.values() if one.active]

        async def left(opened: tuple[str, Span] | None) -> None:
            await screen.action_reload()
            if opened is not None:
                with screen.workspace.errors_shown():
                    await screen.workspace.open_transcript(opened[0], "", opened[1])

        dialog = DecideAgain(screen.workspace, [*here, *others], in_use)
        await screen.app.push_screen(dialog, left)
    else:
        await read_again(screen, reading)


async def read_again(screen: CodebookScreen, reading: tuple[ToRead, ...]) -> None:
    """List the transcripts to read again; one is opened, or said to be read."""

    async def chosen(place: int) -> None:
        one = reading[place]

        async def answered(choice: int) -> None:
            if choice == 0:
                with screen.workspace.errors_shown():
                    await screen.workspace.open_transcript(one.transcript.id, "")
                return
            write = partial(books.have_read_again, transcripts=[one.transcript.id])
            await screen.change(write)
            screen.say(f"{one.transcript.name} is read again")

        choices = ["Open it", "It has been read again"]
        await screen.ask(Menu(lines[place], choices, foreseen=True), answered)

    lines = [
        f"{one.transcript.name} · for {', '.join(code.key for code in one.codes)}"
        for one in reading
    ]
    title = f"{number_of(len(reading), 'transcript')} to read again"
    await screen.ask(Menu(title, lines, foreseen=True), chosen)


async def proposals(screen: CodebookScreen) -> None:
    """List the codes that are proposed; the one chosen becomes a code."""
    proposed = None
    with screen.workspace.errors_shown():
        proposed = await screen.gateway.ask(books.proposals)
    if proposed is None:
        return
    if not proposed:
        screen.say("Nobody proposes a code")
        return

    async def chosen(place: int) -> None:
        await _accept(screen, proposed[place])

    lines = [_in_words(screen, one) for one in proposed]
    title = f"{number_of(len(proposed), 'code')} proposed"
    await screen.ask(Menu(title, lines, foreseen=True), chosen)


def _in_words(screen: CodebookScreen, one: ProposedCode) -> str:
    theme = screen.codes.get(one.theme or "")
    where = f" under {theme.key}" if theme else ""
    mine = f", {one.own} yours" if one.own and one.own < one.codings else ""
    codings = f"{number_of(one.codings, 'coding')}{mine}"
    return f"{one.name}{where} · {codings} · {', '.join(one.coders)}"


async def _accept(screen: CodebookScreen, one: ProposedCode) -> None:
    """Make a proposal a code: under its theme, elsewhere, or one that is there already."""
    theme = screen.codes.get(one.theme or "")

    async def make(parent: str | None) -> None:
        from kodeverk.service.code_edits import NewCode

        book = screen.seen.book_of(screen.code) if screen.seen else None
        new = NewCode(one.name, parent, codebook=book.key if book else None)
        await accept(partial(books.accept_proposal, name=one.name, new=new, there=None))

    async def accept(write: partial[tuple[Code, int]]) -> None:
        done = await screen.change(write, counts=True)
        if done is not None:
            code, given = done
            screen.highlight(code.id)
            left = one.codings - given
            waits = f"; {left} wait for their coders" if left else ""
            screen.say(f"{code.key}, on {number_of(given, 'coding')} of yours{waits}")

    async def under(parent: str) -> None:
        await make(None if parent == NO_CODE else parent)

    async def there(code: str) -> None:
        await accept(partial(books.accept_proposal, name=one.name, new=None, there=code))

    async def answered(place: int) -> None:
        codes = [code for code in screen.codes.values() if code.counted and code.active]
        if place == 0:
            await make(theme.id if theme else None)
        elif place == 1:
            title = f"{one.name} under which code?"
            await screen.ask(CodeChoice(title, codes, "at the top, as a theme"), under)
        else:
            await screen.ask(CodeChoice(f"{one.name} is which code?", codes), there)

    first = f"under {theme.key}" if theme else "at the top"
    choices = [f"Make it a code {first}", "Make it a code elsewhere …", "It is a code there is …"]
    await screen.ask(Menu(_in_words(screen, one), choices, foreseen=True), answered)
