"""Tallies: what one code, theme or facet value has in each group and role, while it is counted."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from kodeverk.analysis.counted import ALL, CountedCoding, CountedTranscript
from kodeverk.analysis.passages import passages
from kodeverk.analysis.shapes import count_words, shape, whole_words
from kodeverk.model.records import NOT_INFORMANTS, Role


@dataclass(slots=True, eq=False)
class Cell:
    """One group and role of a table: who speaks there, in which transcripts, and how much.

    `present` maps every transcript of the cell to the persons who speak in it, `coded` those in
    scope only; `turns` and `words` are of those in scope.
    """

    group: str
    role: Role
    present: dict[str, set[str]] = field(default_factory=dict)
    coded: dict[str, set[str]] = field(default_factory=dict)
    turns: int = 0
    words: int = 0


class Cells(dict[tuple[str, Role], tuple[Cell, ...]]):
    """The cells that a turn of a group and role counts in: its own first, then all informants'."""

    def __missing__(self, key: tuple[str, Role]) -> tuple[Cell, ...]:
        group, role = key
        cells: tuple[Cell, ...] = (Cell(group, role),)
        if role != ALL and role not in NOT_INFORMANTS:
            cells += self[group, ALL]
        self[key] = cells
        return cells


@dataclass(slots=True)
class Tally:
    """The measures of one code, theme or facet value in one cell."""

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
    """The turns of one transcript that hold characters and are in the table, as columns in order."""

    shape: bytes
    starts: list[int]
    ends: list[int]
    cells: list[tuple[Cell, ...]]
    persons: list[str]


def enter(transcript: CountedTranscript, cells: Cells) -> Ground:
    """Enter a transcript in the cells it counts in, and return where its codings may lie.

    Raises ValueError for turns that overlap, and for turns of a coded transcript outside its text.
    """
    turns = transcript.turns
    if any(after.start < before.end for before, after in pairwise(turns)):
        raise ValueError(f"turns of transcript {transcript.id} overlap or are out of order")
    if transcript.coded and turns and turns[-1].end > len(transcript.text):
        raise ValueError(f"a turn of transcript {transcript.id} ends after its text")

    for group in {transcript.group, *(turn.group for turn in turns)}:
        if group is not None:
            _attend(cells[group, ALL], transcript, ())
    persons: defaultdict[tuple[str, Role], set[str]] = defaultdict(set)
    ground = Ground(shape(transcript.text) if transcript.coded else b"", [], [], [], [])
    for start, end, role, person, group in turns:
        if group is None:
            continue
        persons[group, role].add(person)
        if transcript.coded:
            own = cells[group, role]
            words = count_words(ground.shape[start:end])
            for cell in own:
                cell.turns += 1
                cell.words += words
            if start < end:
                ground.starts.append(start)
                ground.ends.append(end)
                ground.cells.append(own)
                ground.persons.append(person)
    for voice, speaking in persons.items():
        _attend(cells[voice], transcript, speaking)
    return ground


def _attend(cells: Iterable[Cell], transcript: CountedTranscript, persons: Iterable[str]) -> None:
    for cell in cells:
        cell.present.setdefault(transcript.id, set()).update(persons)
        if transcript.coded:
            cell.coded[transcript.id] = cell.present[transcript.id]


def add(tallies: Tallies, ground: Ground, codings: Iterable[CountedCoding]) -> int:
    """Add the codings of one code, theme or facet value in one transcript to its tallies.

    The codings stand in order of start. Returns how many of them touch no turn of the table.
    """
    starts, ends = ground.starts, ground.ends
    passage_ends: dict[Cell, int] = {}
    untouching = 0
    for _, start, end, _ in codings:
        first = bisect_right(ends, start)
        after = bisect_left(starts, end, first)
        if after - first == 1:
            touched: Iterable[Cell] = ground.cells[first]
        else:
            touched = {cell for turn in ground.cells[first:after] for cell in turn}
            untouching += first == after
        for cell in touched:
            tally = tallies[cell]
            tally.codings += 1
            passage_end = passage_ends.get(cell)
            if passage_end is None:
                tally.transcripts += 1
            if passage_end is None or start >= passage_end:
                tally.passages += 1
                passage_ends[cell] = end
            elif end > passage_end:
                passage_ends[cell] = end
    _add_words(tallies, ground, passages((start, end) for _, start, end, _ in codings))
    return untouching


def _add_words(tallies: Tallies, ground: Ground, covered: Iterable[tuple[int, int]]) -> None:
    """Add the turns, persons and words that `covered` holds: spans in order, none overlapping."""
    kinds, starts, ends, cells, persons = ground
    counted_turn, counted_to = -1, 0
    for start, end in covered:
        for turn in range(bisect_right(ends, start), bisect_left(starts, end)):
            first, last = starts[turn], ends[turn]
            begin, finish = whole_words(kinds, max(start, first), min(end, last), first, last)
            # Two spans may each cover a part of one word.
            words = count_words(kinds[max(begin, counted_to) : finish])
            counted_to = finish
            if words:
                for cell in cells[turn]:
                    tally = tallies[cell]
                    tally.words += words
                    tally.speakers.add(persons[turn])
                    tally.turns += turn != counted_turn
                counted_turn = turn
