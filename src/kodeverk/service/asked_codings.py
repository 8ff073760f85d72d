"""Codings that wait for their coders: of a code that was narrowed or split, or proposing one."""

from collections.abc import Iterator
from typing import NamedTuple

from kodeverk.model.records import CodeRedefinition, Proposal
from kodeverk.service.proposed_names import same_proposal
from kodeverk.store import queries
from kodeverk.store.engine import Connection


class Asked(NamedTuple):
    """A coding that waits, by id, and the redefinitions it waits for."""

    coding: str
    transcript: str
    code: str
    coder: str
    redefinitions: tuple[CodeRedefinition, ...]


def all_asked(connection: Connection, coder: str | None = None) -> Iterator[Asked]:
    """Yield the codings that wait, of a coder or of all, for a decision."""
    stand_in = queries.stand_ins(connection)
    about: dict[str, list[CodeRedefinition]] = {}
    for one in queries.redefinitions(connection):
        for code in queries.redefined(connection, one) if one.effect != "widened" else ():
            about.setdefault(code, []).append(one)
    for coding in queries.asked_codings(connection, about, coder):
        waits = tuple(
            one
            for one in about[coding.code]
            if one.id not in coding.decided and _is_about(one, coding.proposal)
        )
        if waits:
            yield Asked(
                coding.id,
                coding.transcript,
                stand_in.get(coding.code, coding.code),
                stand_in.get(coding.coder, coding.coder),
                waits,
            )


def _is_about(redefinition: CodeRedefinition, proposal: Proposal | None) -> bool:
    """Tell whether a coding with such a proposal, or none, is meant."""
    if redefinition.proposal is None:
        return True
    return proposal is not None and same_proposal(proposal, redefinition.proposal)
