"""Releasing what is finished, so that coders may see and compare what they coded apart."""

from collections.abc import Collection
from dataclasses import dataclass

from kodeverk.analysis.counting.scope import in_round
from kodeverk.analysis.counting.work import FINISHED
from kodeverk.errors import Refused
from kodeverk.model.records import MAIN_ROUND, Coder
from kodeverk.service.phrases import number_of
from kodeverk.store import queries
from kodeverk.store.project import Project


@dataclass(frozen=True, slots=True)
class Standing:
    """Who, by name, has finished a transcript that is not released, and who has not.

    `reader_at_work` tells whether whoever asks is one of those who have not.
    """

    transcript: str
    name: str
    finished: tuple[str, ...]
    at_work: tuple[str, ...]
    reader_at_work: bool = False

    @property
    def warning(self) -> str:
        """What is to be said before it is released, empty where all have finished it."""
        if not self.at_work:
            return ""
        unfinished = f"{self.name} is not finished by {' and '.join(self.at_work)}"
        if not self.reader_at_work:
            return unfinished
        return (
            f"{unfinished}. You have not finished it: released, it shows you what "
            f"{' and '.join(self.finished)} coded in it"
        )


def releasable(
    project: Project,
    chosen: Collection[str] = (),
    round_name: str = MAIN_ROUND,
    *,
    reader: Coder | None = None,
) -> tuple[Standing, ...]:
    """Return the transcripts that somebody has finished in a round and that are not released yet.

    All of them, or those `chosen` by id. Raises Refused for a chosen one that nobody has finished,
    and BadInput for a round without assignments, other than `main`.
    """
    with project.reading() as connection:
        names = queries.coder_names(connection)
        own = () if reader is None else queries.one_with(connection, reader.id)
        given = in_round(queries.assignments(connection, round_name=None), round_name)
        transcripts = queries.transcripts(connection)
    standings = []
    for transcript in transcripts:
        work = given.get(transcript.id, [])
        if chosen and transcript.id not in chosen:
            continue
        if transcript.id in chosen and not any(each.state in FINISHED for each in work):
            raise Refused(
                f"nobody has finished {transcript.name} in round {round_name}",
                "See who codes what: kodeverk status PROJECT",
            )
        finished = sorted(names[each.coder] for each in work if each.state == "finished")
        unfinished = [each.coder for each in work if each.state not in FINISHED]
        at_work = sorted(names[coder] for coder in unfinished)
        if finished:
            standings.append(
                Standing(
                    transcript.id,
                    transcript.name,
                    tuple(finished),
                    tuple(at_work),
                    not set(own).isdisjoint(unfinished),
                )
            )
    return tuple(standings)


def release(
    project: Project, author: Coder, transcripts: Collection[str], round_name: str = MAIN_ROUND
) -> None:
    """Release what is finished of transcripts in a round, as one step; the rest stays as it is.

    Released work counts as finished, and nobody's codings are hidden from the others any more.
    """
    summary = f"released {number_of(len(transcripts), 'transcript')}"
    with project.writing(author, summary) as writer:
        for assignment in queries.assignments(writer.connection, round_name=round_name):
            if assignment.transcript in transcripts and assignment.state == "finished":
                writer.set("assignment", assignment.id, "state", "released")
