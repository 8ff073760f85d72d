"""What the consensus screen asks and writes: a function a service, loaded when first called."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kodeverk.model.records import Coder, Decision, Outcome
    from kodeverk.model.text import Span
    from kodeverk.service.boundary_examples import BoundaryExample
    from kodeverk.service.consensus import Choice, ItemOfConsensus, Order, Standing
    from kodeverk.service.projects import Project


def consensus(
    project: Project, coder: Coder, *, transcript: str | None
) -> tuple[list[Standing], list[ItemOfConsensus]]:
    """Return how far the consensus is on each transcript, and the items of one.

    Without a transcript those of all that the coders do not agree on.
    """
    from kodeverk.service.consensus import queue, standings, whole_queue

    if transcript is None:
        return whole_queue(project, coder)
    return standings(project, coder), queue(project, coder, transcript)


def in_order(items: Sequence[ItemOfConsensus], order: Order) -> list[ItemOfConsensus]:
    """Return items in an order, what is open first."""
    from kodeverk.service.consensus import in_order

    return in_order(items, order)


def choice(item: str, outcome: Outcome, *, coder: str, span: Span | None, deciders: str) -> Choice:
    """Return what was decided of an item."""
    from kodeverk.service.consensus import Choice

    return Choice(item, outcome, coder, span, deciders)


def decide_consensus(
    project: Project, coder: Coder, *, transcript: str, choices: Sequence[Choice]
) -> Standing:
    """Write what coders agree on and decided; return how far the consensus is then."""
    from kodeverk.service.consensus import decide

    return decide(project, coder, transcript, choices)


def consensus_words(
    project: Project, coder: Coder, *, transcript: str, item: str, typed: str
) -> Span:
    """Return the words near an item that were typed."""
    from kodeverk.service.consensus import span_of_words

    return span_of_words(project, coder, transcript, item, typed)


def consensus_reason(project: Project, coder: Coder, *, decision: Decision, reason: str) -> None:
    """Write why something was decided."""
    from kodeverk.service.consensus import note_reason

    note_reason(project, coder, decision, reason)


def boundary_example(
    project: Project, coder: Coder, *, transcript: str, item: str
) -> BoundaryExample:
    """Return what a decided item would be as a boundary example of its code."""
    from kodeverk.service.boundary_examples import decided_example

    return decided_example(project, coder, transcript, item)


def write_boundary_example(
    project: Project, coder: Coder, *, transcript: str, item: str, seen: str
) -> str:
    """Write a decided item into the codebook as it was shown; return the code's key."""
    from kodeverk.service.boundary_examples import write_decided_example

    return write_decided_example(project, coder, transcript, item, seen)
