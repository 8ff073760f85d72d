"""Who and which interviews are forgotten, and what of other interviews goes with them."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

import sqlalchemy as sa

from kodeverk.model.change import BIRTH
from kodeverk.model.identity import speaker_id, transcript_id
from kodeverk.model.mask import Shift, beneath
from kodeverk.model.records import NOT_INFORMANTS, Turn, unpack_turns
from kodeverk.store import journal
from kodeverk.store.schema import change, conflict, state, text
from kodeverk.store.withdrawal.bodies import Place, string_body
from kodeverk.store.withdrawal.marks import Mark, targets
from kodeverk.store.withdrawal.traces import Piece, Traces, forgotten_speakers

_LINE = re.compile(r"\S(?:[^\n]*\S)?")
_NAME = re.compile(r"\w(?:.*\w)?", re.DOTALL)


class Forgotten(NamedTuple):
    """Which interviews and people marks forget, and which speakers these people are."""

    transcripts: frozenset[str]
    informants: frozenset[str]
    speakers: frozenset[str]


def forgotten(
    connections: Sequence[sa.Connection], traces: Sequence[Traces], marks: Collection[Mark]
) -> Forgotten:
    """Return whom all `marks` forget in projects that are to be one.

    A forgotten person who speaks in an interview takes it along if nobody else who is an informant
    speaks in it: not in any version that any of the projects has. That is asked as long as one of
    the projects does not know yet that the person is forgotten.
    """
    transcripts, informants = targets(marks, "transcript"), targets(marks, "informant")
    linked = {one for connection in connections for one in _linked(connection, informants)}
    speakers = linked | {one for kept in traces for one in forgotten_speakers(kept)}
    there: dict[str, set[str]] = {}
    others: set[str] = set()
    new: set[str] = set()
    for connection, kept in zip(connections, traces, strict=True):
        unknown = speakers - forgotten_speakers(kept)
        if not speakers:
            break
        talking = {one for _, turns in _turns(connection) for one in turns}
        for row in connection.execute(sa.select(state["speaker"])):
            there.setdefault(row.transcript, set()).add(row.id)
            new |= {row.id} & unknown
            is_other = row.id not in speakers and row.role not in NOT_INFORMANTS
            if row.live and row.id in talking and is_other:
                others.add(row.transcript)
    alone = {one for one, ids in there.items() if ids & new and one not in others}
    return Forgotten(transcripts | alone, informants, frozenset(speakers))


def lost_pieces(
    connection: sa.Connection, traces: Traces, people: Forgotten
) -> Iterator[tuple[str, Piece]]:
    """Yield (body, piece) of all that speakers said, and what was said for them, in a project.

    Also of all words of a forgotten interview that another one has as a text of its own history: a
    wrong file given with `--replaces`. White space between lines stays, so that paragraphs keep
    their numbers.
    """
    strays = [*_strays(connection, traces, people.transcripts)]
    for digest, _ in strays:
        words, root = _words_of(connection, traces, digest)
        for line in _LINE.finditer(words):
            yield digest, Piece(*root.span(*line.span()), None)
    born = {one for _, ids in strays for one in ids}
    yield from _labels(connection, traces, born - people.speakers)
    speakers = people.speakers
    if not speakers:
        return
    table = state["speaker"]
    rows = connection.execute(sa.select(table.c.id, table.c.speaks_for))
    interpreters = {row.id for row in rows if row.speaks_for in speakers}
    for digest, turns in _turns(connection):
        spoken = [turn for one in turns.keys() & {*speakers, *interpreters} for turn in turns[one]]
        if not spoken:
            continue
        words, root = _words_of(connection, traces, digest)
        for turn in spoken:
            for span in _lines(words, turn, labelled=turn.speaker in speakers):
                yield digest, Piece(*root.span(*span), None)
    yield from _labels(connection, traces, speakers)


def _words_of(connection: sa.Connection, traces: Traces, digest: str) -> tuple[str, Shift]:
    """Return what a text shows, and what leads from there to the offsets it had at first."""
    words = connection.scalar(sa.select(text.c.text).where(text.c.hash == digest)) or ""
    return words, beneath(traces[digest].covers if digest in traces else ())


def _strays(
    connection: sa.Connection, traces: Traces, transcripts: Collection[str]
) -> Iterator[tuple[str, set[str]]]:
    """Yield the texts of forgotten interviews that others have, and the speakers born of them."""
    if not transcripts:
        return
    version = state["version"]
    for row in connection.execute(sa.select(version)).all():
        if row.transcript in transcripts or transcript_id(row.text) not in transcripts:
            continue
        root = beneath(traces[row.text].covers if row.text in traces else ())
        turns = unpack_turns(journal.decode("version", "turns", row.turns))
        labels = ((one.speaker, root.span(one.label_start, one.label_end)) for one in turns)
        yield row.text, {one for one, span in labels if one == speaker_id(row.id, span)}


def _linked(connection: sa.Connection, informants: Collection[str]) -> Iterator[str]:
    """Yield the speakers of whom somebody says that they are one of these people."""
    if not informants:
        return
    table = state["speaker"]
    rows = connection.execute(sa.select(table.c.id, table.c.informant))
    yield from (row.id for row in rows if row.informant in informants)
    disputed = sa.select(conflict.c.record).where(
        conflict.c.kind == "speaker", conflict.c.field == "informant"
    )
    for speaker in connection.scalars(disputed).all():
        tops = journal.disputed(connection, speaker, "informant")
        if any(top.value_of("informant") in informants for top in tops):
            yield speaker


def _turns(connection: sa.Connection) -> Iterator[tuple[str, dict[str, list[Turn]]]]:
    """Yield the hash of a text and speaker -> turns in it, of every version."""
    version = state["version"]
    rows = connection.execute(sa.select(version.c.text, version.c.turns))
    for row in rows.all():
        found: dict[str, list[Turn]] = {}
        for turn in unpack_turns(journal.decode("version", "turns", row.turns)):
            found.setdefault(turn.speaker, []).append(turn)
        yield row.text, found


def _lines(words: str, turn: Turn, *, labelled: bool) -> Iterator[tuple[int, int]]:
    """Yield the label's name and the lines of a turn's body, without white space around them."""
    named = _NAME.search(words, turn.label_start, turn.label_end)
    if labelled and named:
        yield named.span()
    for line in _LINE.finditer(words, turn.start, turn.end):
        yield line.span()


def _labels(
    connection: sa.Connection, traces: Traces, speakers: Collection[str]
) -> Iterator[tuple[str, Piece]]:
    rows = connection.execute(
        sa.select(change).where(
            change.c.kind == "speaker",
            change.c.record.in_(speakers),
            change.c.field.in_((BIRTH, "label")),
        )
    )
    for row in rows:
        value = journal.value_of(row, "label")
        if isinstance(value, str) and any(map(str.isalnum, value)):
            body = string_body(row.id, Place("label", 0))
            root = beneath(traces[body].covers if body in traces else ())
            yield body, Piece(*root.span(0, len(value)), None)
