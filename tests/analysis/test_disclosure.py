"""What is withheld from publication: nobody can work out a figure of few from what is left."""

from collections import defaultdict
from collections.abc import Mapping
from math import inf

import pytest

from kodeverk.analysis.counting.transcripts import ALL
from kodeverk.analysis.disclosure import SPAN, Cell, Figures, Share, Suppression, Union, suppressed
from tests.analysis.bounds import Bounds, narrowed
from tests.analysis.random_figures import random_figures


def span(threshold: int) -> int:
    """How far apart the least and the greatest number of a withheld cell are."""
    return min(SPAN, threshold - 1)


def shown(figures: Figures, found: Suppression) -> dict[Cell, Share]:
    """The cells that have a row in what is published: roles that are merged have none."""
    return {
        cell: share
        for cell, share in figures.cells.items()
        if (cell.place, cell.role) not in found.merged
    }


def told(figures: Figures, found: Suppression, threshold: int) -> Bounds:
    """What a table tells of each cell by itself."""
    return {
        cell: (
            (
                0,
                max(share.of, threshold - 1)
                if (cell.place, cell.role) in found.bases
                else share.of,
            )
            if cell in found.cells
            else (share.n, share.n)
        )
        for cell, share in shown(figures, found).items()
    }


def equations(
    figures: Figures, found: Suppression
) -> list[tuple[Mapping[Cell, int], float, float]]:
    """What else is known: weighted sums of cells, each with its least and greatest value."""
    cells = shown(figures, found)
    rows: list[tuple[Mapping[Cell, int], float, float]] = []
    sums: dict[tuple[str, str], list[Cell]] = defaultdict(list)
    for cell in cells:
        if cell.item not in found.unsummed and cell.role in {ALL, *figures.roles}:
            sums[cell.item, cell.role].append(cell)
    for of_sum in sums.values():
        total = sum(cells[cell].n for cell in of_sum)
        rows.append((dict.fromkeys(of_sum, 1), total, total))
    for cell in cells:
        if cell.role == ALL:
            roles = [part for role in figures.roles if (part := cell._replace(role=role)) in cells]
            if roles:
                rows.append(({cell: 1, **dict.fromkeys(roles, -1)}, 0, 0))
        for union in figures.unions:
            if cell.item == union.whole:
                parts = [cell._replace(item=item) for item in union.parts]
                rows.append(({cell: -1, **dict.fromkeys(parts, 1)}, 0, inf))
                rows += [({cell: 1, part: -1}, 0, inf) for part in parts]
    return rows


@pytest.mark.parametrize("threshold", [5, 3])
@pytest.mark.parametrize("seed", range(12))
def test_no_margin_gives_a_withheld_figure_away(seed: int, threshold: int) -> None:
    figures = random_figures(seed)
    found = suppressed(figures, threshold)
    bounds = narrowed(told(figures, found, threshold), equations(figures, found))
    for cell in found.cells:
        if cell.role in {ALL, *figures.roles}:
            assert bounds[cell][1] - bounds[cell][0] >= span(threshold), cell


@pytest.mark.parametrize("threshold", [5, 3])
@pytest.mark.parametrize("seed", range(12))
def test_every_small_figure_is_withheld_and_not_every_figure(seed: int, threshold: int) -> None:
    figures = random_figures(seed)
    found = suppressed(figures, threshold)
    for cell, share in shown(figures, found).items():
        if 0 < share.n < threshold or share.of < threshold:
            assert cell in found.cells
    of_all = {cell for cell in shown(figures, found) if cell.role == ALL}
    assert of_all - found.cells.keys(), "not all is withheld"


@pytest.mark.parametrize("seed", range(12))
def test_in_no_union_is_one_cell_alone_withheld_as_codings_add_up(seed: int) -> None:
    figures = random_figures(seed)
    found = suppressed(figures, 5)
    for place, role in figures.bases:
        for union in figures.unions:
            cells = [Cell(place, item, role) for item in (union.whole, *union.parts)]
            if role in {ALL, *figures.roles}:
                assert sum(cell in found.cells for cell in cells) != 1


def table(rows: Mapping[str, tuple[Share, Share]], unions: tuple[Union, ...] = ()) -> Figures:
    """Two codes in some places; each share is of all informants, who have one role."""
    cells = {
        Cell(place, item, role): share
        for place, shares in rows.items()
        for item, share in zip("AB", shares, strict=True)
        for role in (ALL, "advisor")
    }
    bases = {
        (place, role): shares[0].of for place, shares in rows.items() for role in (ALL, "advisor")
    }
    return Figures(cells, bases, frozenset({"advisor"}), unions)


def test_a_sum_over_places_does_not_tell_the_one_that_is_withheld() -> None:
    many = Share(8, 12)
    figures = table({"P": (Share(2, 12), many), "Q": (many, many), "R": (Share(6, 9), Share(9, 9))})
    found = suppressed(figures, 5)
    withheld = {cell.place for cell in found.cells if (cell.item, cell.role) == ("A", ALL)}
    assert "P" in withheld
    assert len(withheld) > 1
    assert not [cell for cell in found.cells if cell.item == "B"]


def test_a_place_of_few_has_its_number_withheld_too() -> None:
    few = (Share(0, 3), Share(3, 3))
    figures = table({"P": few, "Q": (Share(9, 12), Share(9, 12)), "R": (Share(7, 9), Share(7, 9))})
    found = suppressed(figures, 5)
    assert ("P", ALL) in found.bases
    assert {cell.item for cell in found.cells if cell.place == "P"} == {"A", "B"}


def test_a_role_of_few_is_told_with_all_and_never_in_one_place_alone() -> None:
    cells, bases = {}, {}
    for place, roles in {"P": (2, 9), "Q": (6, 9), "R": (7, 9)}.items():
        for role, of in zip(("advisor", "participant"), roles, strict=True):
            bases[place, role], cells[Cell(place, "A", role)] = of, Share(0, of)
        bases[place, ALL], cells[Cell(place, "A", ALL)] = sum(roles), Share(0, sum(roles))
    found = suppressed(Figures(cells, bases, frozenset({"advisor", "participant"}), ()), 5)
    assert {place for place, _ in found.merged} == {"P", "Q"}, "a sum would tell that of P"
    assert found.cells == {}


@pytest.mark.outside
@pytest.mark.parametrize("threshold", [5, 3])
@pytest.mark.parametrize("seed", range(100, 125))
def test_a_solver_finds_numbers_far_enough_apart_for_each_withheld_figure(
    seed: int, threshold: int
) -> None:
    numpy, optimize = pytest.importorskip("numpy"), pytest.importorskip("scipy.optimize")
    figures = random_figures(seed)
    found = suppressed(figures, threshold)
    bounds, rows = told(figures, found, threshold), equations(figures, found)
    place = {cell: number for number, cell in enumerate(bounds)}
    matrix = numpy.zeros((len(rows), len(place)))
    for number, (weights, _, _) in enumerate(rows):
        for cell, weight in weights.items():
            matrix[number, place[cell]] = weight
    known = optimize.LinearConstraint(matrix, [row[1] for row in rows], [row[2] for row in rows])
    limits = optimize.Bounds(*zip(*bounds.values(), strict=True))
    for cell in found.cells:
        if cell.role not in {ALL, *figures.roles}:
            continue
        goal = numpy.zeros(len(place))
        goal[place[cell]] = 1
        ends = [
            optimize.milp(sign * goal, constraints=known, bounds=limits, integrality=goal * 0 + 1)
            for sign in (1, -1)
        ]
        assert all(end.status == 0 for end in ends)
        assert round(-ends[1].fun) - round(ends[0].fun) >= span(threshold), cell


def test_codings_left_of_a_theme_do_not_tell_the_two_codes_that_are_withheld() -> None:
    union = Union("T", ("A", "B", "C"))
    here = {"T": (8, 12), "A": (7, 10), "B": (1, 1), "C": (1, 1)}
    elsewhere = {"T": (9, 20), "A": (6, 8), "B": (2, 6), "C": (3, 6)}
    cells = {
        Cell(place, item, role): Share(n, 12, codings)
        for place, items in {"P": here, "Q": elsewhere, "R": elsewhere}.items()
        for item, (n, codings) in items.items()
        for role in (ALL, "advisor")
    }
    bases = {(place, role): 12 for place in "PQR" for role in (ALL, "advisor")}
    found = suppressed(Figures(cells, bases, frozenset({"advisor"}), (union,)), 5)
    withheld = {cell.item for cell in found.cells if (cell.place, cell.role) == ("P", ALL)}
    assert withheld >= {"B", "C"}
    assert withheld & {"T", "A"}, "12 codings of the theme, 10 of A: one each for B and C"
