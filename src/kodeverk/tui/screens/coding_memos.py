"""The memos of the coding screen: on a coding, on a passage, on the transcript."""

from dataclasses import replace
from typing import TYPE_CHECKING

from kodeverk.model.records import ON_WORDS, Coding, Memo, passage_target
from kodeverk.model.text import Span
from kodeverk.tui.screens.memo_editor import MemoSubject, edit_memo
from kodeverk.tui.screens.menu import Menu
from kodeverk.tui.screens.reader import ONLY_ITS_AUTHOR, Reader

if TYPE_CHECKING:
    from kodeverk.tui.screens.coding import CodingScreen


async def write_memo(screen: "CodingScreen") -> None:
    """Write a memo on the selected coding, or the one here, or the passage.

    Of words that are selected the codings are those on exactly these words.
    """
    transcript = screen.transcript
    here = screen.target.own_codings_of_selection()
    if screen.target.selected() is None and not here:
        passage = screen.passage()
        if passage is not None:
            title = f"Memo on “{transcript.excerpt(passage)}”"
            target = passage_target(transcript.version, passage)
            memo = transcript.memo_on_words("passage", passage)
            await _edit(screen, title, "passage", target, memo, passage)
        return

    async def edit(coding: Coding) -> None:
        title = f"Memo on {transcript.coding_in_words(coding)}"
        memo = transcript.memo_on("coding", coding.id)
        await _edit(screen, title, "coding", coding.id, memo)

    await screen.for_coding("Memo on which coding?", edit, here)


async def write_on_transcript(screen: "CodingScreen") -> None:
    """Write a memo on the transcript."""
    record = screen.transcript.record
    memo = screen.transcript.memo_on("transcript", record.id)
    await _edit(screen, f"Memo on {record.name}", "transcript", record.id, memo)


async def write_around(screen: "CodingScreen") -> None:
    """Write a memo on the turn here, on who speaks in it, or on the municipality."""
    transcript, choices = screen.transcript, list[tuple[str, MemoSubject, Span | None]]()
    shown, record = transcript.shown_text, transcript.record
    place = shown.turn_at(screen.view.caret)
    if place is not None:
        turn = shown.turns[place]
        span = Span(turn.start, turn.end)
        target = passage_target(transcript.version, span)
        memo = transcript.memo_on_words("turn", span)
        words = f"the turn “{transcript.excerpt(span)}”"
        choices.append((words, MemoSubject("turn", target, memo), span))
        speaker = transcript.loaded.interview.speakers[turn.speaker]
        if speaker.informant is not None:
            words = f"the informant who speaks as {speaker.label or '(unnamed)'}"
            choices.append((words, MemoSubject("informant", speaker.informant), None))
    if record.municipality is not None:
        from kodeverk.service.memo_targets import municipality_of_today

        kind, number, name = municipality_of_today(record.municipality)
        choices.append((f"the municipality {name}", MemoSubject(kind, number), None))

    async def chosen(number: int) -> None:
        words, subject, span = choices[number]
        await _edit(
            screen, f"Memo on {words}", subject.target_kind, str(subject.target), subject.memo, span
        )

    if choices:
        menu = Menu("A memo on what?", [words for words, *_ in choices], foreseen=True)
        await screen.ask(menu, chosen)
    else:
        screen.say("There is no turn here")


async def open_memo(screen: "CodingScreen", memo: Memo) -> None:
    """Open a memo: the coder's own to write on, a colleague's to read."""
    place, title = screen.transcript.place_of(memo), screen.transcript.memo_title(memo)
    if screen.transcript.is_own_memo(memo):
        await _edit(screen, title, memo.target_kind, str(memo.target), memo, place)
    else:
        await screen.app.push_screen(Reader(title, memo.text, ONLY_ITS_AUTHOR))


def go_to_next(screen: "CodingScreen") -> None:
    """Go to the next memo in the text, behind the last to the first, and say its words."""
    start = screen.view.selection.start
    following = screen.transcript.memo_behind(start, screen.with_colleagues)
    if following is None:
        screen.say(f"There is no memo in the text: {screen.key_of('coding.memo')} writes one")
        return
    memo, place = following
    screen.view.select(*place)
    if memo.target in screen.transcript.codings:
        screen.view.highlight(memo.target)
    screen.say(screen.transcript.memo_line(memo))


async def _edit(
    screen: "CodingScreen",
    title: str,
    target_kind: str,
    target: str,
    memo: Memo | None,
    passage: Span | None = None,
) -> None:
    shown = memo or Memo("", target_kind, target, "free", "", screen.transcript.coder.id)

    def written(identity: str | None, text: str) -> None:
        if target_kind in ("transcript", "coding", *ON_WORDS):
            kept = replace(shown, id=identity or shown.id, text=text)
            screen.transcript.set_memo(kept, passage if target_kind in ON_WORDS else None)
        screen.show_codings("The memo was written" if identity else "The memo was removed")

    await edit_memo(screen, title, MemoSubject(target_kind, target, memo), written)
