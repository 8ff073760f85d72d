"""What the codebook screen does to a code: each change says what it touches, and is one step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from kodeverk.model.codebook import PALETTE, SHARED, norwegian_name
from kodeverk.model.records import Code, Memo
from kodeverk.tui import codebook_services as books
from kodeverk.tui.screens.code_choice import CodeChoice
from kodeverk.tui.screens.code_texts import CodeTexts
from kodeverk.tui.screens.memo_editor import MemoSubject, edit_memo
from kodeverk.tui.screens.menu import Menu
from kodeverk.tui.screens.prompt import Prompt
from kodeverk.tui.screens.reader import ONLY_ITS_AUTHOR, Reader

if TYPE_CHECKING:
    from kodeverk.service.redefining import Meaning
    from kodeverk.tui.screens.codebook import CodebookScreen

_MEANINGS = (
    "Clarified: it means what it meant; nothing is due",
    "Narrowed: it means less; its codings are decided again",
    "Widened: it means more; finished transcripts are read again",
)
_SEPARATOR = ";"


async def add(screen: CodebookScreen) -> None:
    """Add a code: asked is where, unless there is nothing yet, and its name."""
    code = screen.code
    here = None if code is None or code.codebook == SHARED else code
    places: list[tuple[str, str | None, str | None]] = []
    if here is not None:
        above = screen.codes.get(here.parent or "")
        if above is not None:
            places.append((f"under {_called(above)}, beside {here.key}", above.id, here.codebook))
        places.append((f"under {_called(here)}", here.id, here.codebook))
    book = screen.seen.book_of(here) if screen.seen else None
    places.append(("at the top, as a theme", None, book.key if book else None))

    async def named(place: int) -> None:
        where, parent, codebook = places[place]

        async def write(name: str) -> None:
            from kodeverk.service.code_edits import NewCode

            new = NewCode(name, parent, codebook=codebook)
            made = await screen.change(partial(books.add_code, new=new), counts=True)
            if made is not None:
                screen.highlight(made.id)
                screen.say(f"Added {made.key}; {screen.key_of('codebook.describe')} describes it")

        title = f"A code {where}: its name"
        await screen.ask(Prompt(title, "", "Fast kontaktperson", optional=False), write)

    if len(places) == 1:
        await named(0)
    else:
        listed = [place for place, _, _ in places]
        await screen.ask(Menu("Where is the new code?", listed, foreseen=True), named)


async def rename(screen: CodebookScreen) -> None:
    """Give the code another name."""
    code = screen.chosen()
    if code is None:
        return
    name = norwegian_name(code.name)

    async def write(given: str) -> None:
        if given != name:
            done = await screen.change(partial(books.rename_code, seen=code, name=given))
            _tell(screen, done)

    title = f"The name of {code.key} · {await _reach(screen, [code.id])} keep it"
    await screen.ask(Prompt(title, name, name, optional=False), write)


async def rekey(screen: CodebookScreen) -> None:
    """Give the code another key; the one it has stays known."""
    code = screen.chosen()
    if code is None:
        return
    own = code.key.rpartition(":")[2]

    async def write(key: str) -> None:
        done = await screen.change(partial(books.rekey_code, seen=code, key=key))
        _tell(screen, done)

    title = f"The key of {code.key} · {await _reach(screen, [code.id])} keep it"
    await screen.ask(Prompt(title, own, own, optional=False), write)


async def describe(screen: CodebookScreen) -> None:
    """Write what the code means; where that may change what was coded, it is asked."""
    code = screen.chosen()
    if code is None:
        return
    reach = None
    with screen.workspace.errors_shown():
        reach = await screen.gateway.ask(books.reach, [code.id])
    if reach is None:
        return

    async def write(texts: Mapping[str, str]) -> bool:
        from kodeverk.service.redefining import MEANINGS

        if not books.may_change_meaning(reach, [*texts]):
            return await _described(screen, code, texts, "clarified")

        async def answered(place: int) -> None:
            if await _described(screen, code, texts, MEANINGS[place]):
                form.dismiss(None)

        title = f"What becomes of {code.key}? {reach.in_words}"
        await screen.ask(Menu(title, _MEANINGS), answered)
        return False

    form = CodeTexts(code, reach.in_words, write)
    await screen.app.push_screen(form)


async def _described(
    screen: CodebookScreen, code: Code, texts: Mapping[str, str], meaning: Meaning
) -> bool:
    done = await screen.change(
        partial(books.describe_code, seen=code, texts=texts, meaning=meaning)
    )
    _tell(screen, done)
    return done is not None


async def recolour(screen: CodebookScreen) -> None:
    """Give the code a colour of those that can be told apart, another, or that of its theme."""
    code = screen.chosen(also_reserve=True)
    if code is None:
        return

    async def write(colour: str | None) -> None:
        done = await screen.change(partial(books.recolour_code, code=code.id, colour=colour))
        _tell(screen, done)

    async def answered(place: int) -> None:
        if place < len(PALETTE):
            await write(PALETTE[place])
        elif place == len(PALETTE):
            await write(None)
        else:
            title = f"The colour of {code.key}"
            await screen.ask(Prompt(title, code.colour or "", "#rrggbb", optional=False), write)

    lines = [*PALETTE, "none of its own: that of the code above", "another …"]
    await screen.ask(Menu(f"The colour of {code.key}", lines, foreseen=True), answered)


async def pin(screen: CodebookScreen, digit: str) -> None:
    """Pin the code to a digit, or unpin it where it has that."""
    code = screen.chosen(also_reserve=True)
    if code is None:
        return
    had = [one.key for one in screen.codes.values() if one.hotkey == digit and one != code]
    given = None if code.hotkey == digit else digit
    done = await screen.change(partial(books.pin_code, code=code.id, hotkey=given))
    if done is not None:
        _tell(screen, f"{done}; {had[0]} had it" if had and given else done)


async def move(screen: CodebookScreen) -> None:
    """Let the code stand, with all under it, under another code or on top."""
    code = screen.chosen()
    if code is None:
        return
    below = screen.below(code)
    others = [
        one
        for one in screen.codes.values()
        if one.id not in below and one.codebook == code.codebook and one.id != code.parent
    ]

    async def write(parent: str) -> None:
        done = await screen.change(
            partial(books.move_code, code=code.id, parent=parent or None, before=None), counts=True
        )
        if done is not None:
            screen.highlight(code.id)
            _tell(screen, done)

    on_top = "at the top, as a theme" if code.parent is not None else ""
    title = f"{code.key} under which code? {await _reach(screen, below)} go along"
    await screen.ask(CodeChoice(title, others, on_top), write)


async def shift(screen: CodebookScreen, places: int) -> None:
    """Let the code stand one place earlier or later among its siblings."""
    code = screen.chosen()
    if code is None:
        return
    beside = screen.beside(code)
    place = beside.index(code) + places
    if not 0 <= place < len(beside):
        screen.say(f"{code.key} is the {'first' if places < 0 else 'last'} here")
        return
    behind = place if places < 0 else place + 1
    before = beside[behind].id if behind < len(beside) else None
    done = await screen.change(
        partial(books.move_code, code=code.id, parent=code.parent, before=before)
    )
    _tell(screen, done)


async def join(screen: CodebookScreen) -> None:
    """Make the code one with another, whose name stays, after saying what goes along."""
    code = screen.chosen()
    if code is None:
        return
    below = screen.below(code)
    others = [
        one
        for one in screen.codes.values()
        if one.id not in below and one.codebook == code.codebook
    ]
    touched = await _reach(screen, [code.id])

    async def confirm(stays: str) -> None:
        into = screen.codes[stays]

        async def answered(place: int) -> None:
            if place == 1:
                done = await screen.change(
                    partial(books.join_codes, goes=code.id, stays=stays), counts=True
                )
                if done is not None:
                    screen.highlight(stays)
                    _tell(screen, done)

        choices = ["Leave them two", f"Join them; {into.key} stays"]
        title = f"Join {code.key} into {_called(into)}? {touched} go along."
        await screen.ask(Menu(title, choices), answered)

    title = f"Join {_called(code)} into which code? ({touched})"
    await screen.ask(CodeChoice(title, others), confirm)


async def split(screen: CodebookScreen) -> None:
    """Make several codes of the code; its codings are decided again, each by its coder."""
    code = screen.chosen()
    if code is None:
        return
    touched = await _reach(screen, [code.id])

    async def confirm(typed: str) -> None:
        names = [name.strip() for name in typed.split(_SEPARATOR) if name.strip()]
        known = {one.key.casefold(): one.id for one in screen.codes.values()}
        into = [known.get(name.casefold(), name) for name in names]

        beside = f"Split it; {code.key} stays in use beside"
        instead = f"Split it; {code.key} is out of use"
        ways = [instead, f"{beside} them"] if len(into) > 1 else [f"{beside} it"]

        async def answered(place: int) -> None:
            if place:
                keep = ways[place - 1] != instead
                made = await screen.change(
                    partial(books.split_code, code=code.id, into=into, keep=keep),
                    counts=True,
                )
                if made is not None:
                    screen.highlight(made[0].id)
                    work = screen.key_of("codebook.decide")
                    keys = ", ".join(one.key for one in made)
                    screen.say(f"Split {code.key} into {keys}; {work} works off what waits")

        listed = ", ".join(names)
        title = f"Split {code.key} into {listed}? {touched} are decided again, each by its coder."
        await screen.ask(Menu(title, ["Leave it whole", *ways]), answered)

    title = f"Split {_called(code)} into which codes? Names or keys, with {_SEPARATOR} between"
    await screen.ask(Prompt(title, "", "Åpenhet; Løfter som holdes", optional=False), confirm)


async def use(screen: CodebookScreen) -> None:
    """Take the code out of use with all under it, or into use with those above it."""
    code = screen.chosen()
    if code is None:
        return
    below = [one for one in screen.below(code) if screen.codes[one].active]

    async def answered(place: int) -> None:
        if place == 1:
            write = partial(books.set_in_use, code=code.id, active=not code.active)
            _tell(screen, await screen.change(write, counts=True))

    if not code.active:
        await answered(1)
        return
    touched = await _reach(screen, below)
    more = f" and {len(below) - 1} under it" if len(below) > 1 else ""
    choices = ["It stays in use", "Out of use"]
    title = f"Take {code.key}{more} out of use? {touched} are kept."
    await screen.ask(Menu(title, choices), answered)


async def write_memo(screen: CodebookScreen) -> None:
    """Write a memo on the code, change one's own, or read a colleague's."""
    code, seen = screen.code, screen.seen
    if code is None or seen is None:
        return
    title = f"Memo on {_called(code)}"
    memos = seen.memos.get(code.id, ())
    own = [memo for memo in memos if memo.coder in (None, screen.gateway.coder.id)]
    others = [memo for memo in memos if memo not in own]

    async def edit(memo: Memo | None) -> None:
        def written(identity: str | None, _text: str) -> None:
            screen.say("The memo was written" if identity else "The memo was removed")

        async def closed(_: None) -> None:
            await screen.action_reload()

        await edit_memo(screen, title, MemoSubject("code", code.id, memo), written, closed)

    async def chosen(place: int) -> None:
        if place == 0:
            await edit(own[0] if own else None)
        else:
            memo = others[place - 1]
            by = seen.authors.get(memo.coder or "", "-")
            await screen.app.push_screen(Reader(f"{by}: {title}", memo.text, ONLY_ITS_AUTHOR))

    if not others:
        await edit(own[0] if own else None)
        return
    lines = ["Change mine" if own else "Write one", *(_of(seen.authors, memo) for memo in others)]
    await screen.ask(Menu(title, lines, foreseen=True), chosen)


def _of(authors: Mapping[str, str], memo: Memo) -> str:
    return f"{authors.get(memo.coder or '', '-')}: {' '.join(memo.text.split())}"


async def _reach(screen: CodebookScreen, codes: Sequence[str]) -> str:
    """Return in words what a change to codes touches."""
    with screen.workspace.errors_shown():
        return (await screen.gateway.ask(books.reach, codes)).in_words
    return "codings"


def _called(code: Code) -> str:
    return f"{code.key} {norwegian_name(code.name)}"


def _tell(screen: CodebookScreen, done: str | None) -> None:
    if done is not None:
        screen.say(f"{done[:1].upper()}{done[1:]}")
