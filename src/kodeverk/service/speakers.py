"""Who says what is coded: rows from which every denominator can be worked out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kodeverk.analysis.spoken import SpokenWords
from kodeverk.formats.reports.sqlite_report import Row
from kodeverk.model.records import NOT_INFORMANTS
from kodeverk.service.passages import Passage, Quoting
from kodeverk.service.scoping import Reading, Scoped
from kodeverk.store.reports import CodingRow


def speaker_rows(
    found: Scoped, quoting: Quoting, reading: Reading[CodingRow], spoken: SpokenWords
) -> Iterator[Row]:
    """Yield the speakers of a transcript as they count, with their turns and words."""
    transcript, turns = reading.transcript, reading.version.turns
    voices = quoting.voices(reading)
    said: defaultdict[str, list[int]] = defaultdict(list)
    words: defaultdict[tuple[str, str], int] = defaultdict(int)
    for turn, count in zip(turns, spoken.counts, strict=True):
        said[turn.speaker].append(count)
        role, person, _ = voices[turn.speaker]
        words[role, person] += count
    for speaker, counts in said.items():
        role, person, name = voices[speaker]
        record = found.speakers[speaker]
        interprets = record.role == "interpreter" and record.speaks_for is not None
        yield (
            speaker,
            transcript.name,
            found.places[transcript.id].number,
            name,
            found.pseudonyms.get(person, person),
            role,
            role not in NOT_INFORMANTS,
            record.speaks_for if interprets else None,
            len(counts),
            sum(counts),
            transcript.id in found.settled.counting and words[role, person] > 0,
        )


def coding_speaker_rows(passages: Iterable[Passage], spoken: SpokenWords) -> Iterator[Row]:
    """Yield, for each passage, the speakers whose turns it touches and how many words of theirs."""
    for one in passages:
        for speaker, count in spoken.covered(one.start, one.end):
            yield one.id, speaker, count
