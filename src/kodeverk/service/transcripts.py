"""The transcript that somebody means, or that an id stands for."""

from collections.abc import Iterator, Sequence

from kodeverk.analysis.suggestions import nearest
from kodeverk.errors import NotFound
from kodeverk.formats.register import load_register
from kodeverk.model.records import Transcript
from kodeverk.service.phrases import number_of
from kodeverk.store import queries
from kodeverk.store.engine import Connection
from kodeverk.store.project import Project

_MOST_NAMED = 8


def find_transcript(project: Project, name: str) -> Transcript:
    """Return the transcript with this name or id, or the only one whose name begins so.

    Raises NotFound, suggesting names; where several fit, it says where each is from and who has
    coded it.
    """
    with project.reading() as connection:
        known = queries.transcripts(connection)
        for transcript in known:
            if name in (transcript.name, transcript.id):
                return transcript
        # Every name begins with nothing, which is what a script's empty variable says.
        starting = (
            [transcript for transcript in known if transcript.name.startswith(name)] if name else []
        )
        if len(starting) == 1:
            return starting[0]
        if starting:
            raise NotFound(
                f"{name!r} fits {number_of(len(starting), 'transcript')}"
                + "".join(
                    f"\n  {description}" for description in distinctions(connection, starting)
                ),
                "Give the whole name, or the id.",
            )
    near = nearest(name, [transcript.name for transcript in known])
    there = ", ".join(near or [transcript.name for transcript in known[:_MOST_NAMED]])
    raise NotFound(
        f"there is no transcript {name!r}",
        f"There are: {there}." if known else "Add one: kodeverk import PROJECT FILE",
    )


def distinctions(connection: Connection, transcripts: Sequence[Transcript]) -> Iterator[str]:
    """Yield what tells transcripts apart: name, municipality, who has coded them, and the id."""
    number_and_name = load_register().number_and_name
    names = {coder.id: coder.name for coder in queries.coders(connection)}
    coded: dict[str, list[str]] = {}
    for identity, coder in queries.coding_counts(connection):
        coded.setdefault(identity, []).append(names.get(coder, coder))
    for transcript in transcripts[:_MOST_NAMED]:
        number, by = transcript.municipality, ", ".join(sorted(coded.get(transcript.id, ())))
        place = number_and_name(number) if number else "no municipality"
        coders = f"coded by {by}" if transcript.id in coded else "not coded"
        yield f"{transcript.name}: {place}, {coders}, {transcript.id}"
    if (more := len(transcripts) - _MOST_NAMED) > 0:
        yield f"and {more} more"


def transcript_with_id(connection: Connection, identity: str) -> Transcript:
    """Return the transcript with this id. Raises NotFound when it is not there any more."""
    transcript = queries.transcript_by_id(connection, identity)
    if transcript is None:
        raise NotFound(
            "the transcript is no longer in the project", "Choose another; or redo its import."
        )
    return transcript
