"""Taking a transcript out of the project, so that it can come in again."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from kodeverk.model.kinds import KINDS
from kodeverk.model.records import Coder, Transcript
from kodeverk.service import derived_placements
from kodeverk.service.transcripts import transcript_with_id
from kodeverk.store import queries
from kodeverk.store.engine import Connection
from kodeverk.store.project import Project
from kodeverk.store.withdrawal.dependents import dependents


@dataclass(frozen=True, slots=True)
class Removal:
    """What goes with a transcript: how many codings of whom, and how much of what.

    `codings` counts by coder's name, `removed` by kind in the plural.
    """

    transcript: str
    codings: Mapping[str, int]
    removed: Mapping[str, int]


def removal(project: Project, transcript: str) -> Removal:
    """Return what would go with the transcript with this id; nothing is written."""
    with project.reading() as connection:
        known = transcript_with_id(connection, transcript)
        return _removal(connection, known, _parts(connection, known))


def remove(project: Project, author: Coder, transcript: str) -> Removal:
    """Take the transcript with this id out, with all that belongs to it, as one step.

    It can be undone. The same file imported again is a transcript without what was coded in it. A
    copy of the project in which somebody coded it meanwhile brings it back when it is merged.
    """
    with derived_placements.writing(project, author, "") as writer:
        known = transcript_with_id(writer.connection, transcript)
        parts = _parts(writer.connection, known)
        removal = _removal(writer.connection, known, parts)
        writer.summary = f"removed the transcript {known.name}"
        # What refers to other records goes before them.
        for kind in reversed([*KINDS]):
            for record in sorted(parts.get(kind, ())):
                writer.remove(kind, record)
    return removal


def is_trial(connection: Connection, transcript: str) -> bool:
    """Tell whether nobody has coded a transcript, and nobody's consent to it was asked for."""
    if any(of == transcript for of, _ in queries.coding_counts(connection)):
        return False
    people = {speaker.informant for speaker in queries.speakers(connection, transcript)}
    return all(
        {informant.takes_part, informant.quotation, informant.archiving} == {"not asked"}
        for informant in queries.informants(connection)
        if informant.id in people
    )


def _parts(connection: Connection, transcript: Transcript) -> dict[str, set[str]]:
    """Return kind -> the records that go with a transcript and are there."""
    parts: dict[str, set[str]] = {}
    for kind, record in dependents(connection, [transcript.id], (), {}):
        if not KINDS[kind].stays:
            parts.setdefault(kind, set()).add(record)
    return {kind: queries.present(connection, kind, ids) for kind, ids in parts.items()}


def _removal(
    connection: Connection, transcript: Transcript, parts: Mapping[str, set[str]]
) -> Removal:
    names = {coder.id: coder.name for coder in queries.coders(connection)}
    codings: Counter[str] = Counter()
    for (of, coder), count in queries.coding_counts(connection).items():
        if of == transcript.id:
            codings[names.get(coder, coder)] += count
    counts = {KINDS[kind].plural: len(parts.get(kind, ())) for kind in KINDS}
    return Removal(
        transcript.name,
        dict(codings),
        {plural: count for plural, count in counts.items() if count},
    )
