"""A comparison of coders: what each said of each unit, by code and transcript."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kodeverk.analysis.agreement.nominal import Pattern
from kodeverk.analysis.agreement.ratings import code_ratings, group_ratings
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


Ratings = dict[str, Counter[Pattern]]
"""How many units of each transcript have each pattern over the coders."""


@dataclass(slots=True)
class Comparison:
    """What `coders` said of the units of a kind; transcripts are added one by one.

    `ratings` are by code. A code that fewer than two coders were read for is not compared in a
    transcript. `groups` have codes of which a coder gives a unit at most one; `group_ratings` are
    by group, and `overlapping` has, of groups whose codes do not exclude each other, a coder who
    gave a unit two.
    """

    kind: UnitKind
    coders: Sequence[str]
    groups: Mapping[str, Sequence[str]] = field(default_factory=dict)
    ratings: dict[str, Ratings] = field(default_factory=dict)
    group_ratings: dict[str, Ratings] = field(default_factory=dict)
    overlapping: dict[str, str] = field(default_factory=dict)

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
        for group, members in self.groups.items():
            self._add_group(transcript, units, group, members)

    def _add_group(
        self, transcript: ComparedTranscript, units: Units, group: str, members: Sequence[str]
    ) -> None:
        """Add what those who read the transcript for all codes of a group gave it."""
        compared = [code for code in members if len(transcript.raters.get(code, ())) > 1]
        raters = frozenset(self.coders).intersection(
            *(transcript.raters[code] for code in compared)
        )
        if not compared or len(raters) < 2:
            return
        given = group_ratings(
            units.count,
            self.coders,
            {
                coder: {
                    code: units.coded(transcript.codings[coder].get(code, ())) for code in compared
                }
                for coder in self.coders
                if coder in raters
            },
        )
        by_transcript = self.group_ratings.setdefault(group, {})
        if isinstance(given, str):
            self.overlapping[group] = given
        else:
            by_transcript[transcript.id] = given

    def among(self, code: str, places: Sequence[int]) -> Ratings:
        """Return the ratings of a code by transcript, of the coders at these places alone.

        Only transcripts that two of them rated are among them.
        """
        return self._among(self.ratings.get(code, {}), places)

    def group_among(self, group: str, places: Sequence[int]) -> Ratings:
        """Return the ratings of a group as `among` those of a code."""
        return self._among(self.group_ratings.get(group, {}), places)

    def _among(self, ratings: Ratings, places: Sequence[int]) -> Ratings:
        if len(places) == len(self.coders):
            return ratings
        chosen: Ratings = {}
        among: dict[Pattern, Pattern] = {}
        for transcript, of_transcript in ratings.items():
            patterns: Counter[Pattern] = Counter()
            for pattern, units in of_transcript.items():
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
