"""What is done to passages on their screen: codes, memos on them and their group, files."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from kodeverk.model.records import IN_MUNICIPALITY, in_municipality_target, passage_target
from kodeverk.model.text import Span
from kodeverk.service.phrases import number_of
from kodeverk.tui import passage_services as services
from kodeverk.tui.screens.change_question import ChangeQuestion
from kodeverk.tui.screens.file_export import ask_and_write
from kodeverk.tui.screens.memo_editor import MemoSubject, edit_memo
from kodeverk.tui.screens.wording import edit_wording

if TYPE_CHECKING:
    from kodeverk.model.records import Code, Wording
    from kodeverk.service.finding import Place
    from kodeverk.service.passage_changes import Change, Effect
    from kodeverk.tui.screens.passages import PassageScreen

_EXTENTS = ("words", "sentence", "turn")
_VERBS = {
    "add": "Put the code on them",
    "recode": "Give them the code",
    "remove": "Take the code off",
    "confirm": "Confirm them",
}


async def code(screen: PassageScreen) -> None:
    """Choose a code for the passages; of words found, the next ones get it by Enter."""
    places = screen.chosen
    if not places:
        screen.say("There is nothing to code")
        return

    async def put(chosen: Code) -> None:
        if screen.query_now.anywhere and len(places) == 1:
            screen.ready = chosen
            await code_with(screen, chosen)
        else:
            await change(screen, places, _change("add", chosen, screen))

    await screen.pick(f"A code for {number_of(len(places), 'passage')}", put)


async def code_with(screen: PassageScreen, chosen: Code) -> None:
    """Put a code on the words found here, and go to the next."""
    place = screen.passages.current
    if place is None:
        return
    with screen.workspace.errors_shown():
        await screen.gateway.write(services.change, [place], _change("add", chosen, screen))
        screen.show_coded(place, chosen.key)
        screen.passages.action_move(1)
        screen.show_lines()
        screen.say(f"{chosen.key} on the {screen.extent}; {screen.key_of('passages.undo')} undoes")


async def code_all(screen: PassageScreen) -> None:
    """Choose a code for all words found, and put it on them after a question."""
    places = screen.passages.places
    if not screen.query_now.anywhere or not places:
        screen.say("Only words that are looked for are coded all at once")
        return
    if not screen.is_whole():
        return

    async def put(chosen: Code) -> None:
        every = _change("add", chosen, screen)._replace(is_search=True)
        await change(screen, places, every, always=True)

    await screen.pick(f"A code for all {len(places)} places", put)


async def another_code(screen: PassageScreen) -> None:
    """Choose another code for the codings."""
    places = screen.chosen
    if not _has_codings(screen, places):
        return

    async def put(chosen: Code) -> None:
        await change(screen, places, _change("recode", chosen, screen))

    await screen.pick(f"Another code for {number_of(len(places), 'coding')}", put)


async def remove(screen: PassageScreen) -> None:
    """Take the codes off."""
    if _has_codings(screen, screen.chosen):
        await change(screen, screen.chosen, _change("remove", None, screen))


async def confirm(screen: PassageScreen) -> None:
    """Say that what a search coded is right."""
    if _has_codings(screen, screen.chosen):
        await change(screen, screen.chosen, _change("confirm", None, screen))


def next_extent(screen: PassageScreen) -> None:
    """Let other words be coded where words were found."""
    at = _EXTENTS.index(screen.extent)
    screen.extent = _EXTENTS[(at + 1) % len(_EXTENTS)]  # type: ignore[assignment]  # one of them
    screen.say(f"Where words are found, the {screen.extent} is coded")


async def change(
    screen: PassageScreen, places: Sequence[Place], wanted: Change, *, always: bool = False
) -> None:
    """Change passages; where there are several, show before what would become of them."""

    async def do() -> None:
        effect: Effect = await screen.write(partial(services.change, places=places, change=wanted))
        screen.passages.mark(())
        if screen.query_now.anywhere and wanted.code is not None:
            for place in places:
                screen.show_coded(place, wanted.code.key)
        screen.show_lines()
        undo = screen.key_of("passages.undo")
        screen.say(f"{_done(effect, wanted)}; {undo} takes it back")

    async def answered(is_wanted: bool) -> None:
        if is_wanted:
            with screen.workspace.errors_shown():
                await do()

    with screen.workspace.errors_shown():
        if len(places) == 1 and not always:
            await do()
            return
        from kodeverk.service.passage_changes import told

        effect = await screen.gateway.ask(services.effect, places, wanted)
        dialog = ChangeQuestion(_asked(effect, wanted), told(effect, wanted), _VERBS[wanted.act])
        await screen.ask(dialog, answered)


def _change(act: str, code: Code | None, screen: PassageScreen) -> Change:
    from kodeverk.service.passage_changes import Change

    return Change(act, code, screen.extent)  # type: ignore[arg-type]  # one of the acts


def _asked(effect: Effect, wanted: Change) -> str:
    count, key = effect.changed, wanted.code.key if wanted.code else ""
    return {
        "add": f"Put {key} on {number_of(count, 'passage')}?",
        "recode": f"Give {number_of(count, 'coding')} the code {key}?",
        "remove": f"Take the code off {number_of(count, 'passage')}?",
        "confirm": f"Confirm {number_of(count, 'coding')}?",
    }[wanted.act]


def _done(effect: Effect, wanted: Change) -> str:
    count = number_of(effect.changed, "passage")
    key = wanted.code.key if wanted.code else ""
    return {
        "add": f"{key} on {count}",
        "recode": f"{key} instead on {count}",
        "remove": f"{number_of(effect.changed, 'coding')} removed",
        "confirm": f"{number_of(effect.changed, 'coding')} confirmed",
    }[wanted.act]


def _has_codings(screen: PassageScreen, places: Sequence[Place]) -> bool:
    if not places:
        screen.say("There is no passage to change")
        return False
    if any(place.coding is None for place in places):
        screen.say(f"These are words: {screen.key_of('passages.code')} puts a code on them")
        return False
    return True


# Memos


async def memo(screen: PassageScreen) -> None:
    """Write a memo on one's own coding, otherwise on its passage."""
    place = screen.passages.current
    if place is None or screen.found is None:
        return
    if place.coding is not None and place.coder == screen.gateway.coder.id:
        await _edit(screen, "the coding", "coding", place.coding)
        return
    version = screen.found.material.transcripts[place.transcript].version
    target = passage_target(version, Span(place.start, place.end))
    await _edit(screen, "the passage", "passage", target)


async def wording(screen: PassageScreen) -> None:
    """Write how the words of the coding here are published, and who has checked it."""
    place = screen.passages.current
    if screen.found is None or place is None or place.coding is None:
        screen.say("There is no coding here whose words could be published otherwise")
        return

    async def done(wording: Wording | None) -> None:
        screen.say("The wording was written" if wording else "The wording was taken away")

    with screen.workspace.errors_shown():
        known = await screen.gateway.ask(services.wording_of, place.coding)
        quoted = (
            ()
            if known
            else await screen.gateway.ask(services.quoted, screen.found, [place], screen.around)
        )
        quote = quoted[0].text if quoted else ""
        await edit_wording(screen, place.coding, known, quote, done)


async def group_memo(screen: PassageScreen) -> None:
    """Write a memo on what the group of the current passage comes to."""
    target = _group_target(screen)
    if target is None:
        screen.say("A memo on a group is on a code, a municipality, an informant or a transcript")
        return
    await _edit(screen, *target)


def _group_target(screen: PassageScreen) -> tuple[str, str, str] | None:
    """Return what the passages of the group are of, as a memo's name, kind and target."""
    from kodeverk.service.scoping import chosen_codes

    found, group = screen.found, screen.group
    if found is None or group is None:
        return None
    codes = found.material.codes
    asked = [*found.query.selection.codes, *found.query.selection.themes]
    keyed = [codes[one] for one in chosen_codes(codes.values(), asked)]
    name = found.group_names.get(group, group)
    code = keyed[0] if len(keyed) == 1 else None
    if found.by == "informant" and group in found.material.pseudonyms:
        return name, "informant", group
    if found.by == "transcript" and screen.passages.current is not None:
        return name, "transcript", screen.passages.current.transcript
    if found.by == "municipality" and name[:1].isdecimal():
        if code is None:
            return name, "municipality", group
        return f"{code.key} in {name}", IN_MUNICIPALITY, in_municipality_target(code.id, group)
    return None if code is None else (code.key, "code", code.id)


async def _edit(screen: PassageScreen, name: str, kind: str, target: str) -> None:
    def written(identity: str | None, _text: str) -> None:
        screen.say("The memo was written" if identity else "The memo was removed")

    async def closed(_: None) -> None:
        await screen.action_reload()

    with screen.workspace.errors_shown():
        own = await screen.gateway.ask(services.own_memo, kind, target)
        await edit_memo(screen, f"Memo on {name}", MemoSubject(kind, target, own), written, closed)


# Files


async def export(screen: PassageScreen) -> None:
    """Ask for a file, and write what is listed to it."""
    if screen.found is None or not screen.found.places:
        screen.say("There is nothing to write to a file")
        return
    if not screen.is_whole():
        return

    asked = [*screen.found.query.selection.codes, *screen.found.query.selection.themes]
    first = "-".join(asked).replace(":", "-") or "passages"
    write = partial(services.export, found=screen.found, context=screen.around)
    await ask_and_write(screen, f"{first}.docx", write)
