"""Where coders differ, and in what: placing a code, choosing it, or noticing the passage at all.

A coder's codings of a code that share a character are one passage. Each passage is held against
what another coder coded on its words.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, combinations, permutations
from typing import Literal, NamedTuple, get_args

from kodeverk.analysis.agreement.comparison import ComparedTranscript
from kodeverk.analysis.agreement.nominal import Pattern, alpha
from kodeverk.analysis.counting.transcripts import Facets
from kodeverk.model.text import Span

Difference = Literal["alike", "placing", "choosing", "noticing"]
"""The other coder has the same passage; the code on some of the words, with other borders; another
code on some of them; nothing there."""
DIFFERENCES: tuple[Difference, ...] = get_args(Difference)

UNSET = "unset"


class HeldAgainst(NamedTuple):
    """A passage of a coder, and how another coder's work differs there."""

    transcript: str
    code: str
    span: Span
    coder: str
    other: str
    difference: Difference
    instead: tuple[str, ...]


@dataclass(slots=True)
class Differences:
    """How the passages of coders differ; transcripts are added one by one.

    `counts` has code -> how many passages differ in which way, each held against each other coder's
    work. `confused` has how often where one coder gave the first code another gave only the second,
    in alphabetical order.
    """

    counts: defaultdict[str, Counter[Difference]] = field(
        default_factory=lambda: defaultdict(Counter)
    )
    confused: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, transcript: ComparedTranscript, codes: Collection[str]) -> None:
        """Add a transcript, compared for these codes.

        Passages of other codes count where one of these was given to their words instead.
        """
        for one in held_against(transcript, transcript.raters):
            if one.code in codes:
                self.counts[one.code][one.difference] += 1
            for other in one.instead:
                if one.code in codes or other in codes:
                    self.confused[min(one.code, other), max(one.code, other)] += 1


def held_against(transcript: ComparedTranscript, codes: Iterable[str]) -> Iterator[HeldAgainst]:
    """Yield every passage of every coder, held against what each other coder coded there."""
    chosen = [*codes]
    of_coders = {coder: _Passages(by_code) for coder, by_code in transcript.passages.items()}
    turns = _Passages({"": [Span(turn.start, turn.end) for turn in transcript.turns]})
    for code in chosen:
        raters = sorted(transcript.raters.get(code, ()))
        said = {
            coder: [
                span
                for span in transcript.passages[coder].get(code, ())
                if any(turns.overlapping(span))
            ]
            for coder in raters
        }
        for coder, other in permutations(raters, 2):
            for span in said[coder]:
                there = [*of_coders[other].overlapping(span)]
                same = [one for one, rival in there if rival == code]
                instead: tuple[str, ...] = ()
                difference: Difference
                if same:
                    difference = "alike" if same == [span] else "placing"
                else:
                    instead = tuple(
                        dict.fromkeys(
                            rival for _, rival in there if other in transcript.raters.get(rival, ())
                        )
                    )
                    difference = "choosing" if instead else "noticing"
                yield HeldAgainst(transcript.id, code, span, coder, other, difference, instead)


class _Passages:
    """The passages of a coder, by code, found by what they share characters with."""

    def __init__(self, passages: Mapping[str, Sequence[Span]]) -> None:
        self._all = sorted((span, code) for code, spans in passages.items() for span in spans)
        self._starts = [span.start for span, _ in self._all]
        self._reached = [*accumulate((span.end for span, _ in self._all), max)]

    def overlapping(self, span: Span) -> Iterator[tuple[Span, str]]:
        """Yield the passages that share a character with `span`, with their codes, backwards."""
        place = bisect_left(self._starts, span.end) - 1
        # None of those that begin before can reach so far.
        while place >= 0 and self._reached[place] > span.start:
            if self._all[place][0].end > span.start:
                yield self._all[place]
            place -= 1


class FacetAgreement(NamedTuple):
    """How far coders agree on a facet of codings on which they agree; `pairs` is how many.

    `values` are those that anybody gave there.
    """

    facet: str
    value: float | None
    pairs: int
    values: tuple[str, ...]


Faceted = tuple[Span, Facets]
"""A coding with its facet values."""


@dataclass(slots=True)
class FacetPairs:
    """The facet values of codings of two coders that have the same code and share a character.

    `carried` has the facets of each code.
    """

    carried: Mapping[str, Sequence[str]]
    ratings: defaultdict[str, Counter[Pattern]] = field(
        default_factory=lambda: defaultdict(Counter)
    )

    def add(
        self,
        codings: Mapping[str, Mapping[str, Sequence[Faceted]]],
        raters: Mapping[str, frozenset[str]],
    ) -> None:
        """Add each coder's codings of a transcript by code, of those who read it for the code.

        A coding is paired with the one it shares most with.
        """
        for code, coders in raters.items():
            for one, other in combinations(sorted(coders), 2):
                pairs = _pairs(codings[one].get(code, ()), codings[other].get(code, ()))
                for mine, theirs in pairs:
                    for facet in self.carried.get(code, ()):
                        pattern = (_value(mine, facet), _value(theirs, facet))
                        self.ratings[facet][pattern] += 1

    def figures(self) -> list[FacetAgreement]:
        """Return alpha over the pairs of each facet that anybody has given a value in one."""
        figures = []
        for facet, ratings in self.ratings.items():
            values = sorted({str(value) for pattern in ratings for value in pattern})
            if values == [UNSET]:
                continue
            made = alpha(2, values)
            given = dict.fromkeys(one for value in values for one in value.split())
            value = made.value(made.of(ratings))
            figures.append(FacetAgreement(facet, value, ratings.total(), (*given,)))
        return figures


def _value(facets: Facets, facet: str) -> str:
    """Return the values of a facet as one; unset is a value."""
    return " ".join(value for key, value in facets if key == facet) or UNSET


def _pairs(first: Sequence[Faceted], second: Sequence[Faceted]) -> Iterator[tuple[Facets, Facets]]:
    """Yield the facets of codings that share characters, those that share most first."""
    shared = sorted(
        (
            (min(one.end, other.end) - max(one.start, other.start), -place, -among)
            for place, (one, _) in enumerate(first)
            for among, (other, _) in enumerate(second)
            if _overlap(one, other)
        ),
        reverse=True,
    )
    taken: set[tuple[bool, int]] = set()
    for _, place, among in shared:
        pair = {(False, place), (True, among)}
        if taken.isdisjoint(pair):
            taken |= pair
            yield first[-place][1], second[-among][1]


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
