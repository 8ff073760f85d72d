"""Outcomes in a project: loaded from files, listed, taken out again."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from kodeverk.analysis.municipalities import resolve
from kodeverk.analysis.suggestions import nearest
from kodeverk.errors import BadInput, KodeverkError, NotFound
from kodeverk.formats.outcomes import OutcomeFile, OutcomeRow, read_outcomes
from kodeverk.formats.register import load_register
from kodeverk.model.change import Value
from kodeverk.model.identity import outcome_id
from kodeverk.model.municipality import Register, folded
from kodeverk.model.outcomes import MISSING, NOT_APPLICABLE, SUPPRESSED, Figure, OutcomeFigures
from kodeverk.model.records import Coder
from kodeverk.service.phrases import number_of, shown_name
from kodeverk.store import queries
from kodeverk.store.project import Project

_NUMBER_FIRST = re.compile(r"(?:[kK]-)?([0-9]+)(?![0-9])")
_COUNTY_DIGITS = 2
_YEARS = re.compile(r"(\d{4})(?:-(\d{4}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class FigureCounts:
    """How many figures are numbers, and how many are signs that stand for one."""

    present: int = 0
    suppressed: int = 0
    missing: int = 0
    not_applicable: int = 0


@dataclass(frozen=True, slots=True)
class LoadedOutcomes:
    """What a file brought: how many outcomes, and what of it was left out.

    `n` and `of` say how many of its figures are numbers. `nowhere` are areas that the register does
    not have, `unread` columns or rows that say nothing of work or education.
    """

    measures: tuple[str, ...]
    added: int
    changed: int
    unchanged: int
    n: FigureCounts
    of: FigureCounts
    nowhere: tuple[str, ...]
    unread: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MeasureInProject:
    """What of a measure is in the project: where it is from, of how many areas and which years."""

    measure: str
    source: str
    municipalities: int
    counties: int
    years: tuple[int, ...]
    n: FigureCounts
    of: FigureCounts


def load_outcomes(
    project: Project, author: Coder, path: Path, measure: str | None = None
) -> LoadedOutcomes:
    """Add what a file says of municipalities and counties, as one step.

    What is there already is brought to what the file says; what the file does not say of it stays.
    `measure` says what a plain CSV measures where no column does. Raises BadInput, naming file and
    line, for what cannot be read, for an area of one's own table that the register does not have,
    and for two lines that say different things of the same.
    """
    read = read_outcomes(path, measure)
    found, nowhere = _placed(load_register(), read)
    measures = tuple(dict.fromkeys(row.measure for row in read.rows))
    said = f"{', '.join(measures)}, {number_of(len(found), 'line')} of {shown_name(path.name)}"
    counts: Counter[str] = Counter()
    with project.writing(author, f"loaded outcomes: {said}") as writer:
        before = queries.outcomes(writer.connection)
        for identity, outcome in found.items():
            known = before.get(identity)
            values = _values(outcome)
            if known is not None and values.items() <= _values(known).items():
                counts["unchanged"] += 1
                continue
            writer.put("outcome", identity, values)
            counts["added" if known is None else "changed"] += 1
    return LoadedOutcomes(
        measures,
        counts["added"],
        counts["changed"],
        counts["unchanged"],
        _counts(outcome.n for outcome in found.values()),
        _counts(outcome.of for outcome in found.values()),
        nowhere,
        tuple(read.unread),
    )


def remove_outcomes(project: Project, author: Coder, measure: str) -> int:
    """Take all figures of a measure out, as one step that can be undone; return how many.

    Raises NotFound, with what there is, for a measure that is not there.
    """
    with project.writing(author, f"removed the outcomes {measure}") as writer:
        there = queries.outcomes(writer.connection)
        find_measure(there.values(), measure)
        gone = [identity for identity, outcome in there.items() if outcome.measure == measure]
        for identity in gone:
            writer.remove("outcome", identity)
    return len(gone)


def outcomes_of(
    project: Project, measure: str | None = None, municipality: str | None = None
) -> list[OutcomeFigures]:
    """Return what is known of outcomes, of one measure or municipality if that is given.

    A municipality, by name or number of today, has what is known of it under all its numbers.
    Raises NotFound for a measure or municipality that is not there.
    """
    with project.reading() as connection:
        there = [*queries.outcomes(connection).values()]
    if measure is not None:
        find_measure(there, measure)
    wanted = None if municipality is None else _numbers_of(municipality)
    return [
        outcome
        for outcome in there
        if measure in (None, outcome.measure) and (wanted is None or outcome.area in wanted)
    ]


def measures_in(outcomes: Iterable[OutcomeFigures]) -> list[MeasureInProject]:
    """Return what is there of each measure, in the order of their names."""
    by_measure: dict[str, list[OutcomeFigures]] = {}
    for outcome in outcomes:
        by_measure.setdefault(outcome.measure, []).append(outcome)
    return [
        MeasureInProject(
            measure,
            of_it[0].source,
            len({each.area for each in of_it if len(each.area) > _COUNTY_DIGITS}),
            len({each.area for each in of_it if len(each.area) == _COUNTY_DIGITS}),
            tuple(sorted({each.year for each in of_it})),
            _counts(each.n for each in of_it),
            _counts(each.of for each in of_it),
        )
        for measure, of_it in sorted(by_measure.items())
    ]


def find_measure(there: Iterable[OutcomeFigures], measure: str | None) -> str:
    """Return the measure meant: the one given, or else the only one there is.

    Raises NotFound, with what there is.
    """
    measures = sorted({outcome.measure for outcome in there})
    if not measures:
        raise NotFound(
            "no outcomes are in the project", "Load some: kodeverk outcomes load PROJECT FILE"
        )
    listed = ", ".join(measures)
    if measure is None and len(measures) > 1:
        raise NotFound(f"there are several measures: {listed}", "Say which by --measure NAME.")
    if measure is not None and measure not in measures:
        near = ", ".join(nearest(measure, measures))
        raise NotFound(
            f"there is no measure {measure!r}",
            f"Did you mean {near}?" if near else f"There are: {listed}.",
        )
    return measure or measures[0]


def years_in(written: str) -> tuple[int, ...]:
    """Return the years of `2019-2022` or `2019,2021`, in order; of nothing, none.

    Raises BadInput for anything else.
    """
    years: set[int] = set()
    for part in filter(None, map(str.strip, written.split(","))):
        found = _YEARS.fullmatch(part)
        if not found:
            raise BadInput(f"{part!r} is not like 2019-2022", "Write years so, or 2019,2021.")
        years.update(range(int(found[1]), int(found[2] or found[1]) + 1))
    if written and not years:
        raise BadInput(f"{written!r} has no year", "Write years as 2019-2022, or 2019,2021.")
    return tuple(sorted(years))


def area_name(number: str) -> str:
    """Return what people read for the number of a municipality or a county."""
    register = load_register()
    if len(number) == _COUNTY_DIGITS:
        return f"{number} {register.counties.get(number, '')} (county)"
    return register.number_and_name(number)


def _placed(
    register: Register, read: OutcomeFile
) -> tuple[dict[str, OutcomeFigures], tuple[str, ...]]:
    """Return id -> what a file says, and the areas it has that are none."""
    found: dict[str, OutcomeFigures] = {}
    lines: dict[str, str] = {}
    nowhere: dict[str, None] = {}
    numbers: dict[tuple[str, int], str | None] = {}
    for row in read.rows:
        if (row.area, row.year) not in numbers:
            numbers[row.area, row.year] = (
                _official_number(register, row) if read.is_official else _own_number(register, row)
            )
        number = numbers[row.area, row.year]
        if number is None:
            nowhere[row.area] = None
            continue
        outcome = OutcomeFigures(
            row.measure,
            number,
            row.year,
            row.sex,
            row.cohort,
            row.n,
            row.of,
            row.share,
            row.source,
        )
        identity = outcome_id(row.measure, number, row.year, row.sex)
        if found.setdefault(identity, outcome) != outcome:
            raise BadInput(
                f"{row.where}: {row.area} in {row.year} is there twice, with other figures",
                f"Keep one of them; the other is {lines[identity]}.",
            )
        lines.setdefault(identity, row.where)
    return found, tuple(nowhere)


def _official_number(register: Register, row: OutcomeRow) -> str | None:
    """Return the number of the municipality or county of a row, None where it is neither."""
    if first := _NUMBER_FIRST.match(row.area):
        number = first[1]
        known = number in register.municipalities or number in register.counties
        return number if known else None
    day = date(row.year, 12, 31)
    valid = {
        municipality.county_number
        for municipality in register.municipalities.values()
        if municipality.valid_on(day)
    }
    named = (
        number
        for number, name in register.counties.items()
        if number in valid and folded(name) == folded(row.area)
    )
    return next(named, None)


def _own_number(register: Register, row: OutcomeRow) -> str:
    """Return the number of the municipality of a row. Raises BadInput for what is none."""
    first = _NUMBER_FIRST.match(row.area)
    known = register.municipalities.get(first[1]) if first else None
    day = max(date(row.year, 12, 31), register.begins)
    if known is not None:
        # Numbers of any time are taken, but not one that contradicts the name beside it.
        until = known.until or (known.since or register.begins) + timedelta(days=1)
        day = until - timedelta(days=1)
    try:
        return resolve(register, row.area, day).number
    except KodeverkError as error:
        raise BadInput(f"{row.where}: {error.message}", error.hint) from error


def _numbers_of(municipality: str) -> frozenset[str]:
    """Return the numbers of all times that a municipality of today is counted from."""
    register = load_register()
    now = resolve(register, municipality, None).number
    return frozenset(
        number for number, known in register.municipalities.items() if now in known.today
    )


def _values(outcome: OutcomeFigures) -> dict[str, Value]:
    """Return the fields of an outcome; what its source does not say is not among them."""
    given: dict[str, Value] = {
        "measure": outcome.measure,
        "area": outcome.area,
        "year": outcome.year,
        "sex": outcome.sex,
        "cohort": outcome.cohort,
        "n": outcome.n,
        "of": outcome.of,
        "share": outcome.share,
        "source": outcome.source,
    }
    return {name: value for name, value in given.items() if value is not None}


def _counts(figures: Iterable[Figure | None]) -> FigureCounts:
    counts: Counter[str] = Counter(
        figure if isinstance(figure, str) else "present" for figure in figures if figure is not None
    )
    return FigureCounts(
        counts["present"], counts[SUPPRESSED], counts[MISSING], counts[NOT_APPLICABLE]
    )
