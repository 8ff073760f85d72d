"""How often an interval of alpha holds the truth: `python -m benchmarks.agreement_coverage`.

Two coders of known agreement code transcripts that are drawn at random: each has its own share of
turns to which the code belongs, and each coder notices such a turn with one probability and takes
another turn for such a one with another. What alpha comes to over endlessly many transcripts
follows from these numbers. The table says, for 20 and 60 transcripts, in how many of the
simulations with ten coded turns or more the interval holds it. It goes to
benchmarks/results-agreement.md; docs/agreement.md has the conclusions.
"""

import argparse
import random
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from kodeverk.analysis.agreement.intervals import Row, intervals
from kodeverk.analysis.agreement.nominal import Pattern, alpha

RESULTS = Path(__file__).parent / "results-agreement.md"
TURNS = 60
SPREAD = 4.0
"""How alike transcripts are: the smaller, the more the share of such turns differs among them."""

SHARES = (0.01, 0.03, 0.1, 0.3)
NOTICED = (0.7, 0.9, 0.98)
TRANSCRIPTS = (20, 60)

_ALPHA = alpha(2, (True, False))


class Coders(NamedTuple):
    """Two coders: which share of turns is such, noticed by each with `noticed`, else mistaken."""

    share: float
    noticed: float

    @property
    def mistaken(self) -> float:
        """With which probability a coder takes another turn for such a one."""
        return (1 - self.noticed) * self.share

    @property
    def alpha(self) -> float:
        """What alpha comes to in endlessly many transcripts."""
        coded = self.share * self.noticed + (1 - self.share) * self.mistaken
        differing = 2 * (
            self.share * self.noticed * (1 - self.noticed)
            + (1 - self.share) * self.mistaken * (1 - self.mistaken)
        )
        return 1 - differing / (2 * coded * (1 - coded))

    def transcript(self, dice: random.Random) -> Counter[Pattern]:
        """Return what the two say of the turns of one transcript."""
        share = dice.betavariate(self.share * SPREAD, (1 - self.share) * SPREAD)
        said: Counter[Pattern] = Counter()
        for _ in range(max(1, round(dice.gauss(TURNS, TURNS / 4)))):
            coded = self.noticed if dice.random() < share else self.mistaken
            said[dice.random() < coded, dice.random() < coded] += 1
        return said


class Coverage(NamedTuple):
    """How many intervals hold the truth, how many lie above and below, and the median width."""

    holding: int
    above: int
    below: int
    width: float


def coverage(coders: Coders, transcripts: int, simulations: int, draws: int) -> Coverage:
    """Return how often the interval of so many transcripts holds the truth."""
    dice = random.Random(transcripts)
    widths: list[float] = []
    above = below = 0
    while len(widths) < simulations:
        said = [coders.transcript(dice) for _ in range(transcripts)]
        if sum(count for one in said for pattern, count in one.items() if any(pattern)) < 10:
            continue
        row = Row([_ALPHA.of(one) for one in said], _ALPHA.value, _ALPHA.sums((True, False)))
        (interval,) = intervals([row], len(widths), draws)
        low, high = interval or (-1.0, 1.0)
        widths.append(high - low)
        above += low > coders.alpha
        below += high < coders.alpha
    holding = simulations - above - below
    return Coverage(holding, above, below, sorted(widths)[simulations // 2])


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--simulations", type=int, default=1000)
    parser.add_argument("--draws", type=int, default=1000)
    chosen = parser.parse_args()
    lines = [
        "# How often the interval of alpha holds the truth",
        "",
        f"`python -m benchmarks.agreement_coverage`: {chosen.simulations} simulations a row, "
        f"{chosen.draws} draws each, nominally 95 %.",
        "",
        "| transcripts | coded turns | alpha | holds it | lies above | lies below | width |",
        "|---|---|---|---|---|---|---|",
    ]
    for transcripts in TRANSCRIPTS:
        for share in SHARES:
            for noticed in NOTICED:
                coders = Coders(share, noticed)
                found = coverage(coders, transcripts, chosen.simulations, chosen.draws)
                holding, above, below = (100 * part / chosen.simulations for part in found[:3])
                lines.append(
                    f"| {transcripts} | {share:.0%} | {coders.alpha:.2f} | {holding:.1f} % "
                    f"| {above:.1f} % | {below:.1f} % | {found.width:.2f} |"
                )
                RESULTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
