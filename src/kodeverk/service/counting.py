"""Frequencies: a project's codings counted by one dimension or two, as `dimensions` has them.

`analysis.counting.frequencies` counts; this gives it what counts and names what must be left out.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain

from kodeverk.analysis.counting.figures import Counts
from kodeverk.analysis.counting.frequencies import Count
from kodeverk.analysis.counting.rules import RULES
from kodeverk.analysis.counting.scope import Basis, Scope
from kodeverk.analysis.counting.tallies import no_margins
from kodeverk.analysis.counting.transcripts import CountedTranscript, Facets
from kodeverk.errors import BadInput, NotFound
from kodeverk.model.coding_rows import CodingRow, CountedRow
from kodeverk.model.records import MAIN_ROUND, Facet
from kodeverk.service import derived_placements
from kodeverk.service.counted_units import CountedUnits
from kodeverk.service.crossed_facets import crossed, crossed_values
from kodeverk.service.dimensions import Dimension, dimensions_of, margins_of
from kodeverk.service.frequency_table import FrequencyTable
from kodeverk.service.grouping import grouped, units
from kodeverk.service.omissions import Omissions, notes
from kodeverk.service.scoping import (
    Material,
    Reading,
    Selection,
    check_roles,
    chosen_codes,
    material_of,
    readings,
    rounds_of,
)
from kodeverk.service.table_layout import TableLayout, compared_facets
from kodeverk.store.coding_rows import coding_rows, counted_rows
from kodeverk.store.engine import Connection
from kodeverk.store.project import Project

MUNICIPALITY = dimensions_of("municipality")


def frequencies(
    project: Project,
    *,
    by: str = "municipality",
    variable: str | None = None,
    roles: Sequence[str] = (),
    codes: Sequence[str] = (),
    municipalities: Sequence[str] = (),
    coders: Sequence[str] = (),
    scope: Scope = "finished",
    basis: Basis = "final",
    round_name: str = MAIN_ROUND,
    themes: bool = False,
    totals: bool = False,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> FrequencyTable:
    """Return how often codes are used in each group and role, after the counting rules.

    `by` is one dimension or two, as `service.dimensions` reads them; `variable` names that of a
    bare `variable`. `codes` are keys, `municipalities` numbers or names, `coders` names or ids:
    those the basis takes. With `themes` there are rows for themes too, with `totals` those of the
    margins. `progress` is told how many of how many transcripts are counted. Raises NotFound, with
    suggestions, for a filter that fits nothing, and BadInput for choices that do not suit each
    other.
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
    dimensions = dimensions_of(by, variable)
    if round_name != MAIN_ROUND and any(one.kind == "round" for one in dimensions):
        raise BadInput(
            f"a table by round takes all rounds, not {round_name} alone",
            "Leave out --round, or count by something else.",
        )
    with derived_placements.reading(project) as connection:
        material = material_of(connection, selection)
        wanted = countable(material)
        facets = compared_facets(material, dimensions)
        counting = Counting(
            connection,
            material,
            dimensions,
            themes=themes,
            facets=facets,
            theme_facets=themes and bool(facets),
            are_crossed=len(facets) > 1,
            totals=totals,
        )
        total = len(counting.transcripts)
        read = _readings(connection, material, counting.transcripts, facets=bool(facets))
        for done, reading in enumerate(read):
            progress(done, total)
            counting.add(reading)
        counts, left_out = counting.tables(), counting.left_out()
    check_roles(roles, (base.role for base in counts.denominators))
    _check_used(material, wanted, counts)
    layout = TableLayout(material, dimensions, counting.rounds, wanted)
    rows = layout.rows(counts.codes, counts.facets)
    of_themes = layout.rows(counts.themes, counts.theme_facets)
    return FrequencyTable(
        dimensions=dimensions,
        codes=layout.codes(),
        rows=tuple(row for row in rows if None not in row.at),
        themes=tuple(row for row in of_themes if None not in row.at),
        totals=tuple(row for row in rows if None in row.at) if totals else (),
        theme_totals=tuple(row for row in of_themes if None in row.at) if totals else (),
        bases=layout.bases(counts.denominators),
        values=layout.values(rows),
        scope=scope,
        basis=basis,
        round_name=", ".join(counting.rounds) or round_name,
        filters=selection.filters,
        rules=RULES,
        left_out=left_out,
        notes=(*counting.notes(), *_of_themes(material, wanted)),
    )


class Counting:
    """All tables of a selection being counted: readings are added one by one, then read off.

    Codes are by id, for every role and code; the filters for roles and codes are left to who shows
    the tables, the others apply. `transcripts` are the ids of those whose readings are wanted, in
    the order of their names: also those out of scope, as they show which groups there are. With
    `totals` what takes in all values of a dimension is counted too. Where facets `are_crossed`, two
    are given, and are counted together too. `rounds` are those compared.
    """

    def __init__(
        self,
        connection: Connection,
        material: Material,
        dimensions: Sequence[Dimension] = MUNICIPALITY,
        *,
        themes: bool = False,
        facets: Sequence[Facet] = (),
        theme_facets: bool = False,
        are_crossed: bool = False,
        totals: bool = False,
    ) -> None:
        self._material = material
        self._crossed = (facets[0], facets[1]) if are_crossed else None
        kinds, of_groups = {one.kind for one in dimensions}, grouped(dimensions)
        self._compares_coders = "coder" in kinds
        self.rounds = rounds_of(connection, material) if "round" in kinds else {}
        self._counted = CountedUnits(
            material, units(connection, material, dimensions, rounds=self.rounds, totals=totals)
        )
        self._count = Count(
            [*material.codes.values()],
            not_coded=self._counted.not_coded,
            facets=[
                *facets,
                *([crossed(*self._crossed, material.codes.values())] if self._crossed else []),
            ],
            themes=themes,
            theme_facets=theme_facets,
            margins=partial(margins_of, of_groups) if totals and of_groups else no_margins,
        )

    @property
    def transcripts(self) -> Collection[str]:
        """The ids of the transcripts to add."""
        return self._counted.transcripts

    def add(self, reading: Reading[CountedRow] | Reading[CodingRow]) -> None:
        """Count a transcript; where nobody counts, note only who speaks in it."""
        for transcript in self._counted.of(reading):
            self._count.add(self._with_both(transcript) if self._crossed else transcript)

    def tables(self) -> Counts:
        """Return all tables of what was added."""
        return self._count.tables()

    def left_out(self) -> Omissions:
        """Return what of what was added stands in no table."""
        count = self._count
        left_out = self._counted.left_out(count.untouching, count.elsewhere, count.unread)
        if self._compares_coders:
            return replace(left_out, of_coders=self._counted.of_coders())
        return left_out

    def notes(self) -> tuple[str, ...]:
        """Return in sentences what stands in no table, and how municipality numbers were mapped."""
        left_out = self.left_out()
        if not self.rounds:
            return notes(self._material, left_out)
        of_rounds = chain.from_iterable(
            notes(
                material,
                replace(
                    left_out,
                    unfinished=material.names(material.work.unfinished),
                    unsettled=material.names(material.work.unsettled),
                ),
            )
            for material in self.rounds.values()
        )
        return tuple(dict.fromkeys(of_rounds))

    def _with_both(self, transcript: CountedTranscript) -> CountedTranscript:
        """Return a transcript whose codings have also what they carry of two facets together."""
        assert self._crossed is not None
        first, second = self._crossed
        codes = self._material.codes

        def both(code: str, given: Facets) -> Facets:
            return (*given, *crossed_values(first, second, codes[code], given))

        return replace(
            transcript,
            codings=[
                (code, start, end, both(code, given))
                for code, start, end, given in transcript.codings
            ],
            waiting=[(code, both(code, given)) for code, given in transcript.waiting],
        )


def _readings(
    connection: Connection, material: Material, transcripts: Iterable[str], *, facets: bool
) -> Iterator[Reading[CountedRow] | Reading[CodingRow]]:
    """Yield transcripts as `readings` does; facet values cost a look at every coding's record."""
    if facets:
        yield from readings(connection, material, transcripts, coding_rows)
    else:
        yield from readings(connection, material, transcripts, counted_rows)


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
