"""Recognition again: other turns over the same text, so that no coding moves.

The text is the project's, with the marks the file's format gave it; the file is not needed.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from kodeverk.analysis.recognition.decision.blocks import join_turns
from kodeverk.analysis.recognition.doubts.doubt import LineAnswer
from kodeverk.analysis.recognition.evidence.persons import alike_labels
from kodeverk.analysis.recognition.lines import with_lines
from kodeverk.analysis.recognition.relabelled import with_labels
from kodeverk.analysis.recognition.turns import (
    CONVENTIONS,
    NONE,
    Recognition,
    first_words,
    recognise,
    recognitions,
)
from kodeverk.errors import BadInput
from kodeverk.model.identity import new_id
from kodeverk.model.records import Coder, Role, Speaker, Transcript, Turn, pack_turns
from kodeverk.model.source import Source, unpack_marks
from kodeverk.model.text import folded_label, source_digest
from kodeverk.service import derived_placements
from kodeverk.service.import_choices import recall
from kodeverk.service.labels import as_in_text
from kodeverk.service.previewing import UNNAMED
from kodeverk.service.questions import doubted
from kodeverk.service.roles import interpreted_speakers, speaker_roles
from kodeverk.service.transcripts import find_transcript
from kodeverk.service.versions import new_speakers
from kodeverk.store import queries
from kodeverk.store.engine import Connection
from kodeverk.store.project import Project
from kodeverk.store.queries import Version
from kodeverk.store.writer import Writer

__all__ = [
    "LineAnswer",
    "RecognisedAgain",
    "Recognition",
    "WaysToRead",
    "alike_labels",
    "doubted",
    "first_words",
    "recognise_again",
    "ways_to_read",
]


@dataclass(frozen=True, slots=True)
class WaysToRead:
    """The readings of a transcript's current text, the best first; `now` numbers the current one.

    `now` is None when the turns it has are those of no reading: labels were joined or ignored.
    """

    transcript: Transcript
    text: str
    readings: tuple[Recognition, ...]
    now: int | None


@dataclass(frozen=True, slots=True)
class RecognisedAgain:
    """What recognising again made of a transcript's `text`: its reading, with roles by label.

    `added` are the labels of speakers it did not have, `gone` of those who have no turn any more.
    `changed` is False when the turns are as they were.
    """

    transcript: Transcript
    text: str
    reading: Recognition
    roles: dict[str, Role]
    added: tuple[str, ...]
    gone: tuple[str, ...]
    changed: bool


@dataclass(frozen=True, slots=True)
class _There:
    """What the project has of a transcript: its current version, and whose the turns are.

    The speakers are under the labels of the text.
    """

    transcript: Transcript
    version: Version
    source: Source
    speakers: tuple[Speaker, ...]
    removed: tuple[Speaker, ...]
    elsewhere: frozenset[str]
    """Ids of speakers who have turns in other versions, or whose words an interpreter says."""
    roles: Mapping[str, Role]
    """Label -> role as chosen in earlier imports."""


def ways_to_read(project: Project, transcript: str) -> WaysToRead:
    """Return how the text of the transcript with this name or id may be read; nothing is written.

    Raises NotFound when there is no such transcript.
    """
    known = find_transcript(project, transcript)
    with derived_placements.reading(project) as connection:
        there = _there(connection, known)
    readings = recognitions(there.source)
    if not any(recognition.convention == there.version.convention for recognition in readings):
        readings = (*readings, recognise(there.source, _convention(there.version)))
    have = _turns_now(there)
    now = next((number for number, reading in enumerate(readings) if _turns(reading) == have), None)
    return WaysToRead(known, there.source.text, readings, now)


def recognise_again(
    project: Project,
    author: Coder,
    transcript: str,
    convention: str | None = None,
    *,
    joined: Mapping[str, str] | None = None,
    ignored: Collection[str] = (),
    lines: Mapping[int, LineAnswer] | None = None,
    dry_run: bool = False,
) -> RecognisedAgain:
    """Give the transcript with this name or id other turns, as one step that can be undone.

    Text, codings, memos and read-to marks are left as they are. The convention is the one it has
    unless another is given; every call begins with the labels of the text, so all that are to be
    `joined` (variant -> label) or `ignored` (`analysis.recognition.relabelled`), and what `lines`
    are (`analysis.recognition.lines`), are named together. A speaker with a label that was there
    keeps role and informant; one who has no turn left is removed, and comes back as they were with
    their label.

    Raises NotFound when there is no such transcript, and BadInput for an unknown convention, one
    that names no speaker here, labels the text does not have, and lines that cannot be so.
    """
    known = find_transcript(project, transcript)
    if dry_run:
        with derived_placements.reading(project) as connection:
            there = _there(connection, known)
            return _recognised(there, convention, joined or {}, ignored, lines or {})
    with derived_placements.writing(
        project, author, f"recognised the turns of {known.name}"
    ) as writer:
        there = _there(writer.connection, known)
        result = _recognised(there, convention, joined or {}, ignored, lines or {})
        if result.changed:
            _write(writer, there, result)
    return result


def _there(connection: Connection, transcript: Transcript) -> _There:
    version = queries.version(connection, transcript.version)
    speakers = tuple(as_in_text(connection, version, queries.speakers(connection, transcript.id)))
    others = (
        turn.speaker
        for other in queries.versions(connection, transcript.id)
        if other.id != version.id
        for turn in other.turns
    )
    return _There(
        transcript,
        version,
        unpack_marks(version.text, queries.marks(connection, version.id), version.format),
        speakers,
        tuple(queries.removed_speakers(connection, transcript.id)),
        frozenset((*others, *(speaker.speaks_for for speaker in speakers if speaker.speaks_for))),
        recall(connection).roles,
    )


def _convention(version: Version) -> str | None:
    """Return the convention a version was read by; None for one this program does not know."""
    return version.convention if version.convention in CONVENTIONS else None


def _recognised(
    there: _There,
    convention: str | None,
    joined: Mapping[str, str],
    ignored: Collection[str],
    lines: Mapping[int, LineAnswer],
) -> RecognisedAgain:
    name = there.transcript.name
    recognition = recognise(there.source, convention or _convention(there.version))
    if convention not in (None, NONE) and not recognition.speakers:
        raise BadInput(
            f"{name}: no speaker is named as in {convention!r}",
            f"See how it can be read: kodeverk turns PROJECT {name!r}",
        )
    recognition = with_lines(there.source, recognition, lines)
    had = {folded_label(speaker.label): speaker for speaker in there.speakers}
    labels = {folded_label(label): label for label in recognition.speakers}
    for label in (*joined, *ignored):
        if folded_label(label) not in labels:
            raise BadInput(
                f"{name}: no speaker is labelled {label!r}",
                f"The labels are: {', '.join(labels.values()) or 'none'}.",
            )
    for label in joined.values():
        if folded_label(label) not in {*labels, *had}:
            raise BadInput(
                f"{name}: no speaker is labelled {label!r}, whom another could be joined to",
                f"The labels are: {', '.join(labels.values()) or 'none'}.",
            )
    reading = with_labels(recognition, joined, ignored)
    roles = speaker_roles(
        {
            block.label or UNNAMED: reading.roles.get(block.label or UNNAMED, "unknown")
            for block in reading.blocks
        },
        {speaker.label: speaker.role for speaker in (*there.removed, *there.speakers)},
        there.roles,
    )
    now = {folded_label(label) for label in roles}
    return RecognisedAgain(
        there.transcript,
        there.source.text,
        reading,
        roles,
        tuple(label for label in roles if folded_label(label) not in had),
        tuple(
            speaker.label
            for key, speaker in had.items()
            if key not in now and speaker.id not in there.elsewhere
        ),
        _turns(reading) != _turns_now(there) or reading.convention != there.version.convention,
    )


def _turns(reading: Recognition) -> list[tuple[int, int, int, int, str]]:
    """Return the turns of a reading: offsets of label and body, and the label or `UNNAMED`."""
    return [(*block[1:5], block.label or UNNAMED) for block in join_turns(reading.blocks)]


def _turns_now(there: _There) -> list[tuple[int, int, int, int, str]]:
    """Return the turns the current version has, as `_turns` does."""
    labels = {speaker.id: speaker.label for speaker in there.speakers}
    return [(*turn[:4], labels.get(turn.speaker, UNNAMED)) for turn in there.version.turns]


def _write(writer: Writer, there: _There, result: RecognisedAgain) -> None:
    transcript = there.transcript.id
    had = {folded_label(speaker.label): speaker.id for speaker in there.speakers}
    removed = {folded_label(speaker.label): speaker.id for speaker in there.removed}
    taken = {*had.values(), *removed.values()}
    made = new_speakers(there.version.id, result.reading)
    ids: dict[str, str] = {}
    for label in result.roles:
        known = had.get(folded_label(label)) or removed.get(folded_label(label))
        # At the place of a new label a speaker may have begun who is called otherwise by now.
        ids[label] = known or (new_id() if made[label] in taken else made[label])
    turns = [
        Turn(*block[1:5], ids[block.label or UNNAMED], block.milliseconds)
        for block in join_turns(result.reading.blocks)
    ]
    writer.set("version", there.version.id, "turns", pack_turns(turns))
    writer.set("version", there.version.id, "convention", result.reading.convention)
    interpreted = interpreted_speakers(result.roles, {})
    for label in result.added:
        whose = interpreted.get(label)
        writer.share(
            "speaker",
            ids[label],
            {
                "transcript": transcript,
                "label": label,
                "role": result.roles[label],
                "informant": None,
                "speaks_for": None if whose is None else ids[whose],
            },
            source=source_digest(there.source.text),
        )
    for label in result.gone:
        writer.remove("speaker", had[folded_label(label)])
