"""A comparison of coders: what each said of each unit, by code and transcript."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kodeverk.analysis.agreement.nominal import Pattern
from kodeverk.analysis.agreement.ratings import code_ratings
from kodeverk.analysis.agreement.units import UnitKind, Units
from kodeverk.model.records import Turn

Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class ComparedTranscript:
    """A transcript that two coders or more have finished.

    `turns` are those in which coders are compared, in order. `codings` are each coder's, by code;
    `raters` of a code are the coders who read the transcript for the same version of it.
    """

    id: str
    text: str
    turns: Sequence[Turn]
    codings: Mapping[str, Mapping[str, Spans]]
    raters: Mapping[str, frozenset[str]]


@dataclass(slots=True)
class Comparison:
    """What `coders` said of the units of a kind; transcripts are added one by one.

    `ratings` has, by code and transcript, how many units have each pattern over the coders. A code
    that fewer than two coders were read for is not compared in a transcript.
    """

    kind: UnitKind
    coders: Sequence[str]
    ratings: dict[str, dict[str, Counter[Pattern]]] = field(default_factory=dict)

    def add(self, transcript: ComparedTranscript, codes: Iterable[str]) -> None:
        """Add a transcript, compared for these codes."""
        units = Units(self.kind, transcript.text, transcript.turns)
        for code in codes:
            raters = transcript.raters.get(code, frozenset())
            if len(raters) < 2:
                continue
            coded = {
                coder: units.coded(transcript.codings[coder].get(code, ()))
                for coder in self.coders
                if coder in raters
            }
            by_transcript = self.ratings.setdefault(code, {})
            by_transcript[transcript.id] = code_ratings(units.count, self.coders, coded)

    def among(self, code: str, places: Sequence[int]) -> dict[str, Counter[Pattern]]:
        """Return the ratings of a code by transcript, of the coders at these places alone.

        Only transcripts that two of them rated are among them.
        """
        if len(places) == len(self.coders):
            return self.ratings.get(code, {})
        chosen: dict[str, Counter[Pattern]] = {}
        among: dict[Pattern, Pattern] = {}
        for transcript, ratings in self.ratings.get(code, {}).items():
            patterns: Counter[Pattern] = Counter()
            for pattern, units in ratings.items():
                if pattern not in among:
                    among[pattern] = tuple(pattern[place] for place in places)
                patterns[among[pattern]] += units
            # Who rated a transcript rated all of its units.
            if sum(given is not None for given in next(iter(patterns))) > 1:
                chosen[transcript] = patterns
        return chosen


def coded_units(ratings: Iterable[Mapping[Pattern, int]]) -> int:
    """Return how many units any coder coded."""
    return sum(units for patterns in ratings for pattern, units in patterns.items() if any(pattern))
