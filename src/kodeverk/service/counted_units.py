"""What counts of a selection, transcript by transcript, and what does not and why."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from kodeverk.analysis.counting.scope import CountedWork, is_in_scope, not_coded
from kodeverk.analysis.counting.transcripts import CountedTranscript, Facets, PlainCoding, voices_of
from kodeverk.analysis.counting.work import Row, by_coder, coder_codings
from kodeverk.model.coding_rows import CodingRow, CountedRow
from kodeverk.model.records import Assignment
from kodeverk.service.grouping import Unit, works_of_coders
from kodeverk.service.omissions import Begun, Omissions
from kodeverk.service.scoping import Material, Reading


class CountedUnits:
    """What of the readings of a selection counts: each reading gives a value for each unit of it.

    `transcripts` are the ids of those whose readings are wanted, in the order of their names: also
    those out of scope. `not_coded` are the units and codes that nobody has read for.
    """

    def __init__(self, material: Material, units: Iterable[Unit]) -> None:
        self._material = material
        self._units: dict[str, list[Unit]] = {transcript: [] for transcript in material.transcripts}
        for unit in units:
            self._units[unit.transcript].append(unit)
        works = {
            unit.id: unit.work for unit in chain.from_iterable(self._units.values()) if unit.work
        }
        self.not_coded = not_coded(
            CountedWork(works, (), ()),
            material.versions,
            material.codes.values(),
            material.splits,
        )
        self._reserve = {code.id for code in material.codes.values() if not code.counted}
        self._begun: Counter[str] = Counter()
        self._of_reserve = 0
        self._unconfirmed = 0
        self._waiting = 0
        self._aside = 0

    @property
    def transcripts(self) -> Collection[str]:
        """The ids of the transcripts whose readings are wanted."""
        return self._units.keys()

    def of(self, reading: Reading[CountedRow] | Reading[CodingRow]) -> Iterator[CountedTranscript]:
        """Yield what counts of a transcript; where nobody counts, who speaks in it alone."""
        transcript, version = reading.transcript.id, reading.version
        speaking = {turn.speaker for turn in version.turns}
        rows = by_coder(reading.codings)
        for unit in self._units[transcript]:
            voices = voices_of(speaking, self._material.speakers, unit.group_of)
            codings, waiting = self._codings(rows, {assignment.coder for assignment in unit.work})
            yield CountedTranscript(
                unit.id,
                version.text,
                version.turns,
                voices,
                codings,
                unit.group,
                bool(unit.work),
                waiting,
            )
        if transcript not in self._material.work.counting:
            chosen = self._material.coders
            begun = sum(not chosen or row[3] in chosen for row in reading.codings)
            self._begun += Counter({transcript: begun})

    def left_out(self, untouching: int, elsewhere: int, unread: int) -> Omissions:
        """Return what of the readings does not count; the last three are who counted it to say."""
        material = self._material
        begun = [transcript for transcript in material.work.unfinished if self._begun[transcript]]
        return Omissions(
            material.names(material.work.unfinished),
            material.names(material.work.unsettled),
            Begun(material.names(begun), sum(self._begun[transcript] for transcript in begun)),
            {},
            self._of_reserve,
            self._unconfirmed,
            self._waiting,
            self._aside,
            untouching,
            elsewhere,
            unread,
        )

    def of_coders(self) -> dict[str, tuple[tuple[str, ...], int]]:
        """Return what each coder has not finished, by name, and how many transcripts they have."""
        has: dict[str, list[Assignment]] = {}
        for work in works_of_coders(self._material):
            has.setdefault(self._material.coder_names[work.coder], []).append(work)
        return {
            coder: (
                self._material.names(
                    work.transcript for work in works if not is_in_scope(work, "finished")
                ),
                len(works),
            )
            for coder, works in sorted(has.items())
        }

    def _codings(
        self, rows: Mapping[str, Sequence[Row]], coders: Collection[str]
    ) -> tuple[list[PlainCoding], list[tuple[str, Facets]]]:
        """Return the codings that count and those that wait, and note how many do not count."""
        counted: list[PlainCoding] = []
        waiting: list[tuple[str, Facets]] = []
        for coder in coders:
            codings = coder_codings(rows.get(coder, []), self._reserve)
            counted += codings.counted
            if self._material.selection.basis == "final":
                self._unconfirmed += len(codings.unconfirmed)
            else:
                counted += codings.unconfirmed
            waiting += codings.waiting
            self._of_reserve += codings.reserve
            self._aside += codings.aside
        self._waiting += len(waiting)
        return counted, waiting
