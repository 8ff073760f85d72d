"""Figures of agreement on passages: where they begin and end, as well as which code they have."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise

from kodeverk.analysis.agreement.comparison import ComparedTranscript
from kodeverk.analysis.agreement.figures import Asked, Figure, Statistic, with_intervals
from kodeverk.analysis.agreement.intervals import Row
from kodeverk.analysis.agreement.statistic import Value, added
from kodeverk.analysis.agreement.unitizing import Unit, Unitizing, alpha_u
from kodeverk.model.text import Span

_NO_PAIRS = (0, 0, 0, 0)


@dataclass(slots=True)
class Passages:
    """The passages of `coders` in transcripts, which are added one by one.

    Offsets are numbers of characters in the turns compared. `of` has transcript -> coder -> code ->
    the coder's passages, of the coders who read it for the code.
    """

    coders: Sequence[str]
    lengths: dict[str, int] = field(default_factory=dict)
    of: dict[str, dict[str, dict[str, Sequence[Span]]]] = field(default_factory=dict)

    def add(self, transcript: ComparedTranscript, codes: Iterable[str]) -> None:
        """Add a transcript, compared for these codes."""
        units = transcript.coded("character")
        by_coder: dict[str, dict[str, Sequence[Span]]] = {}
        for code in codes:
            raters = transcript.raters.get(code, frozenset())
            for coder in raters if len(raters) > 1 else ():
                by_coder.setdefault(coder, {})[code] = units.by_coder[coder].get(code, ())
        if by_coder:
            self.lengths[transcript.id] = units.count
            self.of[transcript.id] = by_coder


def passage_figures(
    passages: Passages,
    statistics: Sequence[Statistic],
    themes: Mapping[str, Sequence[str]],
    seed: int,
) -> list[Figure]:
    """Return the figures of `statistics` on passages, of all coders together.

    `themes` has the codes under each theme: the family of 2016 takes them as values that exclude
    each other, and is not defined where a coder gave the same words two of them. The alpha of 2004
    is of each code, over the transcripts that all coders rated, and has no interval. What is coded
    are passages.
    """
    figures: list[Figure] = []
    if "alpha-u" in statistics:
        codes = dict.fromkeys(code for under in themes.values() for code in under)
        figures += [figure for code in codes for figure in _alpha_u(passages, code)]
    family = [statistic for statistic in statistics if statistic != "alpha-u"]
    asked = [
        one
        for theme, codes in themes.items()
        for one in (_of_theme(passages, family, theme, codes) if family else ())
    ]
    return [*figures, *with_intervals(asked, seed)]


def _alpha_u(passages: Passages, code: str) -> Iterator[Figure]:
    rated = {
        transcript: [by_coder[coder][code] for coder in passages.coders]
        for transcript, by_coder in passages.of.items()
        if all(code in by_coder.get(coder, {}) for coder in passages.coders)
    }
    if rated:
        continua = [(passages.lengths[transcript], of) for transcript, of in rated.items()]
        coded = sum(len(spans) for of in rated.values() for spans in of)
        units = sum(length for length, _ in continua)
        yield Figure(
            "alpha-u",
            code,
            tuple(passages.coders),
            alpha_u(continua),
            None,
            len(rated),
            _NO_PAIRS,
            coded,
            units,
        )


def _of_theme(
    passages: Passages, statistics: Sequence[Statistic], theme: str, codes: Sequence[str]
) -> Iterator[Asked]:
    family = Unitizing(len(passages.coders), codes)
    rated = {
        transcript: [
            (coder, units)
            for coder, by_code in by_coder.items()
            if (units := _units_of(by_code, codes)) is not None
        ]
        for transcript, by_coder in passages.of.items()
    }
    rated = {transcript: of for transcript, of in rated.items() if len(of) > 1}
    overlapping = next(
        (coder for of in rated.values() for coder, units in of if _overlap(units)), None
    )
    sums = {
        transcript: family.sums(passages.lengths[transcript], [units for _, units in of])
        for transcript, of in rated.items()
        if overlapping is None
    }
    total = added([*sums.values()])
    for statistic in statistics if rated else ():
        for code, value, coverage in _values(family, statistic, theme, codes):
            figure = Figure(
                statistic,
                code,
                tuple(passages.coders),
                value(total) if sums else None,
                None,
                len(rated),
                _NO_PAIRS,
                sum(len(units) for of in rated.values() for _, units in of),
                sum(passages.lengths[transcript] for transcript in rated),
                coverage(total) if sums and coverage is not None else None,
                overlapping,
            )
            yield Asked(figure, tuple(sums), Row([*sums.values()], value))


def _units_of(by_code: Mapping[str, Sequence[Span]], codes: Sequence[str]) -> list[Unit] | None:
    """Return a coder's passages of some codes in order, None where none of them was read for."""
    if not any(code in by_code for code in codes):
        return None
    return sorted((*span, code) for code in codes for span in by_code.get(code, ()))


def _overlap(units: Sequence[Unit]) -> bool:
    return any(after[0] < before[1] for before, after in pairwise(units))


def _values(
    family: Unitizing, statistic: Statistic, theme: str, codes: Sequence[str]
) -> Iterator[tuple[str, Value, Value | None]]:
    """Yield what a statistic is of, its value and its coverage, where it is not of everything."""
    match statistic:
        case "u-alpha":
            yield theme, family.u_alpha, None
        case "u-alpha-coded":
            yield theme, family.u_alpha_coded, None
        case "cu-alpha":
            yield theme, family.cu_alpha, family.coverage
        case _:
            for code in codes:
                of_code = partial(family.coverage, value=code)
                yield code, partial(family.k_u_alpha, value=code), of_code
