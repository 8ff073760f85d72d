"""Agreement: what marks say of all projects that are to be one, carried out in each of them.

A withdrawal agrees one project with new marks; a merge agrees two with the marks of both, the
project in place and the other on its way in, so that no withdrawn word comes in for a moment.
"""

from collections.abc import Collection, Iterable
from typing import NamedTuple

import sqlalchemy as sa

from kodeverk.model.mask import Cover
from kodeverk.model.text import text_hash
from kodeverk.store.withdrawal.marks import Mark, read_marks, write_marks
from kodeverk.store.withdrawal.reach import Settled, Side, settle, side
from kodeverk.store.withdrawal.rewriting import Rewriting, rewrite, rewriting
from kodeverk.store.withdrawal.traces import (
    Trace,
    drop_traces,
    not_there,
    same_traces,
    write_traces,
)


class Agreement(NamedTuple):
    """What is settled for some projects, and what becomes of each."""

    sides: tuple[Side, ...]
    settled: Settled
    rewritings: tuple[Rewriting, ...]


def agreement(connections: Iterable[sa.Connection], marks: Collection[Mark]) -> Agreement:
    """Return what becomes of projects that are to be one when all of them know `marks`."""
    sides = tuple(map(side, connections))
    settled = settle(sides, marks)
    return Agreement(sides, settled, tuple(rewriting(one, settled.forgotten) for one in sides))


def needs_none(into: sa.Connection, source: sa.Connection) -> bool:
    """Tell whether two projects have withdrawn the same and keep the same of it."""
    return read_marks(into) == read_marks(source) and same_traces(into, source)


def carry_out(agreed: Agreement, had: Collection[Mark]) -> int:
    """Rewrite the first project as agreed and keep the marks; return how many changes that took.

    What the other has is not in it yet. `keep_traces` is to follow once it is.
    """
    connection = agreed.sides[0].connection
    values = rewrite(connection, agreed.rewritings[0])
    write_marks(connection, had, agreed.settled.marks)
    return values


def keep_traces(agreed: Agreement) -> bool:
    """Keep in the first project what is left of withdrawn words, of all that is in it now.

    Return whether that is other than it was.
    """
    into = agreed.sides[0]
    covers: dict[str, tuple[Cover, ...]] = {}
    reads: dict[str, str | None] = {}
    for one, change_of in reversed([*zip(agreed.sides, agreed.rewritings, strict=True)]):
        covers |= one.covers
        reads |= {body: one.traces[body].reads for body in one.texts.keys() & one.traces.keys()}
        reads |= {body: text_hash(words) for body, words in change_of.texts.items()}
    traces = {
        body: Trace(pieces, covers.get(body, ()), reads.get(body))
        for body, pieces in agreed.settled.pieces.items()
    }
    traces |= not_there(into.connection, traces)
    drop_traces(into.connection, into.traces.keys() - traces.keys())
    write_traces(into.connection, into.traces, traces)
    return traces != into.traces
