"""Informants by codes, 0 and 1: what a data set for R or for QCA begins with."""

from collections.abc import Iterator, Mapping, Sequence

from kodeverk.analysis.counting.figures import CodeFrequency
from kodeverk.formats.reports.table import Cell
from kodeverk.model.records import Speaker
from kodeverk.service.counted_units import CountedUnits
from kodeverk.service.counting import countable
from kodeverk.service.dimensions import Dimension
from kodeverk.service.grouping import NO_VALUE, GroupOf, units
from kodeverk.service.matrices.material import (
    People,
    Person,
    counted,
    not_listed,
    passages_of,
    person_units,
    role_of,
    words_of,
)
from kodeverk.service.matrices.table import (
    Matrix,
    MatrixCell,
    MatrixColumn,
    MatrixOptions,
    MatrixRow,
)
from kodeverk.service.omissions import notes
from kodeverk.service.scoping import Material, check_roles
from kodeverk.store import queries
from kodeverk.store.engine import Connection

_BETWEEN = "|"
_ABOUT = ("municipality", "municipality_name", "roles", "transcripts")
FIELDS = ("informant", *_ABOUT, "code", "value", "reason")
NOT_READ_FOR = "not_read_for"
"""The column with the codes that are empty because no transcript was read for them."""


def informants(connection: Connection, material: Material, options: MatrixOptions) -> Matrix:
    """Return for each informant which codes they have: 1, 0, or nothing where nobody has read."""
    wanted = countable(material)
    counted_units = CountedUnits(material, person_units(material))
    people = People(connection, material)
    counts, count = counted(connection, material, counted_units, people)
    role = role_of(material.selection)
    check_roles(material.selection.roles, (base.role for base in counts.denominators))
    in_scope = [base for base in counts.denominators if base.role == role and base.transcripts]
    persons = {base.group: people[base.group] for base in in_scope}
    figures: dict[str, dict[str, CodeFrequency]] = {}
    for row in counts.codes:
        if row.role == role and row.group in persons and (not wanted or row.code in wanted):
            figures.setdefault(row.code, {})[row.group] = row
    every = [code for code in material.codes if code in figures]
    codes = [code for code in every if code in wanted or any(map(_value, figures[code].values()))]
    named = sorted(persons, key=lambda one: (persons[one].name, one))
    variables = _variables(connection, material, counted_units, named)
    key = {code.id: code.key for code in material.codes.values()}
    about = {one: _about(material, persons[one]) for one in named}
    return Matrix(
        options,
        "1: at least one word of the informant has the code; 0: read and not found; empty: not "
        "read for it, as the last column says",
        "informant",
        (
            *(MatrixColumn(name, name, of_words=True) for name in (*_ABOUT, *variables)),
            *(MatrixColumn(f"code {key[code]}", key[code]) for code in codes),
            MatrixColumn(NOT_READ_FOR, NOT_READ_FOR, of_words=True),
        ),
        tuple(
            MatrixRow(
                one,
                persons[one].name,
                (
                    *(_words(value) for value in about[one]),
                    *(_words(values[one]) for values in variables.values()),
                    *_cells(material, persons[one], one, [figures[code][one] for code in codes]),
                ),
            )
            for one in named
        ),
        FIELDS,
        tuple(
            (persons[one].name, *about[one], key[code], _value(row), row.reason)
            for one in named
            for code in every
            for row in (figures[code][one],)
        ),
        (
            *not_listed(len(every) - len(codes)),
            *notes(
                material, counted_units.left_out(count.untouching, count.elsewhere, count.unread)
            ),
        ),
    )


def _about(material: Material, person: Person) -> tuple[str, str, str, str]:
    """Return where somebody was interviewed, the name of it, the roles, and the transcripts."""
    places = dict.fromkeys(material.places[transcript] for transcript in person.transcripts)
    return (
        _BETWEEN.join(place.number for place in places),
        _BETWEEN.join(place.name for place in places),
        _BETWEEN.join(person.roles),
        _BETWEEN.join(material.names(person.transcripts)),
    )


def _variables(
    connection: Connection, material: Material, counted_units: CountedUnits, named: Sequence[str]
) -> dict[str, Mapping[str, Cell]]:
    """Return variable -> the value of each informant: their own, the transcript's, the place's."""
    found: dict[str, Mapping[str, Cell]] = {}
    speakers: dict[str, list[Speaker]] = {one: [] for one in named}
    for speaker in material.speakers.values():
        person = speaker.informant or speaker.id
        if person in speakers and speaker.transcript in counted_units.transcripts:
            speakers[person].append(speaker)
    for name in sorted({variable.name for variable in queries.variables(connection)}):
        group_of: dict[str, GroupOf] = {
            unit.transcript: unit.group_of
            for unit in units(connection, material, [Dimension("variable", name, name)])
        }
        found[name] = {
            one: _BETWEEN.join(
                dict.fromkeys(
                    value
                    for speaker in of
                    if (value := group_of[speaker.transcript](speaker)) not in (None, NO_VALUE)
                )
            )
            or None
            for one, of in speakers.items()
        }
    return found


def _words(value: Cell) -> MatrixCell:
    return MatrixCell("" if value is None else str(value), value)


def _value(row: CodeFrequency) -> int | None:
    return None if row.speakers is None else int(row.speakers > 0)


def _cells(
    material: Material, person: Person, identity: str, rows: Sequence[CodeFrequency]
) -> Iterator[MatrixCell]:
    """Yield a cell for each code, and which codes have nothing, and why."""
    for row in rows:
        value = _value(row)
        query = passages_of(
            material.selection,
            [material.codes[row.code].key],
            **words_of(material, person, identity),
        )
        text = (row.reason or "") if value is None else str(value)
        yield MatrixCell(text, value, float(value or 0), query)
    unread = [material.codes[row.code].key for row in rows if row.reason is not None]
    reasons = dict.fromkeys(row.reason for row in rows if row.reason is not None)
    said = f"{_BETWEEN.join(unread)} ({', '.join(map(str, reasons))})" if unread else None
    yield MatrixCell(said or "", said)
