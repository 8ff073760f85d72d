"""The study in pictures: a heat map of codes by municipality, and each interview in stripes."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from kodeverk.analysis.counting.figures import CodeFrequency, Counts
from kodeverk.formats.reports.figures import (
    HeatCell,
    Interval,
    Lane,
    heat_map,
    intervals,
    stripes,
)
from kodeverk.formats.reports.prose import Block, Figure, Grid, Heading
from kodeverk.model.codebook import colours
from kodeverk.model.coding_rows import CodingRow
from kodeverk.model.outcomes import SUPPRESSED
from kodeverk.model.records import NOT_INFORMANTS
from kodeverk.service.case_matrix import Case, MatrixOptions, case_matrix
from kodeverk.service.exports.csv_export import ByPlace, by_code
from kodeverk.service.exports.options import ExportOptions
from kodeverk.service.outcomes import measures_in, outcomes_of
from kodeverk.service.passages import Passage
from kodeverk.service.scoping import Material, Reading
from kodeverk.store.project import Project


class Picture(NamedTuple):
    """A picture: what its file is called, without the ending, and the figure itself."""

    name: str
    figure: Figure


def outcome_pictures(project: Project, options: ExportOptions) -> Iterator[Picture]:
    """Yield, for each measure that is loaded, the municipalities in the order of their outcome.

    Where something else stands in place of municipalities there are none: outcomes are public, so
    that one tells which municipality it is of.
    """
    if options.hides_places:
        return
    selection = options.selection
    for measure in measures_in(outcomes_of(project)):
        matrix = case_matrix(project, MatrixOptions(selection, measure.measure))
        points = [_point(case) for case in matrix.cases]
        years = f"{matrix.years[0]}–{matrix.years[-1]}" if matrix.years else ""
        title = f"{matrix.measure}, {years}: outcome of each municipality"
        caption = (
            f"{title}, in percent, with its 95 % interval. The line is the target, "
            f"{matrix.options.target:g} %. Source: {matrix.source}."
        )
        drawn = intervals(title, points, matrix.options.target)
        table = Grid(("municipality", "outcome"), [(point.name, point.said) for point in points])
        yield Picture(f"outcome-{matrix.measure}", Figure(drawn, caption, table))


def _point(case: Case) -> Interval:
    share, between = case.outcome.share, case.interval
    if share is None:
        return Interval(case.place.name, None, None, None, case.outcome.reason or "..")
    if between is None:
        return Interval(case.place.name, 100 * share, None, None, f"{100 * share:.0f} %")
    low, high = 100 * between.low, 100 * between.high
    said = f"{100 * share:.0f} % ({low:.0f}–{high:.0f})"
    return Interval(case.place.name, 100 * share, low, high, said)


class Pictures:
    """The pictures of what a report reads, transcript after transcript."""

    def __init__(self, material: Material, outcomes: Iterable[Picture] = ()) -> None:
        self._material = material
        self._outcomes = tuple(outcomes)
        self._colours = colours(tuple(material.codes.values()))
        self._stripes: list[Picture] = []

    def add(self, reading: Reading[CodingRow], passages: Iterable[Passage]) -> None:
        """Draw the passages of a transcript as stripes, a lane for each theme."""
        material, transcript, version = self._material, reading.transcript, reading.version
        lanes: dict[str, list[tuple[int, int, str]]] = {}
        codings: Counter[str] = Counter()
        for passage in passages:
            theme = material.themes[passage.code.id]
            lanes.setdefault(theme, []).append((passage.start, passage.end, passage.code.key))
            codings[passage.code.id] += 1
        if not codings:
            return
        title = f"{transcript.name}: where its codes lie"
        drawn = stripes(
            title,
            len(version.text),
            [
                (turn.start, turn.end)
                for turn in version.turns
                if material.speakers[turn.speaker].role not in NOT_INFORMANTS
            ],
            [
                Lane(code.key, self._colours.get(code.id, ""), lanes[code.id])
                for code in material.codes.values()
                if code.id in lanes
            ],
        )
        listed = [
            (code.key, str(codings[code.id]))
            for code in material.codes.values()
            if code.id in codings
        ]
        caption = f"{title}, from the first word to the last; grey is said by informants."
        figure = Figure(drawn, caption, Grid(("code", "codings"), listed))
        self._stripes.append(Picture(f"stripes-{transcript.name}", figure))

    def all(self, counts: Counts) -> Iterator[Picture]:
        """Yield the pictures when all is counted: heat maps by codebook, outcomes, then stripes."""
        yield from self._heat_maps(counts)
        yield from self._outcomes
        yield from self._stripes

    def blocks(self, counts: Counts) -> Iterator[Block]:
        """Yield the pictures under a heading, where there are any."""
        pictures = [*self.all(counts)]
        if pictures:
            yield Heading(1, "Pictures")
            yield from (picture.figure for picture in pictures)

    def _heat_maps(self, counts: Counts) -> Iterator[Picture]:
        codes = self._material.codes
        names = {place.number: place.name for place in self._material.places.values()}
        used = [
            row
            for row in by_code(counts)
            if any(one.passages or one.reason == SUPPRESSED for one in row.values())
        ]

        def book_of(row: ByPlace) -> str:
            return codes[next(iter(row.values())).code].codebook

        for book, group in groupby(used, book_of):
            rows = [*group]
            places = sorted(rows[0])
            columns = [names[place] for place in places]
            cells = [
                (
                    codes[row[places[0]].code].key,
                    [_cell(row[place]) for place in places],
                )
                for row in rows
            ]
            title = f"{book}: informants who have each code, by municipality"
            caption = (
                f"{title}. In each cell: of how many. The darker, the larger the part; .. is not "
                "coded, : is withheld. Codes without passages are left out."
            )
            table = Grid(
                ("code", *columns),
                [(key, *(cell.words for cell in shown)) for key, shown in cells],
            )
            yield Picture(
                f"heat-map-{book}", Figure(heat_map(title, columns, cells), caption, table)
            )


def _cell(row: CodeFrequency) -> HeatCell:
    if row.speakers is None or row.of_speakers is None:
        return HeatCell(row.reason or "", None)
    shade = row.speakers / row.of_speakers if row.of_speakers else 0.0
    return HeatCell(f"{row.speakers} of {row.of_speakers}", shade)
