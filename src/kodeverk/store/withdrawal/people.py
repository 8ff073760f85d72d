"""Who and which interviews are forgotten, and what of other interviews goes with them."""

import json
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
from kodeverk.store.withdrawal.traces import Piece, Traces, noted

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

    An interview goes with the people in it, and is never back, as soon as everybody is forgotten
    for whom it was to stay when a person in it was forgotten, whoever else is said to speak in it
    elsewhere. Where nobody was asked that, it goes if a version of it has no informant who is not
    forgotten, in a project that does not know yet that its people are. So more projects never mean
    that less is forgotten, and the order in which they meet makes no difference.
    """
    transcripts, informants = targets(marks, "transcript"), targets(marks, "informant")
    known = [noted(kept, "speaker") for kept in traces]
    linked = {one for connection in connections for one in _linked(connection, informants)}
    speakers = frozenset(linked.union(*known))
    gone = {*transcripts.union(*(noted(kept, "transcript") for kept in traces))}
    kept: set[str] = set()
    for transcript, others in _stayed(marks):
        (gone if others <= speakers else kept).add(transcript)
    for connection, old in zip(connections, known, strict=True):
        if new := speakers - old:
            gone |= {*_without_others(connection, new, speakers)} - kept
    return Forgotten(frozenset(gone), informants, speakers)


def others_beside(
    connection: sa.Connection, traces: Traces, informants: Collection[str]
) -> dict[str, set[str]]:
    """Return interview with these people -> who else speaks in it: informants not forgotten.

    They are speakers who have turns in any of its versions. Of an interview that was taken out of
    the project they are all who had: undo, or another copy, brings them back.
    """
    going = {*_linked(connection, informants)}
    speakers = going | noted(traces, "speaker")
    talking = {one for _, _, turns in _turns(connection) for one in turns}
    rows = connection.execute(sa.select(state["speaker"])).all()
    table = state["transcript"]
    live = {*connection.scalars(sa.select(table.c.id).where(table.c.live))}
    found: dict[str, set[str]] = {row.transcript: set() for row in rows if row.id in going}
    for row in rows:
        is_other = row.id not in speakers and row.role not in NOT_INFORMANTS
        is_there = row.live or row.transcript not in live
        if row.transcript in found and is_there and row.id in talking and is_other:
            found[row.transcript].add(row.id)
    return found


def _stayed(marks: Collection[Mark]) -> Iterator[tuple[str, set[str]]]:
    """Yield which interview of a forgotten person was to stay, and the speakers for whom."""
    for one in marks:
        if one.kind == "informant":
            for transcript, others in json.loads(one.value).get("stays", {}).items():
                yield transcript, {*others}


def _without_others(
    connection: sa.Connection, new: Collection[str], speakers: Collection[str]
) -> Iterator[str]:
    """Yield the interviews with a version in which nobody but `speakers`, and of `new`, speaks.

    Nobody is who was ever said to be no informant: what a later copy says can bring nothing back.
    """
    said = sa.select(change).where(change.c.kind == "speaker", change.c.field.in_((BIRTH, "role")))
    rows = connection.execute(said)
    silent = {row.record for row in rows if journal.value_of(row, "role") in NOT_INFORMANTS}
    for transcript, _, turns in _turns(connection):
        if not turns.keys().isdisjoint(new) and turns.keys() <= {*speakers, *silent}:
            yield transcript


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
    for _, digest, turns in _turns(connection):
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


def _turns(connection: sa.Connection) -> Iterator[tuple[str, str, dict[str, list[Turn]]]]:
    """Yield transcript, hash of the text and speaker -> turns in it, of every version."""
    version = state["version"]
    rows = connection.execute(sa.select(version.c.transcript, version.c.text, version.c.turns))
    for row in rows.all():
        found: dict[str, list[Turn]] = {}
        for turn in unpack_turns(journal.decode("version", "turns", row.turns)):
            found.setdefault(turn.speaker, []).append(turn)
        yield row.transcript, row.text, found


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
