"""A comparison of coders: what each said of each unit, by code and transcript."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

from kodeverk.analysis.agreement.nominal import OfUnits, Pattern
from kodeverk.analysis.agreement.ratings import code_ratings, group_ratings
from kodeverk.analysis.agreement.units import CodedUnits, PartKind, UnitKind, Units
from kodeverk.analysis.counting.passages import connected_spans
from kodeverk.model.records import Turn
from kodeverk.model.text import Span

Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True)
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

    def coded(self, kind: UnitKind) -> CodedUnits:
        """Return the units of a kind, and which of them each coder coded."""
        match kind:
            case "turn":
                return self._coded_turns
            case "transcript":
                return self._coded_turns.as_one()
            case _:
                return self._coded_parts(kind)

    @cached_property
    def _coded_turns(self) -> CodedUnits:
        return self._coded_parts("turn")

    def _coded_parts(self, kind: PartKind) -> CodedUnits:
        units = Units(kind, self.text, self.turns)
        return CodedUnits(
            units.count,
            {
                coder: {code: units.coded(passages) for code, passages in by_code.items()}
                for coder, by_code in self.passages.items()
            },
        )

    @cached_property
    def passages(self) -> dict[str, dict[str, list[Span]]]:
        """Each coder's passages by code, in order: codings that share a character are one."""
        return {
            coder: {code: list(connected_spans(spans)) for code, spans in by_code.items()}
            for coder, by_code in self.codings.items()
        }


Ratings = dict[str, OfUnits]
"""How many units of each transcript have each pattern over the coders."""


@dataclass(slots=True)
class Comparison:
    """What `coders` said of the units of a kind; transcripts are added one by one.

    `ratings` are by code. A code that fewer than two coders were read for is not compared in a
    transcript, nor is anything where there are no units. `groups` have codes of which a coder gives
    a unit at most one; `group_ratings` are by group, and `overlapping` has, of groups whose codes
    do not exclude each other, a coder who gave a unit two.
    """

    kind: UnitKind
    coders: Sequence[str]
    groups: Mapping[str, Sequence[str]] = field(default_factory=dict)
    ratings: dict[str, Ratings] = field(default_factory=dict)
    group_ratings: dict[str, Ratings] = field(default_factory=dict)
    overlapping: dict[str, str] = field(default_factory=dict)

    def add(self, transcript: ComparedTranscript, codes: Iterable[str]) -> None:
        """Add a transcript, compared for these codes."""
        units = transcript.coded(self.kind)
        if not units.count:
            return
        for code in codes:
            raters = transcript.raters.get(code, frozenset())
            if len(raters) < 2:
                continue
            coded = {
                coder: units.by_coder[coder].get(code, ())
                for coder in self.coders
                if coder in raters
            }
            by_transcript = self.ratings.setdefault(code, {})
            by_transcript[transcript.id] = code_ratings(units.count, self.coders, coded)
        for group, members in self.groups.items():
            self._add_group(transcript, units, group, members)

    def _add_group(
        self, transcript: ComparedTranscript, units: CodedUnits, group: str, members: Sequence[str]
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
                coder: {code: units.by_coder[coder].get(code, ()) for code in compared}
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

        @cache
        def among(pattern: Pattern) -> Pattern | None:
            own = tuple(pattern[place] for place in places)
            return own if len(own) - own.count(None) > 1 else None

        chosen: Ratings = {}
        for transcript, of_transcript in ratings.items():
            patterns: dict[Pattern, int] = {}
            for pattern, units in of_transcript.items():
                # Who rated a transcript rated all of its units.
                if (own := among(pattern)) is None:
                    break
                patterns[own] = patterns.get(own, 0) + units
            else:
                chosen[transcript] = patterns
        return chosen
