"""How well codings are placed in a corrected text: `python -m benchmarks.placement`.

The corrections are `benchmarks.edits`, of which it is known what became of every word; the texts
are generated interviews of 8,000 words and the sample transcripts, one after the other.
"""

import random
import statistics
import time
import timeit
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from benchmarks.corpus import interview
from benchmarks.edits import Edited, Known, coded, edit
from kodeverk.analysis.alignment.texts import SURE, Alignment, Placed, align
from kodeverk.formats.transcripts import read_transcript_bytes
from kodeverk.model.text import Span

RATES = (0.01, 0.05, 0.2)
SEEDS = range(900, 910)
"""Others than those with which the constants of the alignment were chosen."""

LENGTHS = (2, 10, 30, 100)
"""Mean lengths of the codings, in words."""

CODINGS = 150
"""Codings of each mean length in each text."""

OVERLAP = 0.5
"""A placement that shares less of the characters with the true place than this is wrong."""

BANDS = (1.01, 0.95, 0.9, SURE, 0.6, 0.3, 0.0)


@dataclass(frozen=True, slots=True)
class Case:
    """A coding of which it is known where it is, and where it was placed."""

    known: Known
    placed: Placed | None

    @property
    def sure(self) -> bool:
        """Tell whether the placement stands without a person."""
        return self.placed is not None and self.placed.confidence >= SURE

    @property
    def exact(self) -> bool:
        """Tell whether the placement is true to the character."""
        placed, place = self.placed, self.known.place
        if placed is None or place is None:
            return placed is None and place is None and not self.known.torn
        return (placed.start, placed.end) == (place.start, place.end)

    @property
    def wrong(self) -> bool:
        """Tell whether the placement is on other words; on torn or gone words any is."""
        place = self.known.place
        return place is None or self.placed is None or overlap(self.placed, place) < OVERLAP


@dataclass(frozen=True, slots=True)
class Figures:
    """Percentages over many codings.

    `exact` and `flagged` are of the codings whose words still stand together, `found` is the share
    of the others (words gone, or torn apart) that wait for a person; `wrong` and `inexact` are the
    share of all that is so and does not wait.
    """

    exact: float
    flagged: float
    found: float
    wrong: float
    inexact: float


def overlap(placed: Placed, place: Span) -> float:
    """Return the share of the characters of both that are in both."""
    shared = min(placed.end, place.end) - max(placed.start, place.start)
    return max(0, shared) / (max(placed.end, place.end) - min(placed.start, place.start))


def cases(edited: Edited, alignment: Alignment, seed: int) -> Iterator[Case]:
    """Yield codings of all lengths with their placements."""
    for mean in LENGTHS:
        for known in coded(edited, CODINGS, mean, seed * 7 + mean):
            yield Case(known, alignment.place(known.start, known.end))


def figures(found: Sequence[Case]) -> Figures:
    """Return the percentages over `found`."""
    together = [case for case in found if case.known.place is not None]
    others = [case for case in found if case.known.place is None]
    unflagged = [case for case in found if case.sure]
    return Figures(
        _percent(sum(case.exact for case in together), len(together)),
        _percent(sum(not case.sure for case in together), len(together)),
        _percent(sum(not case.sure for case in others), len(others)),
        _percent(sum(case.wrong for case in unflagged), len(found)),
        _percent(sum(not case.exact for case in unflagged), len(found)),
    )


def _percent(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 100.0


def sample(seed: int, texts: Sequence[str]) -> str:
    """Return the sample transcripts one after the other, in an order that `seed` gives."""
    order = list(texts)
    random.Random(seed).shuffle(order)
    return "\n".join(order)


def milliseconds(edited: Edited) -> float:
    """Return the processor time it takes to align 8,000 of the words, the best of five times."""
    taken = timeit.repeat(
        lambda: align(edited.old, edited.new), timer=time.process_time, number=1, repeat=5
    )
    return min(taken) * 1e3 * 8_000 / len(edited.old.split())


def row(name: str, rate: float, olds: Sequence[str]) -> tuple[str, list[Case]]:
    """Return the line of the table for `olds` with `rate` of their words edited, and the cases."""
    found: list[Case] = []
    taken = []
    for seed, old in zip(SEEDS, olds, strict=True):
        edited = edit(old, rate, seed)
        taken.append(milliseconds(edited))
        found += cases(edited, align(edited.old, edited.new), seed)
    measured = figures(found)
    cells = (
        name,
        f"{rate:.0%}",
        f"{measured.exact:.2f} %",
        f"{measured.flagged:.2f} %",
        f"{measured.found:.1f} %",
        f"{measured.wrong:.2f} %",
        f"{measured.inexact:.2f} %",
        f"{statistics.median(taken):.0f}",
    )
    return f"| {' | '.join(cells)} |", found


def band(found: Sequence[Case], low: float, high: float) -> str:
    """Return the line of the table for the placements of such confidence."""
    held = [case for case in found if case.placed and low <= case.placed.confidence < high]
    cells = (
        f"{low:.2f} and more",
        f"{len(held):,}",
        f"{_percent(sum(case.exact for case in held), len(held)):.1f} %",
        f"{_percent(sum(not case.wrong for case in held), len(held)):.1f} %",
        f"{sum(case.known.place is None for case in held):,}",
    )
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Measure and print the tables."""
    folder = Path(__file__).parent.parent / "sample_transcripts"
    texts = [
        read_transcript_bytes(path.read_bytes(), path.name).text
        for path in sorted(folder.iterdir())
        if path.suffix in {".docx", ".txt", ".vtt"}
    ]
    print(
        "| texts | edited | exact | waiting | gone or torn: waiting | wrong, not waiting "
        "| not exact, not waiting | ms |"
    )
    print("|---|---|---|---|---|---|---|---|")
    everything: list[Case] = []
    for name, olds in (
        ("generated", [interview(8_000, seed) for seed in SEEDS]),
        ("sample transcripts", [sample(seed, texts) for seed in SEEDS]),
    ):
        for rate in RATES:
            line, found = row(name, rate, olds)
            print(line, flush=True)
            everything += found
    print("\n| confidence | codings | exact | on the right words | gone or torn |")
    print("|---|---|---|---|---|")
    for low, high in pairwise(BANDS):
        print(band(everything, high, low))
    missing = [case for case in everything if case.placed is None]
    lost = sum(case.known.place is None for case in missing)
    print(f"| not placed | {len(missing):,} | | | {lost:,} |")
    long = edit(interview(50_000, 1), 0.05, 1)
    print(f"\n50,000 words, 5 % edited: {milliseconds(long) * 50 / 8 / 1e3:.2f} s")


if __name__ == "__main__":
    main()
