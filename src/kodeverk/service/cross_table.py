"""A table of frequencies to look at: a line a code or theme, a column a value or a total."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from kodeverk.analysis.counting.transcripts import ALL
from kodeverk.model.records import Role
from kodeverk.service.dimensions import Dimension
from kodeverk.service.frequency_table import At, Base, FrequencyRow, FrequencyTable, TableCode

TOTAL = "total"


class Column(NamedTuple):
    """A column: where it is in each dimension, and how that is called."""

    at: At
    headings: tuple[str, ...]

    @property
    def is_total(self) -> bool:
        """Whether it takes in all values of a dimension."""
        return None in self.at


class Line(NamedTuple):
    """A code, or a theme with all its codes, and its figures by column."""

    code: TableCode
    is_theme: bool
    cells: Mapping[At, FrequencyRow]

    @property
    def is_used(self) -> bool:
        """Whether it has a coding anywhere."""
        return any(row.codings for row in self.cells.values())

    @property
    def is_unread(self) -> bool:
        """Whether nobody has read anything for it."""
        return all(row.reason for row in self.cells.values())


@dataclass(frozen=True, slots=True)
class CrossTable:
    """Lines in the order of the codebooks, columns in the order of what they compare, totals last.

    A theme that has codes stands twice: as a theme, with them, and as a code of its own. `bases`
    say by column what its figures are of.
    """

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    bases: Mapping[At, Base]

    @property
    def codebooks(self) -> tuple[str, ...]:
        """The codebooks of the lines, which are never summed."""
        return tuple(dict.fromkeys(line.code.codebook for line in self.lines))


def cross_tables(table: FrequencyTable) -> dict[Role, CrossTable]:
    """Return by role the tables to look at of those it was asked for, otherwise of all as one.

    There is one of all where roles are what is compared.
    """
    roles = () if table.compares_roles else table.filters.get("roles", ())
    return {role: cross_table(table, role) for role in roles or (ALL,)}


def cross_table(table: FrequencyTable, role: Role = ALL) -> CrossTable:
    """Return a table to look at, of one role unless roles are what is compared."""
    by_role = table.compares_roles

    def shown(rows: Iterable[FrequencyRow]) -> Iterable[FrequencyRow]:
        return (row for row in rows if by_role or row.role == role)

    of_codes: dict[str, dict[At, FrequencyRow]] = {}
    of_themes: dict[str, dict[At, FrequencyRow]] = {}
    for cells, rows in (
        (of_codes, (*table.rows, *table.totals)),
        (of_themes, (*table.themes, *table.theme_totals)),
    ):
        for row in shown(rows):
            cells.setdefault(row.code, {})[row.at] = row
    places = dict.fromkeys(
        at for cells in (of_codes, of_themes) for own in cells.values() for at in own
    )
    orders = [{value: place for place, value in enumerate(own)} for own in table.values]

    def order(at: At) -> tuple[int, ...]:
        return tuple(
            len(own) if value is None else own[value] for own, value in zip(orders, at, strict=True)
        )

    with_codes = {code.theme for code in table.codes if code.theme != code.key}
    lines = []
    for code in table.codes:
        if code.key in with_codes and code.key in of_themes:
            lines.append(Line(code, True, of_themes[code.key]))
        if code.key in of_codes:
            lines.append(Line(code, False, of_codes[code.key]))
    bases = {base.at: base for base in table.bases if by_role or base.role == role}
    of_facets = [one.kind == "facet" for one in table.dimensions]

    def without_facets(at: At) -> At:
        return tuple(None if facet else value for facet, value in zip(of_facets, at, strict=True))

    return CrossTable(
        tuple(Column(at, _headings(table, at)) for at in sorted(places, key=order)),
        tuple(lines),
        {at: bases[without_facets(at)] for at in places},
    )


def _headings(table: FrequencyTable, at: At) -> tuple[str, ...]:
    return tuple(
        TOTAL if value is None else _heading(one, value, names[value])
        for one, value, names in zip(table.dimensions, at, table.values, strict=True)
    )


def _heading(dimension: Dimension, value: str, name: str) -> str:
    return f"{value} {name}" if dimension.kind == "municipality" and name != value else name
