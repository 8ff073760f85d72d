"""The transcript that somebody means, or that an id stands for."""

from typing import Any

from kodeverk.errors import NotFound
from kodeverk.model.records import Transcript
from kodeverk.store import queries
from kodeverk.store.project import Project


def find_transcript(project: Project, name: str) -> Transcript:
    """Return the transcript with this name or id, or the only one whose name begins so.

    Raises NotFound, suggesting names.
    """
    with project.reading() as connection:
        known = queries.transcripts(connection)
    for transcript in known:
        if name in (transcript.name, transcript.id):
            return transcript
    # Every name begins with nothing, which is what a script's empty variable says.
    starting = [one for one in known if one.name.startswith(name)] if name else []
    if len(starting) == 1:
        return starting[0]
    near = ", ".join(transcript.name for transcript in (starting or known)[:8])
    raise NotFound(
        f"there is no transcript {name!r}",
        f"There are: {near}." if known else "Add one: kodeverk import PROJECT FILE",
    )


def transcript_with_id(connection: Any, identity: str) -> Transcript:
    """Return the transcript with this id. Raises NotFound when it is not there any more."""
    for one in queries.transcripts(connection):
        if one.id == identity:
            return one
    raise NotFound(
        "the transcript is no longer in the project", "Choose another; or redo its import."
    )
