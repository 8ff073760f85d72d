"""A passage that waits for a person, in the text it comes from and in the text as it is now."""

from dataclasses import dataclass

from kodeverk.model.records import Speaker
from kodeverk.service import derived_placements
from kodeverk.service.reviewing import ToReview
from kodeverk.store import queries
from kodeverk.store.project import Project
from kodeverk.store.queries import Version


@dataclass(frozen=True, slots=True)
class PlacementTexts:
    """Both texts of a placement, with the speakers of both.

    `near` is a code-point offset in the new text: where the place begins or, if the passage has
    none, the words that follow where it stood.
    """

    old: Version
    new: Version
    speakers: dict[str, Speaker]
    near: int


def texts_of_placement(project: Project, placement: ToReview) -> PlacementTexts:
    """Return the text a passage comes from and the one its place is in.

    A speaker who no longer has a turn is there too, as long as the older text has one.
    """
    with project.reading() as connection:
        old = queries.version(connection, placement.old_version)
        new = queries.version(connection, placement.new_version)
        speakers = [
            *queries.removed_speakers(connection, placement.transcript),
            *queries.speakers(connection, placement.transcript),
        ]
    if placement.new is None:
        near = derived_placements.aligned(old.text, new.text).offset(placement.old.start)
        near += len(new.text[near:]) - len(new.text[near:].lstrip())
    else:
        near = placement.new.start
    return PlacementTexts(old, new, {speaker.id: speaker for speaker in speakers}, near)
