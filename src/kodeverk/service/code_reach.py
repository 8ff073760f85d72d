"""How far codes reach: how often each is used, and what a change to one would touch.

Counted as every table is (`kodeverk.service.counting`), so that no screen says another number.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from kodeverk.analysis.counting.transcripts import ALL
from kodeverk.analysis.counting.work import FINISHED
from kodeverk.model.coding_rows import CountedRow
from kodeverk.model.records import Code, Coder
from kodeverk.service import derived_placements
from kodeverk.service.book_of_project import codes_of
from kodeverk.service.counting import Counting
from kodeverk.service.dimensions import dimensions_of
from kodeverk.service.phrases import number_of
from kodeverk.service.scoping import Material, Reading, Selection, material_of, readings
from kodeverk.store import queries
from kodeverk.store.coding_rows import counted_rows
from kodeverk.store.engine import Connection
from kodeverk.store.project import Project

BEGUN = Selection(scope="started", basis="all")
"""All that anybody has coded: what a change to a codebook reaches."""


class CodeCount(NamedTuple):
    """How often a code is used, None where nobody has read for it: `informants` of how many.

    `unread` transcripts are in scope and left out, as nobody has read them for it.
    """

    codings: int | None
    informants: int | None
    of_informants: int | None
    transcripts: int | None
    unread: int


class CodeCounts(NamedTuple):
    """The counts of every code that is counted, by id; `themes` with all that is under each."""

    codes: Mapping[str, CodeCount]
    themes: Mapping[str, CodeCount]


def code_counts(project: Project, selection: Selection = BEGUN) -> CodeCounts:
    """Return how often each code is used in what a selection takes.

    Raises as `kodeverk.service.counting.frequencies` does.
    """
    with derived_placements.reading(project) as connection:
        material = material_of(connection, selection)
        counting = Counting(connection, material, dimensions_of("role"), themes=True)
        for reading in readings(connection, material, counting.transcripts, counted_rows):
            counting.add(reading)
        counts = counting.tables()
    outside = next((one.left_out for one in counts.denominators if one.role == ALL), 0)
    return CodeCounts(
        *(
            {
                row.code: CodeCount(
                    row.codings,
                    row.speakers,
                    row.of_speakers,
                    row.transcripts,
                    row.left_out - outside,
                )
                for row in rows
                if row.role == ALL
            }
            for rows in (counts.codes, counts.themes)
        )
    )


@dataclass(frozen=True, slots=True)
class Reach:
    """What a change to codes touches: their codings, in how many transcripts, of how many persons.

    `others` of the codings are colleagues'. `finished` transcripts have been coded to the end by
    somebody. `codes` are the codes themselves.
    """

    codes: tuple[Code, ...]
    codings: int
    informants: int
    transcripts: int
    others: int
    finished: int

    @property
    def in_words(self) -> str:
        """The codings, informants and transcripts in one sentence, as it is shown before."""
        if not self.codings:
            return "no codings"
        mine = self.codings - self.others
        whose = f" ({mine} yours, {self.others} of colleagues)" if self.others else ""
        return (
            f"{number_of(self.codings, 'coding')}{whose} of "
            f"{number_of(self.informants, 'informant')} in "
            f"{number_of(self.transcripts, 'transcript')}"
        )


def reach_of(project: Project, reader: Coder, codes: Collection[str]) -> Reach:
    """Return what a change to these codes, by id, with all that is joined into them, touches."""
    with derived_placements.reading(project) as connection:
        there = codes_of(connection).by_id
        material = material_of(connection, BEGUN)
        used = _transcripts_of(connection, material, codes)
        read = readings(connection, material, used, counted_rows)
        chosen = [_only(reading, frozenset(codes)) for reading in read]
        counting = Counting(connection, material, dimensions_of("role"))
        for reading in chosen:
            counting.add(reading)
        rows = [row for row in counting.tables().codes if row.role == ALL and row.code in codes]
        finished = {one.transcript for one in queries.finished_work(connection, FINISHED)}
    own = {reader.id}
    codings = [row for reading in chosen for row in reading.codings]
    return Reach(
        tuple(code for identity, code in there.items() if identity in codes),
        len(codings),
        max((row.speakers or 0 for row in rows), default=0),
        sum(bool(reading.codings) for reading in chosen),
        sum(row[3] not in own for row in codings),
        len(finished),
    )


def _transcripts_of(
    connection: Connection, material: Material, codes: Collection[str]
) -> list[str]:
    """Return the transcripts in which one of these codes is used, by name."""
    alike = {one for code in codes for one in queries.one_with(connection, code)}
    used = {coding.transcript for coding in queries.asked_codings(connection, alike)}
    return [transcript for transcript in material.transcripts if transcript in used]


def _only(reading: Reading[CountedRow], codes: frozenset[str]) -> Reading[CountedRow]:
    """Return a reading with the codings of some codes, all as of one: a person counts once."""
    first = min(codes)
    rows = [(first, *row[1:]) for row in reading.codings if row[0] in codes]
    return reading._replace(codings=rows)
