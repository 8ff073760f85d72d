"""The transcripts of a project as one coder sees them: where each is, and how far it has come."""

from dataclasses import dataclass

from kodeverk.analysis.alignment.texts import SURE
from kodeverk.formats.register import load_register
from kodeverk.model.records import Assignment, AssignmentState, Coder
from kodeverk.service import derived_placements
from kodeverk.service.blindness import blindness_of
from kodeverk.store import placements, queries
from kodeverk.store.project import Project


@dataclass(frozen=True, slots=True)
class OverviewRow:
    """One transcript; `state`, `read_percent` and `codings` are the coder's own.

    `municipality` is the number of the interview's day, None for none; `read_percent` counts the
    text's characters; `others` are the names of the colleagues who have the transcript too.
    `to_review` counts the codings and memos whose place in a corrected text waits: anybody's, but
    not what the coder must not see yet.
    """

    id: str
    name: str
    municipality: str | None
    municipality_name: str
    date: str | None
    state: AssignmentState | None
    read_percent: int
    codings: int
    others: tuple[str, ...]
    to_review: int


def overview(project: Project, coder: Coder) -> tuple[OverviewRow, ...]:
    """Return every transcript by municipality number and name; those without one come last."""
    register = load_register()
    with derived_placements.reading(project) as connection:
        names = queries.coder_names(connection)
        counts = queries.coding_counts(connection)
        waiting = placements.waiting_by_transcript(connection, SURE)
        blindness = blindness_of(connection, coder)
        for blind in blindness.transcripts & waiting.keys():
            places = derived_placements.waiting_placements(connection, blind)
            waiting[blind] = len(blindness.places_seen(connection, places))
        work: dict[str, dict[str, Assignment]] = {}
        for assignment in queries.assignments(connection):
            work.setdefault(assignment.transcript, {})[assignment.coder] = assignment
        transcripts = queries.transcripts(connection)
        begun = {
            of for of, shares in work.items() if coder.id in shares and shares[coder.id].read_to
        }
        current = [transcript.version for transcript in transcripts if transcript.id in begun]
        lengths = queries.text_lengths(connection, current)
    rows = []
    for transcript in sorted(
        transcripts,
        key=lambda transcript: (
            transcript.municipality is None,
            transcript.municipality or "",
            transcript.name,
        ),
    ):
        shares = work.get(transcript.id, {})
        own = shares.get(coder.id)
        place = register.municipalities.get(transcript.municipality or "")
        length = max(1, lengths.get(transcript.version, 1))
        rows.append(
            OverviewRow(
                transcript.id,
                transcript.name,
                transcript.municipality,
                register.unique_name(place.number) if place else "",
                transcript.date,
                own.state if own else None,
                100 * own.read_to // length if own else 0,
                counts.get((transcript.id, coder.id), 0),
                tuple(
                    sorted(
                        names.get(colleague, colleague)
                        for colleague in shares
                        if colleague != coder.id
                    )
                ),
                waiting.get(transcript.id, 0),
            )
        )
    return tuple(rows)
