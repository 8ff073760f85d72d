"""Agreement: what marks say of all projects that are to be one, carried out in each of them.

A withdrawal agrees one project with new marks; a merge agrees two with the marks of both, the
project in place and the other on its way in, so that no withdrawn word comes in for a moment.
"""

from collections.abc import Collection, Iterable
from typing import NamedTuple

import sqlalchemy as sa

from kodeverk.model.mask import Cover
from kodeverk.model.text import text_hash
from kodeverk.store.withdrawal.marks import WithdrawalMark, read_marks, write_marks
from kodeverk.store.withdrawal.reach import Reached, Side, reached_by, side_of
from kodeverk.store.withdrawal.substitution import Substitution, substitute, substitution
from kodeverk.store.withdrawal.traces import (
    Trace,
    drop_traces,
    not_there,
    same_traces,
    write_traces,
)


class Enforcement(NamedTuple):
    """What is reached for some projects, and what becomes of each."""

    sides: tuple[Side, ...]
    reached: Reached
    substitutions: tuple[Substitution, ...]


def enforcement(
    connections: Iterable[sa.Connection], marks: Collection[WithdrawalMark]
) -> Enforcement:
    """Return what becomes of projects that are to be one when all of them know `marks`."""
    sides = tuple(map(side_of, connections))
    reached = reached_by(sides, marks)
    return Enforcement(
        sides, reached, tuple(substitution(side, reached.forgotten) for side in sides)
    )


def needs_none(into: sa.Connection, source: sa.Connection) -> bool:
    """Tell whether two projects have withdrawn the same and keep the same of it."""
    return read_marks(into) == read_marks(source) and same_traces(into, source)


def carry_out(enforced: Enforcement, had: Collection[WithdrawalMark]) -> int:
    """Rewrite the first project as enforced and keep the marks; return how many changes that took.

    What the other has is not in it yet. `keep_traces` is to follow once it is.
    """
    connection = enforced.sides[0].connection
    values = substitute(connection, enforced.substitutions[0])
    write_marks(connection, had, enforced.reached.marks)
    return values


def keep_traces(enforced: Enforcement) -> bool:
    """Keep in the first project what is left of withdrawn words, of all that is in it now.

    Return whether that is other than it was.
    """
    into = enforced.sides[0]
    covers: dict[str, tuple[Cover, ...]] = {}
    reads: dict[str, str | None] = {}
    for side, change_of in reversed([*zip(enforced.sides, enforced.substitutions, strict=True)]):
        covers |= side.covers
        reads |= {body: side.traces[body].reads for body in side.texts.keys() & side.traces.keys()}
        reads |= {body: text_hash(words) for body, words in change_of.texts.items()}
    traces = {
        body: Trace(pieces, covers.get(body, ()), reads.get(body))
        for body, pieces in enforced.reached.pieces.items()
    }
    traces |= not_there(into.connection, traces)
    drop_traces(into.connection, into.traces.keys() - traces.keys())
    write_traces(into.connection, into.traces, traces)
    return traces != into.traces
