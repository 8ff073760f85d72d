"""How counted figures stand in a table: under which keys and names, and where in its dimensions."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from kodeverk.analysis.counting.figures import UNSET, CodeFrequency, Denominator, FacetFrequency
from kodeverk.analysis.counting.transcripts import ALL
from kodeverk.analysis.suggestions import nearest
from kodeverk.errors import NotFound
from kodeverk.model.codebook import norwegian_name
from kodeverk.model.records import ROLES, Facet, Role
from kodeverk.service.dimensions import EVERY, Dimension, parts_of
from kodeverk.service.frequency_table import At, Base, FrequencyRow, TableCode
from kodeverk.service.grouping import NOT_GROUPED, group_names
from kodeverk.service.scoping import Material

BETWEEN = " · "
"""Between the values of two dimensions where they are written in one."""


def compared_facets(material: Material, dimensions: Iterable[Dimension]) -> tuple[Facet, ...]:
    """Return the facets that a table compares. Raises NotFound for one that there is not."""
    known = {facet.key: facet for facet in material.facets}
    names = [one.name for one in dimensions if one.kind == "facet"]
    for name in names:
        if name not in known:
            near = ", ".join(nearest(name, known))
            there = f"There are: {', '.join(known)}." if known else "The codebook has none."
            raise NotFound(
                f"there is no facet {name!r}", f"Did you mean {near}? {there}" if near else there
            )
    return tuple(known[name] for name in names)


class TableLayout:
    """Where figures stand in a table of these dimensions, of the codes and roles chosen."""

    def __init__(
        self,
        material: Material,
        dimensions: Sequence[Dimension],
        rounds: Iterable[str],
        wanted: frozenset[str],
    ) -> None:
        self._material, self._dimensions = material, dimensions
        self._rounds, self._wanted = [*rounds], wanted
        self._facets = compared_facets(material, dimensions)
        self._place = cache(self._placed)
        self._names = [group_names(material, one.kind) for one in dimensions]
        self._shown = {
            code.id: (code.key, norwegian_name(code.name)) for code in material.codes.values()
        }

    def rows(
        self, of_codes: Iterable[CodeFrequency], of_facets: Iterable[FacetFrequency]
    ) -> list[FrequencyRow]:
        """Return the rows of a table and of its margins, of the codes and roles chosen."""
        whole = [
            self._row(row, (), row[3:]) for row in of_codes if self._is_wanted(row.code, row.role)
        ]
        if not self._facets:
            return whole
        of_values = [
            self._row(row, values, row[5:])
            for row in of_facets
            if self._is_wanted(row.code, row.role) and (values := self._values_of(row))
        ]
        return [*of_values, *whole]

    def codes(self) -> tuple[TableCode, ...]:
        """Return the codes that can have rows, in the order of their codebooks."""
        material = self._material
        depths: dict[str | None, int] = {}
        found = []
        for code in material.codes.values():
            depths[code.id] = depth = depths.get(code.parent, -1) + 1
            key, name = self._shown[code.id]
            theme = self._shown[material.themes[code.id]][0]
            found.append(TableCode(key, name, code.codebook, theme, depth))
        return tuple(found)

    def bases(self, bases: Iterable[Denominator]) -> tuple[Base, ...]:
        """Return what figures are of, in the roles chosen."""
        roles = self._material.selection.roles
        return tuple(
            Base._make((self._at(base.group, base.role, {}), *base[1:]))
            for base in bases
            if not roles or base.role in roles
        )

    def values(self, rows: Iterable[FrequencyRow]) -> tuple[dict[str, str], ...]:
        """Return the values that rows have in each dimension, in order, with the names to show."""
        there: list[set[str]] = [set() for _ in self._dimensions]
        for row in rows:
            for values, value in zip(there, row.at, strict=True):
                if value is not None:
                    values.add(value)
        return tuple(
            {value: names.get(value, value) for value in sorted(values, key=self._order_in(one))}
            for one, names, values in zip(self._dimensions, self._names, there, strict=True)
        )

    def _is_wanted(self, code: str, role: Role) -> bool:
        roles = self._material.selection.roles
        return (not self._wanted or code in self._wanted) and (not roles or role in roles)

    def _row(
        self,
        row: CodeFrequency | FacetFrequency,
        values: tuple[tuple[str, str], ...],
        figures: tuple[Any, ...],
    ) -> FrequencyRow:
        group, name, at = self._place(row.group, row.role, values)
        return FrequencyRow._make((*self._shown[row.code], group, name, row.role, *figures, at))

    def _placed(
        self, group: str, role: Role, values: tuple[tuple[str, str], ...]
    ) -> tuple[str, str, At]:
        """Return how a group is written, how it is called, and where it is in each dimension."""
        at = self._at(group, role, dict(values))
        grouped = [
            (value, names.get(value, value))
            for one, value, names in zip(self._dimensions, at, self._names, strict=True)
            if one.kind not in NOT_GROUPED and value is not None
        ]
        written = BETWEEN.join(value for value, _ in grouped) or ALL
        return written, BETWEEN.join(name for _, name in grouped) or "all transcripts", at

    def _values_of(self, row: FacetFrequency) -> tuple[tuple[str, str], ...]:
        """Return the value of each facet that a row is of; nothing where it is in no table.

        Where two are compared, what is carried of one alone is a margin.
        """
        facets, values = parts_of(row.facet), parts_of(row.value)
        return tuple(zip(facets, values, strict=True)) if len(facets) == len(values) else ()

    def _at(self, group: str, role: Role, values: Mapping[str, str]) -> At:
        parts = iter(parts_of(group))
        at: list[str | None] = []
        for one in self._dimensions:
            if one.kind == "role":
                at.append(role)
            elif one.kind == "facet":
                at.append(values.get(one.name))
            else:
                part = next(parts)
                at.append(None if part == EVERY else part)
        return tuple(at)

    def _order_in(self, dimension: Dimension) -> Callable[[str], tuple[bool, int, str]]:
        """Return what sorts the values of a dimension."""
        order: Sequence[str] = ()
        if dimension.kind == "role":
            order = (ALL, *ROLES)
        elif dimension.kind == "round":
            order = self._rounds
        elif dimension.kind == "facet":
            facet = next(one for one in self._facets if one.key == dimension.name)
            order = [*(value.id for value in facet.values), UNSET]
        places = {value: place for place, value in enumerate(order)}
        return lambda value: (value not in places, places.get(value, 0), value)
