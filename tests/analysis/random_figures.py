"""Figures such as a study has, drawn at random: informants with roles, who have codes."""

import random
from itertools import chain

from kodeverk.analysis.counting.transcripts import ALL
from kodeverk.analysis.disclosure import Cell, Figures, Share, Union

ROLES = ("advisor", "participant")


def random_figures(seed: int, places: int = 5, themes: int = 2, codes: int = 3) -> Figures:
    """Return the figures of so many places, in which each code is as common as chance has it."""
    dice = random.Random(seed)
    unions = tuple(
        Union(f"T{theme}", (f"T{theme} itself", *(f"T{theme}-{code}" for code in range(codes))))
        for theme in range(themes)
    )
    common = {
        item: dice.choice([0, 0.1, 0.3, 0.6, 0.9])
        for item in chain.from_iterable(union.parts for union in unions)
    }
    cells: dict[Cell, Share] = {}
    bases: dict[tuple[str, str], int] = {}
    for number in range(places):
        place = f"P{number}"
        people = [
            (role, {item for item, often in common.items() if dice.random() < often})
            for role in ROLES
            for _ in range(dice.choice([0, 2, 4, 6, 9, 14]))
        ]
        for role in (ALL, *ROLES):
            of_role = [has for each, has in people if role in (ALL, each)]
            if not of_role:
                continue
            bases[place, role] = len(of_role)
            for union in unions:
                for item in union.parts:
                    n = sum(item in has for has in of_role)
                    cells[Cell(place, item, role)] = Share(n, len(of_role))
                n = sum(not has.isdisjoint(union.parts) for has in of_role)
                cells[Cell(place, union.whole, role)] = Share(n, len(of_role))
    return Figures(cells, bases, frozenset(ROLES), unions)
