"""Which words of one text became which words of another: the words of two texts, paired.

Words that are the same are paired by the longest sequence the texts share; within what changed,
each word is paired with the one that is most like it. Every step keeps the order of the words.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kodeverk.analysis.alignment.runs import ALIKE, Run, joined_runs, supported

_WHOLE_MATRIX = 20_000 * 20_000
"""So many pairs of words are compared in one matrix of bits (50 MB)."""

_SMALL = 10_000
"""So many pairs of changed words are weighed one by one; in a larger block nothing is paired."""

_STRAY = 3
"""So few words between changes may be the same by chance, and are weighed with the changes."""

_NARROW = 400
"""The pairs of words in a block that stray words are weighed with."""

_TOGETHER = 6
"""So many words may change as a whole; more are gone, and others are in their place."""

_LEFT_OUT = 0.8
_UNLIKE = 1.45
_OTHER_KIND = 1.9
"""What it costs to leave a word out, to pair it with an unlike one, to pair a word with a sign."""

_FREE = 0.3
"""Two words that are almost the same cost at least so much."""


class _Block(NamedTuple):
    """Words of both texts that are the same, or that changed."""

    same: bool
    old: int
    old_end: int
    new: int
    new_end: int

    @property
    def growth(self) -> int:
        return (self.new_end - self.new) - (self.old_end - self.old)


def pair_words(
    old: Sequence[str],
    new: Sequence[str],
    *,
    begins: bool = True,
    ends: bool = True,
    seams: tuple[Sequence[int], Sequence[int]] | None = None,
) -> list[Run]:
    """Return what became of the words of `old` in `new`, in order; others are gone or new.

    `begins` and `ends` tell whether the two begin and end at places that belong together. `seams`
    gives for each word of both how likely a passage begins there: what was put in or taken out is
    taken to begin at the strongest seam, where several places would do.
    """
    blocks: Iterable[_Block] = _blocks(old, new)
    if seams is not None:
        blocks = _at_seams(blocks, old, new, *seams)
    runs: list[Run] = []
    for block in _with_strays(blocks):
        _, i, i_end, j, j_end = block
        if block.same:
            runs.append(Run(i, i_end, j, j_end))
        else:
            inner = _within_change(old[i:i_end], new[j:j_end])
            runs += [run.shifted(i, j) for run in inner]
    return supported(joined_runs(runs), len(old), len(new), begins=begins, ends=ends)


def _blocks(old: Sequence[str], new: Sequence[str]) -> Iterator[_Block]:
    """Yield what is the same and what changed, in turn."""
    from rapidfuzz.distance import Indel, Levenshtein

    numbers: dict[str, int] = {}
    coded = [[numbers.setdefault(word, len(numbers)) for word in words] for words in (old, new)]
    # Levenshtein halves the texts where its matrix would be large; Indel keeps it whole.
    distance = Indel if len(old) * len(new) <= _WHOLE_MATRIX else Levenshtein
    i = j = 0
    for step in distance.opcodes(*coded):
        if step.tag == "equal":
            if i < step.src_start or j < step.dest_start:
                yield _Block(False, i, step.src_start, j, step.dest_start)
            i, j = step.src_end, step.dest_end
            yield _Block(True, step.src_start, i, step.dest_start, j)
    if i < len(old) or j < len(new):
        yield _Block(False, i, len(old), j, len(new))


def _at_seams(
    blocks: Iterable[_Block],
    old: Sequence[str],
    new: Sequence[str],
    old_seams: Sequence[int],
    new_seams: Sequence[int],
) -> list[_Block]:
    """Return `blocks` with what was only put in, or only taken out, moved to the best seam.

    "V: Ja. V: Jo." made from "V: Jo." has "V: Ja." put in before it, not "Ja. V:" after its "V:".
    """
    moved = list(blocks)
    for place in range(1, len(moved) - 1):
        before, block, after = moved[place - 1 : place + 2]
        if block.same or (block.old < block.old_end and block.new < block.new_end):
            continue
        added = block.old == block.old_end
        start, end = block[3:] if added else block[1:3]
        words, seams = (new, new_seams) if added else (old, old_seams)
        # Both neighbours keep a word, so that they remain blocks.
        by = _slide(
            words,
            seams,
            start,
            end,
            before.old_end - before.old - 1,
            after.old_end - after.old - 1,
        )
        if by:
            moved[place - 1] = before._replace(
                old_end=before.old_end + by, new_end=before.new_end + by
            )
            moved[place] = _Block(False, *(edge + by for edge in block[1:]))
            moved[place + 1] = after._replace(old=after.old + by, new=after.new + by)
    return moved


def _slide(
    words: Sequence[str], seams: Sequence[int], start: int, end: int, back: int, on: int
) -> int:
    """Return by how many words `[start, end)` is best moved, at most `back` back and `on` on.

    It may move as long as the words it takes in are those it leaves.
    """
    best, strongest = 0, seams[start]
    for by in range(1, on + 1):
        if words[start + by - 1] != words[end + by - 1]:
            break
        if seams[start + by] > strongest:
            best, strongest = by, seams[start + by]
    for by in range(1, back + 1):
        if words[start - by] != words[end - by]:
            break
        if seams[start - by] > strongest:
            best, strongest = -by, seams[start - by]
    return best


def _with_strays(blocks: Iterable[_Block]) -> Iterator[_Block]:
    """Yield `blocks`; a few same words between words put in and words taken out join the change.

    From "ved ved" to "aed ved" the longest shared sequence may be either "ved"; weighing all of
    them finds that the first was misspelt.
    """
    held: list[_Block] = []
    for block in blocks:
        held.append(block)
        if len(held) < 3 or block.same:
            continue
        before, stray, after = held[-3:]
        change = _Block(False, before.old, after.old_end, before.new, after.new_end)
        if (
            stray.old_end - stray.old <= _STRAY
            and before.growth * after.growth < 0
            and _pairs(change) <= _NARROW
        ):
            held[-3:] = [change]
        else:
            yield from held[:-1]
            held = held[-1:]
    yield from held


def _pairs(block: _Block) -> int:
    return (block.old_end - block.old) * (block.new_end - block.new)


def _within_change(old: Sequence[str], new: Sequence[str]) -> Iterator[Run]:
    """Yield what became of words that changed: words alike, and between them words as a whole."""
    n, m = len(old), len(new)
    if n * m > _SMALL:
        return
    i = j = 0
    for p, q, alike in [*_most_alike(old, new), (n, m, 1.0)]:
        if i < p and j < q and max(p - i, q - j) <= _TOGETHER:
            yield Run(i, p, j, q, 0.0)
        if p < n:
            yield Run(p, p + 1, q, q + 1, alike)
        i, j = p + 1, q + 1


def _most_alike(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, float]]:
    """Return the pairs of words that are alike, in order, on the cheapest way from old to new."""
    n, m = len(old), len(new)
    if not n or not m:
        return []
    weighed: dict[tuple[str, str], tuple[float, float]] = {}
    costs = [[_LEFT_OUT * (n + m - i - j) for j in range(m + 1)] for i in range(n + 1)]
    for i in range(n - 1, -1, -1):
        row, below, word = costs[i], costs[i + 1], old[i]
        for j in range(m - 1, -1, -1):
            pair = (word, new[j])
            cost, _ = weighed.get(pair) or weighed.setdefault(pair, _weigh(*pair))
            row[j] = min(cost + below[j + 1], _LEFT_OUT + below[j], _LEFT_OUT + row[j + 1])
    pairs = []
    i = j = 0
    while i < n and j < m:
        cost, alike = weighed[old[i], new[j]]
        if costs[i][j] == cost + costs[i + 1][j + 1]:
            if alike >= ALIKE:
                pairs.append((i, j, alike))
            i, j = i + 1, j + 1
        elif costs[i][j] == _LEFT_OUT + costs[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _weigh(one: str, other: str) -> tuple[float, float]:
    """Return what it costs to pair two words, and how alike they are."""
    from rapidfuzz.distance import Levenshtein

    alike = Levenshtein.normalized_similarity(one, other)
    if alike == 1:
        return 0.0, alike
    if alike >= ALIKE:
        return 1 + _FREE - alike, alike
    if one[0].isalnum() != other[0].isalnum() and other[0] != "[":
        return _OTHER_KIND, alike
    return _UNLIKE, alike
