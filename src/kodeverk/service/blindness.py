"""Blind coding: who is dealt a transcript with a colleague does not see yet what that one coded."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from kodeverk.formats.register import load_register
from kodeverk.model.records import (
    AT_WORK,
    IN_MUNICIPALITY,
    Assignment,
    Coder,
    Memo,
    target_in_municipality,
)
from kodeverk.service.project_settings import allows
from kodeverk.service.scoping import table_place
from kodeverk.store import journal, queries
from kodeverk.store.engine import Connection
from kodeverk.store.placements import Placement
from kodeverk.store.step_transcript import whose_work
from kodeverk.store.steps import Step

_WORK = ("coding", "memo", "decision")
"""The kinds of records of which a colleague's are not to be seen."""

_HIDDEN = "hidden until you have finished this transcript"
_HIDDEN_IN_SEVERAL = "hidden until you have finished what you code apart"


@dataclass(frozen=True, slots=True)
class Blindness:
    """The transcripts, by id, in which somebody is not to see colleagues' codings and memos yet.

    `own` are the ids that person has in the project; `around` are the informants who speak in those
    transcripts and the municipalities they are from, as kind and id. `is_work_there` tells of a
    step in several transcripts whether it holds codings or memos in one of those.
    """

    own: frozenset[str]
    transcripts: frozenset[str]
    around: frozenset[tuple[str, str]] = frozenset()
    is_work_there: Callable[[Step], bool] = field(default=lambda _: False, compare=False)

    def hides(self, transcript: str | None, coder: str | None) -> bool:
        """Tell whether what this coder made in a transcript is not to be seen."""
        return transcript in self.transcripts and coder is not None and coder not in self.own

    def hides_memo(self, memo: Memo) -> bool:
        """Tell whether a memo is not to be seen: one of nobody's goes with the coding it is on.

        What a colleague writes on somebody who speaks in such a transcript, or on its municipality,
        tells what is found there.
        """
        coding = memo.coding
        transcript = coding.transcript if coding else memo.transcript
        whose = coding.coder if coding and memo.coder is None else memo.coder
        return self.hides(transcript, whose) or self._hides_around(
            memo.target_kind, memo.target, whose
        )

    def hides_record(self, connection: Connection, kind: str, record: str) -> bool:
        """Tell whether a record is a colleague's coding or memo that is not to be seen."""
        if not self.transcripts or kind not in _WORK:
            return False
        work = whose_work(connection, kind, record)
        return self.hides(work.transcript, work.coder) or self._hides_around(
            work.target_kind, work.target, work.coder
        )

    def _hides_around(self, kind: str, target: str | None, coder: str | None) -> bool:
        if not self.around or target is None or coder is None or coder in self.own:
            return False
        if kind == IN_MUNICIPALITY:
            kind, (_, target) = "municipality", target_in_municipality(target)
        if kind == "municipality":
            target = table_place(load_register(), target)[0].number
        return (kind, target) in self.around

    def places_seen(
        self, connection: Connection, places: Sequence[Placement]
    ) -> Sequence[Placement]:
        """Return the placements of what may be seen."""
        return [
            place for place in places if not self.hides_record(connection, place.kind, place.record)
        ]

    def seen(self, step: Step) -> Step:
        """Return a line of the log as that person sees it: of a colleague's work not what it is.

        So is what a step in several transcripts did with codings or memos in one of those.
        """
        if self.hides(step.transcript, step.author_id):
            return replace(step, summary=_HIDDEN)
        is_whole = step.transcript is None and step.act != "merge"
        if is_whole and step.author_id not in self.own and self.is_work_there(step):
            return replace(step, summary=_HIDDEN_IN_SEVERAL)
        return step


def blindness_of(
    connection: Connection, reader: Coder, assignments: Sequence[Assignment] | None = None
) -> Blindness:
    """Return where a coder is blind, given all assignments, of all rounds, or reading them."""
    own = frozenset(queries.one_with(connection, reader.id))
    dealt = rounds_apart(connection)
    work: dict[str, list[Assignment]] = {}
    if dealt:
        if assignments is None:
            assignments = queries.assignments(connection, round_name=None)
        for assignment in assignments:
            work.setdefault(assignment.transcript, []).append(assignment)
    blind = frozenset(
        transcript for transcript, there in work.items() if coded_apart(there, reader.id, dealt)
    )
    if not blind:
        return Blindness(own, blind)
    around = frozenset(_around(connection, blind))
    return Blindness(own, blind, around, partial(_is_work_in, connection, blind))


def _is_work_in(connection: Connection, transcripts: Collection[str], step: Step) -> bool:
    """Tell whether a step made or changed a coding or a memo in one of some transcripts."""
    records = {one.record: one.kind for one in journal.of_step(connection, step.id)}
    return any(
        whose_work(connection, kind, record).transcript in transcripts
        for record, kind in records.items()
        if kind in _WORK
    )


def _around(connection: Connection, transcripts: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield who speaks in some transcripts, and the municipalities of today they are from."""
    for speaker in queries.speakers(connection):
        if speaker.transcript in transcripts and speaker.informant is not None:
            yield "informant", speaker.informant
    for transcript in queries.transcripts(connection):
        if transcript.id in transcripts and transcript.municipality is not None:
            place, _ = table_place(load_register(), transcript.municipality)
            yield "municipality", place.number


def rounds_apart(connection: Connection) -> set[str]:
    """Return the names of the rounds dealt out in which coders work apart: none if not blind."""
    return queries.rounds(connection) if allows(connection, "blind") else set()


def coded_apart(
    assignments: Sequence[Assignment], coder: str, dealt: Collection[str]
) -> frozenset[str]:
    """Return the colleagues whose work on a transcript a coder is not to see yet.

    It is dealt to both in one of the rounds `dealt`, which the coder has not finished. Where work
    of a round is released, its coders may see what the others coded. `assignments` are those of
    the transcript in all rounds.
    """
    own = {
        assignment.round
        for assignment in assignments
        if assignment.coder == coder and assignment.state in AT_WORK
    }
    apart = own & {*dealt} - {
        assignment.round for assignment in assignments if assignment.state == "released"
    }
    return frozenset(
        assignment.coder
        for assignment in assignments
        if assignment.coder != coder and assignment.round in apart
    )
