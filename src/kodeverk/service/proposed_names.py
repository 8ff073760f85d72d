"""Which proposals of codes mean one code: they are called alike."""

from kodeverk.model.municipality import folded
from kodeverk.model.records import Proposal


def proposed_name(proposal: Proposal) -> str:
    """Return what proposals of one code have in common."""
    return folded(proposal.name) or proposal.name


def same_name(one: str, other: str) -> bool:
    """Tell whether two names that are proposed mean one code."""
    return same_proposal(Proposal(one, None), Proposal(other, None))


def same_proposal(one: Proposal, other: Proposal) -> bool:
    """Tell whether two proposals mean one code, wherever it would stand."""
    return proposed_name(one) == proposed_name(other)
