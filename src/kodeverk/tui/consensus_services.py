"""What the consensus screen asks and writes: a function a service, loaded when first called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kodeverk.model.records import Coder, Decision, Outcome
    from kodeverk.model.text import Span
    from kodeverk.service.boundary_examples import BoundaryExample
    from kodeverk.service.consensus import Choice, ItemOfConsensus, Order, Standing
    from kodeverk.service.projects import Project


@dataclass(frozen=True, slots=True)
class ConsensusSeen:
    """The transcripts that can have a consensus, and the items of the one that is looked at.

    `rounds` are those in which two coders or more have finished a transcript.
    """

    standings: list[Standing]
    items: list[ItemOfConsensus]
    rounds: list[str]


def consensus(
    project: Project, coder: Coder, *, transcript: str | None, round_name: str | None
) -> ConsensusSeen:
    """Return how far the consensus is on each transcript, and the items of one.

    Without a transcript those of all that the coders do not agree on. Without a round, as
    `service.consensus.standings` chooses it.
    """
    from kodeverk.service.consensus import queue, rounds_to_settle, standings, whole_queue

    rounds = rounds_to_settle(project)
    if transcript is None:
        return ConsensusSeen(*whole_queue(project, coder, round_name), rounds)
    items = queue(project, coder, transcript, round_name)
    return ConsensusSeen(standings(project, coder, round_name), items, rounds)


def in_order(items: Sequence[ItemOfConsensus], order: Order) -> list[ItemOfConsensus]:
    """Return items in an order, what is open first."""
    from kodeverk.service.consensus import in_order

    return in_order(items, order)


def choice(
    item: ItemOfConsensus, outcome: Outcome, *, coder: str, span: Span | None, deciders: str
) -> Choice:
    """Return what was decided of an item as it was shown."""
    from kodeverk.service.consensus import Choice

    return Choice(item.id, outcome, coder, span, deciders, seen=item)


def decide_consensus(
    project: Project,
    coder: Coder,
    *,
    transcript: str,
    choices: Sequence[Choice],
    round_name: str | None,
) -> Standing:
    """Write what coders agree on and decided; return how far the consensus is then."""
    from kodeverk.service.consensus import decide

    return decide(project, coder, transcript, choices, round_name=round_name)


def consensus_words(
    project: Project,
    coder: Coder,
    *,
    transcript: str,
    item: str,
    typed: str,
    round_name: str | None,
) -> Span:
    """Return the words near an item that were typed."""
    from kodeverk.service.consensus import span_of_words

    return span_of_words(project, coder, transcript, item, typed, round_name)


def consensus_reason(project: Project, coder: Coder, *, decision: Decision, reason: str) -> None:
    """Write why something was decided."""
    from kodeverk.service.consensus import note_reason

    note_reason(project, coder, decision, reason)


def boundary_example(
    project: Project, coder: Coder, *, transcript: str, item: str, round_name: str | None
) -> BoundaryExample:
    """Return what a decided item would be as a boundary example of its code."""
    from kodeverk.service.boundary_examples import decided_example

    return decided_example(project, coder, transcript, item, round_name)


def write_boundary_example(
    project: Project,
    coder: Coder,
    *,
    transcript: str,
    item: str,
    seen: str,
    round_name: str | None,
) -> str:
    """Write a decided item into the codebook as it was shown; return the code's key."""
    from kodeverk.service.boundary_examples import write_decided_example

    return write_decided_example(project, coder, transcript, item, seen, round_name)
