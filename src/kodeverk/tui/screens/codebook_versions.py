"""A codebook as a whole, on its screen: freezing, history, comparing, writing it to a file."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from kodeverk.errors import Refused
from kodeverk.service.phrases import local_time, number_of
from kodeverk.tui import codebook_services as books
from kodeverk.tui.screens.menu import Menu
from kodeverk.tui.screens.prompt import Prompt
from kodeverk.tui.screens.reader import Reader
from kodeverk.written_paths import path_for_file, path_of

if TYPE_CHECKING:
    from kodeverk.model.codebook import Difference
    from kodeverk.service.codebook_list import CodebookRow
    from kodeverk.service.freezing import VersionRow
    from kodeverk.tui.screens.codebook import CodebookScreen


def called(book: CodebookRow) -> str:
    """Return what the version of a codebook is called."""
    from kodeverk.service.codebook_list import version_in_words

    return version_in_words(book)


async def freeze(screen: CodebookScreen) -> None:
    """Freeze the codebook as a version, or open it for changes."""
    book = _book(screen)
    if book is None:
        screen.say("There is no codebook yet")
        return

    async def reopened(place: int) -> None:
        if place == 1:
            label = await screen.change(partial(books.reopen, key=book.key))
            if label is not None:
                screen.say(f"{book.key} is open for changes, after {label}")

    async def frozen(label: str) -> None:
        named = await screen.change(partial(books.freeze, key=book.key, label=label))
        if named is not None:
            screen.say(f"{book.key} is frozen as {named}; new codes are proposed from now on")

    if book.frozen:
        choices = ["It stays frozen", "Open it for changes"]
        await screen.ask(Menu(f"{book.key} is frozen as {called(book)}", choices), reopened)
    else:
        title = f"Freeze {book.key}: what is the version called? Nothing: the next number"
        await screen.ask(Prompt(title, "", f"after {called(book)}"), frozen)


async def history(screen: CodebookScreen) -> None:
    """List the versions of the codebook; the one chosen is compared with now, or a file is."""
    book = _book(screen)
    if book is None:
        screen.say("There is no codebook yet")
        return
    past = None
    with screen.workspace.errors_shown():
        past = await screen.gateway.ask(books.history, book.key)
    if past is None:
        return
    rows = past.versions[::-1]

    async def compared(place: int) -> None:
        if place == len(rows):
            await screen.ask(Prompt("Compare with which file?", "", "codebook.yaml"), with_file)
            return
        with screen.workspace.errors_shown():
            label = rows[place].label
            found = await screen.gateway.ask(books.compare_versions, book.key, label, None)
            await _read(screen, f"{book.key} now, compared with {label}", found)

    async def with_file(name: str) -> None:
        with screen.workspace.errors_shown():
            found = await screen.gateway.ask(books.compare_with_file, path_of(name))
            await _read(screen, f"{name}, compared with the project", found)

    edited = "" if past.edited is None else number_of(len(past.edited), "change")
    since = f" · {edited} since" if past.edited else ""
    title = f"{book.key}: versions{since}"
    lines = [*map(_row, rows), "Compare with a file …"]
    await screen.ask(Menu(title, lines, foreseen=True), compared)


def _row(row: VersionRow) -> str:
    made = "" if row.at is None else f" · {local_time(row.at)}"
    current = " · current" if row.is_current else ""
    return f"{row.label} · {number_of(row.codes, 'code')} · {row.author}{made}{current}"


async def _read(screen: CodebookScreen, title: str, found: Sequence[Difference]) -> None:
    from kodeverk.service.codebook_differences import in_words

    lines = "\n".join(map(in_words, found)) or "No difference."
    await screen.app.push_screen(Reader(title, lines, number_of(len(found), "difference")))


async def export(screen: CodebookScreen) -> None:
    """Write the codebook to a file: the ending says as what."""
    book = _book(screen)
    if book is None:
        screen.say("There is no codebook yet")
        return

    async def write(name: str, replace: bool = False) -> None:
        with screen.workspace.errors_shown():
            file = path_for_file(name)
            try:
                notes = await screen.gateway.ask(books.export_codebook, book.key, file, replace)
            except Refused as refused:
                if replace or not file.exists():
                    raise
                await ask_to_replace(name, refused.message)
                return
            screen.say("; ".join([f"Wrote {name}", *notes]))

    async def ask_to_replace(name: str, message: str) -> None:
        async def answered(place: int) -> None:
            if place == 1:
                await write(name, True)

        await screen.ask(Menu(message, ["Leave it", "Replace it"]), answered)

    async def named(name: str) -> None:
        if name:
            await write(name)

    title = f"Write {book.key} to: .yaml .csv .xlsx .docx .html .md"
    await screen.ask(Prompt(title, f"{book.key}.docx", f"{book.key}.yaml", optional=False), named)


def _book(screen: CodebookScreen) -> CodebookRow | None:
    return None if screen.seen is None else screen.seen.book_of(screen.code)
