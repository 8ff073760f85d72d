"""Tallies: what one code, theme or facet value has in each group and role, while it is counted."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from kodeverk.analysis.counted import ALL, CountedTranscript, Facets, PlainCoding
from kodeverk.analysis.shapes import SPACE, WORD, Shape, shape
from kodeverk.model.records import NOT_INFORMANTS, Role


@dataclass(slots=True, eq=False)
class Cell:
    """One group and role of a table: who speaks there, in which transcripts, and how much.

    `present` maps every transcript of the cell to the persons who speak in it, `coded` those in
    scope only. `members` are the cells whose turns it has: itself, or those of all informants.
    `turns` and `words` are its own, in scope.
    """

    group: str
    role: Role
    present: dict[str, set[str]] = field(default_factory=dict)
    coded: dict[str, set[str]] = field(default_factory=dict)
    members: list["Cell"] = field(default_factory=list)
    turns: int = 0
    words: int = 0


class Cells(dict[tuple[str, Role], tuple[Cell, ...]]):
    """The cells that a turn of a group and role counts in: its own first, then all informants'."""

    def __missing__(self, key: tuple[str, Role]) -> tuple[Cell, ...]:
        group, role = key
        own = Cell(group, role)
        cells: tuple[Cell, ...] = (own,)
        if role != ALL:
            own.members.append(own)
            if role not in NOT_INFORMANTS:
                cells += self[group, ALL]
                cells[1].members.append(own)
        self[key] = cells
        return cells


@dataclass(slots=True)
class Tally:
    """The measures of one code, theme or facet value in one cell.

    Turns, words and speakers are added to a turn's own cell only: a cell's are its members'.
    """

    codings: int = 0
    passages: int = 0
    turns: int = 0
    transcripts: int = 0
    words: int = 0
    speakers: set[str] = field(default_factory=set)


class Tallies(defaultdict[Cell, Tally]):
    """The tallies of one code, theme or facet value, in the cells in which it has any."""

    def __init__(self) -> None:
        super().__init__(Tally)


class Ground(NamedTuple):
    """The turns of one transcript that are in the table and hold characters, as columns in order.

    `shifts` are what to add to an offset in each turn to have the place in `shape`.
    """

    shape: Shape
    starts: Sequence[int]
    ends: Sequence[int]
    shifts: Sequence[int]
    cells: Sequence[tuple[Cell, ...]]
    persons: Sequence[str]
    words: Sequence[int]
    length: int


Part = tuple[int, int, int, int]
"""The words a coding covers in one turn: the turn's number, and how many words stand in which
`[begin, finish)` of the ground's shape."""

Laid = tuple[int, int, Collection[Cell], Sequence[Part], Facets]
"""A coding laid on the ground: its start and end, the cells whose turns it touches, the words it
covers turn by turn, and its facet values. Plain tuples, as there are many."""


def enter(transcript: CountedTranscript, cells: Cells) -> None:
    """Note which groups and roles a transcript has, and who speaks in them."""
    persons: defaultdict[tuple[str, Role], set[str]] = defaultdict(set)
    for _, _, role, person, group in transcript.turns:
        if group is not None:
            persons[group, role].add(person)
    groups = {group for group, _ in persons}
    if transcript.group is not None:
        groups.add(transcript.group)
    for group in groups:
        persons.setdefault((group, ALL), set())
    for voice, speaking in persons.items():
        for cell in cells[voice]:
            cell.present.setdefault(transcript.id, set()).update(speaking)
            if transcript.coded:
                cell.coded[transcript.id] = cell.present[transcript.id]


def ground(transcript: CountedTranscript, cells: Cells) -> Ground:
    """Return where the codings of a coded transcript may lie, its turns and words counted.

    Raises ValueError for turns that overlap or lie outside the text.
    """
    text, turns = transcript.text, transcript.turns
    if any(after.start < before.end for before, after in pairwise(turns)):
        raise ValueError(f"turns of transcript {transcript.id} overlap or are out of order")
    if turns and turns[-1].end > len(text):
        raise ValueError(f"a turn of transcript {transcript.id} ends after its text")
    starts, ends, shifts, counting, persons = [], [], [], [], []
    place = 1
    for start, end, role, person, group in turns:
        if group is None:
            continue
        own = cells[group, role]
        own[0].turns += 1
        if start < end:
            starts.append(start)
            ends.append(end)
            shifts.append(place - start)
            counting.append(own)
            persons.append(person)
            place += end - start + 1
    spoken = shape(map(text.__getitem__, map(slice, starts, ends)))
    words = []
    for start, end, shift, own in zip(starts, ends, shifts, counting, strict=True):
        covered = spoken.bare.count(WORD, start + shift - 1, end + shift)
        own[0].words += covered
        words.append(covered)
    return Ground(spoken, starts, ends, shifts, counting, persons, words, len(text))


def lay(on: Ground, codings: Iterable[PlainCoding]) -> Iterator[Laid]:
    """Yield the codings laid on the ground. Raises ValueError for one that is outside the text."""
    (runs, bare), starts, ends, shifts, cells, _, all_words, length = on
    for _, start, end, facets in codings:
        if not 0 <= start < end <= length:
            raise ValueError(f"a coding [{start}, {end}) is outside its transcript")
        first = bisect_right(ends, start)
        after = bisect_left(starts, end, first)
        parts = []
        for turn in range(first, after):
            turn_start, turn_end, shift = starts[turn], ends[turn], shifts[turn]
            begin, finish = turn_start + shift - 1, turn_end + shift
            if start <= turn_start and turn_end <= end:
                parts.append((turn, begin, finish, all_words[turn]))
                continue
            # Out to white space on either side.
            if start > turn_start:
                begin = runs.rfind(SPACE, begin, start + shift + 1)
            if end < turn_end:
                finish = runs.find(SPACE, end + shift - 1)
            parts.append((turn, begin, finish, bare.count(WORD, begin, finish)))
        if after - first == 1:
            yield start, end, cells[first], parts, facets
        else:
            touched = {cell: None for both in cells[first:after] for cell in both}
            yield start, end, touched.keys(), parts, facets


def add(every: Sequence[Tallies], on: Ground, codings: Iterable[Laid]) -> int:  # noqa: C901 - the innermost loop of every count: calls would cost more than it does
    """Add codings in one transcript to the tallies of every code, theme or value they stand for.

    The codings stand in order of start. Returns how many of them touch no turn of the table.
    """
    bare, cells, persons = on.shape.bare, on.cells, on.persons
    passage_ends: dict[Cell, int] = {}
    counted_turn, counted_to = -1, 0
    untouching = 0
    for start, end, touched, parts, _ in codings:
        for cell in touched:
            passage_end = passage_ends.get(cell, -1)
            for tallies in every:
                tally = tallies[cell]
                tally.codings += 1
                if start >= passage_end:
                    tally.passages += 1
                    if passage_end < 0:
                        tally.transcripts += 1
            if end > passage_end:
                passage_ends[cell] = end
        if not touched:
            untouching += 1
        for turn, begin, finish, covered in parts:
            if finish <= counted_to:
                continue
            # An earlier coding may have had a share in these words.
            words = covered if begin >= counted_to else bare.count(WORD, counted_to, finish)
            counted_to = finish
            if words:
                for tallies in every:
                    tally = tallies[cells[turn][0]]
                    tally.words += words
                    tally.turns += turn != counted_turn
                    tally.speakers.add(persons[turn])
                counted_turn = turn
    return untouching
