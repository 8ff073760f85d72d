"""A code that is made while coding: its theme and its name are asked once, the rest may wait.

While the codebook is frozen it is proposed, on the words it is about.
"""

from functools import partial
from typing import TYPE_CHECKING

from kodeverk.model.records import Coder, Coding, Proposal
from kodeverk.model.text import Span
from kodeverk.tui import codebook_services as books
from kodeverk.tui.screens.code_choice import CodeChoice
from kodeverk.tui.screens.coding_work import while_open
from kodeverk.tui.screens.prompt import Prompt

if TYPE_CHECKING:
    from kodeverk.service.projects import Project
    from kodeverk.tui.screens.coding import CodingScreen


async def name_it(screen: "CodingScreen", passage: Span, typed: str) -> None:
    """Ask where the code stands and what it is called; then make it and put it on the passage."""
    codes = [code for code in screen.transcript.codes if code.counted]

    async def placed(theme: str) -> None:
        book = screen.transcript.codebook_of(theme)
        is_frozen = False
        with screen.workspace.errors_shown():
            is_frozen = await screen.gateway.ask(books.is_frozen, book)

        async def named(name: str) -> None:
            make = _propose if is_frozen else _make
            await while_open(screen, partial(make, screen, passage, name, theme or None, book))

        title = "The name of the code that is proposed" if is_frozen else "The name of the code"
        await screen.ask(Prompt(title, typed, "Fast kontaktperson", optional=False), named)

    if codes:
        title = f"“{typed}”: under which code?"
        await screen.ask(CodeChoice(title, codes, "at the top, as a theme"), placed)
    else:
        await placed("")


async def _make(
    screen: "CodingScreen", passage: Span, name: str, theme: str | None, book: str | None
) -> None:
    from kodeverk.service.code_edits import NewCode

    transcript = screen.transcript
    new = NewCode(name, theme, codebook=book)

    def make(project: "Project", coder: Coder) -> Coding:
        there, version = transcript.record.id, transcript.version
        facets = screen.workspace.sticky
        return books.apply_new_code(project, coder, there, version, passage, new, facets)

    with screen.workspace.errors_shown():
        coding, loaded = await screen.gateway.write_and_read(make, screen.reading())
        transcript.take(loaded)
        screen.show_side()
        screen.show_applied(transcript.code(coding), coding)


async def _propose(
    screen: "CodingScreen", passage: Span, name: str, theme: str | None, _book: str | None
) -> None:
    transcript = screen.transcript
    proposal = Proposal(name, theme)

    def propose(project: "Project", coder: Coder) -> Coding:
        there, version = transcript.record.id, transcript.version
        return books.propose_code(project, coder, there, version, passage, proposal)

    with screen.workspace.errors_shown():
        coding, loaded = await screen.gateway.write_and_read(propose, screen.reading())
        words = transcript.words_in_words(passage)
        await screen.show_changed(f"Proposed {name} on {words}", loaded, coding)
