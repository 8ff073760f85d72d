"""The versions of a transcript's text: kept, listed, and compared."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain

from kodeverk.analysis.alignment.comparison import Stretch, compare, differences
from kodeverk.analysis.counting.words import SpokenWords
from kodeverk.analysis.recognition.decision.blocks import first_labels, join_turns
from kodeverk.analysis.recognition.turns import Recognition
from kodeverk.errors import NotFound
from kodeverk.model.change import ZERO_CLOCK, Change
from kodeverk.model.identity import speaker_id, version_id
from kodeverk.model.records import Turn, pack_turns
from kodeverk.model.source import pack_marks
from kodeverk.model.text import source_digest
from kodeverk.service.previewing import UNNAMED, Preview
from kodeverk.service.transcripts import find_transcript
from kodeverk.store import journal, placements, queries, steps
from kodeverk.store.project import Project
from kodeverk.store.queries import Version
from kodeverk.store.writer import Writer

__all__ = [
    "Comparison",
    "Stretch",
    "VersionRow",
    "comparison",
    "keep_version",
    "list_versions",
    "new_speakers",
]


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version of a transcript's text, numbered from 1 in the order they came.

    `at` is when it became current, in milliseconds since 1970, and `coder` who made it so; both are
    None where this file does not know. `turns` and `words` are those of all speakers, as in every
    export; `codings` counts those made on it.
    """

    number: int
    id: str
    file: str
    at: int | None
    coder: str | None
    turns: int
    words: int
    codings: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions of a text, all their stretches, and the differences with what is around them."""

    old: VersionRow
    new: VersionRow
    old_text: str
    new_text: str
    stretches: tuple[Stretch, ...]
    differences: tuple[tuple[Stretch, ...], ...]


def new_speakers(version: str, reading: Recognition) -> dict[str, str]:
    """Return label, or `UNNAMED`, -> the id of a speaker whom nobody knew before this version."""
    first = first_labels(join_turns(reading.blocks))
    return {label or UNNAMED: speaker_id(version, span) for label, span in first.items()}


def keep_version(
    writer: Writer, transcript: str, preview: Preview, speakers: Mapping[str, str]
) -> Version:
    """Write the text of a file as a version of a transcript; return the version.

    `speakers` maps the labels of the file, and `UNNAMED`, to the ids of the speakers.
    """
    source, reading = preview.source, preview.reading
    assert source is not None
    assert reading is not None
    digest = writer.put_text(source.text)
    identity = version_id(transcript, digest)
    turns = tuple(
        Turn(*block[1:5], speakers[block.label or UNNAMED], block.milliseconds)
        for block in join_turns(reading.blocks)
    )
    writer.put(
        "version",
        identity,
        {
            "transcript": transcript,
            "text": digest,
            "turns": pack_turns(turns),
            "source_file": preview.file,
            "sha256": preview.sha256,
            "format": source.format,
            "encoding": source.encoding,
            "convention": reading.convention,
            "marks": pack_marks(source),
        },
        source=source_digest(source.text),
    )
    return Version(
        identity,
        transcript,
        source.text,
        turns,
        preview.file,
        preview.sha256,
        source.format,
        reading.convention,
    )


def list_versions(project: Project, transcript: str) -> tuple[VersionRow, ...]:
    """Return the versions of the transcript with this name or id, the first one first.

    A version that was taken back is listed only while codings made on it are there. Raises NotFound
    when there is no such transcript.
    """
    known = find_transcript(project, transcript)
    with project.reading() as connection:
        names = queries.coder_names(connection)
        steps_made = {step.id: step for step in steps.steps(connection)}
        counts = queries.codings_by_version(connection, known.id)
        became: dict[str, Change] = {}
        # What became a version as another transcript was joined with it was current there.
        pasts = journal.histories(connection, queries.one_with(connection, known.id))
        for change in chain.from_iterable(pasts.values()):
            if change.sets("version"):
                first = became.setdefault(str(change.value_of("version")), change)
                became[str(change.value_of("version"))] = min(first, change, key=lambda c: c.stamp)
        there = [
            version for version in queries.versions(connection, known.id) if version.id in became
        ]
    rows: list[VersionRow] = []
    for version in sorted(there, key=lambda version: became[version.id].stamp):
        change = became[version.id]
        step = steps_made.get(change.step)
        at, coder = (step.at, step.author) if step else (None, None)
        if change.clock != ZERO_CLOCK:
            at, coder = change.clock >> 16, names.get(change.author or "", coder)
        rows.append(
            VersionRow(
                len(rows) + 1,
                version.id,
                version.source_file,
                at,
                coder,
                len(version.turns),
                sum(SpokenWords(version.text, version.turns).counts),
                counts.get(version.id, 0),
                version.id == known.version,
            )
        )
    return tuple(rows)


def comparison(
    project: Project, transcript: str, old: int | None = None, new: int | None = None
) -> Comparison:
    """Compare two versions by number, without numbers the current one with the one before it.

    Raises NotFound for a transcript or a number there is not, and where there is one version only.
    """
    rows = {row.number: row for row in list_versions(project, transcript)}
    if len(rows) == 1:
        raise NotFound(
            f"{transcript} has one version only",
            "A corrected file becomes another: kodeverk import PROJECT FILE --replaces TRANSCRIPT",
        )
    if old is None or new is None:
        new = next(row.number for row in rows.values() if row.is_current)
        old = new - 1 if new > 1 else max(rows)
    for number in (old, new):
        if number not in rows:
            raise NotFound(
                f"{transcript} has no version {number}",
                f"Its versions are: {', '.join(map(str, rows))}.",
            )
    with project.reading() as connection:
        texts = placements.texts(connection, [rows[old].id, rows[new].id])
    old_text, new_text = texts[rows[old].id], texts[rows[new].id]
    stretches = compare(old_text, new_text)
    listed = tuple(differences(stretches, old_text))
    return Comparison(rows[old], rows[new], old_text, new_text, stretches, listed)
