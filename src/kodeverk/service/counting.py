"""Frequencies: a project's codings counted by municipality, role, coder, transcript or variable.

`analysis.counting.frequencies` counts; this gives it what counts and names what must be left out.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from kodeverk.analysis.counting.figures import CodeFrequency as Figures
from kodeverk.analysis.counting.figures import Counts
from kodeverk.analysis.counting.frequencies import Count
from kodeverk.analysis.counting.rules import RULES
from kodeverk.analysis.counting.scope import Basis, Scope
from kodeverk.errors import BadInput, NotFound
from kodeverk.model.codebook import norwegian_name
from kodeverk.model.coding_rows import CodingRow, CountedRow
from kodeverk.model.records import MAIN_ROUND, Role
from kodeverk.service import derived_placements
from kodeverk.service.counted_units import CountedUnits
from kodeverk.service.grouping import By, group_names, units
from kodeverk.service.omissions import Omissions, notes
from kodeverk.service.scoping import (
    Material,
    Reading,
    Selection,
    check_roles,
    chosen_codes,
    material_of,
    readings,
)
from kodeverk.store.coding_rows import counted_rows
from kodeverk.store.engine import Connection
from kodeverk.store.project import Project


class FrequencyRow(NamedTuple):
    """The measures of one code in one group and role; None, with a reason, where not known.

    `code` is the code's key, `group` what the table compares: a number, a name or a value.
    `of_speakers` persons of the role were read for the code; `left_out` transcripts were not.
    """

    code: str
    code_name: str
    group: str
    group_name: str
    role: Role
    codings: int | None
    passages: int | None
    turns: int | None
    transcripts: int | None
    speakers: int | None
    words: int | None
    of_speakers: int | None
    reason: str | None
    left_out: int


@dataclass(frozen=True, slots=True)
class FrequencyTable:
    """Frequencies of codes by group and role, with all that must stand beside them.

    Rows are in the order of the codebooks, then of the groups; `themes` are rows for the union of
    each theme's codes. `notes` say in sentences what was left out and how numbers were mapped.
    """

    by: By
    variable: str | None
    rows: tuple[FrequencyRow, ...]
    themes: tuple[FrequencyRow, ...]
    scope: Scope
    basis: Basis
    round_name: str
    filters: dict[str, list[str]]
    rules: tuple[str, ...]
    left_out: Omissions
    notes: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the table for `--json`, each row's group under the name of what is compared."""
        return {
            "rows": [self._row_as_json(row) for row in self.rows],
            "themes": [self._row_as_json(row) for row in self.themes],
            "by": self.by,
            "variable": self.variable,
            "scope": self.scope,
            "basis": self.basis,
            "round": self.round_name,
            "filters": self.filters,
            "unfinished": [*self.left_out.unfinished],
            "unsettled": [*self.left_out.unsettled],
            "notes": [*self.notes],
            "rules": [*self.rules],
        }

    def _row_as_json(self, row: FrequencyRow) -> dict[str, Any]:
        shown: dict[str, Any] = row._asdict()
        group, name = shown.pop("group"), shown.pop("group_name")
        if self.by != "role":
            shown[self.by] = group
        if self.by == "municipality":
            shown["municipality_name"] = name
        return shown


def frequencies(
    project: Project,
    *,
    by: By = "municipality",
    variable: str | None = None,
    roles: Sequence[str] = (),
    codes: Sequence[str] = (),
    municipalities: Sequence[str] = (),
    coders: Sequence[str] = (),
    scope: Scope = "finished",
    basis: Basis = "final",
    round_name: str = MAIN_ROUND,
    themes: bool = False,
) -> FrequencyTable:
    """Return how often codes are used in each group and role, after the counting rules.

    `codes` are keys, `municipalities` numbers or names, `coders` names or ids: those the basis
    takes. `variable` is what to group by with `by="variable"`. With `themes` there are rows for
    themes too. Raises NotFound, with suggestions, for a filter that fits nothing, and BadInput for
    choices that do not suit each other.
    """
    selection = Selection(
        tuple(roles),
        tuple(codes),
        tuple(municipalities),
        tuple(coders),
        scope=scope,
        basis=basis,
        round_name=round_name,
    )
    with derived_placements.reading(project) as connection:
        material = material_of(connection, selection)
        wanted = countable(material)
        counting = Counting(connection, material, by, variable, themes=themes)
        for reading in readings(connection, material, counting.transcripts, counted_rows):
            counting.add(reading)
        counts, left_out = counting.tables(), counting.left_out()
    names = group_names(material, by)
    rows = _shown(material, names, counts.codes, wanted)
    check_roles(roles, (base.role for base in counts.denominators))
    _check_used(material, wanted, counts)
    return FrequencyTable(
        by=by,
        variable=variable,
        rows=rows,
        themes=_shown(material, names, counts.themes, wanted),
        scope=scope,
        basis=basis,
        round_name=round_name,
        filters=selection.filters,
        rules=RULES,
        left_out=left_out,
        notes=(*notes(material, left_out), *_of_themes(material, wanted)),
    )


class Counting:
    """All tables of a selection being counted: readings are added one by one, then read off.

    Codes are by id, for every role and code; the filters for roles and codes are left to who shows
    the tables, the others apply. `transcripts` are the ids of those whose readings are wanted, in
    the order of their names: also those out of scope, as they show which groups there are.
    """

    def __init__(
        self,
        connection: Connection,
        material: Material,
        by: By = "municipality",
        variable: str | None = None,
        *,
        themes: bool = False,
        facets: bool = False,
    ) -> None:
        self._by = by
        self._counted = CountedUnits(material, units(connection, material, by, variable))
        self._count = Count(
            [*material.codes.values()],
            not_coded=self._counted.not_coded,
            facets=material.facets if facets else (),
            themes=themes,
        )

    @property
    def transcripts(self) -> Collection[str]:
        """The ids of the transcripts to add."""
        return self._counted.transcripts

    def add(self, reading: Reading[CountedRow] | Reading[CodingRow]) -> None:
        """Count a transcript; where nobody counts, note only who speaks in it."""
        for transcript in self._counted.of(reading):
            self._count.add(transcript)

    def tables(self) -> Counts:
        """Return all tables of what was added."""
        return self._count.tables()

    def left_out(self) -> Omissions:
        """Return what of what was added stands in no table."""
        count = self._count
        left_out = self._counted.left_out(count.untouching, count.elsewhere, count.unread)
        if self._by == "coder":
            return replace(left_out, of_coders=self._counted.of_coders())
        return left_out


def _of_themes(material: Material, wanted: Iterable[str]) -> Iterator[str]:
    """Yield in sentences which of the codes chosen are themes, whose rows are not their codes'."""
    above = {code.parent for code in material.codes.values() if code.counted}
    for code in wanted:
        if code in above:
            key = material.codes[code].key
            yield (
                f"{key} stands above other codes: its row has only what is coded {key} itself. "
                "What it has together with the codes under it is in --json, under themes, and in "
                "the SQLite export."
            )


def countable(material: Material) -> frozenset[str]:
    """Return the ids of the codes chosen. Raises BadInput for a reserve code."""
    wanted = chosen_codes(material.codes.values(), material.selection.codes)
    for code in wanted:
        if not material.codes[code].counted:
            raise BadInput(
                f"{material.codes[code].key} is a reserve code and in no frequency",
                "Its passages stand in the exports: kodeverk export csv PROJECT FOLDER",
            )
    return wanted


def _check_used(material: Material, wanted: Iterable[str], counts: Counts) -> None:
    there = {row.code for row in counts.codes}
    for code in wanted:
        if there and code not in there:
            raise NotFound(
                f"{material.codes[code].key} is out of use and has no codings here",
                "Choose another code, or another scope.",
            )


def _shown(
    material: Material, names: Mapping[str, str], rows: Iterable[Figures], wanted: frozenset[str]
) -> tuple[FrequencyRow, ...]:
    """Return the rows of the codes and roles chosen, with keys and names for ids."""
    roles = material.selection.roles
    shown = {code.id: (code.key, norwegian_name(code.name)) for code in material.codes.values()}
    return tuple(
        FrequencyRow._make((*shown[row.code], row.group, names.get(row.group, row.group), *row[2:]))
        for row in rows
        if (not wanted or row.code in wanted) and (not roles or row.role in roles)
    )
