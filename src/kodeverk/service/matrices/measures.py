"""Measures that informants propose: what each is about, who proposes it, and in how many places.

A code such as FOR-TILTAK says that something is proposed, the codes on the same words say what. So
a row is such a code, and the last one what is proposed without any.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from kodeverk.analysis.counting.beside import codes_beside
from kodeverk.analysis.counting.figures import NOT_CODED, CodeFrequency
from kodeverk.analysis.counting.frequencies import Count
from kodeverk.analysis.counting.transcripts import ALL, PlainCoding
from kodeverk.errors import NotFound
from kodeverk.formats.reports.table import Cells
from kodeverk.model.coding_rows import CodingRow
from kodeverk.model.records import NOT_INFORMANTS, Code, Coder, Role
from kodeverk.service import derived_placements
from kodeverk.service.counted_units import CountedUnits
from kodeverk.service.counting import countable
from kodeverk.service.finding import NOBODY, find_passages
from kodeverk.service.matrices.material import (
    People,
    apart,
    in_words,
    passages_of,
    person_units,
    place_units,
    role_of,
    transcript_units,
)
from kodeverk.service.matrices.table import (
    Matrix,
    MatrixCell,
    MatrixColumn,
    MatrixOptions,
    MatrixRow,
)
from kodeverk.service.passage_query import PassageQuery
from kodeverk.service.quoting import Quoted, quote_places
from kodeverk.service.scoping import Material, Reading, check_roles, material_of, readings
from kodeverk.store.coding_rows import coding_rows
from kodeverk.store.project import Project

MEASURES = "-TILTAK"
"""How the keys of codes end that say that something is proposed, where none is chosen."""

_ALL, _NONE = "all proposals", "without another code"
_BETWEEN = "|"
FIELDS = (
    "measure",
    "about",
    "municipality",
    "municipality_name",
    "transcript",
    "speakers",
    "roles",
    "text",
    "coder",
    "quotation",
)

About = Mapping[tuple[str, str, int, int], tuple[str, ...]]
"""Unit, code, start and end of a proposal -> the codes it is about."""


class _Proposals:
    """Proposals being counted by what they are about, in one grouping.

    `about` says of each proposal, by its unit, code and place, which codes are on its words.
    """

    def __init__(
        self, units: CountedUnits, measures: frozenset[str], codes: Sequence[Code]
    ) -> None:
        self._units, self._measures = units, measures
        self._keys = [_ALL, *(code.id for code in codes), _NONE]
        self._order = {code.id: place for place, code in enumerate(codes)}
        unread = {unit for unit, code in units.not_coded if code in measures}
        not_coded = {pair for pair in units.not_coded if pair[1] in self._order}
        not_coded |= {(unit, key) for unit in unread for key in self._keys}
        self._count = Count([_stand_in(_ALL), *codes, _stand_in(_NONE)], not_coded=not_coded)
        self.about: dict[tuple[str, str, int, int], tuple[str, ...]] = {}

    def add(self, reading: Reading[CodingRow]) -> None:
        """Count the proposals of a transcript."""
        for counted in self._units.of(reading):
            codings: list[PlainCoding] = []
            for (code, start, end, given), beside in codes_beside(
                counted.codings, self._measures, self._order
            ):
                self.about[counted.id, code, start, end] = beside
                codings += [(key, start, end, given) for key in (_ALL, *(beside or (_NONE,)))]
            waits = {code for code, _ in counted.waiting}
            # What a proposal is about that waits for its place, nobody can say yet.
            waiting = self._keys if waits & self._measures else waits & {*self._order}
            self._count.add(
                replace(counted, codings=codings, waiting=[(key, ()) for key in sorted(waiting)])
            )

    def rows(self) -> tuple[CodeFrequency, ...]:
        """Return what was counted, by what it is about, group and role."""
        return self._count.tables().codes


class _Tables(NamedTuple):
    """What proposals come to: together, by municipality and by person."""

    together: Mapping[tuple[str, Role], CodeFrequency]
    by_place: Mapping[str, Sequence[CodeFrequency]]
    by_person: Mapping[str, Sequence[CodeFrequency]]


def measures(project: Project, reader: Coder, options: MatrixOptions) -> Matrix:
    """Return what is proposed; chosen codes are those that propose, otherwise those for measures.

    Raises NotFound where there is no such code, and Refused where words could slip through that
    identify somebody.
    """
    with derived_placements.reading(project) as connection:
        material = material_of(connection, options.selection)
        chosen = countable(material) or _proposing(material)
        codes = [code for code in material.codes.values() if code.counted and code.id not in chosen]
        people = People(connection, material)
        groupings = [
            _Proposals(CountedUnits(material, apart(units)), chosen, codes)
            for units in (
                transcript_units(material),
                place_units(material),
                person_units(material),
            )
        ]
        for reading in readings(connection, material, material.transcripts, coding_rows):
            people.add(reading)
            for grouping in groupings:
                grouping.add(reading)
    role = role_of(material.selection)
    together, by_place, by_person = (grouping.rows() for grouping in groupings)
    check_roles(material.selection.roles, (row.role for row in together))
    tables = _Tables(
        {(row.code, row.role): row for row in together},
        _by_code(row for row in by_place if row.role == role),
        _by_code(row for row in by_person if row.role == role),
    )
    listed, said = _listed(project, reader, material, chosen)
    used = [code.id for code in codes if _has(tables.together.get((code.id, role)))]
    shown = [_ALL, *used, *([_NONE] if _has(tables.together.get((_NONE, role))) else [])]
    roles = dict.fromkeys(row.role for row in together if row.role not in (ALL, *NOT_INFORMANTS))
    roles = {} if role != ALL else roles
    keys = [material.codes[code].key for code in material.codes if code in chosen]
    asking = passages_of(material.selection, keys)
    return Matrix(
        options,
        f"proposals ({', '.join(keys)}) by the codes on the same words, of the same coder: "
        "informants who propose something, of informants in scope · passages; in how many "
        "municipalities; and who",
        "about",
        (
            MatrixColumn("informants", "informants"),
            MatrixColumn("municipalities", "municipalities"),
            *(MatrixColumn(f"role {one}", one) for one in roles),
            MatrixColumn("who", "who", of_words=True),
        ),
        tuple(
            MatrixRow(key, head, (*_cells(tables, people, key, [role, *roles], query),))
            for key in shown
            for head in (material.codes[key].key if key in material.codes else key,)
            for query in (_query(asking, key, head),)
        ),
        FIELDS,
        tuple(_records(material, groupings[0].about, listed)),
        said,
    )


def _proposing(material: Material) -> frozenset[str]:
    found = frozenset(
        code.id for code in material.codes.values() if code.counted and code.key.endswith(MEASURES)
    )
    if not found:
        raise NotFound(
            f"no code says that something is proposed: none has a key that ends in {MEASURES}",
            "Say which codes do, by --code KEY.",
        )
    return found


def _stand_in(key: str) -> Code:
    """Return the code under which proposals are counted that no code of the project stands for."""
    return Code(key, "", key, {}, None, 0, {}, None, None, None, None, None, None, True, True)


def _by_code(rows: Iterable[CodeFrequency]) -> dict[str, list[CodeFrequency]]:
    of: defaultdict[str, list[CodeFrequency]] = defaultdict(list)
    for row in rows:
        of[row.code].append(row)
    return of


def _has(row: CodeFrequency | None) -> bool:
    return row is not None and bool(row.codings)


def _query(asking: PassageQuery, key: str, head: str) -> PassageQuery | None:
    """Return what asks for the proposals about a code; there is nothing to ask without any."""
    if key == _NONE:
        return None
    return asking if key == _ALL else replace(asking, beside=head)


def _cells(
    tables: _Tables,
    people: People,
    key: str,
    roles: Sequence[Role],
    query: PassageQuery | None,
) -> Iterator[MatrixCell]:
    first, *others = roles
    row = tables.together.get((key, first))
    yield MatrixCell(in_words(row), in_words(row), _share(row), query)
    read = [one for one in tables.by_place.get(key, ()) if one.reason is None]
    text = f"{sum(map(_has, read))} of {len(read)}" if read else NOT_CODED
    yield MatrixCell(text, text, query=query)
    for role in others:
        row = tables.together.get((key, role))
        of_role = query and replace(query, selection=replace(query.selection, roles=(role,)))
        yield MatrixCell(in_words(row), in_words(row), _share(row), of_role)
    who = [one for one in tables.by_person.get(key, ()) if one.speakers]
    said = ", ".join(
        sorted(f"{people[one.group].name} ({', '.join(people[one.group].roles)})" for one in who)
    )
    yield MatrixCell(said, said, query=query)


def _share(row: CodeFrequency | None) -> float:
    return (row.speakers or 0) / row.of_speakers if row and row.of_speakers else 0.0


def _listed(
    project: Project, reader: Coder, material: Material, chosen: frozenset[str]
) -> tuple[list[Quoted], tuple[str, ...]]:
    """Return every proposal as `reader` may see it, and in sentences what is left out."""
    keys = [code.key for code in material.codes.values() if code.id in chosen]
    found = find_passages(project, reader, passages_of(material.selection, keys), "informant")
    places = dict.fromkeys(
        place._replace(group="") for place in found.places if place.group != NOBODY
    )
    order = {transcript: place for place, transcript in enumerate(material.transcripts)}
    ordered = sorted(places, key=lambda place: (order[place.transcript], place.start, place.end))
    return [*quote_places(project, reader, found, ordered, memos=False)], found.notes


def _records(material: Material, about: About, listed: Iterable[Quoted]) -> Iterator[Cells]:
    for one in listed:
        place, code = one.place, one.code
        assert code is not None
        where = (code.id, place.start, place.end)
        beside = about.get((place.transcript, *where))
        if beside is None:
            beside = about.get((f"{place.transcript} {place.coder}", *where), ())
        yield (
            code.key,
            _BETWEEN.join(material.codes[each].key for each in beside),
            one.municipality.number,
            one.municipality.name,
            one.transcript.name,
            _BETWEEN.join(one.speakers),
            _BETWEEN.join(one.roles),
            one.text,
            one.coder.name if one.coder else None,
            one.quotation,
        )
