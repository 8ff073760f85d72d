"""What the transcript view is given: a text with its turns and speakers, and codings on it."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from kodeverk.cells import cells_of
from kodeverk.model.passages import label_spans
from kodeverk.model.records import NOT_INFORMANTS, Role, Turn
from kodeverk.model.text import Span


@dataclass(frozen=True, slots=True)
class ShownSpeaker:
    """A speaker as the gutter shows one; `speaks_for` is the speaker an interpreter stands for."""

    label: str
    role: Role
    speaks_for: str | None = None


class ShownCoding(NamedTuple):
    """A coding as the view shows it: code points `[start, end)`, its code's key and colour.

    `colour` is anything Textual can parse; None and what it cannot parse take the text's own.
    `sign` is one cell that its stripe begins with, that of its direction; empty where it has none.
    """

    id: str
    start: int
    end: int
    key: str
    colour: str | None = None
    sign: str = ""


@dataclass(frozen=True)
class ShownTranscript:
    """One version of a transcript's text with its turns, in order, and its speakers by id."""

    text: str
    turns: tuple[Turn, ...] = ()
    speakers: Mapping[str, ShownSpeaker] = field(default_factory=dict)

    @cached_property
    def labels(self) -> tuple[Span, ...]:
        """The spans the body does not show."""
        return label_spans(self.text, self.turns)

    @cached_property
    def label_cells(self) -> int:
        """How many cells the longest speaker label takes."""
        return max(
            (cells_of(" ".join(speaker.label.split())) for speaker in self.speakers.values()),
            default=0,
        )

    @cached_property
    def _label_starts(self) -> list[int]:
        return [span.start for span in self.labels]

    @cached_property
    def _turn_starts(self) -> list[int]:
        return [turn.start for turn in self.turns]

    @cached_property
    def folded(self) -> tuple[str, list[int] | None]:
        """The text in folded case, with each code point's offset in the text if they differ."""
        folded = self.text.casefold()
        # No character folds to nothing, so equal lengths mean that nothing has moved.
        if len(folded) == len(self.text):
            return folded, None
        return folded, [offset for offset, sign in enumerate(self.text) for _ in sign.casefold()]

    def region_at(self, offset: int) -> Span:
        """Return the stretch of text between two labels that holds `offset`, or follows it."""
        place = bisect_right(self._label_starts, offset) - 1
        if place >= 0 and offset == self.labels[place].start and self._stops_before(place):
            place -= 1
        start = self.labels[place].end if place >= 0 else 0
        following = place + 1
        end = self.labels[following].start if following < len(self.labels) else len(self.text)
        return Span(start, end)

    def _stops_before(self, place: int) -> bool:
        """Tell whether the caret can stand before a label: behind one, or text that no LF ends."""
        start = self.labels[place].start
        is_behind_label = place > 0 and self.labels[place - 1].end == start
        return is_behind_label or (start > 0 and self.text[start - 1] != "\n")

    def region_behind(self, region: Span) -> Span | None:
        """Return the stretch of shown text behind the label that ends `region`, if any."""
        return self.region_at(region.end + 1) if region.end < len(self.text) else None

    def region_before(self, region: Span) -> Span | None:
        """Return the stretch of shown text before the label that `region` follows, if any."""
        place = bisect_right(self._label_starts, region.start - 1) - 1
        if place < 0 or self.labels[place].start == 0:
            return None
        start = self.labels[place].start
        return self.region_at(start if self._stops_before(place) else start - 1)

    def last_turn_from(self, offset: int) -> int:
        """Return the place of the last turn whose body begins at or before `offset`, or -1."""
        return bisect_right(self._turn_starts, offset) - 1

    def turn_at(self, offset: int) -> int | None:
        """Return the place of the turn whose body holds `offset` or ends there, if any."""
        place = self.last_turn_from(offset)
        return place if place >= 0 and offset <= self.turns[place].end else None

    def speaker_of(self, place: int) -> ShownSpeaker | None:
        """Return who speaks in the turn at `place`, if that is known."""
        return self.speakers.get(self.turns[place].speaker)

    def informant_of(self, place: int) -> str | None:
        """Return the speaker whose words a turn is: an interpreter's belong to another.

        None for interviewers, and for interpreters who speak for nobody.
        """
        turn = self.turns[place]
        speaker = self.speakers.get(turn.speaker)
        if speaker is None:
            return turn.speaker
        if speaker.speaks_for is not None:
            return speaker.speaks_for
        return None if speaker.role in NOT_INFORMANTS else turn.speaker
