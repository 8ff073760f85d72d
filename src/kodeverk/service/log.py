"""The log: every step made in a project's file, as people and scripts are told it."""

from dataclasses import dataclass

from kodeverk.store import queries, steps
from kodeverk.store.project import Project
from kodeverk.store.steps import Step


@dataclass(frozen=True, slots=True)
class Log:
    """The steps, latest first, and the names of the transcripts that some keep within, by id."""

    steps: tuple[Step, ...]
    transcripts: dict[str, str]


def read_log(project: Project) -> Log:
    """Return the log of a project's file."""
    with project.reading() as connection:
        return Log(
            tuple(steps.steps(connection)),
            {transcript.id: transcript.name for transcript in queries.transcripts(connection)},
        )
