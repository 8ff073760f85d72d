"""Passages that stand elsewhere in the newer of two texts: what was moved, found again."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kodeverk.analysis.alignment.pairing import pair_words
from kodeverk.analysis.alignment.runs import Run, joined_runs, supported

IN_A_ROW = 4
"""So many words in a row, gone here and new there, are a passage that was moved."""

_STRIDE = 40
"""A moved passage is followed so many words at a time: its end is not known before, and pairing
all that stands behind it would cost the square of that."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A passage found elsewhere: its runs, and whether its words stand there more than once."""

    runs: tuple[Run, ...]
    several: bool

    @property
    def new_words(self) -> range:
        """The new words from the first of the passage to its last."""
        return range(self.runs[0].new, self.runs[-1].new_end)

    @property
    def weight(self) -> float:
        """How many of the old words of the passage stand in the new text."""
        return sum(run.weight for run in self.runs)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where words in a row begin in the new text, and the stretch of new words they are in."""

    word: int
    stretch: range


_Index = dict[tuple[str, ...], list[_Place]]


def moved(old: Sequence[str], new: Sequence[str], runs: Sequence[Run]) -> tuple[Moved, ...]:
    """Return the passages of the old text that `runs` leave out and that stand elsewhere now.

    They are looked for only among words that are new at their place, and come in the order of the
    old text; no word is in two passages.
    """
    edges = [Run(0, 0, 0, 0), *runs, Run(len(old), len(old), len(new), len(new))]
    gone = _long(range(one.old_end, other.old) for one, other in pairwise(edges))
    added = _long(range(one.new_end, other.new) for one, other in pairwise(edges))
    index: _Index = {}
    for stretch in added:
        for word in stretch[: 1 - IN_A_ROW]:
            row = tuple(new[word : word + IN_A_ROW])
            index.setdefault(row, []).append(_Place(word, stretch))
    candidates = []
    waiting = gone if index else []
    while waiting:
        stretch = waiting.pop()
        seed = _seed(old, index, stretch)
        if seed is None:
            continue
        word, places = seed
        passage = _followed(old, new, word, places[0], stretch)
        candidates.append(Moved(tuple(passage), len(places) > 1))
        waiting += _long(
            (range(stretch.start, passage[0].old), range(passage[-1].old_end, stretch.stop))
        )
    return tuple(sorted(_likely(candidates), key=lambda passage: passage.runs[0].old))


def _likely(candidates: Sequence[Moved]) -> Iterator[Moved]:
    """Yield the passages whose place no other has with at least twice as many words of its own.

    A question that begins like a moved question would else be taken for it.
    """
    heaviest: dict[int, float] = {}
    for passage in candidates:
        for word in passage.new_words:
            heaviest[word] = max(heaviest.get(word, 0.0), passage.weight)
    for passage in candidates:
        if 2 * passage.weight > max(heaviest[word] for word in passage.new_words):
            yield passage


def _long(stretches: Iterable[range]) -> list[range]:
    return [stretch for stretch in stretches if len(stretch) >= IN_A_ROW]


def _seed(old: Sequence[str], index: _Index, stretch: range) -> tuple[int, list[_Place]] | None:
    """Return a word of `stretch` that begins words in a row standing elsewhere, and where.

    Words that stand there once go before words that stand there several times.
    """
    seed = None
    for word in stretch[: 1 - IN_A_ROW]:
        places = index.get(tuple(old[word : word + IN_A_ROW]))
        if places and (seed is None or len(places) < len(seed[1])):
            seed = word, places
            if len(places) == 1:
                break
    return seed


def _followed(
    old: Sequence[str], new: Sequence[str], word: int, place: _Place, stretch: range
) -> list[Run]:
    """Return the runs of the passage around `word`, as far as the texts agree."""
    there = place.stretch
    runs = [Run(word, word + IN_A_ROW, place.word, place.word + IN_A_ROW)]
    while True:
        i, j = runs[-1].old_end, runs[-1].new_end
        more = pair_words(
            old[i : min(i + _STRIDE, stretch.stop)],
            new[j : min(j + _STRIDE, there.stop)],
            ends=False,
        )
        if not more:
            break
        runs += [run.shifted(i, j) for run in more]
    while True:
        i, j = runs[0].old, runs[0].new
        back, back_there = max(i - _STRIDE, stretch.start), max(j - _STRIDE, there.start)
        more = pair_words(old[back:i], new[back_there:j], begins=False)
        if not more:
            break
        runs = [*(run.shifted(back, back_there) for run in more), *runs]
    # As if nothing stood around it: what is before and after was not moved with it.
    first, last = runs[0], runs[-1]
    own = [run.shifted(-first.old, -first.new) for run in joined_runs(runs)]
    n, m = last.old_end - first.old, last.new_end - first.new
    return [
        run.shifted(first.old, first.new) for run in supported(own, n, m, begins=False, ends=False)
    ]
