"""What is counted: transcripts whose turns say whose words they are, and the codings in them."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kodeverk.errors import BadInput, Damaged
from kodeverk.model.records import Code, Role, Speaker, Turn

ALL = "all"
"""The role of the rows that cover informants: everybody but interviewers and interpreters."""


class Voice(NamedTuple):
    """Whose words a speaker's turns are: who speaks, or is spoken for by an interpreter.

    `informant` is the same for joined speakers, and tells interviewers apart too. `group` is what
    the table compares; turns of a voice whose group is None are not in the table.
    """

    role: Role
    informant: str
    group: str | None


Facets = tuple[tuple[str, str], ...]
"""The facet values of a coding: (facet key, value id)."""

PlainCoding = tuple[str, int, int, Facets]
"""One coding, placed in the text it is counted in: code, start, end and facet values.

A plain tuple, as there are many.
"""


@dataclass(frozen=True, slots=True)
class CountedTranscript:
    """One transcript with its turns in order, and the codings that count on the basis chosen.

    `voices` has everybody who speaks, by the speaker of their turns. `group` is what the table
    compares where it is the same for the whole transcript: a transcript without informants is then
    still one of its group. `waiting` are the code and facet values of each coding that would count
    and waits for its place. `coded` False means that it is out of scope or unsettled: then it has
    no codings here, and its voices show only that their groups and roles exist.
    """

    id: str
    text: str
    turns: Sequence[Turn]
    voices: Mapping[str, Voice]
    codings: Sequence[PlainCoding] = ()
    group: str | None = None
    coded: bool = True
    waiting: Collection[tuple[str, Facets]] = ()


def voices_of(
    identities: Iterable[str],
    speakers: Mapping[str, Speaker],
    group: Callable[[Speaker], str | None],
) -> dict[str, Voice]:
    """Return the voices of speakers given by id.

    `group` is asked once for each speaker who counts. An interpreter who speaks for somebody counts
    as that speaker, an interpreter who speaks for nobody as an interpreter; a speaker who is joined
    to no informant is a person alone. Raises Damaged when a speaker is missing, and BadInput
    when a role has the name of the rows for all informants.
    """
    return {identity: _voice(identity, speakers, group) for identity in identities}


def _voice(
    identity: str, speakers: Mapping[str, Speaker], group: Callable[[Speaker], str | None]
) -> Voice:
    speaker = _speaker(identity, speakers)
    if speaker.role == "interpreter" and speaker.speaks_for is not None:
        speaker = _speaker(speaker.speaks_for, speakers)
    if speaker.role == ALL:
        raise BadInput(
            f"the speaker {speaker.label} has the role '{ALL}', the name of the rows for all roles",
            "Give the role another name.",
        )
    return Voice(speaker.role, speaker.informant or speaker.id, group(speaker))


def _speaker(identity: str, speakers: Mapping[str, Speaker]) -> Speaker:
    if identity not in speakers:
        raise Damaged(
            f"a turn belongs to the speaker {identity}, who is not in the project",
            "Check the project: kodeverk verify PROJECT",
        )
    return speakers[identity]


def theme_of(codes: Iterable[Code]) -> dict[str, str]:
    """Return the theme of each of `codes`, by id: the top of its parents in its own codebook.

    A theme is its own theme. A parent that is not among `codes` counts as none. Raises Damaged
    when codes are each other's parents.
    """
    by_id = {code.id: code for code in codes}
    themes = {}
    for code in by_id.values():
        top, seen = code, {code.id}
        while (
            top.parent is not None
            and (parent := by_id.get(top.parent)) is not None
            and parent.codebook == top.codebook
        ):
            if parent.id in seen:
                raise Damaged(
                    f"the code {code.key} is under itself: {top.key} is under {parent.key}",
                    f"Move {code.key} to the top of its codebook.",
                )
            seen.add(parent.id)
            top = parent
        themes[code.id] = top.id
    return themes
