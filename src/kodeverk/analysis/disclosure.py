"""Disclosure control: which small cells are withheld, and which others so that nothing tells them.

A cell says how many informants of a place and a role have an item: a code, a theme, or what is
coded with the theme itself. Whoever reads what is published can know more than a cell: the sums
over the places, that the informants of all roles are those of each role together, and that a theme
is the union of what stands under it, so no less than the largest of it and no more than its sum,
and that who has a code has at least one coding, of which the theme has as many as its codes.
`suppressed` withholds cells until each withheld one can be shown to be what it is or other numbers,
at least `SPAN` apart: a witness is a change of withheld cells alone after which all that is
published, or known of sums, is still true.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from kodeverk.analysis.counting.transcripts import ALL

SPAN = 3
"""So far apart are the least and the greatest number that a withheld cell can be, or one less than
the threshold where that is less: of a group of three more cannot be hidden."""

_MOST_TRIED = 24
"""So many ways to protect a cell are tried, those with the fewest cells first."""

Why = Literal["few", "small group", "margin"]
"""A cell is withheld as few have the item, as few were asked, or as it would tell another."""


class Cell(NamedTuple):
    """Where a figure stands: a place, an item and a role, of which `all` is all informants."""

    place: str
    item: str
    role: str


class Share(NamedTuple):
    """`n` informants of `of`, and the `codings` that they have, if these are published too."""

    n: int
    of: int
    codings: int | None = None


class Union(NamedTuple):
    """An item that is the union of others."""

    whole: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """What is to be published: figures by cell, how many informants there are, and the unions.

    `bases` has the informants by place and role. `roles` are those of informants; cells of others
    tell nothing of informants.
    """

    cells: Mapping[Cell, Share]
    bases: Mapping[tuple[str, str], int]
    roles: frozenset[str]
    unions: tuple[Union, ...]


@dataclass(frozen=True, slots=True)
class Suppression:
    """What is withheld: cells and why, bases by place and role, and items without a sum.

    Roles of a place that are `merged` are told as all informants together: they have no cells. The
    sum over the places of an item in `unsummed` must not be published anywhere.
    """

    cells: Mapping[Cell, Why]
    bases: frozenset[tuple[str, str]]
    merged: frozenset[tuple[str, str]]
    unsummed: frozenset[str]


def suppressed(figures: Figures, threshold: int) -> Suppression:
    """Return what must be withheld: cells of fewer than `threshold`, and what would tell them.

    A cell of n of N is withheld if n is not 0 and less than the threshold, or N is. Where a role
    has so few informants, all roles of the place are merged: those of the others tell of it.
    """
    work = _Work(figures, threshold)
    work.withhold_small()
    work.protect()
    return Suppression(
        work.withheld,
        frozenset(work.bases),
        frozenset(work.merged),
        frozenset(work.unsummed),
    )


Changes = dict[Cell, int]


class _Trial(NamedTuple):
    """What withholding cells would do: how far apart numbers of the one it is for can be then.

    Whether one of the cells would be `exposed` is only looked at where the width is enough.
    """

    width: int
    exposed: bool


@dataclass(slots=True)
class _Witness:
    """An assignment of numbers to cells that is as true as the real one, and its changes."""

    changes: Changes = field(default_factory=dict)

    def plus(self, more: Iterable[tuple[Cell, int]]) -> "_Witness":
        changes = dict(self.changes)
        for cell, delta in more:
            changes[cell] = changes.get(cell, 0) + delta
        return _Witness(changes)


class _Work:
    """Suppression as it grows: what is withheld never comes back, so what is shown stays shown."""

    def __init__(self, figures: Figures, threshold: int) -> None:
        self.figures = figures
        self.threshold = threshold
        self.span = min(SPAN, threshold - 1)
        self.withheld: dict[Cell, Why] = {}
        self.bases: set[tuple[str, str]] = set()
        self.merged: set[tuple[str, str]] = set()
        self.unsummed: set[str] = set()
        self._merge_roles()
        self._cells = {
            cell: share
            for cell, share in figures.cells.items()
            if (cell.place, cell.role) not in self.merged
        }
        self._roles: dict[str, list[str]] = defaultdict(list)
        for place, role in figures.bases:
            if role in figures.roles and (place, role) not in self.merged:
                self._roles[place].append(role)
        self._of_item: dict[str, list[str]] = defaultdict(list)
        for cell in self._cells:
            if cell.role == ALL:
                self._of_item[cell.item].append(cell.place)
        self._unions: dict[str, list[Union]] = defaultdict(list)
        for union in figures.unions:
            for item in (union.whole, *union.parts):
                self._unions[item].append(union)

    @cached_property
    def _sums(self) -> Mapping[tuple[str, str], Share]:
        """The sums over the places, by item and role."""
        sums: dict[tuple[str, str], Share] = {}
        for cell, share in self._cells.items():
            before = sums.get((cell.item, cell.role), Share(0, 0))
            sums[cell.item, cell.role] = Share(before.n + share.n, before.of + share.of)
        return sums

    def withhold_small(self) -> None:
        """Withhold what is small itself."""
        for cell, share in self._cells.items():
            if (cell.place, cell.role) in self.bases or share.of < self.threshold:
                self._withhold(cell, "small group")
            elif self._is_few(share):
                self._withhold(cell, "few")
        for (item, role), share in self._sums.items():
            if (role == ALL or role in self.figures.roles) and (
                self._is_few(share) or share.of < self.threshold
            ):
                self.unsummed.add(item)

    def _merge_roles(self) -> None:
        """Leave out the roles of places where one has few informants: all are told together.

        Where those of one place alone would be left out, so are those of another, as the sum of a
        role would tell them.
        """
        bases = self.figures.bases
        informants = {
            place: {role: of for (where, role), of in bases.items() if where == place}
            for place in sorted({place for place, _ in bases})
        }
        for place, by_role in informants.items():
            if 0 < by_role.get(ALL, 0) < self.threshold:
                self.bases.add((place, ALL))
            for role, of in by_role.items():
                if role != ALL and role not in self.figures.roles and 0 < of < self.threshold:
                    self.bases.add((place, role))
        merged = {
            place
            for place, by_role in informants.items()
            if (place, ALL) in self.bases
            or any(
                0 < of < self.threshold
                for role, of in by_role.items()
                if role in self.figures.roles
            )
        }
        others = [
            place for place in informants if place not in merged and informants[place].get(ALL)
        ]
        if len(merged) == 1 and others:
            merged.add(min(others, key=lambda place: (informants[place].get(ALL, 0), place)))
        self.merged = {
            (place, role)
            for place in merged
            for role in informants[place]
            if role in self.figures.roles
        }

    def _is_few(self, share: Share) -> bool:
        return 0 < share.n < self.threshold

    def _withhold(self, cell: Cell, why: Why) -> list[Cell]:
        """Withhold a cell, and those of the same place and item that would tell it; return them.

        Where the figure of all is withheld, so are those of the roles; where that of one role is,
        those of the others. Where there is one role alone it is all.
        """
        if cell in self.withheld or cell not in self._cells:
            return []
        self.withheld[cell] = why
        if cell.role != ALL and cell.role not in self.figures.roles:
            return []
        roles = self._roles[cell.place]
        beside = [*roles] if cell.role == ALL or len(roles) > 1 else [ALL]
        added = [cell]
        for role in beside:
            added += self._withhold(cell._replace(role=role), "margin")
        return added

    def protect(self) -> None:
        """Withhold more until a witness shows of each withheld cell that it may be another."""
        shown: set[Cell] = set()
        while True:
            self._withhold_no_part_alone()
            waiting = [cell for cell in self._protected() if cell not in shown]
            if not waiting:
                return
            for cell in waiting:
                while self._width(cell) < self.span and self._withhold_beside(cell):
                    pass
                shown.add(cell)

    def _protected(self) -> Iterator[Cell]:
        return (
            cell for cell in self.withheld if cell.role == ALL or cell.role in self.figures.roles
        )

    def _withhold_no_part_alone(self) -> None:
        """Withhold another cell where one of a union is alone: what adds up would tell it.

        Codings add up, from codes to their theme, where informants only lie between bounds.
        """
        changed = True
        while changed:
            changed = False
            for union in self.figures.unions:
                for place in self._of_item.get(union.whole, ()):
                    for role in (ALL, *self._roles[place]):
                        changed |= self._withhold_second(union, place, role)

    def _withhold_second(self, union: Union, place: str, role: str) -> bool:
        cells = self._cells
        there = [
            cell
            for item in (*union.parts, union.whole)
            if (cell := Cell(place, item, role)) in cells
        ]
        if sum(cell in self.withheld for cell in there) != 1:
            return False
        others = [cell for cell in there if cell not in self.withheld]
        if not others:
            return False
        # The smallest is least missed; the whole is most.
        ranked = sorted(
            others,
            key=lambda cell: (cell.item == union.whole, not cells[cell].n, cells[cell].n, cell),
        )
        safe = (cell for cell in ranked if not self._trial([cell]).exposed)
        return bool(self._withhold(next(safe, ranked[0]), "margin"))

    def _added(self, wanted: Iterable[Cell]) -> list[Cell]:
        """Withhold cells and return those that were not."""
        added: list[Cell] = []
        for each in wanted:
            added += self._withhold(each, "margin")
        return added

    def _trial(self, wanted: Sequence[Cell], beside: Cell | None = None) -> _Trial:
        """Return what withholding some cells would do; nothing stays withheld."""
        least = 0 if beside is None else self.span
        added = self._added(wanted)
        width = 0 if beside is None else self._width(beside)
        exposed = any(self._width(each) < self.span for each in added) if width >= least else True
        for each in added:
            del self.withheld[each]
        return _Trial(width, exposed)

    def _withhold_beside(self, cell: Cell) -> bool:
        """Withhold what lets a cell be further from what it is, as few cells as may be."""
        ranked = []
        for wanted in self._candidates(cell):
            added = self._added(wanted)
            for each in added:
                del self.withheld[each]
            if added:
                ranked.append((len(added), sum(self._cells[each].n for each in added), wanted))
        before = self._width(cell)
        best: tuple[int, bool, int, list[Cell]] | None = None
        for count, _, wanted in sorted(ranked)[:_MOST_TRIED]:
            trial = self._trial(wanted, cell)
            if trial.width >= self.span and not trial.exposed:
                return bool(self._added(wanted))
            if trial.width > before:
                found = (-min(trial.width, self.span), trial.exposed, count, wanted)
                best = found if best is None else min(best, found)
        if cell.item not in self.unsummed:
            self.unsummed.add(cell.item)
            return True
        if best is not None:
            return bool(self._added(best[-1]))
        # Nothing less helps: all that is said of the place goes.
        return bool(self._added(each for each in self._cells if each.place == cell.place))

    def _candidates(self, cell: Cell) -> Iterator[list[Cell]]:
        """Yield what may be withheld beside a cell, each with a place it can be exchanged with."""
        others = [place for place in self._of_item[cell.item] if place != cell.place]
        for items in self._together(cell.item):
            for role in dict.fromkeys((cell.role, ALL)):
                here = [Cell(cell.place, item, role) for item in items]
                yield here
                for place in others:
                    yield [*here, *(Cell(place, item, role) for item in items)]

    def _together(self, item: str) -> Iterator[tuple[str, ...]]:
        """Yield the items that may change together, so that a union stays one."""
        yield (item,)
        for union in self._unions[item]:
            if union.whole == item:
                yield from ((item, part) for part in union.parts)
            else:
                yield (item, union.whole)

    def _width(self, cell: Cell) -> int:
        """Return how far apart numbers are that a cell may be, as far as witnesses show it."""
        return self._reach(cell, 1) + self._reach(cell, -1)

    def _reach(self, cell: Cell, sign: int) -> int:
        """Return by how much a cell may be more, or less, at most by `span`."""
        witness = _Witness()
        for reached in range(self.span):
            moved = next(
                (
                    changed
                    for move in self._moves(cell, sign)
                    if self._is_true(changed := witness.plus(move), move)
                ),
                None,
            )
            if moved is None:
                return reached
            witness = moved
        return self.span

    def _moves(self, cell: Cell, sign: int) -> Iterator[list[tuple[Cell, int]]]:
        """Yield changes of withheld cells by which a cell is one more, or less."""
        for items in self._together(cell.item):
            if not all(cell._replace(item=item) in self.withheld for item in items):
                continue
            alone = all(item in self.unsummed for item in items)
            partners = [None] if alone else self._partners(cell, items)
            for place in partners:
                for deltas in self._deltas(cell, sign):
                    move = [
                        (Cell(cell.place, item, role), delta)
                        for item in items
                        for role, delta in deltas
                    ]
                    if place is not None:
                        move += [
                            (Cell(place, each.item, each.role), -delta) for each, delta in move
                        ]
                    yield move

    def _partners(self, cell: Cell, items: Sequence[str]) -> list[str | None]:
        return [
            place
            for place in self._of_item[cell.item]
            if place != cell.place
            and all(Cell(place, item, cell.role) in self.withheld for item in items)
        ]

    def _deltas(self, cell: Cell, sign: int) -> Iterator[list[tuple[str, int]]]:
        """Yield by how much roles change in a place so that they still are all informants."""
        roles = self._roles[cell.place]
        changing = roles if cell.role == ALL else [cell.role]
        for role in changing:
            yield [(ALL, sign), (role, sign)]
        if cell.role != ALL:
            for other in roles:
                if other != cell.role:
                    yield [(cell.role, sign), (other, -sign)]
        elif not roles:
            yield [(ALL, sign)]

    def _is_true(self, witness: _Witness, move: Sequence[tuple[Cell, int]]) -> bool:
        """Tell whether an assignment breaks nothing that is published or known."""
        for cell, _ in move:
            if cell not in self.withheld or not 0 <= self._in(witness, cell) <= self._most(cell):
                return False
        roles = {cell.role for cell, _ in move}
        for place, item in {(cell.place, cell.item) for cell, _ in move}:
            if not self._roles_fit(witness, place, item):
                return False
            for union in self._unions[item]:
                for role in roles:
                    if not self._union_fits(witness, union, place, role):
                        return False
        return True

    def _in(self, witness: _Witness, cell: Cell) -> int:
        return self._cells[cell].n + witness.changes.get(cell, 0)

    def _most(self, cell: Cell) -> int:
        """Return how many a cell can be: of a small group nobody knows how small it is."""
        of = self._cells[cell].of
        hidden = (cell.place, cell.role) in self.bases
        return max(of, self.threshold - 1) if hidden else of

    def _roles_fit(self, witness: _Witness, place: str, item: str) -> bool:
        """Tell whether the roles together are all: their sum, or where people have several less."""
        parts = [
            cell for role in self._roles[place] if (cell := Cell(place, item, role)) in self._cells
        ]
        whole = Cell(place, item, ALL)
        if not parts or whole not in self._cells:
            return True
        informants = self.figures.bases[place, ALL]
        adds_up = informants == sum(self.figures.bases[place, cell.role] for cell in parts)
        numbers, total = [self._in(witness, cell) for cell in parts], self._in(witness, whole)
        if adds_up:
            return sum(numbers) == total
        return max(numbers) <= total <= sum(numbers)

    def _union_fits(self, witness: _Witness, union: Union, place: str, role: str) -> bool:
        whole = Cell(place, union.whole, role)
        parts = [
            self._in(witness, cell)
            for item in union.parts
            if (cell := Cell(place, item, role)) in self._cells
        ]
        if whole not in self._cells or not parts:
            return True
        return max(parts) <= self._in(witness, whole) <= sum(parts) and self._codings_suffice(
            witness, union, whole
        )

    def _codings_suffice(self, witness: _Witness, union: Union, whole: Cell) -> bool:
        """Tell whether there are codings left for all who have a withheld part of a union.

        What is left is the codings of the whole without those of the parts that are published.
        Where a coding is of several informants there may be more of them, as there really are.
        """
        left = self._cells[whole].codings
        if whole in self.withheld or left is None:
            return True
        real = here = 0
        for item in union.parts:
            part = whole._replace(item=item)
            if part in self.withheld:
                real += self._cells[part].n
                here += self._in(witness, part)
            elif part in self._cells:
                left -= self._cells[part].codings or 0
        return here <= max(left, real)
