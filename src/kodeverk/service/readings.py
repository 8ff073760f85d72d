"""Readings of one text that differ: who speaks where, as copies of a project have it.

A text is read when it comes in, and keeps its turns until somebody has it read anew. Two versions
of the program may read it in two ways, and two people may choose two; a merge keeps both.
"""

from collections import Counter
from collections.abc import Iterable

from kodeverk.model.change import EXISTS, Value
from kodeverk.model.records import Turn, unpack_turns
from kodeverk.service.naming import Naming
from kodeverk.service.phrases import number_of
from kodeverk.store import queries
from kodeverk.store.queries import Conflict, HeldValue
from kodeverk.store.writer import Writer

_IN_WORDS = {2: "two", 3: "three", 4: "four"}


def readings_of(naming: Naming, conflict: Conflict) -> str:
    """Return what a conflict of readings is about: `two readings of volda-3`."""
    transcript = str(naming.values(conflict.record)["transcript"])
    count = len({str(said.value) for said in conflict.said})
    name = naming.record("transcript", transcript)
    if naming.values(transcript)["version"] != conflict.record:
        name += f" as it was ({naming.record('version', conflict.record)})"
    return f"{_IN_WORDS.get(count, count)} readings of {name}"


def reading_in_words(naming: Naming, version: str, said: HeldValue) -> str:
    """Return a reading in words: `81 turns, 900 words: I (interviewer) 40, V (advisor) 41`."""
    turns = unpack_turns(said.value)
    of_reading: dict[str, dict[str, Value]] = {}
    for kind, record, field, value in said.along:
        if kind == "speaker":
            of_reading.setdefault(record, {})[field] = value
    speakers = []
    for speaker, count in Counter(turn.speaker for turn in turns).items():
        values = {**naming.values(speaker), **of_reading.get(speaker, {})}
        speakers.append(f"{values['label'] or 'nobody named'} ({values['role']}) {count}")
    counted = number_of(len(turns), "turn"), number_of(naming.words_in(version, turns), "word")
    return f"{', '.join(counted)}: {', '.join(speakers)}"


def settle_readings(writer: Writer, conflict: Conflict, chosen: HeldValue) -> None:
    """Let one reading of a text hold, with its speakers; who speaks in others alone goes."""
    for kind, record, field, value in chosen.along:
        writer.set(kind, record, field, value)
    connection = writer.connection
    version = queries.version(connection, conflict.record)
    gone = {speaker.id for speaker in queries.removed_speakers(connection, version.transcript)}
    speaking = _speakers(unpack_turns(chosen.value))
    for speaker in sorted(speaking & gone):
        writer.set("speaker", speaker, EXISTS, True)
    there = queries.speakers(connection, version.transcript)
    elsewhere = {
        turn.speaker
        for other in queries.versions(connection, version.transcript)
        if other.id != version.id
        for turn in other.turns
    } | {speaker.speaks_for for speaker in there if speaker.id in speaking}
    others = _speakers(turn for said in conflict.said for turn in unpack_turns(said.value))
    for speaker in sorted(others & {speaker.id for speaker in there} - speaking - elsewhere):
        writer.remove("speaker", speaker)


def _speakers(turns: Iterable[Turn]) -> set[str]:
    return {turn.speaker for turn in turns}
