"""Runs of words that stand in two texts, and how well each is supported by what is around it."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

ALIKE = 0.5
"""Two words that share so much of their letters may be one word written in two ways."""

REACH = 8.0
"""So many agreeing words before a run, or after it, support it fully."""

_CHANCE = 4.0
"""A run whose own words and support come to less than this is there by chance."""

_APART = 0.7
"""What each word that does not agree takes from the support of what comes after it."""

_PASSED = 4
"""A passage put in or taken out, however long, counts as so many words that do not agree."""

_UNLIKE = 0.3
"""What a word counts in whose place another stands: it is gone, but its place is known."""


class Run(NamedTuple):
    """Words `[old, old_end)` of the old text became words `[new, new_end)` of the new.

    With `alike` 1 they are the same, one by one; otherwise they changed as a whole and `alike` is
    the share of their letters that is the same. `before` and `after` tell how well the texts agree
    just before and just after the run, from 0 to 1.
    """

    old: int
    old_end: int
    new: int
    new_end: int
    alike: float = 1.0
    before: float = 1.0
    after: float = 1.0

    @property
    def weight(self) -> float:
        """How many of the old words are still there, a changed word being less than one."""
        return (self.old_end - self.old) * max(self.alike, _UNLIKE)

    def shifted(self, old: int, new: int) -> "Run":
        """Return the run counted from words `old` and `new` further back."""
        return self._replace(
            old=self.old + old,
            old_end=self.old_end + old,
            new=self.new + new,
            new_end=self.new_end + new,
        )

    def part(self, first: int, last: int) -> "Run":
        """Return what became of the old words `[first, last)` of this run.

        Where words changed as a whole, a part of them takes its share of the new words, and
        nothing supports the cut.
        """
        if first == self.old and last == self.old_end:
            return self
        head, tail = first - self.old, last - self.old
        if self.alike == 1:
            return Run(
                first,
                last,
                self.new + head,
                self.new + tail,
                before=min(1.0, self.before + head / REACH),
                after=min(1.0, self.after + (self.old_end - last) / REACH),
            )
        n, m = self.old_end - self.old, self.new_end - self.new
        share = (self.new + head * m // n, self.new + -(-tail * m // n))
        return Run(first, last, *share, self.alike, before=0.0, after=0.0)


def run_at(runs: Sequence[Run], word: int) -> int:
    """Return the place of the run that holds the old word `word`, or of the last before it."""
    return bisect_right(runs, word, key=lambda run: run.old) - 1


def within(runs: Sequence[Run], first: int, last: int) -> list[Run]:
    """Return the parts of `runs` that hold the old words `[first, last)`."""
    return [
        run.part(max(run.old, first), min(run.old_end, last))
        for run in runs[max(0, run_at(runs, first)) : run_at(runs, last - 1) + 1]
        if run.old_end > first
    ]


def joined_runs(runs: Sequence[Run]) -> list[Run]:
    """Return `runs`, neighbours that are the same word by word joined to one run."""
    whole: list[Run] = []
    for run in runs:
        last = whole[-1] if whole else None
        if (
            last
            and run.alike == last.alike == 1
            and (run.old, run.new) == (last.old_end, last.new_end)
        ):
            whole[-1] = last._replace(old_end=run.old_end, new_end=run.new_end)
        else:
            whole.append(run)
    return whole


def supported(
    runs: Sequence[Run], old: int, new: int, *, begins: bool = True, ends: bool = True
) -> list[Run]:
    """Return `runs` without those that are there by chance, each with its support.

    In two texts about other things "og" and "det er" still stand in the same order; such words
    stand alone among many that do not agree. `old` and `new` are the numbers of words of the texts;
    `begins` and `ends` tell whether the texts begin and end at places that belong together.
    """
    left = list(runs)
    # The second time those go that only chance had supported.
    for _ in range(2):
        before, after = _both_ways(left, old, new, begins=begins, ends=ends)
        left = [
            run
            for run, b, a in zip(left, before, after, strict=True)
            if b + a + (run.old_end - run.old) * run.alike >= _CHANCE
        ]
    before, after = _both_ways(left, old, new, begins=begins, ends=ends, passed=_PASSED)
    return [
        run._replace(before=b / REACH, after=a / REACH)
        for run, b, a in zip(left, before, after, strict=True)
    ]


def _both_ways(
    runs: Sequence[Run],
    old: int,
    new: int,
    *,
    begins: bool,
    ends: bool,
    passed: int | None = None,
) -> tuple[list[float], list[float]]:
    """Return the support of each run by what is before it, and by what is after it."""
    turned = [
        Run(old - run.old_end, old - run.old, new - run.new_end, new - run.new, run.alike)
        for run in reversed(runs)
    ]
    return _support(runs, begins, passed), _support(turned, ends, passed)[::-1]


def _support(runs: Sequence[Run], anchored: bool, passed: int | None) -> list[float]:
    """Return how many words before each run agree, less what those that do not agree take away."""
    supports = []
    i = j = 0
    support = REACH if anchored else 0.0
    for run in runs:
        gone, added = run.old - i, run.new - j
        apart = max(gone, added)
        if passed is not None and not (gone and added):
            apart = min(apart, passed)
        support = max(0.0, support - _APART * apart)
        supports.append(support)
        n, m = run.old_end - run.old, run.new_end - run.new
        if run.alike >= ALIKE:
            support = min(REACH, support + n * run.alike)
        else:
            support = max(0.0, support - _APART * max(n, m) / 2)
        i, j = run.old_end, run.new_end
    return supports
