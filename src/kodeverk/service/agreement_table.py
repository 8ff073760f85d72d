"""What agreement is asked for, and what it comes to: figures, differences, a gate for scripts."""

from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, get_args

from kodeverk.analysis.agreement.differences import FacetAgreement
from kodeverk.analysis.agreement.elsewhere import Elsewhere
from kodeverk.analysis.agreement.figures import STATISTICS, Statistic
from kodeverk.analysis.agreement.intervals import FEWEST_TRANSCRIPTS
from kodeverk.analysis.agreement.units import UNITS, UnitKind
from kodeverk.model.records import MAIN_ROUND

__all__ = [
    "CELLS",
    "DEFAULT",
    "FEWEST_IN_CELL",
    "SEED",
    "STATISTICS",
    "UNITS",
    "AgreementOptions",
    "AgreementRow",
    "AgreementTable",
    "AsOf",
    "Cells",
    "CodeDifferences",
    "Gate",
    "Statistic",
    "UnitKind",
    "needs_talk",
]

AsOf = Literal["release", "now"]
Cells = Literal["round", "municipality", "role"]
CELLS: tuple[Cells, ...] = get_args(Cells)

FEWEST_IN_CELL = 5
"""By municipality or role there are figures only with so many transcripts that two coded."""

SEED = 2026
"""Transcripts are drawn by it, so that the same project always gives the same intervals."""

DEFAULT: tuple[Statistic, ...] = ("alpha", "positive")


@dataclass(frozen=True, slots=True)
class AgreementOptions:
    """What agreement is asked for; an empty field chooses everything."""

    coders: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    statistics: tuple[Statistic, ...] = DEFAULT
    unit: UnitKind = "turn"
    by: Cells | None = None
    round_name: str = MAIN_ROUND
    as_of: AsOf = "release"
    include_interviewer: bool = False
    compare: bool = False


class AgreementRow(NamedTuple):
    """One figure in words: names for ids.

    `group` is the round, municipality or role it is of, None where it is of all. `pairs` are a, b,
    c and d: units that both of two coders coded, only the first, only the second, and neither.
    `is_together` tells whether it is of all coders compared, and not of two of them.
    """

    statistic: Statistic
    code: str | None
    coders: tuple[str, ...]
    group: str | None
    unit: UnitKind
    value: float | None
    low: float | None
    high: float | None
    transcripts: int
    pairs: tuple[int, ...]
    coded: int
    units: int
    coverage: float | None
    is_rare: bool
    note: str
    is_together: bool

    @property
    def is_judged(self) -> bool:
        """Whether it says anything of agreement: defined, not too rare, with an interval."""
        return self.low is not None and not self.is_rare

    @property
    def has_few(self) -> bool:
        """Whether it is of too few transcripts for an interval."""
        return self.transcripts < FEWEST_TRANSCRIPTS


class CodeDifferences(NamedTuple):
    """How many passages of a code, each held against what another coder coded there, differ how."""

    code: str
    alike: int
    placing: int
    choosing: int
    noticing: int

    @property
    def differing(self) -> int:
        """How many of them the other coder has not just so."""
        return self.placing + self.choosing + self.noticing


class RoundDates(NamedTuple):
    """The days on which the first and the last work that is compared in a round was released.

    Or finished, where nobody released it; as ISO dates.
    """

    round: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class AgreementTable:
    """Figures of agreement, and in sentences what they are of and what is left out.

    `differences` say in what coders differ, `confused` which two codes they gave to the same words
    and how often, `facets` how far they agree on facets where they agree on the code. `elsewhere`
    is what other programs would give for each code, where that was asked. `rounds` are those
    compared, in order of date. `themes` are the codes with others below them, but for those that
    were asked for.
    """

    options: AgreementOptions
    rows: tuple[AgreementRow, ...]
    coders: tuple[str, ...]
    notes: tuple[str, ...]
    differences: tuple[CodeDifferences, ...]
    confused: tuple[tuple[str, str, int], ...]
    facets: tuple[FacetAgreement, ...]
    elsewhere: tuple[tuple[str, Elsewhere], ...] = ()
    rounds: tuple[RoundDates, ...] = ()
    themes: frozenset[str] = frozenset()

    def of(self, statistic: Statistic) -> list[AgreementRow]:
        """Return the figures of a statistic of all coders together, else those of each two.

        Alpha is in the unit asked for, without what stands beside it.
        """
        rows = [
            row
            for row in self.rows
            if row.statistic == statistic
            and (row.unit == self.options.unit or statistic != "alpha")
        ]
        return [row for row in rows if row.is_together] or rows

    def as_json(self) -> dict[str, Any]:
        """Return the table for `--json`; values that are not defined are null, none is rounded."""
        options = self.options
        return {
            "unit": options.unit,
            "round": options.round_name,
            "as_of": options.as_of,
            "by": options.by,
            "coders": [*self.coders],
            "turns": "all" if options.include_interviewer else "informants",
            "rounds": [each._asdict() for each in self.rounds],
            "statistics": [_as_json(row) for row in self.rows],
            "differences": [each._asdict() for each in self.differences],
            "confused": [
                {"first": first, "second": second, "times": times}
                for first, second, times in self.confused
            ],
            "facets": [each._asdict() for each in self.facets],
            "elsewhere": [{"code": code, **of._asdict()} for code, of in self.elsewhere],
            "notes": [*self.notes],
        }


@dataclass(frozen=True, slots=True)
class Gate:
    """What a comparison has to reach: the low end of alpha of every code that can be judged.

    Where it is `strict`, every code must be judged. A theme that nobody gave to words itself is
    none that there could be a figure of: its codes were given.
    """

    least: float
    strict: bool = False

    def short(self, table: AgreementTable) -> list[str]:
        """Return in sentences what falls short; nothing where all is reached."""
        rows = _judgeable(table)
        short = [
            f"{_of(row)}: the low end of alpha is {row.low:.2f}, below {self.least}"
            for row in rows
            if row.is_judged and row.low is not None and row.low < self.least
        ]
        unjudged = self.unjudged(table)
        if self.strict:
            short += [f"{_of(row)}: cannot be judged ({row.note})" for row in unjudged]
        if len(unjudged) == len(rows):
            short.append("no code could be judged")
        return short

    def unjudged(self, table: AgreementTable) -> list[AgreementRow]:
        """Return the figures that say nothing of agreement: too rare, not defined, too few."""
        return [row for row in _judgeable(table) if not row.is_judged]


def _judgeable(table: AgreementTable) -> list[AgreementRow]:
    return [row for row in table.of("alpha") if row.coded or row.code not in table.themes]


def needs_talk(row: AgreementRow) -> tuple[bool, float, str, str]:
    """Order figures by how little coders agree; those of what is too rare to judge come last."""
    value = 2.0 if row.value is None else row.value
    return row.is_rare, value, row.code or "", row.group or ""


def _of(row: AgreementRow) -> str:
    return f"{row.code}" if row.group is None else f"{row.code} in {row.group}"


def _as_json(row: AgreementRow) -> dict[str, Any]:
    shown = row._asdict()
    both, first, second, neither = shown.pop("pairs")
    shown["coders"] = [*row.coders]
    return shown | {
        "both": both,
        "first_only": first,
        "second_only": second,
        "neither": neither,
    }
