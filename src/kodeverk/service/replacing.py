"""A corrected file becomes a new version of a transcript; what was coded is placed in it."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from kodeverk.analysis.alignment.texts import SURE
from kodeverk.analysis.recognition.decision.blocks import Block, join_turns
from kodeverk.errors import BadInput, Refused
from kodeverk.model.identity import version_id
from kodeverk.model.records import Coder, Role, Speaker, Transcript
from kodeverk.model.text import folded_label, source_digest, text_hash
from kodeverk.service import derived_placements
from kodeverk.service.labels import as_in_text
from kodeverk.service.previewing import UNNAMED, Preview
from kodeverk.service.recognising import ways_to_read
from kodeverk.service.reviewing import ToReview, seen_by, to_review
from kodeverk.service.transcripts import transcript_with_id
from kodeverk.service.versions import keep_version, new_speakers
from kodeverk.store import journal, placements, queries
from kodeverk.store.engine import Connection
from kodeverk.store.placements import Placement
from kodeverk.store.project import Project
from kodeverk.store.queries import Version
from kodeverk.store.writer import Writer

ReplacementStatus = Literal["replaced", "went back", "settled", "unchanged"]


@dataclass(frozen=True, slots=True)
class PlacementCounts:
    """How many codings, or memos on passages, of earlier versions are placed, and how surely."""

    sure: int = 0
    unsure: int = 0
    gone: int = 0
    aside: int = 0


@dataclass(frozen=True, slots=True)
class Replacement:
    """What became of a corrected file, and of what was coded in the texts before it.

    `status` is `went back` when the file holds an earlier version of the same transcript, and
    `settled` when it is the text of now, and a merge had brought another one. `roles` says what the
    speakers of the new text are, by label. `matched` are speakers under another label now, (old,
    new); `new_speakers` are labels nobody had before.
    `codings` and `memos` count what was made in earlier versions; `to_review` has what waits for a
    person and may be seen by them, `read_marks` how many read-to marks moved along, `comments` how
    many comments the file has, which are not imported again.
    """

    file: str
    status: ReplacementStatus
    transcript: str
    version: str
    convention: str
    turns: int
    roles: Mapping[str, Role] = field(default_factory=dict)
    matched: tuple[tuple[str, str], ...] = ()
    new_speakers: tuple[str, ...] = ()
    codings: PlacementCounts = PlacementCounts()
    memos: PlacementCounts = PlacementCounts()
    read_marks: int = 0
    to_review: tuple[ToReview, ...] = ()
    warnings: tuple[str, ...] = ()
    comments: int = 0


_FORGOTTEN = (
    "the turns of the text before were decided otherwise than it reads (labels joined or ignored, "
    "lines said to be something): that is not carried over, say it again with kodeverk turns"
)


def replace_text(
    project: Project, author: Coder, transcript: str, preview: Preview, *, dry_run: bool = False
) -> Replacement:
    """Make the text of a file the current version of the transcript with this id, as one step.

    The versions before stay. Codings, memos on passages and read-to marks keep their anchors and
    are placed in the new text. With `dry_run` nothing is written. Raises BadInput for a file that
    cannot be used, Refused for the text of another transcript, NotFound without the transcript.
    """
    source, reading = preview.source, preview.reading
    if source is None or reading is None or preview.error:
        raise BadInput(preview.error or f"{preview.file} cannot be read", preview.hint or "")
    said_again = preview.joined or preview.ignored or preview.choices.lines
    forgets = not said_again and ways_to_read(project, transcript).now is None
    with project.locked() as connection:
        derived_placements.refresh(connection)
        known = transcript_with_id(connection, transcript)
        current = queries.version(connection, known.version)
        digest = preview.digest
        version = version_id(transcript, digest)
        # A text with words withdrawn is known by its file, and by how it reads now.
        earlier = [
            older.id
            for older in queries.versions(connection, transcript)
            if older.id == version or text_hash(older.text) == digest
        ]
        if current.id in earlier and not _is_disputed(connection, transcript):
            return Replacement(
                preview.file,
                "unchanged",
                known.name,
                current.id,
                current.convention,
                reading.turns,
                _roles(connection, current),
                comments=len(source.comments),
            )
        writer = Writer(connection, author, f"replaced the text of {known.name}")
        status: ReplacementStatus = "replaced"
        voices = _Voices()
        if current.id in earlier:
            status, version = "settled", current.id
            writer.summary = f"settled which is the text of {known.name}"
        elif earlier:
            status, version = "went back", earlier[0]
            writer.summary = f"went back to an earlier text of {known.name}"
        else:
            _refuse_text_of_another(connection, digest)
            voices = _voices(connection, current, version, preview)
            keep_version(writer, transcript, preview, voices.ids)
            _keep_speakers(writer, transcript, preview, voices)
        writer.set("transcript", transcript, "version", version)
        writer.finish()
        derived_placements.refresh(connection)
        result = _replacement(connection, known, version, preview, status, voices, author)
        if forgets and status == "replaced":
            result = replace(result, warnings=(*result.warnings, _FORGOTTEN))
        if dry_run:
            project.take_back(connection)
    return result


@dataclass(frozen=True, slots=True)
class _Voices:
    """Label -> id of its speaker, the labels speakers change, labels of new ones, and silent ones.

    The silent are speakers with turns in the text before, and none in the new one.
    """

    ids: Mapping[str, str] = field(default_factory=dict)
    matched: Sequence[tuple[Speaker, str]] = ()
    new: Sequence[str] = ()
    silent: Sequence[Speaker] = ()


def _voices(connection: Connection, current: Version, version: str, preview: Preview) -> _Voices:
    """Return who speaks under the labels of a corrected file, which is the version of this id.

    An equal label is the same speaker. Another label is that of the speaker most of whose turns
    are now under it, if that speaker's own label is gone, or if the labels stand in the text as
    they did: then somebody had joined two.
    """
    assert preview.source is not None
    assert preview.reading is not None
    blocks = join_turns(preview.reading.blocks)
    labels = list(dict.fromkeys(block.label or UNNAMED for block in blocks))
    known = queries.speakers(connection, current.transcript)
    speakers = {speaker.id: speaker for speaker in as_in_text(connection, current, known)}
    by_label = {folded_label(speaker.label): speaker.id for speaker in speakers.values()}
    ids = {
        label: by_label[folded] for label in labels if (folded := folded_label(label)) in by_label
    }
    votes, unchanged = _votes(current, preview.source.text, blocks)
    by_own_label = {*ids.values()}
    matched: dict[str, str] = {}
    for (label, identity), count in votes.most_common():
        old = speakers.get(identity)
        cast = sum(n for (other, _), n in votes.items() if other == label)
        if label in ids or old is None or UNNAMED in (label, old.label) or 2 * count <= cast:
            continue
        if 2 * unchanged[label, identity] > count:
            ids[label] = identity
        elif identity not in by_own_label and identity not in matched:
            ids[label] = identity
            matched[identity] = label
    new = [label for label in labels if label not in ids]
    made = new_speakers(version, preview.reading)
    ids |= {label: made[label] for label in new}
    spoke = dict.fromkeys(turn.speaker for turn in current.turns)
    silent = [
        speakers[speaker]
        for speaker in spoke
        if speaker in speakers and speaker not in ids.values()
    ]
    return _Voices(
        ids, [(speakers[speaker], label) for speaker, label in matched.items()], new, silent
    )


def _votes(
    current: Version, text: str, blocks: Sequence[Block]
) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    """Count, by new label and old speaker, the turns placed there; and those whose label stayed."""
    alignment = derived_placements.aligned(current.text, text)
    starts = [block.start for block in blocks]
    votes: Counter[tuple[str, str]] = Counter()
    unchanged: Counter[tuple[str, str]] = Counter()
    for turn in current.turns:
        place = alignment.place(turn.start, turn.end)
        if place is None or place.confidence < SURE:
            continue
        middle = (place.start + place.end) // 2
        at = bisect_right(starts, middle) - 1
        if at < 0 or middle >= blocks[at].end:
            continue
        block = blocks[at]
        pair = (block.label or UNNAMED, turn.speaker)
        label = current.text[turn.label_start : turn.label_end]
        votes[pair] += 1
        unchanged[pair] += bool(label) and label == text[block.label_start : block.label_end]
    return votes, unchanged


def _keep_speakers(writer: Writer, transcript: str, preview: Preview, voices: _Voices) -> None:
    """Write new labels, new speakers, and what was chosen for any of them; the rest stays."""
    assert preview.source is not None
    for speaker, label in voices.matched:
        writer.set("speaker", speaker.id, "label", label)
    choices = preview.choices
    chosen_roles = {*map(folded_label, choices.roles)}
    chosen_voices = {*map(folded_label, choices.speaks_for)}
    for label, identity in voices.ids.items():
        whose = preview.interpreted.get(label)
        speaks_for = None if whose is None else voices.ids[whose]
        if label in voices.new:
            writer.put(
                "speaker",
                identity,
                {
                    "transcript": transcript,
                    "label": label,
                    "role": preview.roles[label],
                    "informant": None,
                    "speaks_for": speaks_for,
                },
                source=source_digest(preview.source.text),
            )
            continue
        if folded_label(label) in chosen_roles:
            writer.set("speaker", identity, "role", preview.roles[label])
        if folded_label(label) in chosen_voices:
            writer.set("speaker", identity, "speaks_for", speaks_for)


def _is_disputed(connection: Connection, transcript: str) -> bool:
    """Tell whether people made different versions the current one."""
    tops = journal.field_heads(connection, transcript, "version")
    return len({str(head.value_of("version")) for head in tops}) > 1


def _roles(connection: Connection, version: Version) -> dict[str, Role]:
    """Return label -> role of the speakers who have a turn in a version."""
    speaking = {turn.speaker for turn in version.turns}
    speakers = queries.speakers(connection, version.transcript)
    return {speaker.label: speaker.role for speaker in speakers if speaker.id in speaking}


def _refuse_text_of_another(connection: Connection, digest: str) -> None:
    there = queries.known_texts(connection).get(digest)
    if there is not None:
        raise Refused(
            f"this text is in the project as {there[0].name}",
            "Check the file and the name of the transcript it is to replace.",
        )


def _replacement(
    connection: Connection,
    known: Transcript,
    version: str,
    preview: Preview,
    status: ReplacementStatus,
    voices: _Voices,
    reader: Coder,
) -> Replacement:
    assert preview.source is not None
    assert preview.reading is not None
    shown = queries.version(connection, version)
    places = [*placements.kept(connection, known.id).values()]
    unknown = [label for label in voices.new if label and preview.roles[label] == "unknown"]
    # Of roles only those of new speakers are asked about.
    asked = (ask for ask in preview.asks if "--role" not in ask.option)
    warnings = [question.told for question in (*preview.notes, *asked)]
    warnings += [
        f"{speaker.label} no longer has a turn" for speaker in voices.silent if speaker.label
    ]
    if unknown:
        warnings.append(f"role unknown: {', '.join(unknown)} (say --role LABEL=ROLE)")
    return Replacement(
        preview.file,
        status,
        known.name,
        version,
        shown.convention,
        preview.reading.turns,
        _roles(connection, shown),
        tuple((speaker.label, label) for speaker, label in voices.matched),
        tuple(filter(None, voices.new)),
        _tally(places, "coding"),
        _tally(places, "memo"),
        sum(place.kind == "assignment" for place in places),
        seen_by(connection, to_review(connection, known.id), reader),
        tuple(warnings),
        len(preview.source.comments),
    )


def _tally(places: Sequence[Placement], kind: str) -> PlacementCounts:
    counts: Counter[str] = Counter()
    for placement in places:
        if placement.kind == kind and placement.start is None:
            counts["aside" if placement.confidence >= SURE else "gone"] += 1
        elif placement.kind == kind:
            counts["sure" if placement.confidence >= SURE else "unsure"] += 1
    return PlacementCounts(**counts)
