"""What the coding screen does to a coding that is there: its borders, its code, one into two."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from kodeverk.model.records import Code, Coding, Wording
from kodeverk.model.text import Span
from kodeverk.tui import services
from kodeverk.tui.screens.coding_work import while_open
from kodeverk.tui.screens.menu import Menu
from kodeverk.tui.screens.wording import edit_wording

if TYPE_CHECKING:
    from kodeverk.tui.screens.coding import CodingScreen


async def write_wording(screen: "CodingScreen") -> None:
    """Write how the words of a coding are published, and who has checked it."""

    async def edit(coding: Coding) -> None:
        async def done(wording: Wording | None) -> None:
            screen.transcript.codings.put(replace(coding, wording=wording))
            screen.show_codings(
                "The wording was written" if wording else "The wording was taken away"
            )

        quote = screen.transcript.shown_text.text[coding.start : coding.end]
        await edit_wording(screen, coding.id, coding.wording, quote, done)

    await screen.for_coding("Published words of which coding?", edit, screen.target.codings())


async def move_borders(screen: "CodingScreen") -> None:
    """Let movements move the end of a coding of the coder's own; if they do, the other border."""
    if screen.view.bordering:
        screen.view.other_border()
        return

    async def begin(coding: Coding) -> None:
        if screen.transcript.is_own(coding):
            screen.view.move_borders(coding.id)
        else:
            screen.say("Only its own coder moves the borders of a coding")

    await screen.for_coding("The borders of which coding?", begin, screen.target.own_codings())


def bordering_in_words(screen: "CodingScreen") -> str:
    """Return which border movements move, how many words the coding would have, and the keys.

    Empty where they move none.
    """
    border, selected = screen.view.bordering, screen.target.selected()
    if not border or selected is None:
        return ""
    other = "start" if border == "end" else "end"
    key = screen.transcript.key_of(selected)
    words = screen.transcript.words_in_words(screen.view.selection)
    return f"{border.upper()} of {key}, {words} · Tab: {other} · Enter writes · Esc leaves"


async def put_borders(screen: "CodingScreen", coding: Coding, span: Span) -> None:
    """Give a coding other borders, and select what it lies on then.

    Where no word would be left, say so.
    """
    if not screen.transcript.words(*span):
        screen.say("There would be no words left: the borders stay")
        return

    async def put() -> None:
        with screen.workspace.errors_shown():
            moved = await screen.gateway.write(services.move_borders, coding, span)
            screen.transcript.put(moved)
            screen.view.select(moved.start, moved.end)
            words = screen.transcript.words_in_words(span)
            screen.show_codings(f"{screen.transcript.key_of(moved)} lies on {words} now", moved)

    await while_open(screen, put)


async def split(screen: "CodingScreen") -> None:
    """Make two codings of the one at the caret; the one behind it is selected then."""

    async def put(coding: Coding) -> None:
        with screen.workspace.errors_shown():
            offset = screen.view.caret
            first, second = await screen.gateway.write(services.split_coding, coding, offset)
            screen.transcript.put(first)
            screen.transcript.put(second)
            screen.view.clear_selection()
            parts = [
                screen.transcript.words_in_words(Span(one.start, one.end))
                for one in (first, second)
            ]
            key = screen.transcript.key_of(first)
            screen.show_codings(f"{key} was split into {' and '.join(parts)}", second)

    async def split_it(coding: Coding) -> None:
        await while_open(screen, partial(put, coding))

    await screen.for_coding("Split which coding?", split_it, screen.target.own_codings())


async def another_code(screen: "CodingScreen") -> None:
    """Choose another code for a coding of the coder's own."""

    async def put(coding: Coding, code: Code) -> None:
        with screen.workspace.errors_shown():
            before = screen.transcript.coding_in_words(coding)
            recoded = await screen.gateway.write(services.change_code, coding, code)
            if recoded is None:
                screen.say(f"{code.key} is on these words already: nothing was changed")
                return
            screen.transcript.put(recoded.coding)
            lost = f"; it carries no {', '.join(recoded.lost)}" if recoded.lost else ""
            screen.show_codings(f"{before} became {code.key}{lost}", recoded.coding)

    async def choose(coding: Coding) -> None:
        async def chosen(code: Code) -> None:
            await while_open(screen, partial(put, coding, code))

        await screen.pick(f"Instead of {screen.transcript.coding_in_words(coding)}", chosen)

    await screen.for_coding("Another code for which coding?", choose, screen.target.own_codings())


async def asked_about_overlap(screen: "CodingScreen", passage: Span, code: Code) -> bool:
    """Ask what a code across an own coding of it is to become; return whether that was asked."""
    transcript = screen.transcript
    if transcript.own_like(code, passage) is not None:
        return False
    across = transcript.own_across(code, passage)
    if not across:
        return False
    wider = [
        Span(min(coding.start, passage.start), max(coding.end, passage.end)) for coding in across
    ]

    async def chosen(place: int) -> None:
        if place == len(across):
            await while_open(screen, partial(screen.apply_on, passage, code))
        elif wider[place] == (across[place].start, across[place].end):
            screen.view.highlight(across[place].id)
            screen.say(f"{code.key} stays as it was on these words")
        else:
            await put_borders(screen, across[place], wider[place])

    def line(coding: Coding, span: Span) -> str:
        which = (
            "" if len(across) == 1 else f" “{transcript.excerpt(Span(coding.start, coding.end))}”"
        )
        if span == (coding.start, coding.end):
            return f"Leave the coding{which} as it is: it holds these words"
        return f"Extend the coding{which} to both"

    lines = [line(coding, span) for coding, span in zip(across, wider, strict=True)]
    title = f"{code.key} lies on some of these words already"
    await screen.ask(Menu(title, [*lines, "A second coding"], numbered=False), chosen)
    return True
