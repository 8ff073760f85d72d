"""What a table compares: which transcripts count, for which group, and with whose codings."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Literal, NamedTuple, get_args

from kodeverk.analysis.counted import ALL
from kodeverk.analysis.nearest import nearest
from kodeverk.errors import BadInput, NotFound
from kodeverk.model.change import canonical
from kodeverk.model.records import NOT_INFORMANTS, Assignment, Speaker, Transcript, Variable
from kodeverk.service.scoping import Place, Scoped
from kodeverk.store import queries

By = Literal["municipality", "role", "coder", "transcript", "variable"]
GROUPINGS: tuple[By, ...] = get_args(By)

NO_VALUE = "-"
"""The group of those for whom the variable has no value."""

Group = str | None
GroupOf = Callable[[Speaker], Group]


class Unit(NamedTuple):
    """A transcript as it counts in one place of a table; without `work` it is out of scope.

    `group` is its own, None where only its speakers have one, which `group_of` then tells.
    """

    id: str
    transcript: str
    work: tuple[Assignment, ...]
    group: Group
    group_of: GroupOf


def units(connection: Any, found: Scoped, by: By, variable: str | None) -> Iterator[Unit]:
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
        return _by_coder(found)
    values = _values(queries.variables(connection), variable) if variable is not None else []
    grouped = {
        "municipality": lambda transcript: _of_all(found.places[transcript.id].number),
        "role": lambda _: _of_all(ALL),
        "transcript": lambda transcript: _of_all(transcript.name),
        "variable": _grouped_by_values(found, values),
    }[by]
    return (
        Unit(one.id, one.id, found.settled.counting.get(one.id, ()), *grouped(one))
        for one in found.transcripts.values()
    )


def group_names(found: Scoped, by: By) -> dict[str, str]:
    """Return group -> the name to show, for groups that are shown under another name.

    Municipalities of one name have their county after it, or where it is one county their number.
    """
    if by == "role":
        return {ALL: "all transcripts"}
    if by != "municipality":
        return {}
    places = {found.places[one] for one in found.transcripts}
    names = Counter(place.name for place in places)
    namesakes = Counter((place.name, place.county) for place in places)

    def name(place: Place) -> str:
        if names[place.name] == 1:
            return place.name
        alone = namesakes[place.name, place.county] == 1
        return f"{place.name} ({place.county if alone else place.number})"

    return {place.number: name(place) for place in places}


def _by_coder(found: Scoped) -> Iterator[Unit]:
    for work in found.assignments:
        chosen = not found.coders or work.coder in found.coders
        here = work.transcript in found.transcripts and work.round == found.selection.round_name
        counts = found.settled.counts(work.transcript, work.coder)
        # Finished work that does not count on this basis is not missing from it.
        if chosen and here and (counts or work.state in {"assigned", "started"}):
            yield Unit(
                f"{work.transcript} {work.coder}",
                work.transcript,
                (work,) if counts else (),
                *_of_all(found.coder_names[work.coder]),
            )


def _of_all(group: str) -> tuple[Group, GroupOf]:
    return group, lambda _: group


def _values(known: Sequence[Variable], name: str) -> list[Variable]:
    values = [one for one in known if one.name == name]
    if not values:
        names = sorted({one.name for one in known})
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
    found: Scoped, variables: Sequence[Variable]
) -> Callable[[Transcript], tuple[Group, GroupOf]]:
    """Group by a variable: an informant's value goes before the transcript's and the place's."""
    values = {
        (one.subject_kind, one.subject): one.value
        if isinstance(one.value, str)
        else canonical(one.value)
        for one in variables
    }
    of_informants_only = all(one.subject_kind == "informant" for one in variables)

    def grouped(transcript: Transcript) -> tuple[Group, GroupOf]:
        shared = (
            values.get(("transcript", transcript.id))
            or values.get(("municipality", transcript.municipality or ""))
            or values.get(("municipality", found.places[transcript.id].number), NO_VALUE)
        )

        def group_of(speaker: Speaker) -> Group:
            if of_informants_only and speaker.role in NOT_INFORMANTS:
                return None
            return values.get(("informant", speaker.informant or ""), shared)

        return (None if of_informants_only else shared), group_of

    return grouped
