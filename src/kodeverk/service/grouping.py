"""What a table compares: which transcripts count, for which group, and with whose codings."""

from collections.abc import Callable, Iterator, Sequence
from typing import Literal, NamedTuple, get_args

from kodeverk.analysis.counting.scope import is_in_scope
from kodeverk.analysis.counting.transcripts import ALL
from kodeverk.analysis.suggestions import nearest
from kodeverk.errors import BadInput, NotFound
from kodeverk.model.change import canonical
from kodeverk.model.records import NOT_INFORMANTS, Assignment, Speaker, Transcript, Variable
from kodeverk.service.scoping import Material
from kodeverk.store import queries
from kodeverk.store.engine import Connection

By = Literal["municipality", "role", "coder", "transcript", "variable"]
GROUPINGS: tuple[By, ...] = get_args(By)

NO_VALUE = "-"
"""The group of those for whom the variable has no value."""

Group = str | None
GroupOf = Callable[[Speaker], Group]


class Unit(NamedTuple):
    """A transcript as it counts in one place of a table; without `work` it is out of scope.

    `group` is the transcript's, None where only its speakers have one, which `group_of` tells.
    """

    id: str
    transcript: str
    work: tuple[Assignment, ...]
    group: Group
    group_of: GroupOf


def units(
    connection: Connection, material: Material, by: By, variable: str | None
) -> Iterator[Unit]:
    """Yield what counts: every transcript chosen, by coder once for each coder.

    Raises BadInput for a grouping that does not exist or lacks its variable, NotFound for a
    variable that nothing has.
    """
    if by not in GROUPINGS:
        raise BadInput(f"cannot count by {by!r}", f"Count by one of: {', '.join(GROUPINGS)}.")
    if (by == "variable") != (variable is not None):
        raise BadInput(
            "a variable's name and counting by variable belong together",
            "Give both --by variable and --variable NAME, or neither.",
        )
    if by == "coder":
        return _by_coder(material)
    values = _values(queries.variables(connection), variable) if variable is not None else []
    grouped = {
        "municipality": lambda transcript: _of_all(material.places[transcript.id].number),
        "role": lambda _: _of_all(ALL),
        "transcript": lambda transcript: _of_all(transcript.name),
        "variable": _grouped_by_values(material, values),
    }[by]
    return (
        Unit(
            transcript.id,
            transcript.id,
            material.work.counting.get(transcript.id, ()),
            *grouped(transcript),
        )
        for transcript in material.transcripts.values()
    )


def group_names(material: Material, by: By) -> dict[str, str]:
    """Return group -> the name to show, for groups that are shown under another name."""
    if by == "role":
        return {ALL: "all transcripts"}
    if by != "municipality":
        return {}
    return {place.number: place.name for place in material.places.values()}


def works_of_coders(material: Material) -> Iterator[Assignment]:
    """Yield the work of each coder chosen, or of everybody, on the transcripts chosen."""
    return (
        work
        for work in material.assignments
        if (not material.coders or work.coder in material.coders)
        and work.transcript in material.transcripts
        and work.round == material.selection.round_name
    )


def _by_coder(material: Material) -> Iterator[Unit]:
    """Yield each transcript once for each coder who has it.

    Where another's work counts instead, on the basis chosen, the coder's is neither counted nor
    left out.
    """
    for work in works_of_coders(material):
        counts = material.work.counts(work.transcript, work.coder)
        if (
            counts
            or work.transcript in material.work.unsettled
            or not is_in_scope(work, material.selection.scope)
        ):
            yield Unit(
                f"{work.transcript} {work.coder}",
                work.transcript,
                (work,) if counts else (),
                *_of_all(material.coder_names[work.coder]),
            )


def _of_all(group: str) -> tuple[Group, GroupOf]:
    return group, lambda _: group


def _values(known: Sequence[Variable], name: str) -> list[Variable]:
    values = [variable for variable in known if variable.name == name]
    if not values:
        names = sorted({variable.name for variable in known})
        near = ", ".join(nearest(name, names))
        there = f"There are: {', '.join(names)}." if names else ""
        raise NotFound(
            f"nothing has a variable {name!r}",
            f"Did you mean {near}? {there}"
            if near
            else there or "Variables come with import --metadata.",
        )
    return values


def _grouped_by_values(
    material: Material, variables: Sequence[Variable]
) -> Callable[[Transcript], tuple[Group, GroupOf]]:
    """Group by a variable: an informant's value goes before the transcript's and the place's."""
    values = {
        (variable.subject_kind, variable.subject): variable.value
        if isinstance(variable.value, str)
        else canonical(variable.value)
        for variable in variables
    }
    of_informants_only = all(variable.subject_kind == "informant" for variable in variables)

    def grouped(transcript: Transcript) -> tuple[Group, GroupOf]:
        shared = (
            values.get(("transcript", transcript.id))
            or values.get(("municipality", transcript.municipality or ""))
            or values.get(("municipality", material.places[transcript.id].number), NO_VALUE)
        )

        def group_of(speaker: Speaker) -> Group:
            if of_informants_only and speaker.role in NOT_INFORMANTS:
                return None
            return values.get(("informant", speaker.informant or ""), shared)

        # A value groups those who have it, so that no group is nobody's.
        return None, group_of

    return grouped
