"""The disagreements that tell most of how coders read a code: what a team talks about first."""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kodeverk.analysis.agreement.comparison import ComparedTranscript
from kodeverk.analysis.agreement.differences import Difference, HeldAgainst, held_against
from kodeverk.analysis.counting.passages import connected_spans
from kodeverk.model.text import Span

_MOST = 5
_FIRST: tuple[Difference, ...] = ("choosing", "noticing", "placing")
"""Other codes tell where two codes meet, what one did not see where a code ends; borders least."""


class CoderSpan(NamedTuple):
    """Words to which a coder gave a code."""

    coder: str
    code: str
    span: Span


class Disagreement(NamedTuple):
    """Words on which coders differ about a code; `given` is what each of them gave there."""

    code: str
    transcript: str
    span: Span
    difference: Difference
    given: tuple[CoderSpan, ...]


@dataclass(slots=True)
class Telling:
    """The disagreements on each code, and how many passages each coder gave it.

    Transcripts are added one by one; `passages` are by code and coder.
    """

    passages: Counter[tuple[str, str]] = field(default_factory=Counter)
    _found: dict[str, list[Disagreement]] = field(default_factory=dict)

    def add(self, transcript: ComparedTranscript, codes: Iterable[str]) -> None:
        """Add a transcript, compared for these codes."""
        seen: set[tuple[str, str, Span]] = set()
        by_code: dict[str, list[HeldAgainst]] = {}
        for one in held_against(transcript, codes):
            seen.add((one.code, one.coder, one.span))
            if one.difference != "alike":
                by_code.setdefault(one.code, []).append(one)
        self.passages.update((code, coder) for code, coder, _ in seen)
        for code, differing in by_code.items():
            those = sorted(_disagreements(transcript, code, differing), key=_rank)
            self._found.setdefault(code, []).extend(those[:_MOST])

    def of(self, code: str, without: Container[str] = ()) -> Sequence[Disagreement]:
        """Return the most telling disagreements on a code, those of some transcripts left out.

        No transcript has a second one while another has none.
        """
        ranked = sorted(
            (one for one in self._found.get(code, ()) if one.transcript not in without), key=_rank
        )
        first = {one.transcript: one for one in reversed(ranked)}
        chosen = sorted(first.values(), key=_rank)[:_MOST]
        chosen += [one for one in ranked if one not in chosen][: _MOST - len(chosen)]
        return sorted(chosen, key=_rank)

    def left_out(self, without: Container[str]) -> bool:
        """Tell whether any of the disagreements is in one of these transcripts."""
        return any(one.transcript in without for those in self._found.values() for one in those)


def _disagreements(
    transcript: ComparedTranscript, code: str, differing: Sequence[HeldAgainst]
) -> Iterator[Disagreement]:
    """Yield the disagreements on a code in a transcript: passages that share characters are one."""
    for span in connected_spans(one.span for one in differing):
        here = [one for one in differing if span.start <= one.span.start < span.end]
        codes = {code, *(instead for one in here for instead in one.instead)}
        coders = {one.coder for one in here} | {one.other for one in here}
        given = [
            CoderSpan(coder, each, passage)
            for coder in sorted(coders)
            for each in sorted(codes)
            for passage in transcript.passages[coder].get(each, ())
            if passage.start < span.end and span.start < passage.end
        ]
        kinds = {one.difference for one in here}
        kind = next(each for each in _FIRST if each in kinds)
        yield Disagreement(code, transcript.id, span, kind, tuple(given))


def _rank(one: Disagreement) -> tuple[int, int, str, Span]:
    length = one.span.end - one.span.start
    return (_FIRST.index(one.difference), -length, one.transcript, one.span)
