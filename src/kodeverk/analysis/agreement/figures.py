"""Figures of agreement: what was compared, as statistics with their intervals."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import chain, combinations
from typing import Literal, NamedTuple, get_args

from kodeverk.analysis.agreement.comparison import Comparison, Ratings
from kodeverk.analysis.agreement.intervals import Interval, Row, intervals
from kodeverk.analysis.agreement.nominal import (
    Nominal,
    OfUnits,
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


class Asked(NamedTuple):
    """A figure without its interval, and what that is found from; None where it gets none."""

    figure: Figure
    transcripts: tuple[str, ...]
    row: Row | None


class _Rated(NamedTuple):
    """What some coders said of the units of a code, by transcript and in all."""

    by_transcript: Ratings
    whole: OfUnits


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
    together and, with `with_pairs`, of each two. Figures of codes `without_interval` get none.
    Statistics of passages are not among them.
    """
    everybody = tuple(range(len(comparison.coders)))
    pairs = [*combinations(everybody, 2)]
    rated = cache(partial(_rated, comparison))
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
                coders = tuple(comparison.coders[place] for place in places)
                with_interval = statistic not in without_interval
                asked += [
                    _of_code(statistic, made, code, coders, ratings, with_interval=with_interval)
                    for code in codes
                    if (ratings := rated(code, places)).by_transcript
                ]
    return with_intervals(asked, seed)


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


def _rated(comparison: Comparison, code: str, places: tuple[int, ...]) -> _Rated:
    by_transcript = comparison.among(code, places)
    return _Rated(by_transcript, _together(by_transcript.values()))


def _together(ratings: Iterable[OfUnits]) -> OfUnits:
    whole: dict[Pattern, int] = {}
    for patterns in ratings:
        for pattern, units in patterns.items():
            whole[pattern] = whole.get(pattern, 0) + units
    return whole


def _coded(whole: OfUnits) -> int:
    """Return how many units any coder coded."""
    return sum(units for pattern, units in whole.items() if any(pattern))


def _of_code(
    statistic: Statistic,
    made: Nominal,
    code: str,
    coders: tuple[str, ...],
    rated: _Rated,
    *,
    with_interval: bool,
) -> Asked:
    figure = Figure(
        statistic,
        code,
        coders,
        made.value(made.of(rated.whole)),
        None,
        len(rated.by_transcript),
        positive.of(rated.whole),
        _coded(rated.whole),
        sum(rated.whole.values()),
    )
    if not with_interval:
        return Asked(figure, (), None)
    sums = [*map(made.of, rated.by_transcript.values())]
    disputed = made.sums((True, *[False] * (len(coders) - 1)))
    row = Row(sums, made.value, disputed, made.tangent)
    return Asked(figure, tuple(rated.by_transcript), row)


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
    whole = _together(patterns for ratings in by_code for patterns in ratings.values())
    figure = Figure(
        statistic,
        None,
        tuple(comparison.coders[place] for place in places),
        row.value(added(sums)),
        None,
        len(transcripts),
        positive.of(whole),
        _coded(whole),
        sum(whole.values()),
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
    given = _any_of(_together(ratings.values()))
    figure = Figure(
        statistic,
        group,
        tuple(comparison.coders[place] for place in places),
        made.value(added(sums)) if overlapping is None else None,
        None,
        len(ratings),
        positive.of(given) or _NO_UNITS,
        _coded(given),
        sum(given.values()),
        overlapping=overlapping,
    )
    disputed = made.sums((members[0], *[NO_VALUE] * (len(places) - 1)))
    yield Asked(figure, tuple(ratings), Row(sums, made.value, disputed, made.tangent))


def _any_of(whole: OfUnits) -> OfUnits:
    """Return the patterns of a group's codes as of one code that stands for any of them."""
    return _together(
        {tuple(None if value is None else value != NO_VALUE for value in pattern): units}
        for pattern, units in whole.items()
    )


def _pooled(totals: Sequence[float]) -> float | None:
    return pooled_kappa([totals[at : at + 4] for at in range(0, len(totals), 4)])


def with_intervals(asked: Sequence[Asked], seed: int) -> list[Figure]:
    """Return the figures with their intervals; those of the same transcripts are drawn together.

    The same seed gives the same intervals.
    """
    rows: dict[tuple[str, ...], dict[int, Row]] = {}
    for place, (figure, transcripts, row) in enumerate(asked):
        if row is not None and figure.value is not None:
            rows.setdefault(transcripts, {})[place] = row
    figures = [one.figure for one in asked]
    for drawn in rows.values():
        for place, interval in zip(drawn, intervals([*drawn.values()], seed), strict=True):
            figures[place] = replace(figures[place], interval=interval)
    return figures
