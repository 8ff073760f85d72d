"""What changed codes ask of what was coded before, and who has answered."""

import json
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

import sqlalchemy as sa

from kodeverk.model.change import BIRTH
from kodeverk.model.joining import gone_into
from kodeverk.model.records import CodeRedefinition, Proposal
from kodeverk.store.batches import batches
from kodeverk.store.queries.coding import proposal_of
from kodeverk.store.queries.joining import joinings, one_with, stand_ins, stood_for
from kodeverk.store.queries.live import live
from kodeverk.store.schema import change, state


class AskedCoding(NamedTuple):
    """A live coding as a redefinition may ask about it; `code` is the one it was made with.

    `decided` are the ids of the redefinitions that its coder knew of.
    """

    id: str
    transcript: str
    code: str
    coder: str
    proposal: Proposal | None
    decided: frozenset[str]


class FinishedWork(NamedTuple):
    """A finished assignment, and the ids of the redefinitions its coder has read it for."""

    id: str
    transcript: str
    coder: str
    read_for: frozenset[str]


def redefinitions(connection: sa.Connection) -> list[CodeRedefinition]:
    """Return what changed codes ask, the earliest first; each of the code it was said of."""
    return [
        CodeRedefinition(
            row.id, row.code, row.effect, tuple(json.loads(row.into)), proposal_of(row.proposal)
        )
        for row in live(connection, "code_redefinition", "born", "id")
    ]


def splits(connection: sa.Connection) -> list[tuple[str, frozenset[str]]]:
    """Return the codes that were split, the earliest first, each with the codes it made.

    Codes that were there already, and into which one was split too, were not made by that.
    """
    said = [
        one for one in redefinitions(connection) if one.effect == "split" and one.proposal is None
    ]
    if not said:
        return []
    step: dict[str, str] = {}
    for some in batches({one.id for one in said}.union(*(one.into for one in said))):
        born = sa.select(change.c.record, change.c.step).where(
            change.c.record.in_(some), change.c.field == BIRTH
        )
        step.update((row.record, row.step) for row in connection.execute(born))
    stand_in = stand_ins(connection)
    return [
        (
            stand_in.get(one.code, one.code),
            stood_for((code for code in one.into if step.get(code) == step[one.id]), stand_in),
        )
        for one in said
    ]


def redefined(connection: sa.Connection, redefinition: CodeRedefinition) -> frozenset[str]:
    """Return the ids of the codes whose codings a redefinition is about.

    The code it was said of, and those that went into that.
    """
    return gone_into(joinings(connection), redefinition.code)


def redefinitions_of(connection: sa.Connection, code: str) -> list[str]:
    """Return the ids of the redefinitions that are about codings of this code."""
    return sorted(one.id for one in redefinitions(connection) if code in redefined(connection, one))


def asked_codings(
    connection: sa.Connection, codes: Collection[str], coder: str | None = None
) -> Iterator[AskedCoding]:
    """Yield the live codings made with one of these codes: of one coder, or of all."""
    table = state["coding"]
    columns = ("id", "transcript", "code", "coder", "proposal", "decided")
    chosen = sa.select(*(table.c[name] for name in columns)).where(table.c.live)
    if coder is not None:
        chosen = chosen.where(table.c.coder.in_(one_with(connection, coder)))
    for some in batches(sorted(codes)):
        for row in connection.execute(chosen.where(table.c.code.in_(some))):
            identity, transcript, made_with, whose, proposal, answered = row
            yield AskedCoding(
                identity, transcript, made_with, whose, proposal_of(proposal), _ids(answered)
            )


def decided(connection: sa.Connection, coding: str) -> frozenset[str]:
    """Return the ids of the redefinitions that the coder of a coding knew of."""
    table = state["coding"]
    return _ids(connection.scalar(sa.select(table.c.decided).where(table.c.id == coding)))


def proposing(connection: sa.Connection, codings: Collection[str]) -> set[str]:
    """Return those of some codings, by id, that propose a code."""
    table = state["coding"]
    proposing: set[str] = set()
    for some in batches(sorted(codings)):
        chosen = sa.select(table.c.id).where(table.c.id.in_(some), table.c.proposal.is_not(None))
        proposing.update(connection.scalars(chosen))
    return proposing


def finished_work(
    connection: sa.Connection, states: Sequence[str], coder: str | None = None
) -> list[FinishedWork]:
    """Return the live assignments in one of these states: of one coder, or of all."""
    table = state["assignment"]
    columns = ("id", "transcript", "coder", "read_for")
    chosen = sa.select(*(table.c[name] for name in columns))
    chosen = chosen.where(table.c.live, table.c.state.in_(states)).order_by(table.c.id)
    if coder is not None:
        chosen = chosen.where(table.c.coder.in_(one_with(connection, coder)))
    return [
        FinishedWork(identity, transcript, whose, _ids(read_for))
        for identity, transcript, whose, read_for in connection.execute(chosen)
    ]


def _ids(packed: str | None) -> frozenset[str]:
    return frozenset(json.loads(packed)) if packed else frozenset()
