"""All codings of the transcripts in scope with their words, also those that are in no figure."""

from kodeverk.service import derived_placements
from kodeverk.service.passages import Passage, Quoting, in_scope
from kodeverk.service.scoping import Selection, material_of, readings
from kodeverk.store import coding_rows
from kodeverk.store.project import Project


def list_passages(project: Project, selection: Selection, *, memos: bool = False) -> list[Passage]:
    with derived_placements.reading(project) as connection:
        material = material_of(connection, selection)
        quoting = Quoting(connection, material, memos=memos, with_identifying=False)
        there = readings(connection, material, in_scope(material), coding_rows.coding_rows)
        return [passage for reading in there for passage in quoting.passages(reading)]
