"""What a table compares: which transcripts count, for which group, and with whose codings."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kodeverk.analysis.counting.scope import is_in_scope
from kodeverk.analysis.counting.transcripts import ALL
from kodeverk.analysis.suggestions import nearest
from kodeverk.errors import NotFound
from kodeverk.model.change import canonical
from kodeverk.model.records import NOT_INFORMANTS, Assignment, Speaker, Transcript, Variable
from kodeverk.service.dimensions import EVERY, KINDS, Dimension, Kind, joined
from kodeverk.service.scoping import Material
from kodeverk.store import queries
from kodeverk.store.engine import Connection

NO_VALUE = "-"
"""The group of those for whom the variable has no value."""

Group = str | None
GroupOf = Callable[[Speaker], Group]

NOT_GROUPED: tuple[Kind, ...] = ("role", "facet")
"""By these every group is counted apart in any case."""


def grouped(dimensions: Sequence[Dimension]) -> list[Dimension]:
    """Return the dimensions whose values make the groups that are counted."""
    return [one for one in dimensions if one.kind not in NOT_GROUPED]


class Unit(NamedTuple):
    """A transcript as it counts in one place of a table; without `work` it is out of scope.

    `group` is the transcript's, None where only its speakers have one, which `group_of` tells.
    """

    id: str
    transcript: str
    work: tuple[Assignment, ...]
    group: Group
    group_of: GroupOf


class _Place(NamedTuple):
    """Where a unit is: its transcript, its coder if coders are compared, and its round."""

    transcript: Transcript
    coder: str
    round_name: str


_Part = Callable[[_Place], tuple[Group, GroupOf]]
"""Gives a unit's value in one dimension: the transcript's own, if it is the same for all of it, and
each speaker's."""


def units(
    connection: Connection,
    material: Material,
    dimensions: Sequence[Dimension],
    *,
    rounds: Mapping[str, Material] | None = None,
    totals: bool = False,
) -> Iterator[Unit]:
    """Yield what counts: every transcript chosen, for each coder and round that is compared.

    `rounds` has the material of each round, where rounds are compared. With `totals` a transcript
    is itself in the margin of what only its speakers have. Raises NotFound for a variable that
    nothing has.
    """
    parts = [_part(connection, material, one) for one in grouped(dimensions)]
    by_coder = any(one.kind == "coder" for one in dimensions)
    for name, of_round in (rounds or {material.selection.round_name: material}).items():
        for place, work in _by_coder(of_round) if by_coder else _whole(of_round):
            own: list[Group] = []
            of: list[GroupOf] = []
            for group, group_of in (part(place) for part in parts):
                own.append(group)
                of.append(group_of)
            yield Unit(
                " ".join([place.transcript.id, place.coder, *([name] if rounds else [])]).rstrip(),
                place.transcript.id,
                work,
                _together([EVERY if totals and one is None else one for one in own]),
                _each_together(of),
            )


def group_names(material: Material, kind: Kind) -> dict[str, str]:
    """Return value -> the name to show, for values that are shown under another name."""
    if kind == "municipality":
        return {place.number: place.name for place in material.places.values()}
    return {}


def comparable(connection: Connection) -> tuple[str, ...]:
    """Return everything that a table of the project can compare, as `dimensions_of` reads it."""
    facets = [f"facet:{facet.key}" for facet in queries.facets(connection)]
    names = sorted({variable.name for variable in queries.variables(connection)})
    plain = [kind for kind in KINDS if kind not in ("facet", "variable")]
    return (*plain, *facets, *(f"variable:{name}" for name in names))


def works_of_coders(material: Material) -> Iterator[Assignment]:
    """Yield the work of each coder chosen, or of everybody, on the transcripts chosen."""
    return (
        work
        for work in material.assignments
        if (not material.coders or work.coder in material.coders)
        and work.transcript in material.transcripts
        and work.round == material.selection.round_name
    )


def _whole(material: Material) -> Iterator[tuple[_Place, tuple[Assignment, ...]]]:
    """Yield each transcript chosen, with the work that counts."""
    for transcript in material.transcripts.values():
        work = material.work.counting.get(transcript.id, ())
        yield _Place(transcript, "", material.selection.round_name), work


def _by_coder(material: Material) -> Iterator[tuple[_Place, tuple[Assignment, ...]]]:
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
            transcript = material.transcripts[work.transcript]
            yield _Place(transcript, work.coder, work.round), (work,) if counts else ()


def _together(parts: Sequence[Group]) -> Group:
    """Return the group of values in each dimension; without dimensions that of everything."""
    known = [one for one in parts if one is not None]
    if len(known) < len(parts):
        return None
    return joined(known) if known else ALL


def _each_together(of: Sequence[GroupOf]) -> GroupOf:
    if len(of) == 1:
        return of[0]
    return lambda speaker: _together([group_of(speaker) for group_of in of])


def _part(connection: Connection, material: Material, dimension: Dimension) -> _Part:
    """Return what gives a unit's value in a dimension."""
    match dimension.kind:
        case "variable":
            values = _values(queries.variables(connection), dimension.name)
            by_value = _grouped_by_values(material, values)
            return lambda place: by_value(place.transcript)
        case "informant":
            names = informant_names(material)
            return lambda _: (None, lambda speaker: names.get(speaker.id))
        case "coder":
            return lambda place: _of_all(material.coder_names[place.coder])
        case "round":
            return lambda place: _of_all(place.round_name)
        case "transcript":
            return lambda place: _of_all(place.transcript.name)
        case _:
            return lambda place: _of_all(material.places[place.transcript.id].number)


def informant_names(material: Material) -> dict[str, str]:
    """Return the speakers whose words are data, by id -> the name under which they are counted.

    It is the pseudonym; of who has none the role and the transcript, never the label in the text.
    """
    unnamed: dict[tuple[str, str], list[str]] = {}
    for speaker in material.speakers.values():
        if speaker.informant not in material.pseudonyms:
            unnamed.setdefault((speaker.transcript, speaker.role), []).append(speaker.id)
    names = {}
    for speaker in material.speakers.values():
        if speaker.role in NOT_INFORMANTS or speaker.transcript not in material.transcripts:
            continue
        if speaker.informant in material.pseudonyms:
            names[speaker.id] = material.pseudonyms[speaker.informant]
        else:
            alike = sorted(unnamed[speaker.transcript, speaker.role])
            number = f" {alike.index(speaker.id) + 1}" if len(alike) > 1 else ""
            transcript = material.transcripts[speaker.transcript].name
            names[speaker.id] = f"{speaker.role}{number}, {transcript}"
    return names


def _of_all(group: str) -> tuple[Group, GroupOf]:
    return group, lambda _: group


def variable_values(connection: Connection, name: str) -> frozenset[str]:
    """Return the values of a variable as groups are called, wherever somebody has said them."""
    known = (each.value for each in queries.variables(connection) if each.name == name)
    return frozenset(value if isinstance(value, str) else canonical(value) for value in known)


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
