"""Tallies: what one code, theme or facet value has in each group and role, while it is counted."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from operator import attrgetter, gt
from typing import NamedTuple, TypeVar

from kodeverk.analysis.counting.shapes import SPACE, WORD, shape
from kodeverk.analysis.counting.transcripts import ALL, CountedTranscript, Facets
from kodeverk.model.records import NOT_INFORMANTS, Role

FacetValue = tuple[str, str, str]
"""A code, the key of a facet and a value of it."""

Key = TypeVar("Key", str, FacetValue)
"""A code, a theme, or a facet value of a code."""

_START, _END = attrgetter("start"), attrgetter("end")


@dataclass(slots=True, eq=False)
class Cell:
    """One group and role of a table: who speaks there, in which transcripts, and how much.

    `present` maps every transcript of the cell to the persons who say a word in it, `coded` those
    in scope only, of which `said` has how many words they say. `members` are the cells whose turns
    it has: itself, or those of all informants, and of all groups of which it is a margin. `turns`
    and `words` are its own, in scope.
    """

    group: str
    role: Role
    present: dict[str, set[str]] = field(default_factory=dict)
    coded: dict[str, set[str]] = field(default_factory=dict)
    said: dict[str, int] = field(default_factory=dict)
    members: list["Cell"] = field(default_factory=list)
    turns: int = 0
    words: int = 0


Margins = Callable[[str], Iterable[str]]
"""Group -> the wider groups that it is counted in too: the margins of the table."""


def no_margins(_group: str) -> Iterable[str]:
    """Return that a group is part of no other."""
    return ()


class Cells(dict[tuple[str, Role], tuple[Cell, ...]]):
    """The cells that a turn of a group and role counts in: its own first, then the wider ones.

    These are all informants', and the same of each of the group's `margins`. Those in which nobody
    says a word, and that are no transcript's own, are in no table.
    """

    def __init__(self, margins: Margins = no_margins) -> None:
        super().__init__()
        self._margins = margins

    def __missing__(self, key: tuple[str, Role]) -> tuple[Cell, ...]:
        group, role = key
        own = Cell(group, role)
        roles = [role] if role == ALL or role in NOT_INFORMANTS else [role, ALL]
        wider = [(of, one) for of in (group, *self._margins(group)) for one in roles][1:]
        cells = self[key] = (own, *(self[one][0] for one in wider))
        if role != ALL:
            for cell in cells:
                cell.members.append(own)
        return cells


@dataclass(slots=True)
class Tally:
    """The measures of one code, theme or facet value in one cell.

    Turns, words and speakers are added to a turn's own cell only: a cell's are its members'.
    `transcript` is the last that was counted, in which codings reach to `reached`.
    """

    codings: int = 0
    passages: int = 0
    turns: int = 0
    transcripts: int = 0
    words: int = 0
    speakers: set[str] = field(default_factory=set)
    transcript: str = ""
    reached: int = 0


class Tallies(defaultdict[Cell, Tally]):
    """The tallies of one code, theme or facet value, in the cells in which it has any."""

    def __init__(self) -> None:
        super().__init__(Tally)


Spoken = tuple[int, int, int, tuple[Cell, ...], str]
"""A turn's start and end, what to add to an offset in it to have the place in the shape of its
transcript, the cells it counts in, and who speaks. A plain tuple, as there are many."""


class Ground(NamedTuple):
    """One transcript and its turns that are in the table and hold characters, in order.

    `cells` are those it has a share in. `starts` and `ends` are the turns', `length` is that of the
    whole text.
    """

    transcript: str
    cells: Sequence[Cell]
    shape: bytes
    turns: Sequence[Spoken]
    starts: Sequence[int]
    ends: Sequence[int]
    length: int


def enter(transcript: CountedTranscript, cells: Cells) -> Ground:
    """Note who speaks in a transcript, and how much; return where its codings may lie.

    Who says no word there is nobody in it. Raises ValueError for turns that overlap or lie outside
    the text.
    """
    voices = {
        speaker: (cells[group, role], person)
        for speaker, (role, person, group) in transcript.voices.items()
        if group is not None
    }
    on, words = _ground(transcript, voices)
    there: defaultdict[Cell, set[str]] = defaultdict(set)
    said: Counter[Cell] = Counter()
    for cell in () if transcript.group is None else cells[transcript.group, ALL]:
        there.setdefault(cell, set())
    for (own, person), count in words.items():
        for cell in own:
            there[cell].add(person)
            said[cell] += count
    for cell, persons in there.items():
        cell.present[transcript.id] = persons
        if transcript.coded:
            cell.coded[transcript.id] = persons
            cell.said[transcript.id] = said[cell]
    if transcript.coded:
        for (own, _), count in words.items():
            own[0].words += count
        for turn in transcript.turns:
            voice = voices.get(turn.speaker)
            if voice in words:
                voice[0][0].turns += 1
    return on._replace(cells=[*there])


Voices = Mapping[str, tuple[tuple[Cell, ...], str]]
"""Speaker -> the cells in which the speaker's turns count, and as whose; without who is in none."""


def _ground(
    transcript: CountedTranscript, voices: Voices
) -> tuple[Ground, dict[tuple[tuple[Cell, ...], str], int]]:
    """Return where the codings of a transcript may lie, and how many words each voice has.

    Voices without a word are not among them.
    """
    text, turns = transcript.text, transcript.turns
    if any(map(gt, map(_END, turns), map(_START, turns[1:]))):
        raise ValueError(f"turns of transcript {transcript.id} overlap or are out of order")
    if turns and turns[-1].end > len(text):
        raise ValueError(f"a turn of transcript {transcript.id} ends after its text")
    spoken: list[Spoken] = []
    place = 1
    for _, _, start, end, speaker, _ in turns:
        if start < end and speaker in voices:
            spoken.append((start, end, place - start, *voices[speaker]))
            place += end - start + 1
    starts, ends = [turn[0] for turn in spoken], [turn[1] for turn in spoken]
    row = shape(map(text.__getitem__, map(slice, starts, ends)))
    words: defaultdict[tuple[tuple[Cell, ...], str], int] = defaultdict(int)
    for start, end, shift, own, person in spoken:
        if count := row.count(WORD, start + shift - 1, end + shift):
            words[own, person] += count
    return Ground(transcript.id, (), row, spoken, starts, ends, len(text)), words


def add(  # noqa: C901, PLR0912 - the innermost loop of every count: calls would cost more than it does
    on: Ground, codings: Iterable[tuple[Key, int, int, Facets]], by_key: Mapping[Key, Tallies]
) -> list[tuple[int, int]]:
    """Add codings in one transcript to the tallies of what they stand for, a code for example.

    They are given as key, start, end and what does not matter here; those of one key together and
    in order of start. Returns the places of those that touch no turn of the table. Raises
    ValueError for one that is outside the text.
    """
    transcript, _, row, turns, starts, ends, length = on
    untouching: list[tuple[int, int]] = []
    adding: Key | None = None
    for key, start, end, _ in codings:
        if not 0 <= start < end <= length:
            raise ValueError(f"a coding [{start}, {end}) is outside its transcript")
        if key != adding:
            adding, tallies = key, by_key[key]
            counted_turn, counted_to = -1, 0
        first = bisect_right(ends, start)
        touched = turns[first : bisect_left(starts, end, first)]
        if len(touched) == 1:
            cells: Iterable[Cell] = touched[0][3]
        else:
            cells = dict.fromkeys(chain.from_iterable(turn[3] for turn in touched))
            if not touched:
                untouching.append((start, end))
        for cell in cells:
            tally = tallies[cell]
            tally.codings += 1
            if tally.transcript != transcript:
                tally.transcript, tally.reached = transcript, end
                tally.transcripts += 1
                tally.passages += 1
            elif start >= tally.reached:
                tally.reached = end
                tally.passages += 1
            elif end > tally.reached:
                tally.reached = end
        for turn_start, turn_end, shift, own, person in touched:
            # The words that begin behind `before`: also the one in which the coding starts, but
            # none of those that an earlier coding has a share in.
            before = turn_start + shift - 1
            if start > turn_start:
                before = row.rfind(SPACE, before, start + shift + 1)
            if before < counted_to:  # noqa: PLR1730 - nor max()
                before = counted_to
            until = (end if end < turn_end else turn_end) + shift
            if until > counted_to:
                counted_to = until - 1
            words = row.count(WORD, before, until)
            if words:
                tally = tallies[own[0]]
                tally.words += words
                if turn_start != counted_turn:
                    counted_turn = turn_start
                    tally.turns += 1
                    tally.speakers.add(person)
    return untouching
