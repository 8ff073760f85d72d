"""What another definition of a code does, and what it asks of what was coded before."""

from collections.abc import Collection, Sequence
from typing import Literal, get_args

from kodeverk.model.change import Value
from kodeverk.model.records import Redefining
from kodeverk.store.writer import Writer

Meaning = Literal["clarified", "narrowed", "widened"]
"""What another definition does: the code means what it meant, or less, or more."""
MEANINGS: tuple[Meaning, ...] = get_args(Meaning)
TELLING = ("definition", "full_definition", "use_when", "not_when")
"""The texts of a code that say what it means; an example only shows it."""


def may_change_meaning(texts: Collection[str], *, codings: int, finished: int) -> bool:
    """Tell whether it has to be said what these texts of a code, when changed, do to its meaning.

    Nobody need be asked before something is coded with it or finished without.
    """
    return not {*texts}.isdisjoint(TELLING) and bool(codings or finished)


def redefine(writer: Writer, code: str, effect: Redefining, into: Sequence[str] = ()) -> str:
    """Say in the step being written what a changed code asks of what was coded; return its id."""
    values: dict[str, Value] = {"code": code, "effect": effect, "into": [*into]}
    return writer.born("code_redefinition", values)
