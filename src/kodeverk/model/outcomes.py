"""Outcomes: what an official statistic, or a table of one's own, says of an area in a year."""

from dataclasses import dataclass
from typing import Literal, get_args

from kodeverk.model.records import Sex

NoFigure = Literal[":", "..", "."]
SUPPRESSED: NoFigure = ":"
MISSING: NoFigure = ".."
NOT_APPLICABLE: NoFigure = "."
NO_FIGURE: tuple[NoFigure, ...] = get_args(NoFigure)
"""What stands where a statistic has no number: too few to be shown, not known, nobody it is of."""

Figure = int | float | NoFigure
"""A number, or the sign that stands for it. The sign is never 0, and never blank."""


@dataclass(frozen=True, slots=True)
class OutcomeFigures:
    """What a measure says of an area in a year: `n` of `of` participants, or a `share` in percent.

    `area` is the number of a municipality as it was written then, or the two digits of a county.
    `cohort` is the year in which the participants left the programme, where that is known. A figure
    is None where the source has no such column.
    """

    measure: str
    area: str
    year: int
    sex: Sex
    cohort: int | None
    n: Figure | None
    of: Figure | None
    share: Figure | None
    source: str
