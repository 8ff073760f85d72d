"""What matrices read and count: the units of a selection, read once, by whatever groups them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from kodeverk.analysis.counting.figures import CodeFrequency, Counts, FacetFrequency
from kodeverk.analysis.counting.frequencies import Count
from kodeverk.analysis.counting.transcripts import ALL, Voice
from kodeverk.errors import BadInput
from kodeverk.model.coding_rows import CodingRow
from kodeverk.model.records import NOT_INFORMANTS, Role, Speaker
from kodeverk.service.counted_units import CountedUnits
from kodeverk.service.grouping import GroupOf, Unit
from kodeverk.service.passage_query import PassageQuery
from kodeverk.service.passages import Quoting
from kodeverk.service.phrases import are, number_of, share_in_words
from kodeverk.service.scoping import Material, Reading, Selection, readings
from kodeverk.store import coding_rows
from kodeverk.store.engine import Connection


def role_of(selection: Selection) -> Role:
    """Return the role whose words count, `all` for informants. Raises BadInput for several."""
    if len(selection.roles) > 1:
        raise BadInput(
            f"a matrix is of one role's words, not of {' and '.join(selection.roles)}",
            "Make one for each, or leave the role out: all informants.",
        )
    return selection.roles[0] if selection.roles else ALL


def apart(units: Iterable[Unit]) -> Iterator[Unit]:
    """Yield units so that each is of one coder: passages of two are then never one."""
    for unit in units:
        if len(unit.work) <= 1:
            yield unit
        for work in unit.work if len(unit.work) > 1 else ():
            yield unit._replace(id=f"{unit.id} {work.coder}", work=(work,))


def transcript_units(material: Material) -> Iterator[Unit]:
    """Yield every transcript chosen, all of them in the group `all`."""
    return grouped_units(material, lambda _: ALL)


def place_units(material: Material) -> Iterator[Unit]:
    """Yield every transcript chosen, by municipality."""
    return grouped_units(material, lambda transcript: material.places[transcript].number)


def grouped_units(material: Material, group: Callable[[str], str]) -> Iterator[Unit]:
    """Yield every transcript chosen with the group it is in, given its id."""
    for transcript in material.transcripts:
        work = material.work.counting.get(transcript, ())
        yield Unit(transcript, transcript, work, group(transcript), _constant(group(transcript)))


def person_units(material: Material) -> Iterator[Unit]:
    """Yield every transcript chosen, its words grouped by who says them, of the role chosen."""
    role = role_of(material.selection)

    def person(speaker: Speaker) -> str | None:
        wanted = speaker.role not in NOT_INFORMANTS if role == ALL else speaker.role == role
        return (speaker.informant or speaker.id) if wanted else None

    for transcript in material.transcripts:
        work = material.work.counting.get(transcript, ())
        yield Unit(transcript, transcript, work, None, person)


def _constant(group: str) -> GroupOf:
    return lambda _: group


class Person(NamedTuple):
    """Somebody who speaks, under a name that may be shown, in transcripts by their ids."""

    name: str
    roles: tuple[Role, ...]
    transcripts: tuple[str, ...]


class People:
    """Who speaks in what was read, by informant, or by speaker where there is none."""

    def __init__(self, connection: Connection, material: Material) -> None:
        self._material = material
        self._quoting = Quoting(connection, material, memos=False, with_identifying=False)
        self._found: dict[str, Person] = {}

    def add(self, reading: Reading[CodingRow]) -> None:
        """Note who speaks in a transcript. Raises Refused where a name could slip through."""
        transcript = reading.transcript
        for voice in self._quoting.voices(reading).values():
            known = self._found.get(voice.informant) or Person(self._name(reading, voice), (), ())
            self._found[voice.informant] = known._replace(
                roles=tuple(dict.fromkeys((*known.roles, voice.role))),
                transcripts=tuple(dict.fromkeys((*known.transcripts, transcript.id))),
            )

    def __getitem__(self, person: str) -> Person:
        return self._found[person]

    def _name(self, reading: Reading[CodingRow], voice: Voice) -> str:
        shown = voice.group or ""
        if voice.informant in self._material.pseudonyms:
            return shown
        return f"{shown}, {reading.transcript.name}"


def counted(
    connection: Connection,
    material: Material,
    units: CountedUnits,
    people: People | None = None,
    *,
    themes: bool = False,
    facets: bool = False,
) -> tuple[Counts, Count]:
    """Return the tables of frequencies of units, and what counted them; note who speaks."""
    count = Count(
        [*material.codes.values()],
        not_coded=units.not_coded,
        facets=material.facets if facets else (),
        themes=themes,
    )
    for reading in readings(connection, material, units.transcripts, coding_rows.coding_rows):
        if people is not None:
            people.add(reading)
        for transcript in units.of(reading):
            count.add(transcript)
    return count.tables(), count


def in_words(row: CodeFrequency | FacetFrequency | None) -> str:
    """Return `7 of 12 · 31`: informants who have it, of informants in scope, and passages.

    `.` where there can be none.
    """
    if row is None or row.speakers is None or row.of_speakers is None:
        return "." if row is None else row.reason or ""
    return f"{share_in_words(row.speakers, row.of_speakers)} · {row.passages}"


def passages_of(selection: Selection, codes: Sequence[str], **more: Any) -> PassageQuery:
    """Return what asks for the passages of codes in a selection; `more` narrows it."""
    return PassageQuery(replace(selection, codes=tuple(codes), **more))


def words_of(material: Material, person: Person, identity: str) -> dict[str, Any]:
    """Return what chooses somebody's words in a selection, given by id: who they are, or where."""
    if identity in material.pseudonyms:
        return {"informants": (material.pseudonyms[identity],)}
    return {"transcripts": material.names(person.transcripts), "roles": person.roles}


def not_listed(count: int) -> tuple[str, ...]:
    """Return the sentence on codes that have no row or column, if there are any."""
    if not count:
        return ()
    return (
        f"{number_of(count, 'code')} without a passage {are(count)} not in the table; --json and "
        "files have them at length.",
    )
