"""Published wordings: how the words of a coding are printed where that is not as they were said.

The original stays; the wording stands beside it, and says who has checked it against that.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from kodeverk.errors import BadInput, NotFound, Refused
from kodeverk.formats.wordings import read_wordings
from kodeverk.model.change import Value
from kodeverk.model.records import Coder, Coding, Wording
from kodeverk.model.text import normalise
from kodeverk.service import derived_placements
from kodeverk.service.blindness import Blindness, blindness_of
from kodeverk.service.passages import Passage, Quoting
from kodeverk.service.phrases import number_of
from kodeverk.service.scoping import Selection, material_of, readings
from kodeverk.store import coding_rows, queries
from kodeverk.store.project import Project
from kodeverk.store.writer import Writer

_WHICH = "See the ids: kodeverk passages PROJECT --code CODE --json"


class NewWording(NamedTuple):
    """A wording to be set on the coding whose id begins so; none takes away the one that is there.

    `where` is the file and line it is from.
    """

    coding: str
    wording: Wording | None
    where: str = ""


def checked_wording(text: str, checked_by: str) -> Wording:
    """Return what is written as a wording. Raises BadInput where words or the name are missing."""
    wording = Wording(normalise(text).strip(), " ".join(normalise(checked_by).split()))
    if not wording.text:
        raise BadInput("there are no words to publish", "Write them, or take the wording away.")
    if not wording.checked_by:
        raise BadInput("nobody has checked the wording", "Name who has: with --checked-by.")
    return wording


def wordings_of_table(path: Path) -> tuple[NewWording, ...]:
    """Return the wordings that somebody wrote into a table of passages; empty cells are none.

    Raises BadInput naming file, line and remedy.
    """
    found = []
    for row in read_wordings(path):
        try:
            wording = checked_wording(row.wording, row.checked_by)
        except BadInput as error:
            raise BadInput(f"{row.where}: {error.message}", "Fill in checked_by.") from error
        found.append(NewWording(row.id, wording, row.where))
    return (*found,)


def set_wordings(project: Project, author: Coder, new: Sequence[NewWording]) -> int:
    """Set how codings are published, as one step, all or none; return how many were changed.

    Anybody may, on anybody's coding: it is no change of that. Raises NotFound for an id that fits
    none or several, and Refused for a colleague's coding that the author is not to see yet.
    """
    with derived_placements.writing(project, author, "") as writer:
        blindness = blindness_of(writer.connection, author)
        changed = [coding for one in new if (coding := _set(writer, blindness, one)) is not None]
        if len(changed) == 1:
            key = _key(writer, changed[0])
            taken = new[0].wording is None
            writer.summary = (
                f"took away the published wording of a coding of {key}"
                if taken
                else f"wrote how a coding of {key} is published"
            )
        else:
            writer.summary = f"wrote how {number_of(len(changed), 'coding')} are published"
    return len(changed)


def wording_of(project: Project, coding: str) -> Wording | None:
    """Return how the words of the coding with this id are published, if that is said."""
    with project.reading() as connection:
        return queries.wordings(connection).get(coding)


def list_wordings(project: Project, reader: Coder) -> list[Passage]:
    """Return the passages whose codings have a published wording, as `reader` may see them.

    Raises Refused where identifying words could slip through.
    """
    with derived_placements.reading(project) as connection:
        known = queries.codings(connection, among=[*queries.wordings(connection)])
        blindness = blindness_of(connection, reader)
        seen = [one for one in known if not blindness.hides(one.transcript, one.coder)]
        material = material_of(connection, Selection(scope="started", basis="all"))
        quoting = Quoting(connection, material, memos=False, with_identifying=False)
        transcripts = {one.transcript for one in seen}
        in_order = [one for one in material.transcripts if one in transcripts]
        ids = {one.id for one in seen}
        return [
            passage
            for reading in readings(connection, material, in_order, coding_rows.coding_rows)
            for passage in quoting.passages(reading)
            if passage.wording is not None and ids & {*reading.same.get(passage.id, [passage.id])}
        ]


def _set(writer: Writer, blindness: Blindness, new: NewWording) -> Coding | None:
    """Set one wording; return its coding, None where it is so already."""
    where = f"{new.where}: " if new.where else ""
    fitting = queries.codings_beginning(writer.connection, new.coding)
    if len(fitting) != 1:
        said = "several codings" if fitting else "no coding that has a place in the text of now"
        raise NotFound(f"{where}{new.coding!r} fits {said}", _WHICH)
    (coding,) = fitting
    if blindness.hides(coding.transcript, coding.coder):
        raise Refused(
            f"{where}{new.coding} is a colleague's, in a transcript that you code apart",
            "Finish the transcript first.",
        )
    if coding.wording == new.wording:
        return None
    value: Value = None if new.wording is None else {**new.wording._asdict()}
    writer.set("coding", coding.id, "wording", value)
    return coding


def _key(writer: Writer, coding: Coding) -> str:
    return next(code.key for code in queries.codes(writer.connection) if code.id == coding.code)
