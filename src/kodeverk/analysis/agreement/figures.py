"""Figures of agreement: what was compared, as statistics with their intervals."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, combinations
from typing import Literal, get_args

from kodeverk.analysis.agreement.comparison import Comparison, coded_units
from kodeverk.analysis.agreement.intervals import Interval, Row, intervals
from kodeverk.analysis.agreement.nominal import (
    Nominal,
    Pattern,
    ac1,
    alpha,
    brennan_prediger,
    cohen,
    fleiss,
    paired,
    percent,
    pooled_kappa,
    positive,
    positive_agreement,
    scott,
)
from kodeverk.analysis.agreement.ratings import NO_VALUE
from kodeverk.analysis.agreement.statistic import Sums, added

Statistic = Literal[
    "alpha",
    "positive",
    "percent",
    "cohen",
    "scott",
    "fleiss",
    "ac1",
    "brennan-prediger",
    "holsti",
    "pooled-kappa",
    "alpha-exclusive",
    "alpha-u",
    "u-alpha",
    "u-alpha-coded",
    "cu-alpha",
    "k-u-alpha",
]
STATISTICS: tuple[Statistic, ...] = get_args(Statistic)
OF_TWO: tuple[Statistic, ...] = ("cohen", "scott", "holsti", "pooled-kappa")
"""Statistics of two coders; of more they are given for each two."""
OF_PASSAGES = STATISTICS[STATISTICS.index("alpha-u") :]
"""Statistics of where passages begin and end, over characters whatever the unit."""
OF_CODES: tuple[Statistic, ...] = ("alpha-u", "k-u-alpha")
"""Those of them that have a figure for each code, the others one for each theme."""
OVER_CODES: tuple[Statistic, ...] = ("holsti", "pooled-kappa")
"""Statistics that have one figure for all codes together."""
OF_GROUPS: tuple[Statistic, ...] = ("alpha-exclusive",)
"""Statistics of which codes are the values, in groups of which a unit has one at most."""

FEWEST_CODED = 10
"""With fewer coded units by all coders together a code is too rare to judge."""

_CODED = (True, False)
_NO_UNITS: Sums = (0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Figure:
    """One statistic: of a code, or of all with None, for some coders.

    `pairs` are a, b, c and d over each two of the coders, and `coded` how many units any of them
    coded, of `units`. `value` None is a figure that is not defined; `interval` None, one that is
    not given: there are too few transcripts, or it is not defined in most draws.
    """

    statistic: Statistic
    code: str | None
    coders: tuple[str, ...]
    value: float | None
    interval: Interval | None
    transcripts: int
    pairs: tuple[int, ...]
    coded: int
    units: int
    coverage: float | None = None
    overlapping: str | None = None

    @property
    def is_rare(self) -> bool:
        """Whether the code was given to too few units to judge."""
        return self.code is not None and self.coded < FEWEST_CODED


@dataclass(frozen=True, slots=True)
class Asked:
    """A figure without its interval, and what that is found from."""

    figure: Figure
    transcripts: tuple[str, ...]
    row: Row


def figures(
    comparison: Comparison,
    statistics: Iterable[Statistic],
    codes: Sequence[str],
    *,
    declared: int,
    seed: int,
    with_pairs: bool = True,
    without_interval: Collection[Statistic] = (),
) -> list[Figure]:
    """Return the figures of `statistics` over units that each coder coded or not.

    `declared` is how many codes the codebook has. Of more than two coders there are figures of all
    together and, with `with_pairs`, of each two. Those `without_interval` are given none.
    Statistics of passages are not among them.
    """
    everybody = tuple(range(len(comparison.coders)))
    pairs = [*combinations(everybody, 2)]
    asked: list[Asked] = []
    for statistic in statistics:
        is_of_two = statistic in OF_TWO
        chosen = [] if is_of_two and len(everybody) > 2 else [everybody]
        if len(everybody) > 2 and (is_of_two or with_pairs):
            chosen += pairs
        for places in chosen:
            if statistic in OVER_CODES:
                asked += _over_codes(comparison, statistic, codes, places)
            elif statistic in OF_GROUPS:
                for group, members in comparison.groups.items():
                    if set(codes) & {*members}:
                        asked += _of_group(comparison, statistic, group, members, places)
            else:
                made = _per_code(statistic, len(places), declared)
                for code in codes:
                    asked += _of_code(comparison, statistic, made, code, places)
    return with_intervals(asked, seed, without_interval)


def _per_code(statistic: Statistic, coders: int, declared: int) -> Nominal:
    made: Mapping[str, Callable[[], Nominal]] = {
        "alpha": lambda: alpha(coders, _CODED),
        "positive": lambda: positive,
        "percent": lambda: percent(coders, _CODED),
        "cohen": lambda: cohen(_CODED),
        "scott": lambda: scott(_CODED),
        "fleiss": lambda: fleiss(coders, _CODED),
        "ac1": lambda: ac1(coders, _CODED),
        "brennan-prediger": lambda: brennan_prediger(coders, _CODED, declared),
    }
    return made[statistic]()


def _of_code(
    comparison: Comparison,
    statistic: Statistic,
    made: Nominal,
    code: str,
    places: tuple[int, ...],
) -> Iterator[Asked]:
    ratings = comparison.among(code, places)
    if not ratings:
        return
    sums = [made.of(patterns) for patterns in ratings.values()]
    figure = Figure(
        statistic,
        code,
        tuple(comparison.coders[place] for place in places),
        made.value(added(sums)),
        None,
        len(ratings),
        _pairs(ratings.values()),
        coded_units(ratings.values()),
        sum(map(Counter.total, ratings.values())),
    )
    disputed = made.sums((True, *[False] * (len(places) - 1)))
    yield Asked(figure, tuple(ratings), Row(sums, made.value, disputed, made.slopes))


def _over_codes(
    comparison: Comparison, statistic: Statistic, codes: Sequence[str], places: tuple[int, ...]
) -> Iterator[Asked]:
    by_code = [comparison.among(code, places) for code in codes]
    transcripts = tuple(dict.fromkeys(each for ratings in by_code for each in ratings))
    if not transcripts:
        return
    tables = [
        [positive.of(ratings[each]) if each in ratings else _NO_UNITS for ratings in by_code]
        for each in transcripts
    ]
    if statistic == "holsti":
        sums = [added(of_transcript) for of_transcript in tables]
        row = Row(sums, positive_agreement, paired((True, False)))
    else:
        sums = [tuple(chain.from_iterable(of_transcript)) for of_transcript in tables]
        row = Row(sums, _pooled)
    everything = [patterns for ratings in by_code for patterns in ratings.values()]
    figure = Figure(
        statistic,
        None,
        tuple(comparison.coders[place] for place in places),
        row.value(added(sums)),
        None,
        len(transcripts),
        _pairs(everything),
        coded_units(everything),
        sum(map(Counter.total, everything)),
    )
    yield Asked(figure, transcripts, row)


def _of_group(
    comparison: Comparison,
    statistic: Statistic,
    group: str,
    members: Sequence[str],
    places: tuple[int, ...],
) -> Iterator[Asked]:
    ratings = comparison.group_among(group, places)
    overlapping = comparison.overlapping.get(group)
    if not ratings and overlapping is None:
        return
    made = alpha(len(places), [*members, NO_VALUE])
    sums = [made.of(patterns) for patterns in ratings.values()]
    given = [_any_of(patterns) for patterns in ratings.values()]
    figure = Figure(
        statistic,
        group,
        tuple(comparison.coders[place] for place in places),
        made.value(added(sums)) if overlapping is None else None,
        None,
        len(ratings),
        _pairs(given),
        coded_units(given),
        sum(map(Counter.total, ratings.values())),
        overlapping=overlapping,
    )
    disputed = made.sums((members[0], *[NO_VALUE] * (len(places) - 1)))
    yield Asked(figure, tuple(ratings), Row(sums, made.value, disputed, made.slopes))


def _any_of(patterns: Mapping[Pattern, int]) -> Counter[Pattern]:
    """Return the patterns of a group's codes as of one code that stands for any of them."""
    coded: Counter[Pattern] = Counter()
    for pattern, units in patterns.items():
        coded[tuple(None if value is None else value != NO_VALUE for value in pattern)] += units
    return coded


def _pooled(totals: Sequence[float]) -> float | None:
    return pooled_kappa([totals[at : at + 4] for at in range(0, len(totals), 4)])


def _pairs(ratings: Iterable[Mapping[Pattern, int]]) -> tuple[int, ...]:
    return added([_NO_UNITS, *(positive.of(patterns) for patterns in ratings if patterns)])


def with_intervals(
    asked: Sequence[Asked], seed: int, without: Collection[Statistic] = ()
) -> list[Figure]:
    """Return the figures with their intervals; those of the same transcripts are drawn together.

    The same seed gives the same intervals.
    """
    together: dict[tuple[str, ...], list[int]] = {}
    for place, one in enumerate(asked):
        if one.figure.value is not None and one.figure.statistic not in without:
            together.setdefault(one.transcripts, []).append(place)
    figures = [one.figure for one in asked]
    for places in together.values():
        found = intervals([asked[place].row for place in places], seed)
        for place, interval in zip(places, found, strict=True):
            figures[place] = replace(figures[place], interval=interval)
    return figures
