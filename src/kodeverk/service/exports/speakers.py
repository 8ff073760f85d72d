"""Who says what is coded: rows from which every denominator can be worked out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kodeverk.analysis.counting.words import SpokenWords
from kodeverk.model.coding_rows import CodingRow
from kodeverk.model.identity import derived_id
from kodeverk.model.records import NOT_INFORMANTS
from kodeverk.service.passages import Passage, Quoting
from kodeverk.service.scoping import Material, Reading


class SpeakerRow(NamedTuple):
    """A speaker of a transcript as they count: whose words are theirs, how many, and if counted."""

    speaker: str
    transcript: str
    municipality: str
    name: str | None
    person: str
    role: str
    is_informant: bool
    speaks_for: str | None
    turns: int
    words: int
    counted: bool


class CodingSpeakerRow(NamedTuple):
    """How many words of a speaker a coding covers."""

    coding: str
    speaker: str
    words: int


def speaker_rows(
    material: Material, quoting: Quoting, reading: Reading[CodingRow], spoken: SpokenWords
) -> Iterator[SpeakerRow]:
    """Yield the speakers of a transcript as they count, with their turns and words."""
    transcript, turns = reading.transcript, reading.version.turns
    voices = quoting.voices(reading)
    said: defaultdict[str, list[int]] = defaultdict(list)
    words: defaultdict[tuple[str, str], int] = defaultdict(int)
    for turn, count in zip(turns, spoken.counts, strict=True):
        said[turn.speaker].append(count)
        role, person, _ = voices[turn.speaker]
        words[role, person] += count
    shown = _shown_ids(material, reading)
    people: dict[str, str] = {}
    for speaker, counts in said.items():
        role, person, name = voices[speaker]
        unnamed = person if transcript.reads_as is None else shown[speaker]
        record = material.speakers[speaker]
        interprets = record.role == "interpreter" and record.speaks_for is not None
        yield SpeakerRow(
            speaker=shown[speaker],
            transcript=transcript.name,
            municipality=material.places[transcript.id].number,
            name=name,
            person=material.pseudonyms.get(person) or people.setdefault(person, unnamed),
            role=role,
            is_informant=role not in NOT_INFORMANTS,
            speaks_for=shown.get(record.speaks_for or "") if interprets else None,
            turns=len(counts),
            words=sum(counts),
            counted=transcript.id in material.work.counting and words[role, person] > 0,
        )


class TurnRow(NamedTuple):
    """A turn of a transcript, from 1, and where it lies, `[start, end)`, without the label."""

    transcript: str
    turn: int
    speaker: str
    start: int
    end: int


def turn_rows(material: Material, reading: Reading[CodingRow]) -> Iterator[TurnRow]:
    """Yield the turns of a transcript in their order; speakers by the ids that leave."""
    shown = _shown_ids(material, reading)
    for number, turn in enumerate(reading.version.turns, 1):
        where = (turn.start, turn.end)
        yield TurnRow(reading.transcript.name, number, shown[turn.speaker], *where)


def coding_speaker_rows(
    material: Material,
    reading: Reading[CodingRow],
    passages: Iterable[Passage],
    spoken: SpokenWords,
) -> Iterator[CodingSpeakerRow]:
    """Yield, for each passage, the speakers whose turns it touches and how many words of theirs."""
    shown = _shown_ids(material, reading)
    for passage in passages:
        for speaker, count in spoken.covered(passage.start, passage.end):
            yield CodingSpeakerRow(passage.id, shown[speaker], count)


def _shown_ids(material: Material, reading: Reading[CodingRow]) -> dict[str, str]:
    """Return the ids of who speaks in a transcript -> those that leave the project.

    Where words were withdrawn they follow from the text as it reads now, as the transcript's does:
    the ids of before would confirm a guess of all these words.
    """
    known = reading.transcript
    heard = [turn.speaker for turn in reading.version.turns]
    speakers = dict.fromkeys(
        (*heard, *(material.speakers[speaker].speaks_for for speaker in heard))
    )
    return {
        speaker: speaker
        if known.reads_as is None
        else derived_id("speaker of", known.exported_id, known.name, number)
        for number, speaker in enumerate(speakers)
        if speaker is not None
    }
