"""The case matrix: municipalities by outcome, and beside them who has which code."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from kodeverk.analysis.counting.figures import UNSET, Counts
from kodeverk.analysis.counting.rules import RULES
from kodeverk.analysis.counting.transcripts import ALL
from kodeverk.analysis.outcomes import (
    STANDINGS,
    Exploration,
    Interval,
    Part,
    Pooled,
    Standing,
    contrasts,
    pooled,
    rank_correlations,
    standing,
    wilson,
)
from kodeverk.errors import BadInput
from kodeverk.formats.register import load_register
from kodeverk.model.codebook import norwegian_name
from kodeverk.model.municipality import Municipality, Register
from kodeverk.model.outcomes import SUPPRESSED, NoFigure, OutcomeFigures
from kodeverk.model.records import Role
from kodeverk.service import derived_placements
from kodeverk.service.counting import Counting
from kodeverk.service.exports.options import PLAIN, ExportOptions
from kodeverk.service.omissions import notes
from kodeverk.service.outcomes import find_measure
from kodeverk.service.phrases import number_of
from kodeverk.service.publishing import Withheld, published, regrouped
from kodeverk.service.scoping import (
    EVERYTHING,
    NO_MUNICIPALITY,
    Material,
    Selection,
    TableMunicipality,
    check_roles,
    chosen_codes,
    material_of,
    readings,
    table_place,
)
from kodeverk.store import queries
from kodeverk.store.coding_rows import coding_rows
from kodeverk.store.engine import Connection
from kodeverk.store.project import Project

DIRECTION = "retning"
"""The facet whose values have rows of their own."""
TARGET = 55
SEED = 2026
"""Divisions and orders are drawn by it, so that the same project always gives the same figures."""

_FEWEST = 2
"""So few municipalities above or below are no group."""


@dataclass(frozen=True, slots=True)
class MatrixOptions:
    """What the matrix is asked for: a measure, years (all if none is given), a target in percent.

    `selection` is whose codings count, `role` whose informants, `publishing` what of the options of
    an export says how it may be published.
    """

    selection: Selection = EVERYTHING
    measure: str | None = None
    years: tuple[int, ...] = ()
    target: float = TARGET
    role: Role = ALL
    exploratory: bool = False
    publishing: ExportOptions = PLAIN


@dataclass(frozen=True, slots=True)
class Case:
    """A municipality with its outcome, and when that is of and when the interviews are.

    `standing` is None where the outcome is not known, which `outcome.reason` explains; so is
    `interval`, and where a source has shares alone. `informants` is None where that is withheld.
    `lag` is how many years after the cohorts left the first and the last interview were.
    """

    place: TableMunicipality
    outcome: Pooled
    interval: Interval | None
    standing: Standing | None
    cohorts: tuple[int, ...]
    interviews: tuple[int, ...]
    informants: int | None

    @property
    def lag(self) -> tuple[int, int] | None:
        """The fewest and the most years from a cohort to an interview, None where one lacks."""
        if not self.cohorts or not self.interviews:
            return None
        return (
            self.interviews[0] - self.cohorts[-1],
            self.interviews[-1] - self.cohorts[0],
        )


class CodeInCase(NamedTuple):
    """How many informants have a code, of those read for it, in a municipality; else the reason."""

    n: int | None
    of: int | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A code, or its codings of one direction, over the municipalities by number.

    A theme without a direction is all its codes with itself.
    `contrast` and `tau` are only there where exploration was asked for.
    """

    code: str
    name: str
    direction: str
    cells: Mapping[str, CodeInCase]
    is_theme: bool = False
    contrast: Exploration | None = None
    tau: Exploration | None = None

    @property
    def label(self) -> str:
        """What the row is called: the code's key, and the direction."""
        return f"{self.code} {self.direction}".rstrip()


@dataclass(frozen=True, slots=True)
class CaseMatrix:
    """Municipalities in the order of their outcome, and rows of codes, with what must be said.

    `withheld` is the log of what is not published.
    """

    measure: str
    source: str
    years: tuple[int, ...]
    options: MatrixOptions
    cases: tuple[Case, ...]
    rows: tuple[CodeRow, ...]
    notes: tuple[str, ...]
    withheld: tuple[Withheld, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the matrix for `--json`."""
        selection = self.options.selection
        return {
            "measure": self.measure,
            "source": self.source,
            "years": [*self.years],
            "target": self.options.target,
            "role": self.options.role,
            "cases": [_case_as_json(case) for case in self.cases],
            "codes": [
                {
                    "code": row.code,
                    "name": row.name,
                    "direction": row.direction,
                    "municipality": number,
                    **cell._asdict(),
                }
                for row in self.rows
                for number, cell in row.cells.items()
            ],
            "exploratory": [
                {
                    "code": row.code,
                    "direction": row.direction,
                    "contrast": asdict(row.contrast),
                    "tau": asdict(row.tau),
                }
                for row in self.rows
                if row.contrast and row.tau
            ],
            "scope": selection.scope,
            "basis": selection.basis,
            "round": selection.round_name,
            "filters": [*selection.filters]
            if self.options.publishing.publish
            else selection.filters,
            "notes": [*self.notes],
            "rules": [*RULES],
        }


def asked_outcomes(
    connection: Connection, options: MatrixOptions
) -> tuple[str, list[OutcomeFigures], tuple[int, ...]]:
    """Return the measure that is asked for, its figures, and over which years they are pooled.

    Raises what `case_matrix` does for the measure, its years, and choices of publishing.
    """
    options.publishing.check()
    if options.publishing.publish and options.exploratory:
        raise BadInput(
            "what is explored is not published",
            "Leave out --exploratory: what is withheld would be in its figures.",
        )
    outcomes = queries.outcomes(connection).values()
    measure = find_measure(outcomes, options.measure)
    of_it = [each for each in outcomes if each.measure == measure and each.sex == "all"]
    return measure, of_it, _years(measure, of_it, options.years)


def case_matrix(project: Project, options: MatrixOptions) -> CaseMatrix:
    """Return the case matrix of a project.

    Raises NotFound where there is no outcome, or nothing that a filter fits, and BadInput for
    years of which the measure says nothing, for reserve codes, and for choices of publishing that
    do not go together.
    """
    publishing = options.publishing
    with derived_placements.reading(project) as connection:
        measure, of_it, years = asked_outcomes(connection, options)
        real = material_of(connection, options.selection)
        material = regrouped(connection, real, publishing)
        wanted = _counted_codes(material)
        counting = Counting(connection, material, themes=True, facets=material.facets)
        for reading in readings(connection, material, counting.transcripts, coding_rows):
            counting.add(reading)
        counts, left_out = counting.tables(), counting.left_out()
    publication = published(material, counts, publishing.threshold) if publishing.publish else None
    check_roles(filter(ALL.__ne__, [options.role]), (base.role for base in counts.denominators))
    register = load_register()
    places = sorted(_of_chosen(material))
    figures = _Figures(register, of_it, _numbers_then(real, register))
    numbers = _numbers_of(material, real)
    shown = publication.counts if publication else counts
    cases = [
        _case(place, numbers[place], figures, years, material, shown, options) for place in places
    ]
    cases.sort(key=_by_outcome)
    said = [] if publishing.hides_places else [*_about_outcomes(cases, figures)]
    rows = _code_rows(material, shown, wanted, cases, options.role)
    if publication is not None:
        said += [*_about_years(cases), *publication.notes]
        cases = sorted((_published_case(case, publishing) for case in cases), key=_by_outcome)
        rows = [_published_row(row, cases) for row in rows]
    if options.exploratory:
        rows = _explored(rows, cases)
    return CaseMatrix(
        measure,
        of_it[0].source,
        years,
        options,
        tuple(cases),
        tuple(rows),
        (
            *said,
            *_about_exploring(rows, cases, explored=options.exploratory),
            *(() if publication else notes(material, left_out)),
        ),
        publication.log if publication else (),
    )


class _Figures:
    """The figures of a measure by the municipality of today they are counted in, and the year.

    `then` has for a municipality of today the numbers of then that its interviews are from.
    """

    def __init__(
        self, register: Register, outcomes: Iterable[OutcomeFigures], then: Mapping[str, set[str]]
    ) -> None:
        self._register = register
        lineages = {
            number: {register.lineages[each] for each in numbers}
            for number, numbers in then.items()
        }
        self._then = {number: {*only} for number, (only, *others) in lineages.items() if not others}
        self._found: dict[tuple[str, int], list[OutcomeFigures]] = {}
        for outcome in outcomes:
            if outcome.area in register.municipalities:
                place, _ = table_place(register, outcome.area)
                self._found.setdefault((place.number, outcome.year), []).append(outcome)

    def of(self, number: str, year: int) -> list[OutcomeFigures]:
        """Return what is said of the area in a year, each part of it once.

        Where the interviews are all of one of the municipalities that it was made from, the outcome
        of that one is wanted. A statistic may have the same people under a number of before and
        one of after: it is that of the year which counts.
        """
        found = self._found.get((number, year), [])
        wanted = self._then.get(number, set())
        found = [each for each in found if each.area in wanted] or found
        then = [each for each in found if _valid_in(self._register, each.area, year)]
        return then or found

    def made_of(self, number: str, years: Iterable[int]) -> tuple[str, ...]:
        """Return the numbers under which the figures of these years stand."""
        return tuple(sorted({each.area for year in years for each in self.of(number, year)}))

    def lacking(self, number: str, years: Iterable[int]) -> tuple[str, ...]:
        """Return the numbers of what lay in the area in these years and has no figure."""
        of_area = [
            known.number
            for known in self._register.municipalities.values()
            if known.today == (number,)
        ]
        lacking: set[str] = set()
        for year in years:
            there = {each.area for each in self.of(number, year)}
            if number not in there and not there & self._then.get(number, set()):
                then = {each for each in of_area if _valid_in(self._register, each, year)}
                lacking |= then - there
        return tuple(sorted(lacking))

    def shown(self, numbers: Iterable[str]) -> str:
        """Return municipalities in a list, number and name."""
        return ", ".join(map(self._register.number_and_name, numbers))


def _valid_in(register: Register, number: str, year: int) -> bool:
    """Tell whether a number was valid on any day of a year."""
    known: Municipality = register.municipalities[number]
    begun = known.since is None or known.since <= date(year, 12, 31)
    return begun and (known.until is None or known.until > date(year, 1, 1))


def _numbers_then(material: Material, register: Register) -> dict[str, set[str]]:
    """Return for each municipality of today the numbers that its interviews were made under."""
    then: dict[str, set[str]] = {}
    for transcript in material.transcripts.values():
        number = transcript.municipality
        if number is not None and number in register.municipalities:
            then.setdefault(material.places[transcript.id].number, set()).add(number)
    return then


def _years(
    measure: str, outcomes: Iterable[OutcomeFigures], wanted: tuple[int, ...]
) -> tuple[int, ...]:
    there = sorted({outcome.year for outcome in outcomes})
    missing = [str(year) for year in wanted if year not in there]
    if missing:
        raise BadInput(
            f"{measure} says nothing of {', '.join(missing)}",
            f"It has: {', '.join(map(str, there))}.",
        )
    return tuple(sorted(wanted)) or tuple(there)


def _of_chosen(material: Material) -> set[TableMunicipality]:
    """Return the municipalities of the transcripts chosen; what has none is no case."""
    chosen = {material.places[transcript] for transcript in material.transcripts}
    return {place for place in chosen if place.number != NO_MUNICIPALITY}


_HIDDEN = Pooled(None, None, (), (), SUPPRESSED)
"""The outcome of what stands in place of municipalities: figures tell which they are."""


def _published_case(case: Case, publishing: ExportOptions) -> Case:
    """Return a case without dates, and without figures that tell which municipality it is."""
    if publishing.hides_places:
        case = replace(case, outcome=_HIDDEN, interval=None, cohorts=())
    return replace(case, interviews=())


def _published_row(row: CodeRow, cases: Iterable[Case]) -> CodeRow:
    """Return a row with a cell for each case: roles that are told together have none."""
    withheld = CodeInCase(None, None, SUPPRESSED)
    numbers = [case.place.number for case in cases]
    return replace(row, cells={number: row.cells.get(number, withheld) for number in numbers})


def _numbers_of(material: Material, real: Material) -> Mapping[TableMunicipality, list[str]]:
    """Return what stands in a table -> the numbers of the municipalities of its interviews."""
    numbers: dict[TableMunicipality, set[str]] = {}
    for transcript in material.transcripts:
        numbers.setdefault(material.places[transcript], set()).add(real.places[transcript].number)
    return {place: sorted(of_place) for place, of_place in numbers.items()}


def _case(
    place: TableMunicipality,
    numbers: Iterable[str],
    figures: _Figures,
    years: Sequence[int],
    material: Material,
    counts: Counts,
    options: MatrixOptions,
) -> Case:
    of_years = {
        year: [each for number in numbers for each in figures.of(number, year)] for year in years
    }
    outcome = pooled(
        {
            year: [Part(each.n, each.of, each.share) for each in parts]
            for year, parts in of_years.items()
        },
        years,
    )
    interval = wilson(outcome.n, outcome.of) if outcome.n is not None and outcome.of else None
    cohorts = {each.cohort for year in outcome.years for each in of_years[year] if each.cohort}
    interviews = {
        int(transcript.date[:4])
        for transcript in material.transcripts.values()
        if transcript.date
        and material.places[transcript.id] == place
        and transcript.id in material.work.counting
    }
    of_role = [
        base.speakers
        for base in counts.denominators
        if base.group == place.number and base.role == options.role
    ]
    informants = sum(of_role) if of_role or not options.publishing.publish else None
    return Case(
        place,
        outcome,
        interval,
        standing(interval, options.target / 100) if outcome.share is not None else None,
        tuple(sorted(cohorts)),
        tuple(sorted(interviews)),
        informants,
    )


def _by_outcome(case: Case) -> tuple[int, float, str]:
    """Order by where cases stand, then by the share; those of which nothing is known come last."""
    if case.standing is None:
        return len(STANDINGS), 0, case.place.number
    return STANDINGS.index(case.standing), -(case.outcome.share or 0), case.place.number


def _counted_codes(material: Material) -> frozenset[str]:
    """Return the ids of the codes chosen. Raises BadInput for a reserve code."""
    wanted = chosen_codes(material.codes.values(), material.selection.codes)
    for code in wanted:
        if not material.codes[code].counted:
            raise BadInput(
                f"{material.codes[code].key} is a reserve code and in no figure",
                "Choose another code.",
            )
    return wanted


def _code_rows(
    material: Material,
    counts: Counts,
    wanted: frozenset[str],
    cases: Sequence[Case],
    role: Role,
) -> list[CodeRow]:
    """Return a row for each code that is wanted or used, and under it one for each direction."""
    shown = {case.place.number for case in cases}
    by_row: dict[tuple[str, str], dict[str, CodeInCase]] = {}
    themes = {row.code for row in counts.themes}
    own = (row for row in counts.codes if row.code not in themes)
    for row in (*own, *counts.themes):
        if row.role == role and row.group in shown:
            cell = CodeInCase(row.speakers, row.of_speakers, row.reason)
            by_row.setdefault((row.code, ""), {})[row.group] = cell
    for of_value in counts.facets:
        if of_value.facet == DIRECTION and of_value.role == role and of_value.group in shown:
            cell = CodeInCase(of_value.speakers, of_value.of_speakers, of_value.reason)
            by_row.setdefault((of_value.code, of_value.value), {})[of_value.group] = cell
    order = {code: place for place, code in enumerate(material.codes)}
    listed = sorted(by_row.items(), key=lambda row: order[row[0][0]])
    # What has no direction anywhere is all that there is of a code: its own row says it.
    directed = {
        code
        for (code, direction), cells in listed
        if direction not in ("", UNSET) and any(map(_may_be_there, cells.values()))
    }
    rows: list[CodeRow] = []
    for (code, direction), cells in listed:
        is_there = any(map(_may_be_there, cells.values()))
        is_wanted = code in wanted if wanted else is_there
        if is_wanted and (not direction or (code in directed and is_there)):
            key, name = material.codes[code].key, norwegian_name(material.codes[code].name)
            rows.append(CodeRow(key, name, direction, cells, code in themes))
    return rows


def _may_be_there(cell: CodeInCase) -> bool:
    return bool(cell.n) or cell.reason == SUPPRESSED


def _explored(rows: Sequence[CodeRow], cases: Sequence[Case]) -> list[CodeRow]:
    """Return the rows with what they have to do with the outcome, adjusted for how many there are.

    Rows in which nothing differs are tried too: they were looked at.
    """
    shares = [
        {
            number: cell.n / cell.of
            for number, cell in row.cells.items()
            if cell.n is not None and cell.of
        }
        for row in rows
    ]
    above, below = (_standing(cases, where) for where in ("above", "below"))
    outcome = {
        case.place.number: case.outcome.share for case in cases if case.outcome.share is not None
    }
    apart = contrasts(shares, above, below, SEED) if min(len(above), len(below)) >= _FEWEST else []
    ranked = rank_correlations(shares, outcome, SEED)
    nothing = Exploration(None, None, None, len(above) + len(below))
    return [
        replace(row, contrast=contrast, tau=tau)
        for row, contrast, tau in zip(rows, apart or [nothing] * len(rows), ranked, strict=True)
    ]


def _standing(cases: Iterable[Case], where: str) -> list[str]:
    return [case.place.number for case in cases if case.standing == where]


def _about_years(cases: Iterable[Case]) -> Iterator[str]:
    """Yield from when the interviews are, all together: a year of its own is a date."""
    years = sorted({year for case in cases for year in case.interviews})
    if years:
        yield f"Interviews: {years[0]} to {years[-1]}."


def _about_outcomes(cases: Iterable[Case], figures: _Figures) -> Iterator[str]:
    """Yield in sentences which years are left out, and what municipalities are made of."""
    for case in cases:
        place = f"{case.place.number} {case.place.name}"
        for sign, years in groupby(
            sorted(case.outcome.without, key=lambda left_out: left_out[1]), key=lambda out: out[1]
        ):
            listed = ", ".join(str(year) for year, _ in years)
            yield f"{place}: left out {listed} ({_IN_WORDS[sign]})."
        made_of = figures.made_of(case.place.number, case.outcome.years)
        if made_of and made_of != (case.place.number,):
            yield f"{place}: the outcome is that of {figures.shown(made_of)}."
        lacking = figures.lacking(case.place.number, case.outcome.years)
        if lacking:
            yield f"{place}: there is no outcome of {figures.shown(lacking)}, which lay there."


_IN_WORDS: Mapping[NoFigure, str] = {
    ":": ": suppressed",
    "..": ".. missing",
    ".": ". not applicable",
}


def _about_exploring(
    rows: Sequence[CodeRow], cases: Sequence[Case], *, explored: bool
) -> Iterator[str]:
    if not explored:
        return
    above, below = (len(_standing(cases, where)) for where in ("above", "below"))
    ranked = sum(case.outcome.share is not None for case in cases)
    yield (
        f"Exploratory: {number_of(len(rows), 'row')} of codes and directions were tried, and "
        f"chances are adjusted for that after Holm. Contrast: mean share of informants in "
        f"{above} municipalities above less that in {below} below, by permutation; tau-b over "
        f"{ranked} municipalities. Seed {SEED}. So few cases show no cause."
    )
    if min(above, below) < _FEWEST:
        yield f"A contrast needs {_FEWEST} municipalities above the target and as many below it."


def _case_as_json(case: Case) -> dict[str, Any]:
    return {
        "municipality": case.place.number,
        "municipality_name": case.place.name,
        "n": case.outcome.n,
        "of": case.outcome.of,
        "share": case.outcome.share,
        "low": case.interval.low if case.interval else None,
        "high": case.interval.high if case.interval else None,
        "standing": case.standing,
        "reason": case.outcome.reason,
        "years": [*case.outcome.years],
        "years_left_out": {str(year): sign for year, sign in case.outcome.without},
        "cohorts": [*case.cohorts],
        "interviews": [*case.interviews],
        "lag": [*case.lag] if case.lag else None,
        "informants": case.informants,
    }
