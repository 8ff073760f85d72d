"""What follows in a project from marks that forget interviews and people."""

import re
from collections.abc import Collection, Iterator

import sqlalchemy as sa

from kodeverk.model.change import BIRTH
from kodeverk.model.mask import GONE, beneath
from kodeverk.model.records import NOT_INFORMANTS, Turn, unpack_turns
from kodeverk.store import journal
from kodeverk.store.marks import Mark, Masks, Place, mark, masks, packed
from kodeverk.store.schema import state, text

_LINE = re.compile(r"\S(?:[^\n]*\S)?")
_NAME = re.compile(r"\w(?:.*\w)?", re.DOTALL)


def forgotten(connection: sa.Connection, had: Masks, marks: Collection[Mark]) -> set[Mark]:
    """Return the further marks that follow in a project from all `marks`, some of them new to it.

    The project shows what it holds under `had`. A forgotten transcript takes the texts of its
    versions with it, and a forgotten text every transcript that has it; a forgotten informant takes
    the transcripts with it in which nobody else is one, and what they said in others.
    """
    found: set[Mark] = set()
    if all(one.kind != "informant" and "edits" in one.said for one in marks):
        return found
    while True:
        has = masks({*marks, *found})
        more = {
            *_by_informants(connection, had, has),
            *_by_texts(connection, has),
        }
        if more <= found:
            return found - set(marks)
        found |= more


def _by_texts(connection: sa.Connection, has: Masks) -> Iterator[Mark]:
    version = state["version"]
    for row in connection.execute(sa.select(version.c.transcript, version.c.text)):
        if row.transcript in has.transcripts or row.text in has.gone_texts:
            yield mark("text", row.text, gone=True)
            yield mark("transcript", row.transcript)


def _by_informants(connection: sa.Connection, had: Masks, has: Masks) -> Iterator[Mark]:
    speakers: dict[str, list[sa.Row[tuple[object, ...]]]] = {}
    for row in connection.execute(sa.select(state["speaker"])):
        speakers.setdefault(row.transcript, []).append(row)
    for informant, clock in sorted(has.informants.items()):
        for transcript, there in speakers.items():
            theirs = {row.id for row in there if row.informant == informant}
            if not theirs or transcript in has.transcripts:
                continue
            others = [
                row for row in there if row.id not in theirs and row.role not in NOT_INFORMANTS
            ]
            if not any(row.live for row in others):
                yield mark("transcript", transcript)
                continue
            for speaker in theirs:
                yield from _without_label(connection, had, speaker, clock)
            speaking = {row.id for row in there if row.speaks_for in theirs}
            yield from _without_turns(connection, had, transcript, theirs, speaking, clock)


def _without_turns(
    connection: sa.Connection,
    had: Masks,
    transcript: str,
    speakers: Collection[str],
    interpreters: Collection[str],
    clock: int,
) -> Iterator[Mark]:
    """Yield the marks that let turns show as `[…]`: speakers' with labels, what is said for them.

    White space between lines stays, so that paragraphs keep their numbers.
    """
    version = state["version"]
    rows = connection.execute(
        sa.select(version.c.turns, version.c.text, text.c.text.label("words"))
        .join(text, text.c.hash == version.c.text)
        .where(version.c.transcript == transcript)
    )
    for row in rows:
        root = beneath(had.texts.get(row.text, ()))
        turns = unpack_turns(journal.decode("version", "turns", row.turns))
        lines = [
            (*root.span(*span), GONE, None)
            for turn in turns
            if turn.speaker in speakers or turn.speaker in interpreters
            for span in _lines(row.words, turn, labelled=turn.speaker in speakers)
        ]
        if lines:
            yield mark("text", row.text, clock=clock, edits=packed(lines), gone=True)


def _lines(words: str, turn: Turn, *, labelled: bool) -> Iterator[tuple[int, int]]:
    """Yield the label's name and the lines of a turn's body, without white space around them."""
    named = _NAME.search(words, turn.label_start, turn.label_end)
    if labelled and named:
        yield named.span()
    for line in _LINE.finditer(words, turn.start, turn.end):
        if line[0] != GONE:
            yield line.span()


def _without_label(
    connection: sa.Connection, had: Masks, speaker: str, clock: int
) -> Iterator[Mark]:
    for one in journal.history(connection, speaker):
        if one.field not in {BIRTH, "label"} or not one.sets("label"):
            continue
        label = one.value_of("label")
        if isinstance(label, str) and label not in {"", GONE}:
            root = beneath(had.of_change(one.id).get(Place("label", 0), ()))
            edit = ("label", 0, *root.span(0, len(label)), GONE, None)
            yield mark("change", one.id, clock=clock, edits=packed([edit]))
